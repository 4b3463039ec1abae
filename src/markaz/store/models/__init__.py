"""The tables."""

from markaz.store.models.audit import AuditRow
from markaz.store.models.batch import Batch, QuestionRow, SetAsideRow
from markaz.store.models.edition import Edition
from markaz.store.models.job import Job
from markaz.store.models.judgement import DecisionRow, JudgementRow, Link
from markaz.store.models.matching import ArrivalKey, ArrivalRow, MatchRun, PairRow
from markaz.store.models.operations.conflict import ConflictAct, ConflictRow, OverlapRow
from markaz.store.models.operations.operation import OperationRow, PartRow
from markaz.store.models.operations.tasking import HandoverRow, TaskRow
from markaz.store.models.report import LineRow, MeansRow, PersonRow, ReportRow

__all__ = [
    "ArrivalKey",
    "ArrivalRow",
    "AuditRow",
    "Batch",
    "ConflictAct",
    "ConflictRow",
    "DecisionRow",
    "Edition",
    "HandoverRow",
    "Job",
    "JudgementRow",
    "LineRow",
    "Link",
    "MatchRun",
    "MeansRow",
    "OperationRow",
    "OverlapRow",
    "PairRow",
    "PartRow",
    "PersonRow",
    "QuestionRow",
    "ReportRow",
    "SetAsideRow",
    "TaskRow",
]
