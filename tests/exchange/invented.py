"""Invented records to tell of; no person, number or place of theirs is real."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from markaz.exchange.told import (
    Told,
    ToldIncident,
    ToldJudgement,
    ToldOperation,
    ToldReport,
    ToldSubject,
)
from markaz.governance.marking import Marking
from markaz.records.grading import Grading, Scheme
from markaz.records.kinds import (
    AgencyRole,
    DatePrecision,
    Dimension,
    PlacePrecision,
    ReportKind,
    SeizureStatus,
    ValueField,
    Verdict,
)
from markaz.records.occurrence import Occurrence
from markaz.records.operations.operation import Operation, OperationKey, Window
from markaz.records.operations.shape import Point, Position
from markaz.records.report import DrugLine, Means, PersonMention, Place, Report, Route
from markaz.records.subject import Category, Subject, SubjectKind

NAMESPACE = UUID("6e0a7c1c-9a52-4df2-9b0e-6a4f0d3b8a11")
KNOWN = datetime(2025, 12, 8, 6, 30, tzinfo=UTC)
CHANGED = datetime(2025, 12, 9, 7, 0, 0, 123456, tzinfo=UTC)


def report(number=41, **changed):
    facts = {
        "agency": "ANF-BAL",
        "reference": f"B-{number}/25",
        "kind": ReportKind.SEIZURE,
        "occurred": Occurrence(date(2025, 12, 7), date(2025, 12, 7), DatePrecision.DAY),
        "reported_on": date(2025, 12, 8),
        "place": Place("Chaman", "PK", "PK-BA", "PK-BA-chaman", "", PlacePrecision.DISTRICT),
        "status": SeizureStatus.LAB_CONFIRMED,
        "role": AgencyRole.LEAD,
        "route": Route(origin="AF", departure="PK", transit="OM", destination="AE", text="by sea"),
        "arrested": 2,
        "arrested_foreign": 0,
        "lines": (
            DrugLine(1, "OPI-HEROIN", "heroin", "12.5", "kg", Dimension.MASS, mass_mg=12_500_000),
            DrugLine(2, "ATS-METH", "ice tablets", "300", "tablets", Dimension.COUNT, pieces=300,
                     mass_low_mg=27_000, mass_high_mg=90_000, form="pill-tablet"),
        ),
        "persons": (
            PersonMention(1, "suspect", "Zorak Belmand", "Tavik Belmand", "PK", "documented", "m",
                          34, "00000-1234567-1", "+92 300 0000001"),
            PersonMention(2, "victim", "Mirelle Ostavan"),
        ),
        "means": (Means(1, "vehicle", "QQ-0007", "white pick-up of Zorak Belmand"),),
    }  # fmt: skip
    told = {key: changed.pop(key) for key in list(changed) if key in facts}
    return ToldReport(
        number=number,
        report=Report(**{**facts, **told}),
        **{
            "marking": Marking.AMBER,
            "created": KNOWN,
            "modified": CHANGED,
            "grading": Grading(Scheme.ADMIRALTY, "B", "2"),
            "text": "Zorak Belmand (+92 300 0000001) drove the pick-up QQ-0007.",
            "transport": "3",
            "area_ha": Decimal("1.25000000000"),
            **changed,
        },
    )


def incident(*numbers, **changed):
    return ToldIncident(
        **{
            "number": numbers[0],
            "kind": ReportKind.SEIZURE,
            "marking": Marking.AMBER,
            "reports": numbers,
            "speakers": dict.fromkeys(ValueField, numbers[0]),
            "created": KNOWN,
            "modified": CHANGED,
            **changed,
        }
    )


def subject(category=Category.SUSPECT, kind=SubjectKind.PERSON, **changed):
    kept = Subject(kind, category, "named by two couriers", date(2028, 1, 1), date(2025, 12, 1))
    return ToldSubject(
        **{
            "name": "SUBJ2345",
            "subject": kept,
            "agency": "ANF",
            "marking": Marking.AMBER_STRICT,
            "names": ("Zorak Belmand", "زوراک بلمند"),
            "identifiers": (("phone", "+923000000001"),),
            "reports": (41,),
            "created": KNOWN,
            "modified": CHANGED,
            **changed,
        }
    )


def operation(**changed):
    facts = {
        "key": OperationKey("ASF", "OP-9"),
        "unit": "Airport unit",
        "contact": "+92 21 0000009",
        "kind": "raid",
        "window": Window(KNOWN, CHANGED),
        "shape": Point(Position(24.9, 67.16)),
        "filed_by": "officer",
        "filed_at": KNOWN,
        "target": "Zorak Belmand at his house",
    }
    planned = Operation(**{**facts, **changed})
    return ToldOperation(
        operation=planned,
        title="Winter harvest",
        state="closed",
        result="two arrests",
        parts=(("ASF", "lead"), ("CUSTOMS", "assist")),
        incidents=(41,),
        created=KNOWN,
        modified=CHANGED,
    )


def everything():
    other = report(52, agency="CUSTOMS", persons=(), means=(), marking=Marking.GREEN)
    return Told(
        namespace=NAMESPACE,
        incidents=(incident(41, 52),),
        reports=(report(41), other),
        subjects=(subject(),),
        operations=(operation(),),
        judgements=(
            ToldJudgement(act=1, left=41, right=52, verdict=Verdict.POSITIVE, at=KNOWN),
            ToldJudgement(act=2, left=41, right=52, verdict=Verdict.NEGATIVE, at=KNOWN,
                          withdrawn=CHANGED),
        ),
        simulated=True,
    )  # fmt: skip
