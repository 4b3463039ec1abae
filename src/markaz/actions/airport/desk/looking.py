"""What an officer is shown of a scan: no mark before a decision that comes first."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.desk import deciding, desks
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, files
from markaz.store.airport import cases, detectors, rules, steps, travellers
from markaz.store.airport.steps import Steps
from markaz.store.models import (
    CaseRow,
    CustodyRow,
    DetectorWord,
    DocumentRow,
    ExhibitRow,
    ProjectedRow,
    RuleRow,
    ScanRow,
)
from markaz.store.models.airport.steps import Step

Mark = dict[str, object]


@dataclass(frozen=True, slots=True)
class File:
    """One scan with its records; `hidden` says that the machine's word waits for the decision.

    `projection` is set once the officer has decided on a test picture.
    """

    row: ScanRow
    steps: Steps
    hidden: bool
    marks: tuple[Mark, ...]
    projection: ProjectedRow | None
    case: CaseRow | None
    documents: tuple[DocumentRow, ...]
    words: tuple[DetectorWord, ...]
    rules: tuple[RuleRow, ...]

    @property
    def history(self) -> tuple[Step, ...]:
        """Every record that was made, as far as it may be seen by now."""
        return self.steps.history[1:] if self.hidden else self.steps.history

    @property
    def may_open_case(self) -> bool:
        """Whether the search found something and no case stands."""
        search = self.steps.search
        return self.case is None and search is not None and search.found


def open_file(name: str, *, by: User, now: datetime) -> File:
    """Open a scan: that it was looked at, and when first, is kept."""
    row = deciding.open_scan(name, by=by, now=now)
    return _file(row, by=by)


def marks(name: str, *, by: User) -> tuple[Mark, ...]:
    """The marks of a scan that may be shown by now, numbered from 1; then what was projected."""
    file = _file(desks.scan_of(name, by=by), by=by)
    return (*file.marks, *_projected(file.projection))


@dataclass(frozen=True, slots=True)
class Report:
    """One kept report on a scan, as the file that it is."""

    file_name: str
    content: bytes


@transaction.atomic
def report(name: str, sha256: str, *, by: User, now: datetime) -> Report:
    """A report on a scan that may be shown by now; that it was taken is kept.

    Raises:
        InvalidValueError: there is none, or the officer decides first.
    """
    file = _file(desks.scan_of(name, by=by), by=by)
    said = file.steps.verdict.report_sha256 if file.steps.verdict and not file.hidden else ""
    kept = file.row.files.filter(sha256=sha256, scan__erased_at=None).first()
    if kept is None or sha256 not in {said, *(word.report_sha256 for word in file.words)}:
        raise InvalidValueError("There is no such report on this scan: open it from the queue.")
    audit.log(Event.SCAN_OPENED, subject=str(file.row), by=by, now=now, details={"report": sha256})
    return Report(kept.file_name, files.of(sha256).path.read_bytes())


@dataclass(frozen=True, slots=True)
class Held:
    """An exhibit, its hand-overs in their order, and who holds it now."""

    exhibit: ExhibitRow
    chain: tuple[CustodyRow, ...]

    @property
    def last(self) -> CustodyRow | None:
        """The latest hand-over."""
        return self.chain[-1] if self.chain else None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as its page shows it."""

    case: CaseRow
    exhibits: tuple[Held, ...]
    documents: tuple[DocumentRow, ...]


@transaction.atomic
def open_case_file(name: str, *, by: User, now: datetime) -> CaseFile:
    """Open a case; that it was looked at is kept.

    Raises:
        InvalidValueError: there is none that the person sees.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    case = cases.named(name, by=by)
    if case is None:
        raise InvalidValueError("There is no case {name!r}: look its name up.", name=name.strip())
    audit.log(Event.REPORT_VIEWED, subject=str(case), by=by, now=now)
    held = tuple(Held(one, tuple(one.custody.all())) for one in case.exhibits.all())
    return CaseFile(case, held, tuple(case.documents.all()))


def _file(row: ScanRow, *, by: User) -> File:
    found = steps.of(row)
    words = tuple(detectors.words(row))
    hidden = row.desk.decision_first and found.decision is None
    projection = None
    if row.projected and found.decision is not None:
        projection = ProjectedRow.objects.filter(scan=row).first()
    return File(
        row,
        found,
        hidden,
        _marks(found, words, hidden=hidden),
        projection,
        CaseRow.objects.filter(scan=row).first(),
        tuple(travellers.seen(by).filter(scan=row)),
        () if hidden else words,
        tuple(rules.selecting(row)),
    )


def _projected(row: ProjectedRow | None) -> tuple[Mark, ...]:
    if row is None or not row.present:
        return ()
    corners = [
        (row.left, row.top),
        (row.right, row.top),
        (row.right, row.bottom),
        (row.left, row.bottom),
    ]
    return ({"view": row.view, "polygon": corners, "text": "", "projected": True, "number": 0},)


def _marks(found: Steps, words: tuple[DetectorWord, ...], *, hidden: bool) -> tuple[Mark, ...]:
    """What was not inspected is always shown: to hide it would let silence speak for the bag."""
    said: list[Mark] = list(found.verdict.findings) if found.verdict else []
    said += [{**one, "by": f"{word.detector} {word.version}"} for word in words
             for one in word.findings]  # fmt: skip
    shown = [one for one in said if one["not_inspected"] or not hidden]
    return tuple({**one, "number": number} for number, one in enumerate(shown, start=1))
