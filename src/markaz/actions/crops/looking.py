"""A season's fields as one person may see them: sums, union, overlaps, verdicts."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from threading import Lock

from django.conf import settings
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.crops.claims.overlapping import hectares
from markaz.actions.crops.reasons import UNSAID, Reason
from markaz.actions.ground.shares import shares
from markaz.crops.union import unite
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.governance.visibility import predicate
from markaz.store import audit, raw
from markaz.store.crops import fields, verdicts
from markaz.store.models import FieldOverlap, FieldRow, FieldVerdict

_ZERO = Decimal(0)
_NEAR = Decimal("0.000001")
_PLACES = Decimal("0.00000000001")


@dataclass(frozen=True, slots=True)
class Seen:
    """One field with its verdict; `open_ha` is what of it no earlier claim covers."""

    row: FieldRow
    open_ha: Decimal
    verdict: FieldVerdict | None

    @property
    def state(self) -> str:
        """Waiting, verified, partly verified or rejected."""
        if self.verdict is None:
            return "waiting" if self.open_ha else "double"
        if not self.verdict.verified_ha:
            return "rejected"
        return "partly" if self.verdict.rejected_ha else "verified"

    @property
    def counted_ha(self) -> Decimal:
        """What of the claim counts: what was verified, or what waits for a verdict."""
        return self.verdict.verified_ha if self.verdict else self.open_ha

    @property
    def rejected(self) -> tuple[tuple[str, Decimal], ...]:
        """Why what of it does not count."""
        if self.verdict:
            return self.reasons(self.verdict)
        double = self.row.claimed_ha - self.open_ha
        return ((Reason.OVERLAP.value, double),) if double else ()

    def reasons(self, verdict: FieldVerdict) -> tuple[tuple[str, Decimal], ...]:
        """The reasons of a verdict: of ground claimed before only what the asker sees claimed."""
        double = self.row.claimed_ha - self.open_ha
        found = []
        for reason, written in verdict.rejected:
            area_ha = Decimal(written)
            if reason != Reason.OVERLAP or area_ha - double <= _NEAR:
                found.append((str(reason), area_ha))
                continue
            # The rest lies under a claim that is hidden: that it does not count is all there is.
            found += [(Reason.OVERLAP.value, double)] if double else []
            found.append((UNSAID, area_ha - double))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Season:
    """The fields of a season: claimed is verified, rejected for reasons, or waits.

    `outlined_ha` is the sum of the outlines and `union_ha` the ground they cover, each once.
    """

    season: int
    seen: tuple[Seen, ...]
    overlaps: tuple[FieldOverlap, ...]
    outlined_ha: Decimal
    union_ha: Decimal

    @property
    def claimed_ha(self) -> Decimal:
        """Every claim added as written."""
        return sum((one.row.claimed_ha for one in self.seen), _ZERO)

    @property
    def verified_ha(self) -> Decimal:
        """What was verified."""
        return sum((one.verdict.verified_ha for one in self.seen if one.verdict), _ZERO)

    @property
    def waiting_ha(self) -> Decimal:
        """What was claimed first and nobody has judged."""
        return sum((one.open_ha for one in self.seen if not one.verdict), _ZERO)

    @property
    def rejected_ha(self) -> Decimal:
        """What does not count."""
        return self.claimed_ha - self.verified_ha - self.waiting_ha

    @property
    def reasons(self) -> Mapping[str, Decimal]:
        """What does not count, by reason, the largest first."""
        found: dict[str, Decimal] = {}
        for one in self.seen:
            for reason, area_ha in one.rejected:
                found[reason] = found.get(reason, _ZERO) + area_ha
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def seasons(*, by: User) -> list[int]:
    """The seasons of which the person may see a field, the latest first."""
    require(by.permissions, Permission.SEE_REPORTS)
    found = fields.visible(by.viewer).order_by().values_list("season", flat=True).distinct()
    return sorted(found, reverse=True)


def season_seen(season: int, *, by: User, place: str = "") -> Season:
    """The fields of a season that the person may see, of one district or province where named."""
    require(by.permissions, Permission.SEE_REPORTS)
    key = f"{settings.MARKAZ_HOME} {raw.version()} {season} {place} {predicate(by.viewer)}"
    with _LOCK:
        if key in _KEPT:
            return _KEPT[key]
    # What of a field is open depends on claims beyond the place, too.
    told = _within(season_seen(season, by=by), place) if place else _season(season, by=by)
    with _LOCK:
        _KEPT[key] = told
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return told


def _within(season: Season, place: str) -> Season:
    seen = tuple(one for one in season.seen if place == (one.row.district or one.row.province))
    ids = {one.row.id for one in seen}
    united = unite([fields.outline_of(one.row) for one in seen])
    return Season(
        season=season.season,
        seen=seen,
        overlaps=tuple(one for one in season.overlaps if {one.left_id, one.right_id} & ids),
        outlined_ha=hectares(united.sum_m2),
        union_ha=hectares(united.union_m2),
    )


# Uniting a season takes longer than a page may; what changes a field changes the version.
_KEPT: "OrderedDict[str, Season]" = OrderedDict()
_MOST_KEPT = 8
_LOCK = Lock()


def _season(season: int, *, by: User) -> Season:
    rows = list(fields.visible(by.viewer).filter(season=season).defer("as_written"))
    outlines = [fields.outline_of(row) for row in rows]
    united = unite(outlines)
    said = verdicts.standing([row.id for row in rows])
    parts = shares(outlines, seasons=[season] * len(rows))
    seen = (
        Seen(row, (row.claimed_ha * Decimal(share)).quantize(_PLACES), said.get(row.id))
        for row, share in zip(rows, parts, strict=True)
    )
    return Season(
        season=season,
        seen=tuple(seen),
        overlaps=tuple(fields.overlaps_of(rows)),
        outlined_ha=hectares(united.sum_m2),
        union_ha=hectares(united.union_m2),
    )


@dataclass(frozen=True, slots=True)
class FieldFile:
    """One field with its verdicts and their reasons, and the fields that lie over it."""

    seen: Seen
    history: tuple[tuple[FieldVerdict, tuple[tuple[str, Decimal], ...]], ...]
    overlaps: tuple[FieldOverlap, ...]


@transaction.atomic
def view_field(name: str, *, by: User, now: datetime) -> FieldFile | None:
    """One field, None where the person sees none of this name; who looked is written down."""
    require(by.permissions, Permission.SEE_REPORTS)
    row = fields.find(name, viewer=by.viewer)
    if row is None:
        return None
    season = season_seen(row.season, by=by)
    audit.log(Event.FIELD_VIEWED, subject=f"field {name}", by=by, now=now)
    seen = next(one for one in season.seen if one.row.id == row.id)
    return FieldFile(
        seen=seen,
        history=tuple((one, seen.reasons(one)) for one in verdicts.history(row.id)),
        overlaps=tuple(one for one in season.overlaps if row.id in (one.left_id, one.right_id)),
    )


def field_seen(name: str, *, by: User) -> FieldRow | None:
    """The field of this name if the person may see it."""
    require(by.permissions, Permission.SEE_REPORTS)
    return fields.find(name, viewer=by.viewer)


# The figures that open to fields.
OF_LAND = ("land_cleared", "land_claimed", "land_verified", "land_rejected")


def fields_of(numbers: Sequence[int], *, by: User) -> list[Seen]:
    """The fields of these reports that the person may see, the largest first."""
    require(by.permissions, Permission.SEE_REPORTS)
    wanted = set(numbers)
    rows = fields.visible(by.viewer).filter(number__in=wanted).values_list("season", flat=True)
    found = [
        one
        for season in sorted(set(rows))
        for one in season_seen(season, by=by).seen
        if one.row.number in wanted
    ]
    return sorted(found, key=lambda one: (-one.counted_ha, one.row.id))
