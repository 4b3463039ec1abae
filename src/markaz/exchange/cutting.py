"""Cuts a stream of JSON into the objects of its list, with memory for one at a time.

The bytes are followed by brackets and quotes alone; each object is read by itself, and what is
left, with `{}` in the place of every object, must be sound JSON too.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from markaz.records.errors import MarkazError

_CHUNK = 1 << 16
# In UTF-8 no byte of a longer letter looks like one of these.
_TOKEN = re.compile(rb'\\.|["{}\[\]]', re.DOTALL)
_LIST = re.compile(rb'[{,]\s*"objects"\s*:\s*\Z')
_LIST_DEPTH = 2
_TAIL = 200


class UnreadableBundleError(MarkazError):
    """The stream as a whole cannot be read; `too_large` where only its size is against it."""

    too_large = False


class OversizedBundleError(UnreadableBundleError):
    """The stream is larger than is read of it."""

    too_large = True


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes of the whole and of one object, objects, brackets within brackets."""

    whole_bytes: int = 100_000_000
    object_bytes: int = 1_000_000
    objects: int = 200_000
    depth: int = 40


@dataclass(frozen=True, slots=True)
class Cut:
    """One entry of the list, its place from 1, and what is wrong with it as JSON."""

    place: int
    value: Any
    fault: str = ""


def cuts(stream: BinaryIO, limits: Limits) -> Iterator[Cut]:
    """Every object of the stream's list `objects`; a lone object is its own.

    Raises:
        UnreadableBundleError: the stream is no JSON object, or goes beyond a limit.
    """
    cutter = _Cutter(limits)
    carried, total = b"", 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > limits.whole_bytes:
            raise OversizedBundleError(
                "The bundle is larger than {most} bytes: send it in parts.",
                most=limits.whole_bytes,
            )
        chunk = carried + chunk
        # A backslash at the end belongs to the letter after it.
        held = len(chunk) - len(chunk.rstrip(b"\\"))
        carried = chunk[-1:] if held % 2 else b""
        yield from cutter.fed(chunk[: len(chunk) - len(carried)])
    yield from cutter.fed(carried)
    yield from cutter.closed()


class _Cutter:
    """Where in the JSON the stream is; `rest` is all that is in no object of the list."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rest = bytearray()
        self.object: bytearray | None = None
        self.depth = self.place = self.size = 0
        self.listing = self.quoted = False

    def fed(self, chunk: bytes) -> Iterator[Cut]:
        """The objects that end within this chunk."""
        start = 0
        for token in _TOKEN.finditer(chunk):
            letter = token[0]
            if letter == b'"':
                self.quoted = not self.quoted
            elif self.quoted or letter.startswith(b"\\"):
                continue
            elif letter in b"{[":
                if self._opens(letter, chunk[start : token.start()]):
                    start = token.start()
            elif self._closes():
                self._keep(chunk[start : token.end()])
                start = token.end()
                yield self._cut()
        self._keep(chunk[start:])

    def closed(self) -> Iterator[Cut]:
        """What the end of the stream shows: the lone object, or entries that are no objects."""
        if self.depth or self.quoted:
            raise UnreadableBundleError("The bundle ends in the middle: send the whole of it.")
        whole, wrong = _loaded(bytes(self.rest))
        if wrong or not isinstance(whole, dict):
            said = wrong or "it is no object"
            raise UnreadableBundleError(
                "The bundle is no sound JSON ({reason}): correct it.", reason=said
            )
        entries = whole.get("objects", [])
        if whole.get("type", "bundle") != "bundle" and not self.place:
            yield Cut(1, whole)
            return
        if not isinstance(entries, list) or entries.count({}) != self.place:
            raise UnreadableBundleError("The objects stand in a list called objects: send it so.")
        yield from (
            Cut(place, entry) for place, entry in enumerate(entries, start=1) if entry != {}
        )

    def _opens(self, letter: bytes, before: bytes) -> bool:
        """Whether an object of the list begins here."""
        self.depth += 1
        if self.object is None and self.depth == _LIST_DEPTH and letter == b"[":
            tail = bytes(self.rest[-_TAIL:]) + before
            self.listing = bool(_LIST.search(tail))
        # Following brackets costs time for each: beyond the limit the rest is not looked at.
        if self.depth > self.limits.depth + _LIST_DEPTH:
            raise UnreadableBundleError(
                "Brackets stand within more than {most} brackets: flatten it.",
                most=self.limits.depth,
            )
        begins = self.listing and self.object is None and self.depth == _LIST_DEPTH + 1
        if begins:
            self._keep(before)
            self.object, self.size = bytearray(), 0
        return begins

    def _closes(self) -> bool:
        """Whether an object of the list ends here."""
        self.depth -= 1
        if self.depth < 0:
            raise UnreadableBundleError(
                "The bundle closes more brackets than it opens: correct it."
            )
        if self.depth < _LIST_DEPTH:
            self.listing = False
        return self.object is not None and self.depth == _LIST_DEPTH

    def _keep(self, run: bytes) -> None:
        if self.object is not None:
            self.size += len(run)
            if self.size <= self.limits.object_bytes:
                self.object += run
            return
        # Blanks between the objects of a long list would add up.
        self.rest += run.translate(None, b" \t\r\n") if self.listing and not self.quoted else run
        if len(self.rest) > self.limits.object_bytes + 4 * self.place:
            raise OversizedBundleError(
                "Outside its list of objects the bundle is larger than {most} bytes:"
                " send the objects in the list.",
                most=self.limits.object_bytes,
            )

    def _cut(self) -> Cut:
        self.place += 1
        if self.place > self.limits.objects:
            raise OversizedBundleError(
                "The bundle holds more than {most} objects: send it in parts.",
                most=self.limits.objects,
            )
        body, self.object = bytes(self.object or b""), None
        self.rest += b"{}"
        if self.size > self.limits.object_bytes:
            return Cut(
                self.place, None, f"The object is larger than {self.limits.object_bytes} bytes."
            )
        value, wrong = _loaded(body)
        return Cut(self.place, value, f"The object is no sound JSON ({wrong})." if wrong else "")


def _loaded(body: bytes) -> tuple[Any, str]:
    """The JSON, and what is wrong with it."""
    try:
        text = body.decode("utf-8-sig")
        value = json.loads(
            text, parse_constant=_refused, parse_float=_finite, object_pairs_hook=_once
        )
        if "\\u" in text:
            # Half of a pair of surrogates is a letter that could be written nowhere.
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        return None, "it is not in UTF-8"
    except UnicodeEncodeError:
        return None, "it holds half a letter"
    except ValueError as error:
        return None, str(error).split(":", maxsplit=1)[0]
    return value, ""


def _refused(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a property stands in it twice")
    return found
