"""Names that tell nothing of how many others there are."""

import secrets
from hashlib import blake2b

import numpy as np
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
    mixed = b"".join(blake2b(b"%d" % one, key=key, digest_size=8).digest() for one in numbers)
    rest, letters = np.frombuffer(mixed, dtype=">u8").astype(np.uint64), np.array([*_LETTERS])
    names = np.empty((len(numbers), _KEYED_LENGTH), dtype=letters.dtype)
    for place in range(_KEYED_LENGTH):
        rest, letter = np.divmod(rest, np.uint64(len(_LETTERS)))
        names[:, place] = letters[letter]
    told: list[str] = names.view(f"U{_KEYED_LENGTH}").ravel().tolist()
    return told
