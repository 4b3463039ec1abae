"""Names that tell nothing of how many others there are."""

import secrets
from hashlib import blake2b

from django.utils.crypto import salted_hmac

# Letters and digits that are not taken for one another over the telephone.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 8
# Long enough that a million names made from numbers hardly meet.
_KEYED_LENGTH = 11
_SALT = "markaz.names"


def drawn_name() -> str:
    """A new name, drawn by chance."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def keyed_names(numbers: list[int]) -> list[str]:
    """The names of things that are numbered inside: always the same, and no way back."""
    key = salted_hmac(_SALT, "", algorithm="sha256").digest()
    return [_name(blake2b(b"%d" % number, key=key, digest_size=8).digest()) for number in numbers]


def _name(digest: bytes) -> str:
    rest, name = int.from_bytes(digest), ""
    for _ in range(_KEYED_LENGTH):
        rest, letter = divmod(rest, len(_LETTERS))
        name += _LETTERS[letter]
    return name
