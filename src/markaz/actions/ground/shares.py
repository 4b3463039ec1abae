"""Each piece of ground counts once: what of each field was claimed by no earlier one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from markaz.crops.union import on_plane, plane, unite
from markaz.governance.visibility import Viewer
from markaz.records.schemas import LEDGER_FIELDS
from markaz.store.crops import fields
from markaz.store.crops.fields import Judged, Known

_PLACES = Decimal("0.00000000001")


@dataclass(frozen=True, slots=True)
class Spell:
    """What counted of a field from one moment until another."""

    field: Known
    counted_ha: Decimal
    verified_ha: Decimal | None
    since: datetime
    until: datetime | None


def shares(outlines: Sequence[Any], *, seasons: Sequence[int]) -> list[float]:
    """How much of each outline no earlier one of its season covers, from 0 to 1."""
    found = [1.0] * len(outlines)
    if len(found) < 2:  # noqa: PLR2004 (nothing to lie over)
        return found
    for component in unite(outlines, seasons=[str(one) for one in seasons]).components:
        if len(component.members) > 1:
            own = np.array([outlines[at] for at in component.members], dtype=object)
            for at, share in zip(component.members, _in_turn(own), strict=True):
                found[at] = share
    return found


def ledger_fields(viewer: Viewer) -> pa.Table:
    """The fields that a viewer may see as the ledger counts them (schema LEDGER_FIELDS).

    Who overlaps whom is told by what the viewer may see alone: a hidden claim takes nothing off.
    """
    known = fields.ever_known(viewer)
    if not known:
        return LEDGER_FIELDS.empty_table()
    rows = [_as_row(spell) for spell in spells(known, verdicts=fields.verdicts(known))]
    return pa.Table.from_pylist(rows, schema=LEDGER_FIELDS)


def spells(known: Sequence[Known], *, verdicts: Mapping[int, Sequence[Judged]]) -> list[Spell]:
    """The history of every field, cut wherever anything about it changed."""
    found: list[Spell] = []
    for season in sorted({one.season for one in known}):
        found += _of_season([one for one in known if one.season == season], verdicts)
    return found


def _of_season(known: Sequence[Known], verdicts: Mapping[int, Sequence[Judged]]) -> Iterable[Spell]:
    # A field that is taken back frees its ground for those that were claimed after it.
    ends = sorted({one.known_to for one in known if one.known_to})
    for since, until in pairwise([None, *ends, None]):
        standing = [one for one in known if _stands(one, since, until)]
        parts = shares([one.outline for one in standing], seasons=[0] * len(standing))
        for one, share in zip(standing, parts, strict=True):
            begins = max(one.known_from, since) if since else one.known_from
            yield from _judged(one, share, (begins, until), verdicts.get(one.id, ()))


def _stands(one: Known, since: datetime | None, until: datetime | None) -> bool:
    begun = until is None or one.known_from < until
    return begun and (one.known_to is None or since is None or one.known_to > since)


def _judged(
    one: Known,
    share: float,
    time: tuple[datetime, datetime | None],
    verdicts: Sequence[Judged],
) -> Iterable[Spell]:
    begins, ends = time
    cuts = {begins} | {at.known_from for at in verdicts} | {at.known_to for at in verdicts}
    inside = sorted(at for at in cuts if at and begins <= at and (ends is None or at < ends))
    for since, until in zip(inside, [*inside[1:], ends], strict=True):
        said = next((at for at in verdicts if at.stands(since)), None)
        verified = said.verified_ha if said else None
        open_ha = (one.claimed_ha * Decimal(share)).quantize(_PLACES)
        yield Spell(one, open_ha if verified is None else verified, verified, since, until)


def _in_turn(outlines: Any) -> Iterable[float]:
    flat = on_plane(outlines, plane(outlines))
    taken = shapely.Polygon()
    for one in flat:
        yield shapely.area(shapely.difference(one, taken)) / shapely.area(one)
        taken = shapely.union(taken, one)


def _as_row(spell: Spell) -> dict[str, object]:
    return {
        "number": spell.field.number,
        "claimed_ha": spell.field.claimed_ha,
        "counted_ha": spell.counted_ha,
        "verified_ha": spell.verified_ha,
        "known_from": spell.since,
        "known_to": spell.until,
    }
