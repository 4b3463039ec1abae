"""From a chosen file to a batch: preview, confirm, progress."""

import os
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from markaz.actions.jobs import run
from markaz.records.errors import UnreadableFileError
from markaz.store.models import Batch, Job, ReportRow

GOOD = (
    "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1\n"
    "ANF,A-2,seizure,30-02-2025,PK,Sindh,Karachi,heroin,2,kg,0\n"
    "ANF,A-3,seizure,2025-03-05,PK,Sindh,Karachi,heroin,3,seer,0\n"
)


def chosen(content: str = GOOD, *, source: str = "markaz-standard", name: str = "march.csv"):
    return {"source": source, "file": SimpleUploadedFile(name, content.encode())}


def uploads(home):
    return list((home / "uploads").glob("*/file"))


@pytest.fixture
def officer(sign_in, anf_liaison):
    return sign_in(anf_liaison)


def test_a_preview_shows_every_fate_and_keeps_nothing(officer, pages_home):
    shown = officer.post(reverse("console:upload"), chosen(), follow=True)
    tally = shown.context["tally"]
    assert (tally.rows, tally.kept, tally.set_aside) == (3, 2, 1)
    assert [row.row for row in shown.context["set_aside"]] == [3]
    assert [report["reference"] for report in shown.context["first"]] == ["A-1", "A-3"]
    assert not Batch.objects.exists()
    assert not ReportRow.objects.exists()


def test_an_urdu_preview_says_in_urdu_why_a_row_is_set_aside(officer, pages_home):
    officer.cookies["django_language"] = "ur"
    shown = officer.post(reverse("console:upload"), chosen(), follow=True).content.decode()
    assert "”30-02-2025“ تقویم کا کوئی دن نہیں: تاریخ درست کریں" in shown
    assert "is no day of the calendar" not in shown


def test_confirming_takes_the_file_in_and_lets_the_upload_go(
    officer, pages_home, django_capture_on_commit_callbacks
):
    preview = officer.post(reverse("console:upload"), chosen(), follow=True)
    with django_capture_on_commit_callbacks() as queued:
        answer = officer.post(preview.request["PATH_INFO"], {"confirm": "1"})
    job = Job.objects.get()
    assert answer["Location"] == reverse("console:job", kwargs={"number": job.id})
    assert len(queued) == 1
    assert uploads(pages_home) == []
    waiting = officer.get(answer["Location"])
    assert b'hx-trigger="every 1s"' in waiting.content
    run.func(job.id)
    done = officer.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    batch = Batch.objects.get()
    assert (batch.rows, batch.kept, batch.set_aside) == (3, 2, 1)
    assert reverse("console:batch", kwargs={"number": batch.id}) in done
    assert "every 1s" not in done


def test_the_batch_page_says_what_became_of_each_row(
    officer, pages_home, django_capture_on_commit_callbacks
):
    preview = officer.post(reverse("console:upload"), chosen(), follow=True)
    with django_capture_on_commit_callbacks():
        officer.post(preview.request["PATH_INFO"], {"confirm": "1"})
    run.func(Job.objects.get().id)
    shown = officer.get(reverse("console:batch", kwargs={"number": Batch.objects.get().id}))
    assert shown.context["set_aside"].total == 1
    assert "30-02-2025" in shown.content.decode()


def test_the_same_file_again_is_said_to_change_nothing(
    officer, pages_home, django_capture_on_commit_callbacks
):
    for _ in range(2):
        preview = officer.post(reverse("console:upload"), chosen(), follow=True)
        with django_capture_on_commit_callbacks():
            officer.post(preview.request["PATH_INFO"], {"confirm": "1"})
        run.func(Job.objects.order_by("-id").first().id)
    number = Job.objects.order_by("-id").first().id
    shown = officer.get(reverse("console:job", kwargs={"number": number})).content.decode()
    assert "nothing changed" in shown
    assert Batch.objects.count() == 1


def test_letting_it_be_forgets_the_bytes(officer, pages_home):
    preview = officer.post(reverse("console:upload"), chosen(), follow=True)
    assert len(uploads(pages_home)) == 1
    officer.post(preview.request["PATH_INFO"], {"discard": "1"})
    assert uploads(pages_home) == []
    assert officer.get(preview.request["PATH_INFO"]).status_code == 404


@pytest.mark.parametrize(
    "content", ["", "agency,reference\n", "agency,reference,place\nANF,A-1,Lahore\n"]
)
def test_an_unreadable_file_is_answered_with_a_sentence_and_nothing_is_kept(
    content, officer, pages_home
):
    answer = officer.post(reverse("console:upload"), chosen(content), follow=True)
    assert answer.status_code == 400
    assert answer.context["sentence"]
    assert uploads(pages_home) == []
    assert not Batch.objects.exists()


def test_another_agencys_reports_are_refused_in_the_preview(officer, pages_home):
    foreign = GOOD.replace("ANF,A-1", "CUSTOMS,C-1")
    answer = officer.post(reverse("console:upload"), chosen(foreign), follow=True)
    assert answer.status_code == 400
    assert "CUSTOMS" in answer.context["sentence"]
    assert uploads(pages_home) == []


def test_a_source_of_another_agency_is_not_offered(officer, pages_home):
    offered = {choice.name for choice in officer.get(reverse("console:upload")).context["choices"]}
    assert "markaz-standard" in offered
    assert "sim-anf" in offered
    assert "sim-customs" not in offered
    answer = officer.post(reverse("console:upload"), chosen(source="sim-customs"))
    assert answer.status_code == 400


@pytest.mark.parametrize("form", [{}, {"source": "markaz-standard"}])
def test_a_form_without_source_or_file_says_what_is_missing(form, officer, pages_home):
    answer = officer.post(reverse("console:upload"), form)
    assert answer.status_code == 400
    assert answer.context["sentence"].startswith("Choose")


def test_a_file_above_the_limit_is_refused(officer, pages_home, settings):
    settings.MARKAZ_UPLOAD_MB = 0
    answer = officer.post(reverse("console:upload"), chosen())
    assert answer.status_code == 400
    assert uploads(pages_home) == []


def test_another_session_cannot_open_a_preview(officer, sign_in, customs_liaison, pages_home):
    preview = officer.post(reverse("console:upload"), chosen(), follow=True)
    other = sign_in(customs_liaison)
    assert other.get(preview.request["PATH_INFO"]).status_code == 404
    assert other.post(preview.request["PATH_INFO"], {"confirm": "1"}).status_code == 404
    assert not Job.objects.exists()


def test_set_aside_rows_come_back_as_a_workbook(officer, pages_home):
    preview = officer.post(reverse("console:upload"), chosen(), follow=True)
    address = reverse("console:preview_rejected", kwargs={"token": preview.context["upload"].token})
    answer = officer.get(address)
    sheet = load_workbook(BytesIO(answer.content)).active
    written = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "30-02-2025" in written


def test_uploads_left_behind_are_swept_away(officer, pages_home):
    officer.post(reverse("console:upload"), chosen(name="old.csv"))
    (old,) = uploads(pages_home)
    yesterday = old.stat().st_mtime - 24 * 60 * 60
    os.utime(old.parent, (yesterday, yesterday))
    officer.post(reverse("console:upload"), chosen(name="new.csv"))
    (left,) = uploads(pages_home)
    assert left != old


def test_a_refused_job_shows_its_sentence(officer, anf_liaison, pages_home, now):
    refusal = UnreadableFileError("the file is empty: send it again with its rows")
    job = Job.objects.create(
        action="receive file",
        arguments={"file_name": "a.csv"},
        state=Job.State.FAILED,
        asked_by=anf_liaison.username,
        asked_at=now,
        message=str(refusal),
        result=refusal.kept(),
    )
    shown = officer.get(reverse("console:job", kwargs={"number": job.id})).content.decode()
    assert "the file is empty" in shown


def test_a_job_of_another_agency_is_not_there(sign_in, anf_liaison, customs_liaison, now):
    job = Job.objects.create(
        action="receive file",
        arguments={"file_name": "a.csv"},
        asked_by=anf_liaison.username,
        asked_at=now,
    )
    address = reverse("console:job", kwargs={"number": job.id})
    assert sign_in(anf_liaison).get(address).status_code == 200
    assert sign_in(customs_liaison).get(address).status_code == 404
