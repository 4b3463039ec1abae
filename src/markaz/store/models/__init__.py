"""The tables."""

from markaz.store.models.airport.calibration import CalibrationRow, DailyCheckRow
from markaz.store.models.airport.case import CaseRow, CustodyRow, ExhibitRow
from markaz.store.models.airport.detector import DetectorSwitch, DetectorWord
from markaz.store.models.airport.rule import RuleHit, RuleRow
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
from markaz.store.models.answer import AnswerRow
from markaz.store.models.audit import AuditRow
from markaz.store.models.batch import Batch, QuestionRow, SetAsideRow
from markaz.store.models.check import CheckRow, ContactRow, NoticeRow
from markaz.store.models.crops.field import FieldFile, FieldOverlap, FieldRow
from markaz.store.models.crops.imagery import MeasureRow, SceneRow
from markaz.store.models.crops.status import CropStatusRow, SurveyRow
from markaz.store.models.crops.verification import (
    FieldVerdict,
    PhotoRow,
    SampledField,
    SampleRow,
    VisitRow,
)
from markaz.store.models.edition import Edition
from markaz.store.models.exchange.agreement import AgreementRow, ConsentRow, Recipient
from markaz.store.models.exchange.collection import (
    ApiRoot,
    Collection,
    CollectionAccess,
    ObjectVersion,
    StatusRow,
)
from markaz.store.models.exchange.inbound import (
    InboundObject,
    OurAnswer,
    Outbound,
    TheirRecall,
)
from markaz.store.models.exchange.installation import Installation
from markaz.store.models.exchange.partner import Feed, Partner, PartnerToken
from markaz.store.models.exchange.recall import Acknowledgement, RecallNotice, RecallRow
from markaz.store.models.exchange.receipt import Receipt
from markaz.store.models.exchange.release import ReleaseItem, ReleaseObject, ReleaseRow
from markaz.store.models.exchange.request import RequestAct, RequestRow
from markaz.store.models.job import Job
from markaz.store.models.judgement import DecisionRow, JudgementRow, Link
from markaz.store.models.matching import ArrivalKey, ArrivalRow, MatchRun, OpenPair, PairRow
from markaz.store.models.message import BriefLink, BriefWord, MessageDraftRow, MessageRow
from markaz.store.models.operations.conflict import ConflictAct, ConflictRow, OverlapRow
from markaz.store.models.operations.operation import OperationRow, PartRow
from markaz.store.models.operations.target import SharedTargetRow, TargetKey, TargetRow
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
    "AnswerRow",
    "ApiRoot",
    "ArrivalKey",
    "ArrivalRow",
    "AuditRow",
    "Batch",
    "BelongingRow",
    "BriefLink",
    "BriefWord",
    "CalibrationRow",
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
    "CropStatusRow",
    "CustodyRow",
    "DailyCheckRow",
    "DecisionRow",
    "DeskRow",
    "DetectorSwitch",
    "DetectorWord",
    "DocumentRow",
    "Edition",
    "ExhibitRow",
    "Feed",
    "FieldFile",
    "FieldOverlap",
    "FieldRow",
    "FieldTest",
    "FieldVerdict",
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
    "MeasureRow",
    "MentionRow",
    "MessageDraftRow",
    "MessageRow",
    "NoticeRow",
    "ObjectVersion",
    "OfficerDecision",
    "OpenPair",
    "OperationRow",
    "OurAnswer",
    "Outbound",
    "OverlapRow",
    "PairRow",
    "PartRow",
    "Partner",
    "PartnerToken",
    "PersonRow",
    "PhotoRow",
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
    "RuleHit",
    "RuleRow",
    "SampleRow",
    "SampledField",
    "ScanFile",
    "ScanRow",
    "SceneRow",
    "SearchResult",
    "SetAsideRow",
    "SharedTargetRow",
    "StatusRow",
    "StolenDocument",
    "StolenList",
    "SubjectRow",
    "SuggestionRow",
    "SuggestionRun",
    "SurveyRow",
    "TargetKey",
    "TargetRow",
    "TaskRow",
    "TheirRecall",
    "UnmaskingRow",
    "VisitRow",
]
