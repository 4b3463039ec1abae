"""Spellings to codes: the vocabulary of the field, the source's own lookups first."""

import re
from collections.abc import Callable, Mapping

from markaz.data.folding import fold
from markaz.intake.values.outcome import Cleaner, Doubtful
from markaz.records.kinds import AgencyRole, ReportKind, SeizureStatus

ANY = "*"
NOT_STATED = frozenset(
    fold(word)
    for word in ("unknown", "not known", "not stated", "none", "nil", "n/a", "na", "نامعلوم")
)


def term(field: str, *, lookup: Mapping[str, str], code_of: Callable[[str], str | None]) -> Cleaner:
    """A cleaner from spelling to code; `*` in the lookup stands for all it does not name."""
    known = {fold(spelling): code for spelling, code in lookup.items() if spelling != ANY}
    rest = lookup.get(ANY)

    def clean(text: str) -> object:
        key = fold(text)
        if key in known:
            return known[key]
        code = code_of(text)
        if code is not None:
            return code
        if key in NOT_STATED or not key:
            return ""
        if rest is not None:
            return Doubtful(rest, f"{field} '{text}' is in no vocabulary: read as {rest}")
        raise ValueError(
            f"{field} '{text}' is in no vocabulary: add a synonym or a lookup to the source"
        )

    return clean


def among(spellings: Mapping[str, str]) -> Callable[[str], str | None]:
    """A code finder over a short closed list of spellings."""
    known = {fold(spelling): code for spelling, code in spellings.items()}
    return lambda text: known.get(fold(text))


def _closed(codes: type[ReportKind] | type[SeizureStatus] | type[AgencyRole]) -> dict[str, str]:
    return {code.value: code.value for code in codes}


KIND = among(
    {
        **_closed(ReportKind),
        "airport case": "airport_case", "airport": "airport_case", "crop clearance": "clearance",
        "eradication": "clearance", "poppy destruction": "clearance", "ضبطی": "seizure",
        "گرفتاری": "arrest", "تلفی": "clearance", "illegal immigration": "irregular_migration",
        "irregular migration": "irregular_migration", "intelligence": "information",
    }
)  # fmt: skip
STATUS = among(
    {
        **_closed(SeizureStatus),
        "confirmed": "lab_confirmed", "negative": "lab_negative", "field test": "presumptive",
        "lab confirmed": "lab_confirmed", "lab negative": "lab_negative",
        "court confirmed": "court_confirmed",
    }
)  # fmt: skip
ROLE = among(
    {
        **_closed(AgencyRole),
        "led": "lead", "assisted": "assist", "intelligence": "intelligence_only",
        "intelligence only": "intelligence_only",
    }
)  # fmt: skip
MARKING = among(
    {
        **{colour: colour for colour in ("CLEAR", "GREEN", "AMBER", "RED")},
        **{f"TLP:{colour}": colour for colour in ("CLEAR", "GREEN", "AMBER", "RED")},
        "AMBER+STRICT": "AMBER+STRICT", "TLP:AMBER+STRICT": "AMBER+STRICT",
    }
)  # fmt: skip
SEX = among({"m": "m", "male": "m", "مرد": "m", "f": "f", "female": "f", "عورت": "f"})
PERSON_ROLE = among(
    {
        **{role: role for role in ("suspect", "victim", "witness", "contact", "migrant")},
        "courier": "courier", "asylum_seeker": "asylum_seeker", "asylum seeker": "asylum_seeker",
        "accused": "suspect", "arrested": "suspect", "ملزم": "suspect", "passenger": "passenger",
        "facilitator": "facilitator", "complainant": "witness", "گواہ": "witness",
    }
)  # fmt: skip
MEANS = among(
    {
        **{kind: kind for kind in ("vehicle", "vessel", "flight", "parcel", "aircraft", "animal")},
        "car": "vehicle", "truck": "vehicle", "bus": "vehicle", "motorcycle": "vehicle",
        "van": "vehicle", "boat": "vessel", "launch": "vessel", "dhow": "vessel",
        "container": "container", "train": "train", "گاڑی": "vehicle", "کشتی": "vessel",
        "airway bill": "parcel", "shipment": "parcel",
    }
)  # fmt: skip
CROP = among(
    {
        **{crop: crop for crop in ("poppy", "cannabis", "coca")},
        "opium poppy": "poppy", "opium": "poppy", "پوست": "poppy", "bhang": "cannabis",
        "bhung": "cannabis", "hemp": "cannabis", "بھنگ": "cannabis", "coca bush": "coca",
    }
)  # fmt: skip
_BASIS = re.compile(
    r"\(\s*(?P<basis>claimed|stated|documented|as per (?:passport|cnic))\s*\)", re.I
)


def nationality(code_of: Cleaner) -> Cleaner:
    """A cleaner of nationalities: the country, and whether it was claimed or documented."""

    def clean(text: str) -> object:
        found = _BASIS.search(text)
        country = code_of(_BASIS.sub("", text).strip())
        code = country.value if isinstance(country, Doubtful) else country
        if not found:
            return (code, "unknown")
        claimed = found["basis"].casefold() in ("claimed", "stated")
        return (code, "claimed" if claimed else "documented")

    return clean
