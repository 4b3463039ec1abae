"""What an agency hands over in the place of a list: keyed hashes that say nothing by themselves.

Names become cryptographic long-term keys: the pairs of neighbouring sounds of each word set bits of
one row of bits, at places that HMAC-SHA-256 draws with a secret the agencies share and the centre
does not have.  Names that sound alike share most bits, whatever script they are written in.
Numbers become keyed hashes, which are equal or not.

Source: Schnell, Bachteler and Reiher, "A novel error-tolerant anonymous linking code" (2011), with
positions drawn by a keyed hash of each pair and not by two hashes added, as Niedermeyer et al.
(2014) showed how to undo the latter.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from markaz.data.names import sounds
from markaz.records.errors import InvalidValueError
from markaz.subjects.identifiers.identifier import Identifier
from markaz.subjects.identifiers.reading import read
from markaz.subjects.names.words import Part, Role, Word, read_name

# A list as an agency keeps it: one row for each person.  `birth_year` may be null, texts empty.
LISTED = pa.schema(
    [
        ("row", pa.int64()),
        ("name", pa.string()),
        ("father_name", pa.string()),
        ("birth_year", pa.int32()),
        ("numbers", pa.list_(pa.string())),
    ]
)
BITS = 1_024
# The same list in the form that leaves the agency, in the order of its tokens.  `own` and `kin`
# are the bits of the person's own and the father's name, without any where none is told; `numbers`
# are keyed hashes in hexadecimal, `year` one or null.
BLIND = pa.schema(
    [
        ("token", pa.string()),
        ("own", pa.binary(BITS // 8)),
        ("kin", pa.binary(BITS // 8)),
        ("year", pa.string()),
        ("numbers", pa.list_(pa.string())),
    ]
)
# A secret that can be tried out protects nothing.
_SHORTEST = 32
# Bits that each pair of sounds sets: what half the country is called tells half as much.
_SET = {Role.NAME: 14, Role.COMMON: 7, Role.TRIBE: 7}


def encode(listed: pa.Table, *, secret: bytes) -> pa.Table:
    """A list (schema LISTED) as keyed hashes (schema BLIND).

    The order of the rows is lost on purpose: that of a sorted list would tell of the names.

    Raises:
        InvalidValueError: the secret is too short to be one.
    """
    _judge(secret)
    names = tokens(listed, secret=secret)
    rows = [
        _encoded(row, name=name, secret=secret)
        for name, row in zip(names, listed.to_pylist(), strict=True)
    ]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: str(row["token"])), schema=BLIND)


def tokens(listed: pa.Table, *, secret: bytes) -> list[str]:
    """What each row of a list (schema LISTED) is called in what leaves the agency.

    The whole list is in each name: no two lists share one, and only who has this very list and
    the secret finds the row behind it.
    """
    rows = listed.to_pylist()
    whole = hashlib.sha256(repr(rows).encode()).hexdigest()
    return [keyed(secret, "row", f"{whole} {row['row']}") for row in rows]


def fingerprint(secret: bytes) -> str:
    """Tells whether two lists were encoded with one secret, and nothing of the secret."""
    _judge(secret)
    return keyed(secret, "which secret", "")


def _judge(secret: bytes) -> None:
    if len(secret) < _SHORTEST:
        raise InvalidValueError(
            "The secret has {count} bytes and needs {least}: make one with markaz blind secret.",
            count=len(secret),
            least=_SHORTEST,
        )


def _encoded(row: dict[str, object], *, name: str, secret: bytes) -> dict[str, object]:
    year = row["birth_year"]
    own, father = str(row["name"] or ""), str(row["father_name"] or "")
    numbers = (read(str(text)) for text in _texts(row["numbers"]))
    return {
        "token": name,
        "own": _bits(_words(own, Part.OWN), secret=secret),
        "kin": _bits([*_words(own, Part.KIN), *_words(father, Part.OWN)], secret=secret),
        "year": None if year is None else keyed(secret, "year", str(year)),
        "numbers": sorted(
            keyed(secret, one.kind, one.canonical) for one in numbers if isinstance(one, Identifier)
        ),
    }


def _texts(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _bits(words: Iterable[Word], *, secret: bytes) -> bytes:
    found = np.zeros(BITS, dtype=np.bool_)
    for word in words:
        for heard in sounds(word.text):
            for pair in _neighbours(heard):
                found[_places(secret, pair, _SET[word.role])] = True
    return np.packbits(found).tobytes()


def _words(name: str, part: Part) -> list[Word]:
    return [word for word in read_name(name).words if word.part is part and word.role in _SET]


def _neighbours(word: str) -> Iterator[str]:
    """Each sound with the next, the first and the last with the edge of the word."""
    edged = f" {word} "
    return (edged[at : at + 2] for at in range(len(edged) - 1))


def _places(secret: bytes, text: str, count: int) -> list[int]:
    digest = hmac.digest(secret, text.encode(), hashlib.sha256)
    return [int.from_bytes(digest[2 * at : 2 * at + 2], "big") % BITS for at in range(count)]


def keyed(secret: bytes, kind: str, text: str) -> str:
    """A value as its keyed hash: equal where kind and text are, and silent without the secret."""
    return hmac.digest(secret, f"{kind}|{text}".encode(), hashlib.sha256).hex()[:32]
