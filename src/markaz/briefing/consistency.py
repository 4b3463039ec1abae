"""Sums that must agree: what does not is said in a sentence beside the figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from markaz.briefing.printing.numbers import decimal
from markaz.briefing.printing.words import Lang
from markaz.data.prices import PRICES
from markaz.records.figure import Figure, Number

_KG_PER_T = 1000
_WORDS = {
    "parts": {
        "en": "The lines of “{part}” sum to {sum} kg, the total is {total} kg.",
        "ur": "«{part}» کی سطروں کا مجموعہ {sum} کلوگرام ہے جبکہ کل {total} کلوگرام ہے۔",
    },
    "subset": {
        "en": "“{subset}” ({part}) exceeds “{whole}” ({total}): they cannot be part and whole.",
        "ur": "«{subset}» ({part}) «{whole}» ({total}) سے زیادہ ہے: جزو کل سے بڑا نہیں ہو سکتا۔",
    },
    "credit": {
        "en": "“{agency}” is credited with {part} kg, more than the whole of {total} kg.",
        "ur": "«{agency}» کے تحت {part} کلوگرام ہے جو کل {total} کلوگرام سے زیادہ ہے۔",
    },
    "other": {
        "en": "Foreign nationals in clearance operations ({part}) are another population than the"
        " foreign suspects ({total}); the two are never added or compared.",
        "ur": "فصل تلفی میں گرفتار غیر ملکی ({part}) غیر ملکی ملزمان ({total}) سے الگ آبادی ہیں؛"
        " دونوں کو جمع یا موازنہ نہیں کیا جاتا۔",
    },
    "price": {
        "en": "The stated values come to USD {price} per kg, outside the band of known prices"
        " ({low} to {high}): the market level is not one.",
        "ur": "بتائی گئی مالیت فی کلو {price} ڈالر بنتی ہے جو معلوم قیمتوں"
        " ({low} تا {high}) سے باہر ہے۔",
    },
    "catch_all": {
        "en": "{share} % of the seized mass is other or unspecified: ask the agencies to name it.",
        "ur": "ضبط شدہ وزن کا {share} فیصد دیگر یا غیر متعین ہے: اداروں سے نام پوچھیں۔",
    },
}
_CATCH_ALL_ALARM = Decimal(10)

Figures = Mapping[str, Figure]


def remarks(figures: Sequence[Figure], *, lang: Lang = "en") -> tuple[str, ...]:
    """A sentence for each pair of figures that does not agree, and for what invites misreading."""
    known = {figure.id: figure for figure in figures}
    return tuple(sentence for check in CHECKS for sentence in check(known, lang))


def parts_sum_to_the_total(figures: Figures, lang: Lang) -> Iterator[str]:
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
            yield _WORDS["parts"][lang].format(
                part=part.label, sum=_plain(summed, lang), total=_plain(total, lang)
            )


def a_part_never_exceeds_its_whole(figures: Figures, lang: Lang) -> Iterator[str]:
    """Foreign suspects are among the suspects, airport cases among the cases."""
    for subset, whole in (
        ("suspects_foreign", "suspects_arrested"),
        ("clearance_foreign", "clearance_arrests"),
        ("airport_cases", "seizure_cases"),
    ):
        part, total = _values(figures, subset, whole)
        if part is not None and total is not None and part > total:
            yield _WORDS["subset"][lang].format(
                subset=figures[subset].label,
                part=_plain(part, lang),
                whole=figures[whole].label,
                total=_plain(total, lang),
            )


def no_agency_exceeds_the_nation(figures: Figures, lang: Lang) -> Iterator[str]:
    """Agencies together may be credited with more than the total, one of them never."""
    whole, credited = figures.get("seized_mass"), figures.get("seized_mass_by_agency")
    if whole is None or whole.value is None or credited is None:
        return
    total = Decimal(whole.value) * _KG_PER_T
    for row in credited.rows:
        if row.value > total:
            yield _WORDS["credit"][lang].format(
                agency=row.label, part=_plain(Decimal(row.value), lang), total=_plain(total, lang)
            )


def two_populations_stay_two(figures: Figures, lang: Lang) -> Iterator[str]:
    """Where clearance has more foreign nationals than the suspects, the reader is told why."""
    part, total = _values(figures, "clearance_foreign", "suspects_foreign")
    if part is not None and total is not None and part > total:
        yield _WORDS["other"][lang].format(part=_plain(part, lang), total=_plain(total, lang))


def a_stated_value_is_within_known_prices(figures: Figures, lang: Lang) -> Iterator[str]:
    """The value per kilogram lies between the lowest and the highest known price."""
    value, mass = _values(figures, "stated_value", "seized_mass")
    if not value or not mass:
        return
    prices = [price.usd_per_kg for price in PRICES]
    per_kg = Decimal(value) / (Decimal(mass) * _KG_PER_T)
    # Where some reports state no value, a low sum for each kilogram says nothing.
    every = figures["stated_value"].counted >= figures["seized_mass"].counted
    if per_kg > max(prices) or (every and per_kg < min(prices)):
        yield _WORDS["price"][lang].format(
            price=decimal(per_kg, lang=lang, places=0),
            low=_plain(min(prices), lang),
            high=_plain(max(prices), lang),
        )


def the_catch_all_stays_small(figures: Figures, lang: Lang) -> Iterator[str]:
    """Other and unspecified substances stay below a tenth of the mass."""
    share = figures.get("unspecified_share")
    if share is not None and share.value is not None and share.value > _CATCH_ALL_ALARM:
        yield _WORDS["catch_all"][lang].format(share=_plain(share.value, lang))


CHECKS: tuple[Callable[[Figures, Lang], Iterator[str]], ...] = (
    parts_sum_to_the_total,
    a_part_never_exceeds_its_whole,
    no_agency_exceeds_the_nation,
    two_populations_stay_two,
    a_stated_value_is_within_known_prices,
    the_catch_all_stays_small,
)


def _values(figures: Figures, *ids: str) -> list[int | Decimal | None]:
    return [figures[one].value if one in figures else None for one in ids]


def _plain(value: Number, lang: Lang) -> str:
    return decimal(value, lang=lang, places=6)
