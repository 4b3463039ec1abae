"""A STIX object as the tables hold it: what tells it from others, and its body as text."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markaz.records.errors import InvalidValueError
from markaz.store.exchange import stamps

Stix = Mapping[str, Any]
SPECS = ("2.0", "2.1")
# STIX 2.1 section 2.9 and 3.1: the type's name, two hyphens and a UUID.
_ID = re.compile(
    r"([a-z0-9][a-z0-9-]{1,248}[a-z0-9])--"
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    re.ASCII,
)
LONGEST_ID = 255


@dataclass(frozen=True, slots=True)
class Candidate:
    """An object that can be kept; `version` is None where it carries no time of its own."""

    stix_id: str
    type: str
    spec_version: str
    version: int | None
    body: str

    @property
    def size(self) -> int:
        """How many bytes the body is as UTF-8."""
        return len(self.body.encode())


def candidate(stix: object) -> Candidate:
    """What tells an object from others, and its body.

    Raises:
        InvalidValueError: it is no STIX object that could be kept, with the reason.
    """
    if not isinstance(stix, Mapping):
        raise InvalidValueError("This is no object: send STIX objects, each in braces.")
    stix_id, kind = stix.get("id"), stix.get("type")
    found = _ID.fullmatch(stix_id) if isinstance(stix_id, str) else None
    if found is None or len(found.string) > LONGEST_ID:
        raise InvalidValueError("The id is none of STIX: write the type, two hyphens and a UUID.")
    if kind != found[1]:
        raise InvalidValueError("The type is not the one that the id names: make them agree.")
    return Candidate(found.string, found[1], _spec(stix), _version(stix), body(stix))


def body(stix: Stix) -> str:
    """The object as compact JSON, its keys in the order they came in.

    Raises:
        InvalidValueError: it holds what JSON or UTF-8 cannot carry.
    """
    try:
        written = json.dumps(stix, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        written.encode()
    except UnicodeEncodeError:
        raise InvalidValueError("A text holds half a character: write it again.") from None
    except (ValueError, TypeError, RecursionError):
        raise InvalidValueError(
            "A value is none of JSON, too large or nested too deeply: send it as plain JSON."
        ) from None
    return written


def canonical_sha256(text: str) -> str:
    """SHA-256 of a body whatever the order of its keys, in hex."""
    plain = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def same(left: str, right: str) -> bool:
    """Whether two bodies are one object, whatever the order of their keys."""
    return left == right or canonical_sha256(left) == canonical_sha256(right)


def _spec(stix: Stix) -> str:
    # STIX 2.0 had no such property, and what is neither made nor changed came with 2.1.
    spec = stix.get("spec_version", "2.0" if "created" in stix else "2.1")
    if spec not in SPECS:
        raise InvalidValueError("The spec_version is neither 2.0 nor 2.1: send STIX 2.1.")
    return str(spec)


def _version(stix: Stix) -> int | None:
    # TAXII 2.1 section 3.4: modified, else created, else the date it was added.
    stated = stix.get("modified", stix.get("created"))
    if stated is None:
        return None
    if not isinstance(stated, str):
        raise InvalidValueError("The time of the version is no text: write a timestamp.")
    return stamps.read(stated)
