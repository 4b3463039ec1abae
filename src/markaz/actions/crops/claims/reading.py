"""A file of outlines as the claims of one agency: each with its reference, day, place and area."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import shapely

from markaz.actions.crops.claims.overlapping import hectares
from markaz.actions.crops.places import place_of, season_of
from markaz.crops.outlines import reading
from markaz.crops.outlines.outline import Aside, Outline
from markaz.data.folding import fold
from markaz.governance.marking import DEFAULT_MARKING
from markaz.records.batch import Question, SetAside
from markaz.records.errors import InvalidValueError, MarkazError

_M2_PER_HA = Decimal(10_000)
_PLACES = Decimal("0.00000000001")
_LONGEST = 100
# What teams call these, beside what the reader of outlines knows by name.
_HEADS = {
    "reference": ("reference", "report", "operation no", "case no", "حوالہ"),
    "label": ("field", "field no", "label", "name", "id", "plot", "کھیت"),
    "district": ("district", "ضلع"),
    "province": ("province", "صوبہ"),
    "operation": ("operation", "campaign", "مہم"),
}


@dataclass(frozen=True, slots=True)
class Handed:
    """What holds for a whole file where its features do not say, and whose it is."""

    agency: str
    cleared_on: date | None = None
    crop: str = "poppy"
    team: str = ""
    marking: str = DEFAULT_MARKING.value
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One field as read, beside its words as written; without outline only an area is claimed."""

    row: int
    reference: str
    label: str
    outline: Any
    area_ha: Decimal
    claimed_ha: Decimal
    cleared_on: date
    crop: str
    method: str
    team: str
    operation: str
    province: str
    district: str
    area_text: str = ""
    amount_text: str = ""
    unit_text: str = ""
    as_written: Mapping[str, str] = field(default_factory=dict)

    @property
    def season(self) -> int:
        """The season in which it was cleared."""
        return season_of(self.cleared_on)


@dataclass(frozen=True, slots=True)
class Claims:
    """All of a file: rows in = kept + set aside; `first` is why the first row set aside was."""

    kind: str
    kept: tuple[Claim, ...]
    aside: tuple[SetAside, ...]
    questions: tuple[Question, ...]
    first: MarkazError | None = None


def claims_in(content: bytes, handed: Handed, *, name: str, today: date) -> Claims:
    """Read a file of outlines as the claims of an agency; nothing is cleared after today.

    Raises:
        UnreadableFileError: nothing of it can be read.
    """
    read = reading.read(content, name=name)
    kept: list[Claim] = []
    aside = list(read.aside)
    questions: list[Question] = []
    taken: dict[tuple[str, str], int] = {}
    for one in read.kept:
        try:
            claim = _claim(one, handed, today=today)
            _once(claim, taken)
        except MarkazError as refusal:
            aside.append(Aside(one.number, refusal, one.props))
            continue
        kept.append(claim)
        questions += [Question(one.number, "", str(doubt), claim.reference) for doubt in one.doubts]
    aside.sort(key=lambda one: one.number)
    rows = tuple(_set_aside(one) for one in aside)
    first = aside[0].reason if aside else None
    return Claims(read.kind, tuple(kept), rows, tuple(questions), first)


def _claim(one: Outline, handed: Handed, *, today: date) -> Claim:
    said = {name: _said(one.props, heads) for name, heads in _HEADS.items()}
    cleared_on = one.day or handed.cleared_on
    if cleared_on is None:
        raise InvalidValueError("No day is given: say on which day the field was cleared.")
    if cleared_on > today:
        raise InvalidValueError("The day {day} is still to come: correct it.", day=cleared_on)
    if one.running:
        raise InvalidValueError(
            "It is a campaign's total so far: the daily claims hold it already."
        )
    drawn = one.polygon is not None
    mark = _mark(one)
    place = place_of(one.polygon, said=said["district"] or said["province"]) if drawn else ("", "")
    stated = one.stated
    area_ha = hectares(one.area_m2)
    return Claim(
        row=one.number,
        reference=(said["reference"] or f"FIELD-{mark}")[:_LONGEST],
        label=(said["label"] or mark)[:_LONGEST],
        outline=_normal(one.polygon) if drawn else None,
        area_ha=area_ha,
        claimed_ha=_exact_ha(stated.square_metres) if stated else area_ha,
        cleared_on=cleared_on,
        crop=_crop(one.crop) or handed.crop,
        method=one.method[:_LONGEST],
        team=(one.team or handed.team)[:_LONGEST],
        operation=said["operation"],
        province=place[0] or said["province"],
        district=place[1] or said["district"],
        area_text=stated.text if stated else "",
        amount_text=f"{stated.amount:f}" if stated else "",
        unit_text=stated.unit if stated else "",
        as_written=one.props,
    )


def _once(claim: Claim, taken: dict[tuple[str, str], int]) -> None:
    key = claim.reference, claim.label
    if key in taken:
        raise InvalidValueError(
            "Field {label} of {reference} stands in row {row} already: give each its own name.",
            label=claim.label,
            reference=claim.reference,
            row=taken[key],
        )
    taken[key] = claim.row


def _said(props: Mapping[str, str], heads: tuple[str, ...]) -> str:
    folded = {fold(name.replace("_", " ")): text for name, text in props.items()}
    return next((folded[head].strip() for head in heads if folded.get(head, "").strip()), "")


def _crop(text: str) -> str:
    # Only the crops that a report may name; anything else stays as written beside it.
    known = {"poppy": "poppy", "opium poppy": "poppy", "cannabis": "cannabis", "coca": "coca"}
    return known.get(fold(text), "")


def _normal(polygon: Any) -> Any:
    # Seven places are a centimetre; the ring begins where every program would begin it.
    return shapely.normalize(shapely.set_precision(polygon, 1e-7))


def _mark(one: Outline) -> str:
    """A short name that follows from the outline, so that the same field has it again."""
    told = shapely.to_wkb(_normal(one.polygon)) if one.polygon is not None else b""
    written = repr(sorted(one.props.items())).encode() if not told else b""
    return sha256(told + written).hexdigest()[:10]


def _exact_ha(square_metres: Decimal) -> Decimal:
    return (square_metres / _M2_PER_HA).quantize(_PLACES)


def _set_aside(one: Aside) -> SetAside:
    return SetAside(one.number, "", str(one.reason), dict(one.as_written))
