"""What is refused below is said in the language of the page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pickle import dumps, loads

import pytest
from django.utils import translation

from markaz.accounts.models import User
from markaz.console.errors import plainly
from markaz.governance.permissions import Permission
from markaz.governance.release import Refusal
from markaz.records.errors import (
    Bilingual,
    FiledLateError,
    InvalidValueError,
    Listed,
    NotOwnerError,
    NotPermittedError,
    UnreadableFileError,
)
from markaz.records.kinds import ReportKind
from markaz.store.models import Job

APART, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
ALONE = InvalidValueError("There is no report {number}: check the number.", number=12)


def in_urdu(failure) -> str:
    with translation.override("ur"):
        return plainly(failure)


@pytest.mark.parametrize(
    ("failure", "english", "urdu"),
    [
        (ALONE, "There is no report 12: check", "کوئی رپورٹ ۱۲ نہیں"),
        (NotOwnerError(), "You do not own this conflict", "یہ تصادم آپ کے ذمے نہیں"),
        (
            UnreadableFileError(
                "The file has more than {most:,} rows: hand the list in as several files.",
                most=20_000,
            ),
            "more than 20,000 rows",
            "۲۰٬۰۰۰ سے زیادہ",
        ),
        (
            InvalidValueError("No agency has the code {agency!r}: see the register of agencies.",
                              agency="XYZ"),
            "the code 'XYZ'",
            f"“{APART}XYZ{END}”",
        ),
        (
            NotPermittedError("Your role may not {permission}: ask the centre's administrator.",
                              permission=Permission.PLAN_OPERATION),
            "may not plan an operation",
            "کارروائی",
        ),
        (
            FiledLateError("{kind} is filed {minutes} minutes before its start: move the start, or"
                           " ask a supervisor for a waiver with its reason.",
                           kind=Bilingual("Raid", "چھاپہ"), minutes=120),
            "Raid is filed 120 minutes",
            "چھاپہ اپنے آغاز سے ۱۲۰ منٹ",
        ),
        (
            InvalidValueError("the last day {last} is before the first {first}",
                              last=date(2026, 1, 3), first=date(2026, 2, 4)),
            "the last day 2026-01-03",
            "۳ جنوری",
        ),
        (
            InvalidValueError("negative quantity: {amount}", amount=Decimal("-2.5")),
            "negative quantity: -2.5",
            f"{APART}\N{MINUS SIGN}۲٫۵{END}",
        ),
        (
            InvalidValueError("Nothing of this may go under the agreement: {why}.",
                              why=Listed((Refusal.OVER, Refusal.NO_PART))),
            "agreement: agreement over, no part agreed.",
            "معاہدے کی میعاد ختم ہے؛ رپورٹ کا کوئی حصہ طے نہیں ہوا۔",
        ),
        (
            InvalidValueError("Name each kind of report that may go, of: {listed}.",
                              listed=Listed((ReportKind.SEIZURE, ReportKind.ARREST))),
            "of: seizure, arrest.",
            "ضبطی؛ گرفتاری",
        ),
    ],
)  # fmt: skip
def test_a_refusal_is_said_in_the_language_of_the_page(failure, english, urdu):
    assert english in plainly(failure)
    assert english in str(failure)
    assert urdu in in_urdu(failure)


def test_a_refusal_that_travels_between_processes_stays_the_same():
    cause = UnreadableFileError("the file cannot be read as JSON: {error}", error=ValueError("x"))
    for failure in (ALONE, NotOwnerError(), cause):
        back = loads(dumps(failure))
        assert (type(back), str(back), back.sentence, back.values) == (
            type(failure), str(failure), failure.sentence, failure.values
        )  # fmt: skip


def test_braces_in_what_a_person_wrote_are_left_as_they_are():
    odd = InvalidValueError("There is no task {name!r}: look its name up.", name="{x} {0}")
    assert "'{x} {0}'" in str(odd)
    assert "{x} {0}" in in_urdu(odd)


@pytest.fixture
def urdu_page(sign_in, anf_liaison):
    """A page's text, asked in Urdu by a liaison officer of ANF."""
    browser = sign_in(anf_liaison)
    browser.cookies["django_language"] = "ur"
    return lambda ask, *asked: ask(browser)(*asked).content.decode()


def test_a_page_refuses_in_urdu_with_the_value_set_apart(urdu_page, customs_liaison):
    shown = urdu_page(lambda b: b.post, "/operations/CUSTOMS/C-7/do/", {"do": "start"})
    assert "کارروائی کی قیادت اس کا اپنا ادارہ کرتا ہے" in shown
    shown = urdu_page(lambda b: b.get, "/operations/ANF/Z-9/amend/")
    assert f"“{APART}Z-9{END}”" in shown
    assert "no operation" not in shown


def test_a_file_that_was_refused_in_the_background_says_so_in_urdu(urdu_page):
    refusal = UnreadableFileError("the file has no row {row} with the column names", row=3)
    job = Job.objects.create(
        action="receive", arguments={}, asked_by=User.objects.get(username="anf").username,
        asked_at=datetime(2026, 1, 15, 9, tzinfo=UTC), state="failed", message=str(refusal),
        result=refusal.kept(),
    )  # fmt: skip
    assert "فائل میں سطر ۳ نہیں" in urdu_page(lambda b: b.get, f"/jobs/{job.id}/")


def test_a_row_of_a_list_that_was_not_read_says_why_in_urdu(urdu_page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("name,sex\nZubair,x\n", encoding="utf-8")
    with path.open("rb") as file:
        said = {"agency": "ANF", "marking": "AMBER", "file": file, "look": "1"}
        shown = urdu_page(lambda b: b.post, "/entries/file/", said)
    assert f"“{APART}x{END}” جنس نہیں" in shown
