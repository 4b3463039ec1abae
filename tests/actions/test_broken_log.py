"""Where the audit row cannot be written, nothing has changed: for every action that changes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers

from markaz.accounts.models import User
from markaz.actions import accounts, briefing, consolidation, intake, upkeep, viewing
from markaz.actions.review import judging
from markaz.records.figure import Selection
from markaz.records.kinds import Verdict
from markaz.store import audit
from markaz.store.models import ReportRow

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = (
    "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested,"
    "operation\n"
)
SAME = "seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1,Example\n"
YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(f"{HEADER}ANF,A-1,{SAME}CUSTOMS,C-1,{SAME}", encoding="utf-8")
    return path


def receive(by, now, file):
    again = file.with_name("april.csv")
    again.write_text(file.read_text().replace("1.5", "2.5"))
    intake.receive_file(again, source="markaz-standard", by=by, now=now)


def numbers() -> list[int]:
    return list(ReportRow.objects.order_by("number").values_list("number", flat=True))


def judge(by, now, file):
    judging.judge_pair(*numbers(), verdict=Verdict.POSITIVE, reason="", by=by, now=now)


CHANGES: dict[str, Callable] = {
    "receive": receive,
    "consolidate": lambda by, now, file: consolidation.consolidate(by=by, now=now),
    "judge": judge,
    "merge": lambda by, now, file: judging.merge(numbers(), reason="", by=by, now=now),
    "unmerge": lambda by, now, file: judging.unmerge(numbers()[0], reason="", by=by, now=now),
    "undo": lambda by, now, file: judging.undo(1, by=by, now=now),
    "freeze": lambda by, now, file: briefing.freeze(YEAR, name="first", by=by, now=now),
    "view": lambda by, now, file: viewing.view_incident(
        ReportRow.objects.first().number, by=by, now=now
    ),
    "hand out": lambda by, now, file: viewing.hand_out(
        YEAR, form="pdf", by=by, now=now, details={}
    ),
    "account": lambda by, now, file: accounts.open_account(
        "new", agency="ANF", role="liaison", password="a long enough one", by=by, now=now
    ),
    "token": lambda by, now, file: accounts.make_token(
        "holder", name="case system", days=90, by=by, now=now
    ),
    "revoke": lambda by, now, file: accounts.revoke_token("holder", name="old", by=by, now=now),
    "back up": lambda by, now, file: upkeep.back_up(file.parent / "copy", by=by, now=now),
}


# What takes a report out, or a word back, needs one that stands.
NEED_A_WORD = {"unmerge", "undo"}


def everything() -> str:
    tables = [
        model for model in apps.get_models() if model._meta.app_label in ("store", "accounts")
    ]
    return "".join(serializers.serialize("json", model.objects.order_by("pk")) for model in tables)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_stands_with_its_audit_row_or_not_at_all(
    change, home, file, operator, now, monkeypatch
):
    def broken(*_args, **_kwargs):
        raise OSError("the log is full")

    intake.receive_file(file, source="markaz-standard", by=operator, now=now)
    User.objects.create(username="holder", agency="ANF", role="liaison")
    accounts.make_token("holder", name="old", days=90, by=operator, now=now)
    if change in NEED_A_WORD:
        judge(operator, now, file)
    before = everything()
    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr(audit, "log", broken)
        CHANGES[change](operator, now, file)
    assert everything() == before
    assert not (file.parent / "copy" / upkeep.MANIFEST).exists()
    CHANGES[change](
        operator, now, file.with_name("whole") / "copy" if change == "back up" else file
    )
    assert everything() != before
