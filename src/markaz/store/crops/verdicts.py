"""Verdicts on fields: a new one ends the one before."""

from collections.abc import Collection

from markaz.store.models import FieldVerdict


def keep(verdict: FieldVerdict) -> FieldVerdict:
    """Let this be the verdict on its field from its moment on."""
    FieldVerdict.objects.filter(field=verdict.field, known_to=None).update(
        known_to=verdict.known_from
    )
    verdict.save(force_insert=True)
    return verdict


def standing(ids: Collection[int]) -> dict[int, FieldVerdict]:
    """The verdicts that stand on these fields, by the field's id."""
    wanted = set(ids)
    rows = FieldVerdict.objects.filter(known_to=None)
    return {row.field_id: row for row in rows if row.field_id in wanted}


def history(field: int) -> list[FieldVerdict]:
    """Every verdict on a field, the latest first."""
    return list(FieldVerdict.objects.filter(field=field).order_by("-id"))
