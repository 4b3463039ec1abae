"""A grading under another scheme, and what is lost between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markaz.data.tables import rows
from markaz.records.grading import GRADES, Grading, Scheme


@dataclass(frozen=True, slots=True)
class Loss:
    """What a conversion does not carry over, as a sentence in both languages."""

    en: str
    ur: str


_CONVERSIONS: Mapping[tuple[str, str, str, str], Mapping[str, str]] = MappingProxyType(
    {
        (row["scheme"], row["axis"], row["code"], row["to_scheme"]): row
        for row in rows("grading_conversions")
    }
)


@dataclass(frozen=True, slots=True)
class Converted:
    """A grading under another scheme, and everything that it no longer says."""

    grading: Grading
    lost: tuple[Loss, ...]


def converted(grading: Grading, *, to: Scheme) -> Converted:
    """The grading under another scheme.

    A grade leads to the nearest that claims no more; where the scheme has none so low, the lowest,
    and the loss says so.  A restriction on handling is never dropped: it stays in `conditions`.
    """
    if grading.scheme is to:
        return Converted(grading, ())
    source = _step(grading, "source", to)
    information = _step(grading, "information", to)
    handling, conditions, lost = _handling(grading, to)
    return Converted(
        Grading(to, source["to_code"], information["to_code"], handling, conditions),
        (*_losses(source), *_losses(information), *lost),
    )


def _step(grading: Grading, axis: str, to: Scheme) -> Mapping[str, str]:
    return _CONVERSIONS[grading.scheme.value, axis, getattr(grading, axis), to.value]


def _losses(row: Mapping[str, str]) -> tuple[Loss, ...]:
    return (Loss(row["lost_en"], row["lost_ur"]),) if row["lost_en"] else ()


def _handling(grading: Grading, to: Scheme) -> tuple[str, str, tuple[Loss, ...]]:
    """The handling code under another scheme, its conditions, and what is lost of it."""
    if not grading.handling:
        return "", grading.conditions, ()
    meant = GRADES[grading.scheme.value, "handling"][grading.handling]
    spelt = f"{grading.scheme.value} {meant.code}: {meant.label_en}"
    words = _joined(grading.conditions, spelt)
    if to is Scheme.ADMIRALTY:
        lost = Loss(
            f"The handling code {meant.code} has no place: it stands in the conditions as words.",
            f"ہینڈلنگ کوڈ {meant.code} کی جگہ نہیں: وہ شرائط میں الفاظ کی صورت میں ہے۔",
        )
        return "", words, (lost,)
    code = _step(grading, "handling", to)["to_code"]
    open_code = code in ("P", "H0")
    return code, grading.conditions if open_code else words, ()


def _joined(conditions: str, spelt: str) -> str:
    known = [part for part in conditions.split("; ") if part]
    return "; ".join(known if spelt in known else [*known, spelt])
