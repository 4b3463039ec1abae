"""Every page for everybody: who is let in, who is refused, who is told that nothing is there."""

from datetime import date

import pytest
from django.urls import reverse

from markaz.accounts.models import User
from markaz.actions import briefing
from markaz.actions.messages import receiving
from markaz.actions.review import judging
from markaz.actions.subjects.keeping import open_subject
from markaz.actions.subjects.listing import list_entry
from markaz.actions.voices import judging as voices
from markaz.console.urls import urlpatterns
from markaz.records.figure import Selection
from markaz.records.kinds import Verdict
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store.models import Job
from markaz.store.subjects.mentions import Listed

# Anonymous, liaison of another agency, auditor, administrator, analyst of the centre.
ROLES = ("nobody", "other", "auditor", "administrator", "analyst")
IN, SIGN_IN, BACK, WRONG, REFUSED, ABSENT = 200, 302, 302, 400, 403, 404
OWN = (SIGN_IN, IN, IN, IN, IN)
REPORTS = (SIGN_IN, IN, REFUSED, REFUSED, IN)
# The analyst of the centre judges reports; plans are the watch desk's.
PLANS = (SIGN_IN, IN, REFUSED, REFUSED, REFUSED)
HIDDEN = (SIGN_IN, ABSENT, ABSENT, ABSENT, IN)
# The centre alone exchanges with partners.
EXCHANGE = (SIGN_IN, REFUSED, REFUSED, REFUSED, IN)
AIRPORT = (SIGN_IN, REFUSED, REFUSED, REFUSED, REFUSED)
MATRIX = {
    "home": OWN,
    "account": OWN,
    "upload": REPORTS,
    "report": REPORTS,
    "filed": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "messages": REPORTS,
    # A message is its own agency's and the centre's; its drafts are mended by whoever may file.
    "message": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "mend": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "batches": REPORTS,
    "set_aside": REPORTS,
    "questions": REPORTS,
    "answer": (SIGN_IN, WRONG, REFUSED, REFUSED, WRONG),
    "incidents": REPORTS,
    "briefing": REPORTS,
    "download": REPORTS,
    "figure": REPORTS,
    "editions": REPORTS,
    "batch": HIDDEN,
    "rejected": HIDDEN,
    "job": HIDDEN,
    "preview": (SIGN_IN, ABSENT, ABSENT, ABSENT, ABSENT),
    "preview_rejected": (SIGN_IN, ABSENT, ABSENT, ABSENT, ABSENT),
    "incident": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "edition": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "crops": REPORTS,
    "file_fields": REPORTS,
    "samples": REPORTS,
    "sample": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "crop_status": REPORTS,
    "field": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "judge_field": (SIGN_IN, ABSENT, REFUSED, REFUSED, WRONG),
    "add_photo": (SIGN_IN, ABSENT, REFUSED, REFUSED, WRONG),
    "add_visit": (SIGN_IN, ABSENT, REFUSED, REFUSED, WRONG),
    "field_picture": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    # Of a scene an agency sees the surroundings of the fields that it may see; here it sees none.
    "scene_picture": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "photo": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "visit": REPORTS,
    "visit_worker": REPORTS,
    "visit_fields": REPORTS,
    "visit_entries": (SIGN_IN, WRONG, REFUSED, REFUSED, WRONG),
    "check": REPORTS,
    "subject": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "network": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "path": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "purpose": REPORTS,
    "notices": REPORTS,
    "entries": REPORTS,
    "entry_file": (SIGN_IN, WRONG, REFUSED, REFUSED, WRONG),
    "end_entry": (SIGN_IN, WRONG, REFUSED, REFUSED, BACK),
    "subjects": REPORTS,
    "open_subject": REPORTS,
    "suggested": REPORTS,
    "keep": (SIGN_IN, ABSENT, REFUSED, REFUSED, IN),
    "audit": (SIGN_IN, REFUSED, IN, REFUSED, REFUSED),
    "decide": (SIGN_IN, REFUSED, REFUSED, REFUSED, BACK),
    "conflicts": REPORTS,
    "review": (SIGN_IN, REFUSED, REFUSED, REFUSED, IN),
    "judge_briefs": (SIGN_IN, REFUSED, REFUSED, REFUSED, BACK),
    "join": (SIGN_IN, REFUSED, REFUSED, REFUSED, BACK),
    "take_out": (SIGN_IN, REFUSED, REFUSED, REFUSED, BACK),
    "take_back": (SIGN_IN, REFUSED, REFUSED, REFUSED, BACK),
    "operations": PLANS,
    "lead_time": PLANS,
    "enter": PLANS,
    "tasks": PLANS,
    "hand_over": PLANS,
    "operation": (SIGN_IN, ABSENT, REFUSED, REFUSED, REFUSED),
    "amend": (SIGN_IN, REFUSED, REFUSED, REFUSED, REFUSED),
    "move_on": (SIGN_IN, REFUSED, REFUSED, REFUSED, REFUSED),
    "conflict": (SIGN_IN, ABSENT, REFUSED, REFUSED, REFUSED),
    "settle": (SIGN_IN, WRONG, REFUSED, REFUSED, REFUSED),
    "watch": (SIGN_IN, REFUSED, REFUSED, REFUSED, REFUSED),
    "task": (SIGN_IN, WRONG, REFUSED, REFUSED, REFUSED),
    # The desk is its officers' alone; an agency's liaison and the centre's analyst see the cases.
    "airport": AIRPORT,
    "airport_set_aside": AIRPORT,
    "airport_performance": AIRPORT,
    "airport_machines": AIRPORT,
    "airport_rules": AIRPORT,
    "airport_detectors": AIRPORT,
    "scan_report": AIRPORT,
    "scan": AIRPORT,
    "scan_marks": AIRPORT,
    "scan_picture": AIRPORT,
    "scan_decide": AIRPORT,
    "scan_record": AIRPORT,
    "open_case": AIRPORT,
    "airport_case": AIRPORT,
    "exhibit": AIRPORT,
    "documents": AIRPORT,
    "document": AIRPORT,
    "exchange": EXCHANGE,
    "incoming": EXCHANGE,
    "agreement": EXCHANGE,
    "release": EXCHANGE,
    "recall": EXCHANGE,
    "requests": EXCHANGE,
    "request": EXCHANGE,
    "agree": (SIGN_IN, REFUSED, REFUSED, REFUSED, REFUSED),
    "recall_incident": (SIGN_IN, REFUSED, REFUSED, REFUSED, BACK),
    # Its own reports' marking is lowered by the agency alone, and this one is Customs'.
    "consent": (SIGN_IN, REFUSED, REFUSED, REFUSED, REFUSED),
}


@pytest.fixture
def people(analyst, anf_liaison, auditor) -> dict[str, User | None]:
    keeper = User.objects.create(username="keeper", agency="NCC", role="administrator")
    return dict(zip(ROLES, (None, anf_liaison, auditor, keeper, analyst), strict=True))


@pytest.fixture
def filed_on(operator, now) -> tuple[str, int]:
    """A file of Customs on somebody, and an entry of its list."""
    listed = Listed(SubjectKind.PERSON, "CUSTOMS", "AMBER", name="Zubair Tariq")
    entry = list_entry(listed, by=operator, now=now).id
    basis = "seen handing over a parcel on 3 March 2025"
    on = Subject(SubjectKind.PERSON, Category.SUSPECT, basis, date(2028, 1, 15), now.date())
    return open_subject(on, agency="CUSTOMS", by=operator, now=now).name, entry


@pytest.fixture
def given(shared, outlined) -> tuple[object, object]:
    """What a partner was given, and fields with all that belongs to them."""
    return shared, outlined


@pytest.fixture
def parts(filed, analyst, now, clash, filed_on, given) -> dict[str, dict[str, object]]:
    """What each address names: always something that is the centre's or Customs' alone."""
    selection = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
    briefing.freeze(selection, name="first", by=analyst, now=now)
    job = Job.objects.create(action="x", arguments={}, asked_by="analyst", asked_at=now)
    planned = {"agency": "CUSTOMS", "reference": "C-7"}
    subject, entry = filed_on
    bag = {"name": "ABCDEFGH"}
    shared, outlined = given
    told = receiving.receive_message(
        "Yesterday Customs seized 5 kg ice at Chaman.", dated=date(2025, 3, 4), by=analyst, now=now
    )
    held = {"token": "6a2f41a3-c54c-4d5b-8c6e-0b5d2a3f9e10"}
    return {
        "batch": {"number": filed.customs_batch},
        "rejected": {"number": filed.customs_batch},
        "incident": {"number": filed.customs_alone},
        "filed": {"number": filed.customs_alone},
        "decide": {"number": filed.customs_alone},
        "message": {"number": told.message},
        "mend": {"reference": told.drafts[0].reference},
        "join": {"number": filed.customs_alone},
        "take_out": {"number": filed.anf},
        "take_back": {"number": filed.anf},
        "job": {"number": job.id},
        "preview": held,
        "preview_rejected": held,
        "figure": {"figure": "seized_mass"},
        "download": {"form": "json"},
        "edition": {"name": "first"},
        "operation": planned,
        "amend": planned,
        "move_on": planned,
        "conflict": {"name": clash.name},
        "settle": {"name": clash.name},
        "task": {"name": clash.task},
        "end_entry": {"number": entry},
        "sample": {"name": outlined.sample},
        "photo": {"name": outlined.photo},
        "scene_picture": {"name": outlined.scene, "which": "after"},
        "field_picture": {"name": outlined.field, "which": "before"},
        **{
            page: {"name": outlined.field}
            for page in ("field", "judge_field", "add_photo", "add_visit")
        },
        "agreement": {"name": shared.agreement},
        "release": {"name": shared.release},
        "recall": {"name": shared.recall},
        "request": {"name": shared.request},
        "recall_incident": {"number": filed.customs_alone},
        "consent": {"number": filed.customs_alone},
        **dict.fromkeys(("scan", "scan_marks", "scan_decide", "scan_record", "open_case"), bag),
        **dict.fromkeys(("airport_case", "exhibit", "document"), bag),
        "scan_picture": {**bag, "part": "1-low"},
        "scan_report": {**bag, "sha256": "0" * 64},
        **{page: {"name": subject} for page in ("subject", "keep", "network", "path")},
    }


@pytest.fixture
def posted(filed, analyst, now) -> dict[str, dict[str, str]]:
    """The pages that only change something: asked by POST, and the analyst is sent back."""
    pair = filed.anf, filed.customs_alone
    said = judging.judge_pair(*pair, verdict=Verdict.UNSURE, reason="", by=analyst, now=now)
    weekly = "Last week ANF conducted 38 operations countrywide and seized {} kg drugs."
    briefs = [
        receiving.receive_message(
            weekly.format(weight), dated=date(2025, 3, 4), by=analyst, now=now
        )
        .drafts[0]
        .reference
        for weight in (731, 740)
    ]
    word = voices.judge_briefs(
        *briefs, verdict=Verdict.POSITIVE, reason="one week", by=analyst, now=now
    )
    return {
        "judge_briefs": {"undo": word.act},
        "decide": {"field": "drugs", "report": "1", "reason": "weighed again"},
        "join": {"other": "A-1"},
        "take_out": {"report": str(filed.customs_of_same)},
        "take_back": {"act": str(said.act)},
        "move_on": {"do": "start"},
        "settle": {"do": "consent"},
        "task": {"do": "acknowledge"},
        "scan_decide": {"decision": "clear"},
        "scan_record": {"do": "search"},
        "exhibit": {"mark": "E1", "weight_g": "1"},
        "entry_file": {"agency": "NCC"},
        "answer": {"subject": f"batch {filed.customs_batch}", "said": "answered"},
        "end_entry": {"do": "end"},
        "recall_incident": {"reason": "the wrong weight"},
        "consent": {"report": str(filed.customs_alone), "until": "2030-01-01"},
        **{page: {} for page in ("judge_field", "add_photo", "add_visit", "visit_entries")},
    }


def test_every_page_stands_in_the_matrix():
    assert {pattern.name for pattern in urlpatterns} == set(MATRIX)


@pytest.mark.parametrize("page", MATRIX)
def test_each_person_is_answered_as_the_matrix_says(page, people, parts, posted, on_a_case):
    address = reverse(f"console:{page}", kwargs=parts.get(page, {}))
    answers = tuple(
        (
            browser.post(address, posted[page]) if page in posted else browser.get(address)
        ).status_code
        for browser in map(on_a_case, map(people.get, ROLES))
    )
    assert answers == MATRIX[page]
