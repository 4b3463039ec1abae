"""Reports that sum many events, held beside one another: a year and its weeks, a region."""

from collections.abc import Iterator
from decimal import Decimal

from markaz.checking.filed import Filed
from markaz.checking.kinds import substance_name
from markaz.checking.question import Question, asked
from markaz.data.agencies import AGENCIES
from markaz.records.errors import Bilingual

_MG_PER_KG = 1_000_000
_NAMES = {
    "events": Bilingual("operations", "کارروائیاں"),
    "arrested": Bilingual("arrested", "گرفتار"),
    "arrested_foreign": Bilingual("foreign nationals", "غیر ملکی"),
}
# Every sum of an aggregate, one to a row; a drug's is its weight in milligrams.
_SUMS = """
WITH heads AS (SELECT * FROM reports WHERE grain = 'aggregate' AND occurred_first IS NOT NULL),
told AS (
  SELECT report_id, 'events' AS what, event_count::HUGEINT AS amount FROM heads
  UNION ALL SELECT report_id, 'arrested', arrested FROM heads
  UNION ALL SELECT report_id, 'arrested_foreign', arrested_foreign FROM heads
  UNION ALL SELECT report_id, substance, sum(mass_mg) FROM heads JOIN lines USING (report_id)
    WHERE mass_mg > 0 GROUP BY report_id, substance),
sums AS (
  SELECT number, agency, agency || ' ' || reference AS report, occurred_first, occurred_last,
    coalesce(province, '') || ' ' || coalesce(district, '') || ' ' || coalesce(airport, '') AS site,
    what, amount
  FROM heads JOIN told USING (report_id) WHERE amount IS NOT NULL)
"""


def a_longer_stretch_holds_a_shorter(filed: Filed) -> Iterator[Question]:
    """What an agency sums of a year is no less than what it sums of a week in it."""
    found = filed.ask(
        f"{_SUMS} SELECT whole.number, whole.report, whole.amount, part.number, part.report,"  # noqa: S608 (ours)
        " part.amount, what FROM sums whole JOIN sums part USING (agency, site, what)"
        " WHERE whole.occurred_first <= part.occurred_first"
        " AND whole.occurred_last >= part.occurred_last"
        " AND whole.occurred_last - whole.occurred_first > part.occurred_last - part.occurred_first"
        " AND whole.amount < part.amount ORDER BY ALL"
    )
    for whole, report, total, part, other, amount, what in found:
        name, total, amount = _said(what, total, amount)
        told = asked(
            "report_running", report=report, total=total, other=other, part=amount, what=name
        )
        yield told.on(reports=[whole, part])


def an_agency_holds_its_directorates(filed: Filed) -> Iterator[Question]:
    """What the regions of an agency sum of the same days is no more than what the agency does."""
    parents = [(one.code, one.parent) for one in AGENCIES.values() if one.parent]
    found = filed.ask(
        f"{_SUMS}, parents AS (SELECT unnest(?) AS agency, unnest(?) AS parent)"  # noqa: S608 (ours)
        " SELECT whole.number, whole.report, whole.amount, list(part.number ORDER BY part.number),"
        " sum(part.amount), whole.what FROM sums whole"
        " JOIN parents ON parents.parent = whole.agency"
        " JOIN sums part ON part.agency = parents.agency AND part.what = whole.what"
        "  AND part.occurred_first = whole.occurred_first"
        "  AND part.occurred_last = whole.occurred_last"
        " GROUP BY whole.number, whole.report, whole.amount, whole.what"
        " HAVING sum(part.amount) > whole.amount ORDER BY ALL",
        [code for code, _ in parents],
        [parent for _, parent in parents],
    )
    for whole, report, total, parts, amount, what in found:
        name, total, amount = _said(what, total, amount)
        told = asked("report_regions", report=report, total=total, sum=amount, what=name)
        yield told.on(reports=[whole, *parts])


def _said(what: object, *amounts: object) -> tuple[Bilingual, Decimal | int, Decimal | int]:
    """What a sum is of, with two amounts of it in numbers or kilograms."""
    name = str(what)
    if name in _NAMES:
        left, right = (int(str(one)) for one in amounts)
        return _NAMES[name], left, right
    drug = substance_name(name)
    least, most = (Decimal(str(one)) / _MG_PER_KG for one in amounts)
    return Bilingual(f"kg of {drug.en}", f"کلوگرام {drug.ur}"), least, most
