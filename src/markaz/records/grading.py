"""How good a source and its information are, as the source graded them, in three schemes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from markaz.data.folding import fold
from markaz.data.tables import rows
from markaz.records.errors import Bilingual, InvalidValueError


class Scheme(StrEnum):
    """A way of grading."""

    ADMIRALTY = "admiralty"
    EUROPOL = "4x4"
    UK = "3x5x2"


@dataclass(frozen=True, slots=True)
class Grade:
    """One code of one axis (source, information or handling), in both languages."""

    code: str
    label_en: str
    label_ur: str


_AXES: Mapping[str, Bilingual] = MappingProxyType(
    {
        "source": Bilingual("source", "ماخذ"),
        "information": Bilingual("information", "اطلاع"),
        "handling": Bilingual("handling", "برتاؤ"),
    }
)
GRADES: Mapping[tuple[str, str], Mapping[str, Grade]] = MappingProxyType(
    {
        (scheme.value, axis): MappingProxyType(
            {
                row["code"]: Grade(row["code"], row["label_en"], row["label_ur"])
                for row in rows("gradings")
                if (row["scheme"], row["axis"]) == (scheme.value, axis)
            }
        )
        for scheme in Scheme
        for axis in _AXES
    }
)
# Handling codes that ask nothing of whoever reads on.
_OPEN = frozenset({"", "H0", "P"})
# As agencies write it: the scheme, the codes together or apart, conditions behind a colon.
_WRITTEN = re.compile(
    r"(?P<scheme>.*?)[\s:]*(?<![a-z0-9])(?P<source>[a-fx1-3])[\s/-]*(?P<information>[1-6a-e])"
    r"(?:[\s/-]*(?P<handling>h[0-3]|[pc]))?\s*(?::\s*(?P<conditions>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        fold(spelling): scheme
        for scheme, spellings in (
            (Scheme.ADMIRALTY, ("admiralty", "nato", "6x6", "ایڈمرلٹی")),
            (Scheme.EUROPOL, ("4x4", "europol", "europol 4x4", "یوروپول")),
            (Scheme.UK, ("3x5x2", "uk", "uk 3x5x2")),
        )
        for spelling in spellings
    }
)


@dataclass(frozen=True, slots=True)
class Grading:
    """The source's grade, the information's, and how it may be handled.

    `handling` is empty under Admiralty, which has no such code; `conditions` are the words that
    go with it.
    """

    scheme: Scheme
    source: str
    information: str
    handling: str = ""
    conditions: str = ""

    def __post_init__(self) -> None:
        for axis in _AXES:
            code, known = getattr(self, axis), GRADES[self.scheme.value, axis]
            if code not in known and not (axis == "handling" and code == ""):
                raise InvalidValueError(
                    "{code!r} is no grade of {axis} under {scheme}: write one of {known}.",
                    code=code,
                    axis=_AXES[axis],
                    scheme=self.scheme.value,
                    known=", ".join(known) or Bilingual("none", "کوئی نہیں"),
                )

    @property
    def notation(self) -> str:
        """The grading in one line that `read_grading` reads back, as in 4x4 B2 H1: ask first."""
        codes = " ".join(
            filter(None, (self.scheme.value, self.source + self.information, self.handling))
        )
        return f"{codes}: {self.conditions}" if self.conditions else codes

    @property
    def restricts(self) -> bool:
        """Whether whoever reads it on is held to something, by a code or by words."""
        return self.handling not in _OPEN or bool(self.conditions)


def read_grading(text: str) -> Grading:
    """A grading as written.

    Raises:
        InvalidValueError: no scheme is named, or a code is none of it.  Two schemes share most
            of their codes, so that the scheme is never guessed.
    """
    found = _WRITTEN.fullmatch(text.strip())
    scheme = _SCHEMES.get(fold(found["scheme"])) if found else None
    if not found or not scheme:
        raise InvalidValueError(
            "grading '{written}' cannot be read: write the scheme and its codes, as in"
            " admiralty B2, 4x4 B2 H1 or 3x5x2 2B P",
            written=text,
        )
    return Grading(
        scheme,
        found["source"].upper(),
        found["information"].upper(),
        (found["handling"] or "").upper(),
        (found["conditions"] or "").strip(),
    )
