"""The tables."""

from markaz.store.models.airport.case import CaseRow, CustodyRow, ExhibitRow
from markaz.store.models.airport.scan import (
    DeskRow,
    HalfRow,
    ProjectedRow,
    QuarantineRow,
    ScanFile,
    ScanRow,
)
from markaz.store.models.airport.steps import (
    FieldTest,
    LaboratoryResult,
    MachineVerdict,
    OfficerDecision,
    SearchResult,
)
from markaz.store.models.airport.stolen import StolenDocument, StolenList
from markaz.store.models.airport.traveller import DocumentRow, UnmaskingRow
from markaz.store.models.audit import AuditRow
from markaz.store.models.batch import Batch, QuestionRow, SetAsideRow
from markaz.store.models.check import CheckRow, ContactRow, NoticeRow
from markaz.store.models.edition import Edition
from markaz.store.models.exchange.agreement import AgreementRow, ConsentRow, Recipient
from markaz.store.models.exchange.collection import (
    ApiRoot,
    Collection,
    CollectionAccess,
    ObjectVersion,
    StatusRow,
)
from markaz.store.models.exchange.inbound import InboundObject
from markaz.store.models.exchange.installation import Installation
from markaz.store.models.exchange.partner import Feed, Partner, PartnerToken
from markaz.store.models.exchange.recall import Acknowledgement, RecallNotice, RecallRow
from markaz.store.models.exchange.receipt import Receipt
from markaz.store.models.exchange.release import ReleaseItem, ReleaseObject, ReleaseRow
from markaz.store.models.exchange.request import RequestAct, RequestRow
from markaz.store.models.job import Job
from markaz.store.models.judgement import DecisionRow, JudgementRow, Link
from markaz.store.models.matching import ArrivalKey, ArrivalRow, MatchRun, OpenPair, PairRow
from markaz.store.models.operations.conflict import ConflictAct, ConflictRow, OverlapRow
from markaz.store.models.operations.operation import OperationRow, PartRow
from markaz.store.models.operations.target import SharedTargetRow, TargetRow
from markaz.store.models.operations.tasking import HandoverRow, TaskRow
from markaz.store.models.operations.whereabouts import CourseCell, CourseRun
from markaz.store.models.report import LineRow, MeansRow, PersonRow, ReportRow
from markaz.store.models.subject import (
    AliasRow,
    BelongingRow,
    IdentifierRow,
    LookupKey,
    MentionRow,
    SubjectRow,
)
from markaz.store.models.suggestion import SuggestionRow, SuggestionRun

__all__ = [
    "Acknowledgement",
    "AgreementRow",
    "AliasRow",
    "ApiRoot",
    "ArrivalKey",
    "ArrivalRow",
    "AuditRow",
    "Batch",
    "BelongingRow",
    "CaseRow",
    "CheckRow",
    "Collection",
    "CollectionAccess",
    "ConflictAct",
    "ConflictRow",
    "ConsentRow",
    "ContactRow",
    "CourseCell",
    "CourseRun",
    "CustodyRow",
    "DecisionRow",
    "DeskRow",
    "DocumentRow",
    "Edition",
    "ExhibitRow",
    "Feed",
    "FieldTest",
    "HalfRow",
    "HandoverRow",
    "IdentifierRow",
    "InboundObject",
    "Installation",
    "Job",
    "JudgementRow",
    "LaboratoryResult",
    "LineRow",
    "Link",
    "LookupKey",
    "MachineVerdict",
    "MatchRun",
    "MeansRow",
    "MentionRow",
    "NoticeRow",
    "ObjectVersion",
    "OfficerDecision",
    "OpenPair",
    "OperationRow",
    "OverlapRow",
    "PairRow",
    "PartRow",
    "Partner",
    "PartnerToken",
    "PersonRow",
    "ProjectedRow",
    "QuarantineRow",
    "QuestionRow",
    "RecallNotice",
    "RecallRow",
    "Receipt",
    "Recipient",
    "ReleaseItem",
    "ReleaseObject",
    "ReleaseRow",
    "ReportRow",
    "RequestAct",
    "RequestRow",
    "ScanFile",
    "ScanRow",
    "SearchResult",
    "SetAsideRow",
    "SharedTargetRow",
    "StatusRow",
    "StolenDocument",
    "StolenList",
    "SubjectRow",
    "SuggestionRow",
    "SuggestionRun",
    "TargetRow",
    "TaskRow",
    "UnmaskingRow",
]
