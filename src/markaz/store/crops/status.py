"""What stands of a crop where, as surveys say, and what a rule says of that."""

from collections.abc import Iterable
from datetime import datetime

from markaz.store.models import CropStatusRow, SurveyRow


def keep_surveys(rows: Iterable[SurveyRow], *, now: datetime) -> int:
    """Keep what a source says; what it said of the same place and season before is ended."""
    kept = 0
    for row in rows:
        SurveyRow.objects.filter(
            place=row.place, season=row.season, crop=row.crop, source=row.source, known_to=None
        ).update(known_to=now)
        row.save(force_insert=True)
        kept += 1
    return kept


def surveys(crop: str) -> list[SurveyRow]:
    """What stands of all surveys of a crop."""
    rows = SurveyRow.objects.filter(crop=crop, known_to=None)
    return list(rows.order_by("season", "place", "official", "id"))


def say(rows: Iterable[CropStatusRow], *, now: datetime) -> int:
    """Let these be the standing answers; gives how many differ from the ones before."""
    changed = 0
    for row in rows:
        before = CropStatusRow.objects.filter(
            place=row.place, season=row.season, rule=row.rule, known_to=None
        ).first()
        if before and _same(before, row):
            continue
        CropStatusRow.objects.filter(
            place=row.place, season=row.season, rule=row.rule, known_to=None
        ).update(known_to=now)
        row.save(force_insert=True)
        changed += 1
    return changed


def _same(before: CropStatusRow, row: CropStatusRow) -> bool:
    names = ("state", "probability", "area_ha", "sigma_ha", "source")
    return all(getattr(before, name) == getattr(row, name) for name in names)


def standing(rule: str) -> list[CropStatusRow]:
    """What a rule says of every place and season."""
    return list(CropStatusRow.objects.filter(rule=rule, known_to=None).order_by("place", "season"))
