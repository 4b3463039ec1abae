"""The tables."""

from markaz.store.models.audit import AuditRow
from markaz.store.models.batch import Batch, QuestionRow, SetAsideRow
from markaz.store.models.edition import Edition
from markaz.store.models.job import Job
from markaz.store.models.judgement import DecisionRow, JudgementRow, Link
from markaz.store.models.matching import ArrivalKey, ArrivalRow, MatchRun, PairRow
from markaz.store.models.report import LineRow, MeansRow, PersonRow, ReportRow

__all__ = [
    "ArrivalKey",
    "ArrivalRow",
    "AuditRow",
    "Batch",
    "DecisionRow",
    "Edition",
    "Job",
    "JudgementRow",
    "LineRow",
    "Link",
    "MatchRun",
    "MeansRow",
    "PairRow",
    "PersonRow",
    "QuestionRow",
    "ReportRow",
    "SetAsideRow",
]
