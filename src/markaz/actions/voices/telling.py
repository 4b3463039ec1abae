"""Which words make messages one story: of briefs beside each other, and of a pair in the queue.

Briefs are aggregates, which join nothing: they are shown to the person who judges pairs, with the
reasons and with what each states otherwise, and no value is chosen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from markaz.accounts.models import User
from markaz.actions.voices.heard import COMPARED, drafts_of
from markaz.consolidation.voices import Voices, one_story
from markaz.governance.permissions import Permission, require
from markaz.intake.messages.drafts import MessageDraft
from markaz.records.errors import NotPermittedError
from markaz.records.statement import Scope
from markaz.store.messages import kept
from markaz.store.models import MessageRow


@dataclass(frozen=True, slots=True)
class Told:
    """Two drafts that may tell one story: their references and messages, and why."""

    references: tuple[str, str]
    messages: tuple[int, int]
    voices: Voices


def briefs(*, by: User) -> tuple[Told, ...]:
    """The briefs among the latest messages that may sum the same events, the latest first."""
    _permit(by)
    found = [
        (row, draft)
        for row in kept.recent(at_most=COMPARED)
        for draft in drafts_of(row)
        if draft.statement.scope == Scope.WHOLE
    ]
    return tuple(_pairs(found))


def of_reports(left: int, right: int, *, by: User) -> tuple[Told, ...]:
    """Why the messages that two reports were filed from may tell one story; empty where nothing."""
    _permit(by)
    found = [
        (row, draft)
        for row in kept.of_reports((left, right))
        for draft in drafts_of(row)
        if (became := kept.settled(row).get(draft.begins)) and became.report in (left, right)
    ]
    return tuple(_pairs(found))


def _permit(by: User) -> None:
    require(by.permissions, Permission.CONSOLIDATE)
    if not by.viewer.at_centre:
        # Two messages may be of two agencies, and neither sees the other's.
        raise NotPermittedError("Messages are compared at the centre: ask an analyst there.")


def _pairs(found: list[tuple[MessageRow, MessageDraft]]) -> Iterator[Told]:
    for (row, draft), (beside, other) in combinations(found, 2):
        if row.id == beside.id:
            continue
        voices = one_story(draft.statement, other.statement)
        if voices is not None:
            yield Told((draft.reference, other.reference), (row.id, beside.id), voices)
