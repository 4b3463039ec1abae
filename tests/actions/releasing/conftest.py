"""A partner with an agreement, and incidents of which some may go to it and some may not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from markaz.accounts.models import User
from markaz.actions.consolidation import consolidate
from markaz.actions.exchange import partners
from markaz.actions.exchange.partners import About
from markaz.actions.exchange.sharing import agreeing
from markaz.actions.exchange.sharing.agreeing import Terms
from markaz.governance.audit import Event
from markaz.governance.release import Part
from markaz.records.kinds import ReportKind
from markaz.store import audit
from markaz.store.models import AgreementRow, Partner, ReportRow
from markaz.store.reports import Keeper

# Invented, each telling: where one of these is read, somebody was named.
SUSPECT, FATHER, VICTIM = "Zorak Belmand", "Tavik Belmand", "Mirelle Ostavan"
PHONE, DOCUMENT = "+92 300 0000001", "00000-7654321-1"
REMARKS = f"{SUSPECT} ({PHONE}) handed the parcel to {VICTIM}."


@dataclass(frozen=True)
class Numbers:
    """Reports by what they are; the first two tell of one incident."""

    amber: int
    red: int
    green: int
    with_victim: int


@pytest.fixture
def filed(home, tables, batch, operator, now) -> Numbers:
    same = {"lines": [{"mass_mg": 1_234_567}], "operation_text": "SEA-1"}
    suspect = {
        "name_text": SUSPECT,
        "father_name_text": FATHER,
        "role": "suspect",
        "phone_text": PHONE,
        "document_text": DOCUMENT,
    }
    Keeper(batch(source="anf")).keep(
        tables(
            {
                "agency": "ANF",
                "reference": "A-1",
                "persons": [suspect],
                "means": [
                    {"kind": "vehicle", "identifier_text": "ZZ-1", "description_text": SUSPECT}
                ],
                "remarks": f"{SUSPECT} drove.",
                **same,
            },
            {
                "agency": "ANF",
                "reference": "A-2",
                "occurred_first": now.date().replace(year=2025, month=8, day=3),
                "occurred_last": now.date().replace(year=2025, month=8, day=3),
                "province": "PK-SD",
                "district": "PK-SD-karachi-west",
                "persons": [suspect, {"name_text": VICTIM, "role": "victim"}],
                "remarks": REMARKS,
                "lines": [{"substance": "ATS-METH", "mass_mg": 77_000}],
            },
        )
    )
    Keeper(batch(source="customs")).keep(
        tables(
            {"agency": "CUSTOMS", "reference": "C-1", "marking": "RED", "transport": "2", **same},
            {
                "agency": "CUSTOMS",
                "reference": "C-3",
                "marking": "GREEN",
                "occurred_first": now.date().replace(year=2025, month=6, day=1),
                "occurred_last": now.date().replace(year=2025, month=6, day=1),
                "lines": [{"substance": "OPI-HEROIN", "mass_mg": 500_000}],
            },
        )
    )
    audit.log(Event.FILE_RECEIVED, subject="files", by=operator, now=now)
    consolidate(by=operator, now=now)
    number = dict(ReportRow.objects.values_list("reference", "number"))
    return Numbers(number["A-1"], number["C-1"], number["C-3"], number["A-2"])


@pytest.fixture
def partner(operator, now) -> Partner:
    return partners.add_partner("north", about=About("Northern desk"), by=operator, now=now)


@pytest.fixture
def terms(now) -> Terms:
    return Terms(
        partner="north",
        title="Seizures on the sea route",
        purpose="a joint case on the sea route",
        legal_basis="memorandum of 2024, article 3",
        onward="not to be passed on",
        kinds=(ReportKind.SEIZURE.value,),
        parts=tuple(part.value for part in Part),
        ceiling="AMBER",
        begins_on=now.date() - timedelta(days=30),
        expires_on=now.date() + timedelta(days=30),
        persons=("Liaison officer Ostrava",),
        organisations=("Northern desk",),
    )


@pytest.fixture
def agree(partner, terms, operator, now) -> Callable[..., AgreementRow]:
    """Enter an agreement, with some of its terms changed."""

    def enter(**changes: object) -> AgreementRow:
        return agreeing.agree(replace(terms, **changes), by=operator, now=now)

    return enter


@pytest.fixture
def agreement(agree) -> AgreementRow:
    return agree()


@pytest.fixture
def head(db) -> User:
    return User.objects.create(username="head", agency="NCC", role="head")
