"""How a number or a day is written: units, thousands, and Urdu digits where the page is Urdu."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from markaz.briefing.printing.words import Lang, known, word
from markaz.records.figure import Figure, Number

DASH = "–"
URDU_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
# Unicode's separators for Arabic-script digits: an ordinary comma would read as a Latin one.
_TO_URDU = str.maketrans({**dict(zip("0123456789", URDU_DIGITS, strict=True)), ".": "٫", ",": "٬"})
_DIGITS_ONLY = str.maketrans("0123456789", URDU_DIGITS)
_HUNDRED = 100
_PER_TONNE = {"kg": Decimal(10) ** 3, "g": Decimal(10) ** 6}
_LEAST_PERCENT = Decimal("0.1")
_MILLION, _BILLION = Decimal(10) ** 6, Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Written:
    """A number as a page writes it, the unit apart so that it may be set smaller."""

    amount: str
    unit: str
    unit_first: bool = False

    def __str__(self) -> str:
        parts = (self.unit, self.amount) if self.unit_first else (self.amount, self.unit)
        return "\N{NO-BREAK SPACE}".join(part for part in parts if part)


_PLACES = {"t": 3, "kg": 3, "g": 3, "l": 3, "ha": 2, "acre": 2, "%": 1, "share": 1}
_SAME_UNIT = {
    "acres": "acre", "tonnes": "t", "persons": "person", "cases": "case", "tablets": "tablet",
    "incidents": "incident", "reports": "report", "countries": "country", "litres": "l",
    "hectares": "ha", "pieces": "piece", "percent": "%", "usd": "USD", "documents": "document",
}  # fmt: skip


def in_tonnes(figure: Figure) -> Figure:
    """The same figure in tonnes if it is stated in a smaller unit of mass, else as it is."""
    size = _PER_TONNE.get(figure.unit)
    if size is None:
        return figure
    rows = tuple(replace(row, value=Decimal(row.value) / size) for row in figure.rows)
    value = None if figure.value is None else Decimal(figure.value) / size
    return replace(figure, unit="t", value=value, rows=rows)


def digits(text: str, *, lang: Lang) -> str:
    """The same text with its digits in the page's language; nothing else changes."""
    return text.translate(_DIGITS_ONLY) if lang == "ur" else text


def decimal(value: Number, *, lang: Lang, places: int, fixed: bool = False) -> str:
    """A number with thousands separated, at most `places` decimals, exactly so many if fixed."""
    exact = Decimal(value)
    smallest = Decimal(1).scaleb(-places)
    rounded = exact.quantize(smallest, rounding=ROUND_HALF_UP)
    if exact > 0 and rounded == 0:
        return word("less_than", lang=lang, amount=script(f"{smallest:f}", lang=lang))
    text = f"{rounded:,f}"
    if places and not fixed:
        text = text.rstrip("0").rstrip(".")
    return script(text, lang=lang)


def short(value: Number, *, lang: Lang) -> str:
    """A number as a chart has room for it: three figures that count, no more."""
    size = abs(Decimal(value))
    if size < 1:
        return decimal(value, lang=lang, places=3)
    # 6.03 beside 6.9 is written 6.0; a count stays whole.
    whole = size >= _HUNDRED or size == size.to_integral_value()
    return decimal(value, lang=lang, places=0 if whole else 1, fixed=True)


def script(text: str, *, lang: Lang) -> str:
    """A written number in the signs of the page's script: minus, digits and separators."""
    text = text.replace("-", "\N{MINUS SIGN}")
    return text.translate(_TO_URDU) if lang == "ur" else text


def written(value: Number | None, unit: str, *, lang: Lang, fixed: bool = False) -> Written:
    """A figure's value and unit as a page writes them; None is said to be not known."""
    unit = _SAME_UNIT.get(unit, unit)
    if value is None:
        return Written(DASH, word("not_known", lang=lang))
    if unit == "USD":
        return _money(Decimal(value), lang=lang)
    if unit in {"%", "share"}:
        return Written(percent(Decimal(value) * (100 if unit == "share" else 1), lang=lang), "")
    # An area is added up from fields paced off on foot: above a hundred its decimals say nothing.
    wide = unit in {"acre", "ha"} and Decimal(value) >= _HUNDRED
    amount = decimal(value, lang=lang, places=0 if wide else _PLACES.get(unit, 0), fixed=fixed)
    return Written(amount, unit_word(unit, lang=lang, one=value == 1))


def printed(value: Number | None, unit: str, *, lang: Lang) -> str:
    """A figure's value with its unit in one string, e.g. `134 t` or `USD 12.797 bn`."""
    return str(written(value, unit, lang=lang))


def unit_word(unit: str, *, lang: Lang, one: bool = False) -> str:
    """A unit in the page's language, of one or of many; as it came where there is no word."""
    name = f"unit_{_SAME_UNIT.get(unit, unit)}"
    name = f"{name}_one" if one and known(f"{name}_one") else name
    return word(name, lang=lang) if known(name) else unit


def _money(value: Decimal, *, lang: Lang) -> Written:
    for size, name in ((_BILLION, "billion"), (_MILLION, "million")):
        if abs(value) >= size:
            amount = decimal(value / size, lang=lang, places=3)
            scale = word(name, lang=lang)
            break
    else:
        amount, scale = decimal(value, lang=lang, places=0), ""
    currency = word("unit_USD", lang=lang)
    if lang == "en":
        return Written(f"{amount}\N{NO-BREAK SPACE}{scale}".strip(), currency, unit_first=True)
    return Written(amount, f"{scale} {currency}".strip())


def percent(value: Number, *, lang: Lang) -> str:
    """A percentage with one decimal, e.g. `12.5 %`."""
    sign = "٪" if lang == "ur" else "\N{NO-BREAK SPACE}%"
    if 0 < value < _LEAST_PERCENT:
        least = script(str(_LEAST_PERCENT), lang=lang)
        return word("less_than", lang=lang, amount=least + sign)
    return decimal(value, lang=lang, places=1, fixed=True) + sign


def share(part: Number | None, whole: Number | None, *, lang: Lang) -> str:
    """One number as a percentage of another, a dash where either is unknown."""
    if part is None or not whole:
        return DASH
    return percent(Decimal(part) * 100 / Decimal(whole), lang=lang)


def day(on: date, *, lang: Lang) -> str:
    """A day with the month's name, e.g. `7 December 2025` or `۷ دسمبر ۲۰۲۵`."""
    return digits(f"{on.day} {word(f'month_{on.month}', lang=lang)} {on.year}", lang=lang)


def day_text(text: str, *, lang: Lang) -> str:
    """A day, month or year written in ISO 8601, as a page writes it; other text as it came."""
    try:
        if len(text) == len("2025-03"):
            return month(text, lang=lang)
        return day(date.fromisoformat(text), lang=lang)
    except ValueError:
        return digits(text, lang=lang)


def month(key: str, *, lang: Lang) -> str:
    """A month given as `2025-03`, e.g. `March 2025`."""
    first = date.fromisoformat(f"{key}-01")
    return digits(f"{word(f'month_{first.month}', lang=lang)} {first.year}", lang=lang)


def month_short(key: str, *, lang: Lang) -> str:
    """A month's name as a chart has room for it; Urdu month names are short already."""
    name = word(f"month_{date.fromisoformat(f'{key}-01').month}", lang=lang)
    return name[:3] if lang == "en" else name
