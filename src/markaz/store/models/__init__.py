"""The tables."""

from markaz.store.models.airport.stolen import StolenDocument, StolenList
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
    "CheckRow",
    "Collection",
    "CollectionAccess",
    "ConflictAct",
    "ConflictRow",
    "ConsentRow",
    "ContactRow",
    "CourseCell",
    "CourseRun",
    "DecisionRow",
    "Edition",
    "Feed",
    "HandoverRow",
    "IdentifierRow",
    "InboundObject",
    "Installation",
    "Job",
    "JudgementRow",
    "LineRow",
    "Link",
    "LookupKey",
    "MatchRun",
    "MeansRow",
    "MentionRow",
    "NoticeRow",
    "ObjectVersion",
    "OpenPair",
    "OperationRow",
    "OverlapRow",
    "PairRow",
    "PartRow",
    "Partner",
    "PartnerToken",
    "PersonRow",
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
]
