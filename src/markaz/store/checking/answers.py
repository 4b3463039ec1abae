"""Answers to questions of the checker: append-only, the latest on each question stands."""

from collections.abc import Mapping

from markaz.records.kinds import Answer
from markaz.store.models import AnswerRow


def standing(subject: str) -> Mapping[str, AnswerRow]:
    """The word that stands on each question of a subject, by the question's key."""
    rows = AnswerRow.objects.filter(subject=subject).order_by("id")
    latest = {one.key: one for one in rows}
    return {key: one for key, one in latest.items() if one.answer != Answer.OPEN}


def keep(said: AnswerRow) -> AnswerRow:
    """Add a person's word on a question."""
    said.save(force_insert=True)
    return said
