"""Joining the reports that tell of one event."""

from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.ledger import raw_folder
from markaz.consolidation import exact
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.store import audit, links, raw


@dataclass(frozen=True, slots=True)
class Consolidation:
    """How many reports were joined to another agency's."""

    joined: int


@transaction.atomic
def consolidate(*, by: User, now: datetime) -> Consolidation:
    """Find reports that repeat another's, link them and keep each judgement with its reason."""
    require(by.permissions, Permission.CONSOLIDATE)
    raw.export(raw_folder())
    with links.standing_reports(raw_folder()) as connection:
        pairs = exact.pairs(connection)
    joined = links.stand(_as_joined(pairs), now=now).joined
    audit.log(
        Event.REPORTS_CONSOLIDATED,
        subject="exact duplicates",
        by=by,
        now=now,
        details={"joined": joined, "rule": exact.RULE},
    )
    return Consolidation(joined=joined)


def _as_joined(pairs: pa.Table) -> pa.Table:
    size = pairs.num_rows
    return pa.table(
        {
            "number": pairs["number"],
            "incident": pairs["incident"],
            "rule": pa.repeat(exact.RULE, size),
            "weight_mbits": pa.nulls(size, pa.int32()),
        }
    ).cast(links.JOINED)
