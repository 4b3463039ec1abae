"""The tables."""

from markaz.store.models.audit import AuditRow
from markaz.store.models.batch import Batch, QuestionRow, SetAsideRow
from markaz.store.models.edition import Edition
from markaz.store.models.job import Job
from markaz.store.models.judgement import JudgementRow, Link
from markaz.store.models.report import LineRow, MeansRow, PersonRow, ReportRow

__all__ = [
    "AuditRow",
    "Batch",
    "Edition",
    "Job",
    "JudgementRow",
    "LineRow",
    "Link",
    "MeansRow",
    "PersonRow",
    "QuestionRow",
    "ReportRow",
    "SetAsideRow",
]
