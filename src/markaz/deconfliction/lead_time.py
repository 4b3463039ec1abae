"""Whether operations were filed early enough or by a waiver not, and how agencies keep to it."""

from datetime import datetime, tzinfo

import pyarrow as pa
import pyarrow.compute as pc

from markaz.deconfliction.rules import Rules
from markaz.records.errors import Bilingual, FiledLateError
from markaz.records.operations.operation import Filing, Operation
from markaz.records.schemas import FILED, FILINGS, LEAD_TIME

_US_PER_MIN = 60_000_000


def latest_filing(operation: Operation, *, rules: Rules) -> datetime:
    """The last moment at which the operation could be filed without a waiver."""
    return operation.window.starts_at - rules.kind(operation.kind).lead


def filed_in_time(operation: Operation, *, rules: Rules) -> bool:
    """Whether it was filed by that moment."""
    return operation.filed_at <= latest_filing(operation, rules=rules)


def require_lead_time(operation: Operation, *, rules: Rules) -> None:
    """Refuse an operation that is filed late and that no supervisor let through.

    Raises:
        FiledLateError: naming the rule and what helps.
    """
    if operation.waiver is None and not filed_in_time(operation, rules=rules):
        kind = rules.kind(operation.kind)
        raise FiledLateError(
            "{kind} is filed {minutes} minutes before its start: move the start, or ask a"
            " supervisor for a waiver with its reason.",
            kind=Bilingual(kind.en, kind.ur),
            minutes=kind.lead_min,
        )


def filings(operations: pa.Table, *, rules: Rules, zone: tzinfo) -> pa.Table:
    """How each operation was filed, and in which month of this zone's calendar.

    Takes a table that has the columns of FILED, gives one with the schema FILINGS in the same
    order.  An operation filed in time counts so, waiver or not.
    """
    filed = operations.select(FILED.names).cast(FILED)
    # An unknown kind stops here, by the rules' own refusal.
    leads = {code: rules.kind(code).lead_min for code in filed["kind"].unique().to_pylist()}
    required = pa.array([leads[code] for code in filed["kind"].to_pylist()], pa.int64())
    starts, at = (filed[name].cast(pa.int64()) for name in ("starts_at", "filed_at"))
    given = pc.subtract(starts, at)
    in_time = pc.greater_equal(given, pc.multiply(required, _US_PER_MIN))
    waived = pc.not_equal(filed["waived_by"], "")
    late = pc.if_else(waived, Filing.BY_WAIVER.value, Filing.LATE.value)
    months = [f"{one.astimezone(zone):%Y-%m}" for one in filed["filed_at"].to_pylist()]
    columns = {
        "agency": filed["agency"],
        "reference": filed["reference"],
        "month": pa.array(months, pa.string()),
        "filing": pc.if_else(in_time, Filing.IN_TIME.value, late),
        "required_min": required,
        "given_min": pc.divide(given, _US_PER_MIN),
    }
    return pa.table(columns).cast(FILINGS)


def compliance(filed: pa.Table) -> pa.Table:
    """How many operations each agency filed in each month: in time, by waiver, late with neither.

    Takes a table with the schema FILINGS, gives one with the schema LEAD_TIME: the latest month
    first, in it by agency.
    """
    counted = filed.select(["agency", "month", "reference"])
    for one in Filing:
        met = pc.equal(filed["filing"], one.value).cast(pa.int64())
        counted = counted.append_column(one.value, met)
    grouped = counted.group_by(["agency", "month"]).aggregate(
        [("reference", "count"), *((one.value, "sum") for one in Filing)]
    )
    columns = ["agency", "month", "reference_count", *(f"{one.value}_sum" for one in Filing)]
    named = grouped.select(columns).rename_columns(LEAD_TIME.names)
    return named.cast(LEAD_TIME).sort_by([("month", "descending"), ("agency", "ascending")])
