"""What other messages tell the same as a draft, with what each states otherwise; by what is seen.

Of a brief that was told twice, the page of the message and that of the report filed from it name
the other teller, and whose value is right nobody says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markaz.accounts.models import User
from markaz.actions.voices.heard import COMPARED, drafts_of
from markaz.actions.voices.words import Groups, brief_at, groups
from markaz.consolidation.voices import Reason, differing, one_story
from markaz.governance.permissions import Permission, require
from markaz.intake.messages.drafts import MessageDraft
from markaz.store.messages import judged, kept
from markaz.store.messages.judged import Brief
from markaz.store.models import MessageRow


@dataclass(frozen=True, slots=True)
class Also:
    """A draft of another message that tells the same story, or may; `one` where a person said so.

    `differing` holds for each field that both state otherwise the words here and there.
    """

    reference: str
    message: int
    reasons: tuple[Reason, ...]
    differing: tuple[tuple[str, str, str], ...]
    one: bool = False


def told_also(
    message: MessageRow, drafts: Iterable[MessageDraft], *, by: User
) -> Mapping[str, tuple[Also, ...]]:
    """By reference of each draft, the drafts of other messages that tell the same, or may."""
    require(by.permissions, Permission.RECEIVE_FILE)
    others = [row for row in kept.latest(by.viewer, at_most=COMPARED) if row.id != message.id]
    said = groups(judged.standing().values())
    return {one.reference: _beside(message, one, others, said, by=by) for one in drafts}


def of_report(number: int, *, by: User) -> tuple[tuple[str, int, tuple[Also, ...]], ...]:
    """The draft that a report was filed from, its message, and who else tells the same brief.

    Empty for who may not see the message: that a report was filed from one is its agency's.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    said = groups(judged.standing().values())
    return tuple(
        (one.reference, row.id, also)
        for row in kept.of_reports([number])
        if kept.visible(row.id, by.viewer) is not None
        for begins, became in kept.settled(row).items()
        if became.report == number and (one := brief_at(row, begins)) is not None
        if (also := _told_twice(one, said.told_with((row.id, begins)), by=by))
    )


def _beside(
    message: MessageRow,
    draft: MessageDraft,
    others: Iterable[MessageRow],
    said: Groups,
    *,
    by: User,
) -> tuple[Also, ...]:
    brief: Brief = message.id, draft.begins
    told = _told_twice(draft, said.told_with(brief), by=by)
    may = [
        Also(other.reference, row.id, voices.reasons, voices.differing)
        for row in others
        for other in drafts_of(row)
        if not said.answered((brief, (row.id, other.begins)))
        and (voices := one_story(draft.statement, other.statement)) is not None
    ]
    return (*told, *may)


def _told_twice(draft: MessageDraft, briefs: Iterable[Brief], *, by: User) -> tuple[Also, ...]:
    """The other tellers of a brief, of those the person may see, the earliest message first."""
    found = []
    for number, begins in sorted(briefs):
        row = kept.visible(number, by.viewer)
        other = brief_at(row, begins) if row else None
        if other is not None:
            voices = one_story(draft.statement, other.statement)
            found.append(
                Also(
                    other.reference,
                    number,
                    voices.reasons if voices else (),
                    differing(draft.statement, other.statement),
                    one=True,
                )
            )
    return tuple(found)
