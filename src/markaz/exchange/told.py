"""What an action loaded and a person may tell: records with their marking, agency and grading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from markaz.governance.marking import Marking
from markaz.records.grading import Grading
from markaz.records.kinds import Grain, ReportKind, ValueField, Verdict
from markaz.records.operations.operation import Operation
from markaz.records.report import Report
from markaz.records.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """One standing report under its number.

    `created` is when its first revision became known, `modified` when the standing one did.
    `fields` marks single parts (a key of `exchange.stix.fields.PARTS`) more strictly than the
    whole.  `text` is the report's free text.  `area_ha` is in hectares.
    """

    number: int
    report: Report
    marking: Marking
    created: datetime
    modified: datetime
    grading: Grading | None = None
    text: str = ""
    transport: str = ""
    concealment: str = ""
    detection: str = ""
    crop: str = ""
    area_ha: Decimal | None = None
    fields: Mapping[str, Marking] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldIncident:
    """The event that reports tell of, or the sum of many; which speaks for which of its fields.

    A field without a speaker is told by nobody.  An incident is marked as the strictest of its
    reports, whatever `marking` says.
    """

    number: int
    kind: ReportKind
    marking: Marking
    reports: tuple[int, ...]
    speakers: Mapping[ValueField, int]
    created: datetime
    modified: datetime
    grain: Grain = Grain.EVENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSubject:
    """A person, organisation or thing on file: `name` is its public name, drawn at random.

    `names` are what it is called, `identifiers` pairs of a kind (phone, plate, document ...) and
    a number, `reports` the numbers of the reports that mention it.
    """

    name: str
    subject: Subject
    agency: str
    marking: Marking
    names: tuple[str, ...]
    created: datetime
    modified: datetime
    identifiers: tuple[tuple[str, str], ...] = ()
    reports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOperation:
    """A planned or finished operation; `parts` are pairs of an agency and its role."""

    operation: Operation
    title: str
    state: str
    created: datetime
    modified: datetime
    result: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    incidents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldJudgement:
    """A person's word on two reports; `withdrawn` is when it was taken back."""

    act: int
    left: int
    right: int
    verdict: Verdict
    at: datetime
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that one release or one message tells.

    `namespace` is this installation's own and never changes: two centres number their reports
    alike, and only the namespace keeps their identifiers apart.  `centre` is the code of the
    agency that speaks.  `simulated` labels every object so: nothing of it happened.
    """

    namespace: UUID
    centre: str = "NCC"
    simulated: bool = False
    incidents: tuple[ToldIncident, ...] = ()
    reports: tuple[ToldReport, ...] = ()
    subjects: tuple[ToldSubject, ...] = ()
    operations: tuple[ToldOperation, ...] = ()
    judgements: tuple[ToldJudgement, ...] = ()
