"""The figures of a briefing or an edition: what does not agree is said beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from markaz.checking.question import Question, asked
from markaz.data.prices import PRICES
from markaz.records.figure import Figure

_KG_PER_T = 1000
_CATCH_ALL_ALARM = Decimal(10)

Figures = Mapping[str, Figure]


def questions(figures: Sequence[Figure]) -> Iterator[Question]:
    """A question for each pair of figures that does not agree, and for what invites misreading."""
    known = {figure.id: figure for figure in figures}
    for check in CHECKS:
        yield from check(known)


def parts_sum_to_the_total(figures: Figures) -> Iterator[Question]:
    """Every breakdown of the seized mass adds up to it, agencies with what they count together."""
    whole = figures.get("seized_mass")
    if whole is None or whole.value is None:
        return
    total = Decimal(whole.value) * _KG_PER_T
    for by in ("substance", "province", "agency", "month", "year"):
        part = figures.get(f"seized_mass_by_{by}")
        if part is None:
            continue
        summed = sum((Decimal(row.value) for row in part.rows), start=Decimal(0))
        if summed != total:
            told = asked("parts", part=part.label, sum=summed, total=total)
            yield told.on(figures=[part.id, whole.id])


def a_part_never_exceeds_its_whole(figures: Figures) -> Iterator[Question]:
    """Foreign suspects are among the suspects, airport cases among the cases."""
    for subset, whole in (
        ("suspects_foreign", "suspects_arrested"),
        ("clearance_foreign", "clearance_arrests"),
        ("airport_cases", "seizure_cases"),
    ):
        part, total = _values(figures, subset, whole)
        if part is not None and total is not None and part > total:
            yield asked(
                "subset",
                subset=figures[subset].label,
                part=part,
                whole=figures[whole].label,
                total=total,
            ).on(figures=[subset, whole])


def no_agency_exceeds_the_nation(figures: Figures) -> Iterator[Question]:
    """Agencies together may be credited with more than the total, one of them never."""
    whole, credited = figures.get("seized_mass"), figures.get("seized_mass_by_agency")
    if whole is None or whole.value is None or credited is None:
        return
    total = Decimal(whole.value) * _KG_PER_T
    for row in credited.rows:
        if row.value > total:
            told = asked("credit", agency=row.label, part=Decimal(row.value), total=total)
            yield told.on(figures=[credited.id, whole.id])


def two_populations_stay_two(figures: Figures) -> Iterator[Question]:
    """Where clearance has more foreign nationals than the suspects, the reader is told why."""
    part, total = _values(figures, "clearance_foreign", "suspects_foreign")
    if part is not None and total is not None and part > total:
        told = asked("other", part=part, total=total)
        yield told.on(figures=["clearance_foreign", "suspects_foreign"])


def a_stated_value_is_within_known_prices(figures: Figures) -> Iterator[Question]:
    """The value per kilogram lies between the lowest and the highest known price."""
    value, mass = _values(figures, "stated_value", "seized_mass")
    if not value or not mass:
        return
    prices = [price.usd_per_kg for price in PRICES]
    per_kg = Decimal(value) / (Decimal(mass) * _KG_PER_T)
    # Where some reports state no value, a low sum for each kilogram says nothing.
    every = figures["stated_value"].counted >= figures["seized_mass"].counted
    if per_kg > max(prices) or (every and per_kg < min(prices)):
        yield asked(
            "price",
            price=per_kg.quantize(Decimal(1)),
            low=min(prices),
            high=max(prices),
        ).on(figures=["stated_value", "seized_mass"])


def the_catch_all_stays_small(figures: Figures) -> Iterator[Question]:
    """Other and unspecified substances stay below a tenth of the mass."""
    share = figures.get("unspecified_share")
    if share is not None and share.value is not None and share.value > _CATCH_ALL_ALARM:
        yield asked("catch_all", share=share.value).on(figures=[share.id])


CHECKS: tuple[Callable[[Figures], Iterator[Question]], ...] = (
    parts_sum_to_the_total,
    a_part_never_exceeds_its_whole,
    no_agency_exceeds_the_nation,
    two_populations_stay_two,
    a_stated_value_is_within_known_prices,
    the_catch_all_stays_small,
)


def _values(figures: Figures, *ids: str) -> list[int | Decimal | None]:
    return [figures[one].value if one in figures else None for one in ids]
