"""Whether operations were filed early enough, or by whose waiver not, and how units keep to it."""

from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from markaz.deconfliction.rules import Rules
from markaz.records.errors import FiledLateError
from markaz.records.operations.operation import Operation
from markaz.records.schemas import LEAD_TIME, OPERATIONS, WAIVED

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
            f"{kind.en} is filed {kind.lead_min} minutes before its start: move the start, or ask"
            " a supervisor for a waiver with its reason."
        )


def compliance(operations: pa.Table, *, rules: Rules) -> pa.Table:
    """How many operations each unit filed, in time, by waiver, and late with neither.

    Takes a table with the schema OPERATIONS, gives one with the schema LEAD_TIME, in the order
    of agency and unit.  An operation filed in time counts so, waiver or not.
    """
    marked = _marked(operations, rules=rules)
    grouped = marked.group_by(["agency", "unit"]).aggregate(
        [("reference", "count"), ("in_time", "sum"), ("by_waiver", "sum"), ("late", "sum")]
    )
    columns = ("agency", "unit", "reference_count", "in_time_sum", "by_waiver_sum", "late_sum")
    named = grouped.select(columns).rename_columns(LEAD_TIME.names)
    return named.cast(LEAD_TIME).sort_by([("agency", "ascending"), ("unit", "ascending")])


def waived(operations: pa.Table, *, rules: Rules) -> pa.Table:
    """The operations that were filed late by waiver, each with its supervisor and the reason.

    Takes a table with the schema OPERATIONS, gives one with the schema WAIVED.
    """
    marked = _marked(operations, rules=rules)
    chosen = marked.filter(pc.equal(marked["by_waiver"], 1)).select(WAIVED.names)
    return chosen.cast(WAIVED).sort_by([(name, "ascending") for name in WAIVED.names[:3]])


def _marked(operations: pa.Table, *, rules: Rules) -> pa.Table:
    operations = operations.cast(OPERATIONS)
    # An unknown kind stops here, by the rules' own refusal.
    leads = {code: rules.kind(code).lead_min for code in operations["kind"].unique().to_pylist()}
    required = pa.array([leads[code] for code in operations["kind"].to_pylist()], pa.int64())
    starts, filed = (operations[name].cast(pa.int64()) for name in ("starts_at", "filed_at"))
    given = pc.subtract(starts, filed)
    in_time = pc.greater_equal(given, pc.multiply(required, _US_PER_MIN))
    has_waiver = pc.not_equal(operations["waived_by"], "")
    late = pc.invert(in_time)
    parts = {
        "in_time": in_time,
        "by_waiver": pc.and_(late, has_waiver),
        "late": pc.and_(late, pc.invert(has_waiver)),
        "required_min": required,
        "given_min": pc.divide(given, _US_PER_MIN),
    }
    for name, column in parts.items():
        operations = operations.append_column(name, column.cast(pa.int64()))
    return operations
