"""The records of one incident as a release tells them: its reports and what stands beside them."""

from collections.abc import Sequence
from datetime import date

from markaz.actions.exchange.sharing.telling import (
    Words,
    nameable,
    protects,
    terms,
    told_incident,
    told_report,
)
from markaz.actions.simulated import is_simulated
from markaz.exchange.stix.fields import only
from markaz.exchange.told import Told, ToldJudgement, ToldOperation, ToldSubject
from markaz.governance.marking import Marking
from markaz.governance.protection import RELEASED_CATEGORIES
from markaz.governance.release import Agreement, Part, may_tell
from markaz.records.kinds import Verdict
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store.exchange.releasing import beside, installation
from markaz.store.exchange.releasing.beside import Held
from markaz.store.models import OperationRow
from markaz.store.operations import parts, plans
from markaz.store.pages.incident import Filed


def records_of(
    agreed: Agreement,
    going: Sequence[tuple[Filed, Marking]],
    every: Sequence[Filed],
    *,
    day: date,
) -> Told:
    """What goes of one incident; `every` are all its reports, those that stay among them.

    What any of them says of whom no release names is taken out of the texts of the others.
    """
    withheld = {person for one in every for person in one.persons} - {
        person for one in every for person in nameable(one)
    }
    told = [told_report(one, under=under, silent=terms(withheld)) for one, under in going]
    words = Words(None if any(map(protects, every)) else terms(withheld))
    filed, number = [one for one, _ in going], min(one.number for one in told)
    whole = Told(
        namespace=installation.namespace(),
        simulated=is_simulated(),
        incidents=(told_incident(told),),
        reports=tuple(told),
        subjects=_subjects(agreed, number, filed, day=day),
        operations=_operations(agreed, number, filed, words=words),
        judgements=_judgements(agreed, filed),
    )
    return only(whole, agreed.parts)


def _subjects(
    agreed: Agreement, incident: int, going: Sequence[Filed], *, day: date
) -> tuple[ToldSubject, ...]:
    """The files on persons whom the going reports name, with what these very reports say.

    A file is told anew for each incident, so that which incidents are one suspect's is not told.
    """
    if not {Part.SUBJECTS, Part.PERSONS} <= agreed.parts:
        return ()
    held = beside.files([one.report.id for one in going], categories=RELEASED_CATEGORIES, day=day)
    told = (_subject(one, incident, going) for one in held
            if may_tell(agreed, marking=one.subject.marking))  # fmt: skip
    return tuple(one for one in told if one is not None)


def _operations(
    agreed: Agreement, incident: int, going: Sequence[Filed], *, words: Words
) -> tuple[ToldOperation, ...]:
    """The closed operations that the going reports name by their agency's own reference."""
    if Part.OPERATIONS not in agreed.parts:
        return ()
    named = {(one.report.agency, one.report.operation_text.strip()) for one in going}
    return tuple(
        _operation(row, incident, words=words)
        for row in beside.operations(named)
        if may_tell(agreed, marking=row.marking)
    )


def _judgements(agreed: Agreement, going: Sequence[Filed]) -> tuple[ToldJudgement, ...]:
    """That a person held two of the going reports for one event."""
    if Part.JUDGEMENTS not in agreed.parts:
        return ()
    return tuple(
        ToldJudgement(
            act=row.act, left=row.left, right=row.right, verdict=Verdict.POSITIVE, at=row.at
        )
        for row in beside.judged([one.report.number for one in going], verdict=Verdict.POSITIVE)
    )


def _subject(held: Held, incident: int, going: Sequence[Filed]) -> ToldSubject | None:
    own = [
        (one.report, person)
        for one in going
        for person in nameable(one)
        if (one.report.id, person.mention) in held.persons
    ]
    if not own:
        return None
    row = held.subject
    numbers = (
        (kind, text)
        for _, person in own
        for kind, text in (("document", person.document_text), ("phone", person.phone_text))
    )
    return ToldSubject(
        name=f"{row.name} {incident}",
        subject=Subject(
            kind=SubjectKind(row.kind),
            category=Category(row.category),
            basis=row.basis,
            review_by=row.review_by,
            since=row.created_at.date(),
        ),
        agency=row.agency,
        marking=Marking(row.marking),
        names=tuple(dict.fromkeys(person.name_text for _, person in own if person.name_text)),
        created=row.created_at,
        modified=max(row.created_at, *(report.known_from for report, _ in own)),
        identifiers=tuple(dict.fromkeys((kind, text) for kind, text in numbers if text)),
        reports=tuple(sorted({report.number for report, _ in own})),
    )


def _operation(row: OperationRow, incident: int, *, words: Words) -> ToldOperation:
    first = plans.revisions(row)[0]
    return ToldOperation(
        operation=plans.record(row),
        title=words.of(row.title),
        state=row.state,
        created=first.known_from,
        modified=row.known_from,
        result=words.of(row.result),
        parts=tuple((part.agency, part.role) for part in parts.standing(row)),
        incidents=(incident,),
    )
