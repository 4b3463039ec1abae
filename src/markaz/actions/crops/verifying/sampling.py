"""Fields drawn to be visited, and what the visits say of all claims."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.crops.looking import season_seen
from markaz.crops import estimating, sampling
from markaz.crops.estimating import Estimate
from markaz.crops.sampling import Claim, Design, Sample
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit
from markaz.store.crops import samples, visits
from markaz.store.models import SampledField, SampleRow, VisitRow

_M2_PER_HA = 10_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sample with its fields, the visit that counts for each, and the estimate if there is one.

    `short` says why there is no estimate yet.
    """

    sample: SampleRow
    rows: tuple[tuple[SampledField, VisitRow | None], ...]
    estimate: Estimate | None
    short: InvalidValueError | None
    claimed_ha: Decimal


@transaction.atomic
def draw(season: int, *, size: int, seed: str, design: str, by: User, now: datetime) -> SampleRow:
    """Draw fields of a season to be visited; design, seed and frame are kept.

    Raises:
        InvalidValueError: so many cannot be drawn.
    """
    require(by.permissions, Permission.VERIFY_FIELDS)
    if not by.viewer.at_centre:
        raise NotPermittedError("Only the centre draws samples: it sees all claims.")
    if design not in set(Design):
        raise InvalidValueError("Choose a design from the list.")
    if not seed.strip():
        raise InvalidValueError("Give a seed: any word that is said before the draw.")
    seen = [one for one in season_seen(season, by=by).seen if one.open_ha]
    frame = [
        [one.row.name, one.row.district or one.row.province, f"{one.open_ha:f}"] for one in seen
    ]
    drawn = drawn_again(frame, size=size, seed=seed, design=design)
    rows = {one.row.name: one.row for one in seen}
    sample = samples.keep(
        SampleRow(
            season=season,
            design=design,
            seed=seed,
            size=size,
            frame=frame,
            frame_sha256=sha256(json.dumps(frame).encode()).hexdigest(),
            frame_size=len(frame),
            drawn_by=by.username,
            drawn_at=now.astimezone(UTC),
        ),
        [(rows[one.claim.name], one.claim.stratum) for one in drawn.drawn],
    )
    audit.log(
        Event.SAMPLE_DRAWN,
        subject=f"sample {sample.name}",
        by=by,
        now=now,
        details={"design": design, "seed": seed, "size": size, "frame": sample.frame_sha256},
    )
    return sample


def drawn_again(frame: list[list[str]], *, size: int, seed: str, design: str) -> Sample:
    """The sample that this seed draws from this frame: always the same."""
    claims = [Claim(name, place, Fraction(area) * _M2_PER_HA) for name, place, area in frame]
    return sampling.draw(claims, size=size, seed=seed, design=Design(design))


def sheet(name: str, *, by: User) -> Sheet | None:
    """A sample's sheet; None where there is none, or where the person is not at the centre.

    Of each field the latest visit counts that another agency than the claimant's made after the
    draw: nobody verifies a claim of their own.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    sample = samples.find(name) if by.viewer.at_centre else None
    if sample is None:
        return None
    rows = samples.fields_of(sample)
    counts = _counting(rows, since=sample.drawn_at)
    drawn = drawn_again(sample.frame, size=sample.size, seed=sample.seed, design=sample.design)
    verified = {
        one.field.name: Fraction(counts[one.field_id].cleared_ha) * _M2_PER_HA
        for one in rows
        if one.field_id in counts
    }
    told, short = None, None
    try:
        told = estimating.estimate(drawn, verified)
    except InvalidValueError as refusal:
        short = refusal
    claimed = sum((Decimal(area) for _name, _place, area in sample.frame), Decimal(0))
    return Sheet(
        sample, tuple((one, counts.get(one.field_id)) for one in rows), told, short, claimed
    )


def all_samples(*, by: User) -> list[SampleRow]:
    """Every sample, the latest first; none but at the centre, whose frame they are."""
    require(by.permissions, Permission.SEE_REPORTS)
    return samples.listed() if by.viewer.at_centre else []


def _counting(rows: list[SampledField], *, since: datetime) -> dict[int, VisitRow]:
    found: dict[int, VisitRow] = {}
    for visit in visits.of_fields([one.field_id for one in rows]):
        independent = visit.agency != visit.field.agency
        if independent and visit.visited_on >= since.date():
            found.setdefault(visit.field_id, visit)
    return found
