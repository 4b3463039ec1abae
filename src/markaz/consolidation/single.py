"""What one report brings and under which keys it is found, without a query.

The same as `evidence` and `keys` give for a whole ledger; asking DuckDB for one report would cost
twenty times as much.  A test holds the two together, report by report.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from itertools import product
from math import floor, log10
from typing import Any

from markaz.consolidation.evidence import (
    Evidence,
    Row,
    folded,
    name_sounds,
    partners_named,
    place_abroad,
)
from markaz.consolidation.keys import CONDITIONS, LISTS, RULES, Rule
from markaz.data.substances import SUBSTANCES
from markaz.records.kinds import Grain

_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = 12
# The largest round step that a quantity is a whole multiple of, as the query counts them.
_STEPS = (10_000_000, 1_000_000, 100_000, 10_000, 1_000)


@dataclass(frozen=True, slots=True)
class Filed:
    """One standing report and its parts, as the store keeps them."""

    report: Row
    lines: Sequence[Row] = ()
    persons: Sequence[Row] = ()
    means: Sequence[Row] = ()


def evidence_of(filed: Iterable[Filed]) -> Evidence:
    """The evidence of a few reports of events, by their numbers (columns of EVIDENCE)."""
    events = (one for one in filed if one.report["grain"] == Grain.EVENT)
    return {one.report["number"]: _evidence(one) for one in events}


def keys_of(row: Row) -> set[int]:
    """The keys of a report, of which `row` is the evidence."""
    prepared = {**row, **_prepared(row)}
    return {_hashed(text) for rule in RULES for text in _texts(rule, prepared)}


def _evidence(filed: Filed) -> dict[str, Any]:
    report = filed.report
    crop = report["crop"]
    substances = _distinct(line["substance"] for line in filed.lines)
    families = _distinct(_family(code) for code in substances)
    abroad = "" if report["province"] else place_abroad(report["country"], report["place_text"])
    spot = "" if abroad else name_sounds(report["place_text"])
    amounts, base, heaviest = _amounts(filed.lines)
    total = sum(amounts) if amounts else None
    names = _distinct(name_sounds(person["name_text"]) for person in filed.persons)
    return {
        **{name: report[name] for name in ("number", "agency", "kind", "country")},
        **_days(report),
        "province": report["province"] or (report["country"] if abroad else None),
        "place": report["airport"] or report["district"] or abroad or None,
        "spot": spot or None,
        "substance": heaviest if heaviest is not None else next(iter(substances), crop or None),
        "substances": substances or ([crop] if crop else None),
        "families": families or ([crop] if crop else None),
        "mass_mg": total if base == 1 else None,
        "amount": (total if total is not None else _land(report)) or None,
        "amounts": amounts or None,
        "step": _step(total),
        "names": names or None,
        "name_words": _words(names) if names else None,
        "arrested": report["arrested"],
        "arrested_foreign": report["arrested_foreign"],
        "documents": _distinct(
            folded(person[kind])
            for person in filed.persons
            for kind in ("document_text", "phone_text")
        )
        or None,
        "carriers": _distinct(folded(means["identifier_text"]) for means in filed.means) or None,
        "operation": folded(report["operation_text"]) or None,
        "partners": partners_named(report["partners_text"]),
        "role": None if report["role"] in ("", "unknown") else report["role"],
        **{
            name: report[name] or None
            for name in ("transport", "concealment", "detection", "origin", "destination")
        },
    }


def _distinct(texts: Iterable[str]) -> list[str]:
    return sorted(set(filter(None, texts)))


def _words(names: list[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(names).split(" ")))


def _family(substance: str) -> str:
    known = SUBSTANCES.get(substance)
    return known.family if known else ""


def _amounts(lines: Sequence[Row]) -> tuple[list[int], int, str | None]:
    """The amounts in the first base that any line has, that base, and the heaviest's substance."""
    bases = ("mass_mg", "pieces", "volume_ul")
    for base, measure in enumerate(bases, start=1):
        # A line counts in the first base it has: one that is weighed is not counted in pieces.
        found = [
            (-line[measure], line["line"], line["substance"])
            for line in lines
            if line[measure] is not None
            and all(line[before] is None for before in bases[: base - 1])
        ]
        if found:
            return sorted(-amount for amount, _, _ in found), base, min(found)[2]
    return [], 0, None


def _land(report: Row) -> int | None:
    """Square metres of land."""
    return None if report["area_ha"] is None else round(float(report["area_ha"]) * 10_000)


def _step(total: int | None) -> int:
    return 1 if total is None else next((step for step in _STEPS if total % step == 0), 1)


def _days(report: Row) -> dict[str, int | None]:
    first, last = report["occurred_first"], report["occurred_last"]
    swapped = None
    if first and report["occurred_precision"] == "day" and first.day <= _MONTHS:
        # A day that reads the same either way has no other reading.
        swapped = date(first.year, first.day, first.month) if first.day != first.month else None
    return {"day": _count(first), "last_day": _count(last), "swapped_day": _count(swapped)}


def _count(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - _EPOCH


def _prepared(row: Row) -> dict[str, Any]:
    day, swapped = row["day"], row["swapped_day"]
    return {
        "weeks": _weeks(day),
        "all_weeks": {*_weeks(day), *_weeks(swapped)},
        "days": {day, swapped} - {None},
        "bins": _bins(row["amount"]),
        "stuff": row["substance"] or "",
    }


def _weeks(day: int | None) -> set[int]:
    return set() if day is None else {_eighth(day), -1 - _eighth(day + 4)}


def _eighth(day: int) -> int:
    """Towards zero, as SQL divides whole numbers; Python rounds down."""
    return day // 8 if day >= 0 else -(-day // 8)


def _bins(amount: int | None) -> set[int]:
    if amount is None:
        return {0}
    eighths = log10(amount) * 8
    return {floor(eighths + 0.5), -1 - floor(eighths)}


def _texts(rule: Rule, prepared: Row) -> Iterable[str]:
    lists = [
        prepared[LISTS[part]] or () if part in LISTS else (prepared[part],) for part in rule.shared
    ]
    for values in product(*lists):
        met = {**prepared, **dict(zip(rule.shared, values, strict=True))}
        if all(CONDITIONS[name].holds(met) for name in rule.where):
            told = (str(value) for value in (rule.tag, *values) if value is not None)
            yield "|".join(told)


def _hashed(text: str) -> int:
    """The lower half of MD5, as a positive number."""
    digest = md5(text.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little") // 2


def by_key(keys: Mapping[int, Collection[int]]) -> dict[int, set[int]]:
    """The reports under each key, from the keys of each report."""
    found: dict[int, set[int]] = {}
    for number, shared in keys.items():
        for key in shared:
            found.setdefault(key, set()).add(number)
    return found
