"""The queue of pairs in doubt: one pair at a time, a verdict, the next, and back again."""

import re

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from markaz.accounts.models import User
from markaz.actions.consolidation import consolidate
from markaz.actions.review import judging
from markaz.governance.audit import Event
from markaz.records.kinds import Verdict
from markaz.store import audit
from markaz.store.models import AuditRow, JudgementRow, Link, MatchRun, PairRow, ReportRow
from markaz.store.reports import Keeper

REVIEW = "/review/"
SEIZED = {"lines": [{"mass_mg": 120_000_000}]}
LIGHTER = {"lines": [{"mass_mg": 2_000_000}], "district": "PK-PB-multan", "place_text": "Multan"}


@pytest.fixture
def queue(pages_home, tables, batch, operator, now) -> list[tuple[int, int]]:
    """Two pairs in doubt, the heavy one first."""
    Keeper(batch()).keep(
        tables(
            {
                "agency": "ANF",
                "reference": "A-1",
                "persons": [{"name_text": "Hidden Name"}],
                **SEIZED,
            },
            {"agency": "CUSTOMS", "reference": "C-1", "operation_text": "SEA-1", **SEIZED},
            {"agency": "ANF", "reference": "A-2", **LIGHTER},
            {"agency": "PCG", "reference": "P-2", **LIGHTER},
        )
    )
    audit.log(Event.FILE_RECEIVED, subject="files", by=operator, now=now)
    consolidate(by=operator, now=now)
    Link.objects.all().delete()
    number = dict(ReportRow.objects.values_list("reference", "number"))
    pairs = [(number["A-1"], number["C-1"]), (number["A-2"], number["P-2"])]
    PairRow.objects.update(review=False)
    for left, right in pairs:
        # As weighed by a more careful model: likely, and not joined by itself.
        doubtful = PairRow.objects.filter(left=left, right=right)
        assert doubtful.update(review=True, weight_mbits=0)
    return pairs


@pytest.fixture
def desk(queue, sign_in, analyst):
    return sign_in(analyst)


def shown(answer) -> tuple[int, int] | None:
    found = re.search(r'name="pair"\s+value="(\d+)-(\d+)"', answer.content.decode())
    return (int(found[1]), int(found[2])) if found else None


def judged(desk, pair, verdict, address=REVIEW, **more):
    said = {"pair": f"{pair[0]}-{pair[1]}", "verdict": verdict, "reason": more.pop("reason", "")}
    return desk.post(address, said, **more)


AT_ONCE = {"headers": {"HX-Request": "true"}}


def test_the_heaviest_pair_comes_first_with_both_reports_and_its_reasons(desk, queue):
    answer = desk.get(REVIEW)
    text = answer.content.decode()
    assert shown(answer) == queue[0]
    for told in (
        "A-1",
        "C-1",
        "Hidden Name",
        "the same round quantity",
        "Before anything is known",
    ):
        assert told in text
    assert text.count('class="reason-bar"') > 4
    progress = answer.context["progress"]
    assert (progress.pairs, progress.done) == (2, 0)
    assert progress.at_stake_mg == sum(
        PairRow.objects.filter(review=True).values_list("at_stake_mg", flat=True)
    )


def test_a_verdict_brings_the_next_pair_at_once(desk, queue):
    answer = judged(desk, queue[0], "different", reason="another van", **AT_ONCE)
    assert answer.status_code == 200
    assert shown(answer) == queue[1]
    assert "<html" not in answer.content.decode()
    assert "not one event" in answer.content.decode()
    assert (answer.context["progress"].pairs, answer.context["progress"].done) == (1, 1)
    assert JudgementRow.objects.get().reasons == ["another van"]


def test_without_scripts_a_verdict_leads_back_to_the_queue(desk, queue):
    answer = judged(desk, queue[0], "same", address=f"{REVIEW}?which=waiting&agency=ANF")
    assert (answer.status_code, answer["Location"]) == (302, f"{REVIEW}?which=waiting&agency=ANF")
    assert Link.objects.filter(known_to=None).count() == 1
    assert shown(desk.get(answer["Location"])) == queue[1]


def test_the_last_word_is_taken_back_and_its_pair_shown_again(desk, queue):
    judged(desk, queue[0], "same", **AT_ONCE)
    act = JudgementRow.objects.get().act
    answer = desk.post(REVIEW, {"undo": str(act)}, **AT_ONCE)
    assert shown(answer) == queue[0]
    assert not Link.objects.filter(known_to=None).exists()
    assert answer.context["last"] is None
    plain = judged(desk, queue[0], "same")
    again = desk.post(REVIEW, {"undo": str(act + 2)})
    assert plain.status_code == 302
    assert again["Location"] == f"{REVIEW}?pair={queue[0][0]}-{queue[0][1]}"


def test_a_skipped_pair_makes_room_for_the_next_and_still_waits(desk, queue):
    first = desk.get(REVIEW)
    second = desk.get(first.context["skip"])
    assert shown(second) == queue[1]
    end = desk.get(second.context["skip"])
    assert shown(end) is None
    assert "What you skipped still waits." in end.content.decode()
    assert end.context["progress"].pairs == 2


def test_not_sure_leaves_the_queue_and_can_be_found(desk, queue):
    judged(desk, queue[0], "unsure")
    assert shown(desk.get(REVIEW)) == queue[1]
    laid_aside = desk.get(f"{REVIEW}?which=unsure")
    assert shown(laid_aside) == queue[0]
    assert laid_aside.context["progress"].pairs == 1
    judged(desk, queue[0], "different")
    assert shown(desk.get(f"{REVIEW}?which=unsure")) is None


def test_doubts_about_joined_reports_are_a_choice_of_their_own(desk, queue):
    left, right = queue[1]
    PairRow.objects.filter(left=left, right=right).update(weight_mbits=-6_000)
    assert shown(desk.get(f"{REVIEW}?which=welds")) == queue[1]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("agency=CUSTOMS", 0),
        ("agency=PCG", 1),
        ("substance=CAN", 0),
        ("substance=OPI", None),
        ("province=PK-PB", 0),
        ("province=PK-SD", None),
        ("which=nonsense&pair=never&after=1", 0),
    ],
)
def test_the_queue_is_narrowed(asked, place, desk, queue):
    assert shown(desk.get(f"{REVIEW}?{asked}")) == (None if place is None else queue[place])


def test_an_empty_queue_says_that_figures_hold(desk, queue):
    for pair in queue:
        judged(desk, pair, "different")
    assert "Figures hold." in desk.get(REVIEW).content.decode()


def test_a_refusal_is_said_above_the_pair_and_nothing_is_judged(desk, queue):
    for said in ({"verdict": "same"}, {"pair": "1-1", "verdict": "same"}, {"undo": "77"}):
        answer = desk.post(REVIEW, said, **AT_ONCE)
        assert 'role="alert"' in answer.content.decode()
        assert shown(answer) == queue[0]
    assert not JudgementRow.objects.exists()


def test_going_back_asks_for_the_whole_page(desk, queue):
    both = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in desk.get(REVIEW, headers=both).content.decode()


def test_a_chosen_pair_is_shown_with_what_was_said_of_it(desk, queue):
    judged(desk, queue[0], "different", reason="asked by telephone")
    text = desk.get(f"{REVIEW}?pair={queue[0][0]}-{queue[0][1]}").content.decode()
    assert "asked by telephone" in text


def test_who_looked_at_a_pair_is_written_down(desk, queue):
    desk.get(REVIEW)
    row = AuditRow.objects.filter(event="report viewed").latest("id")
    assert row.subject == f"pair {queue[0][0]}, {queue[0][1]}"


@pytest.mark.parametrize(
    ("agency", "role"), [("ANF", "analyst"), ("ANF", "liaison"), ("NCC", "head")]
)
def test_nobody_else_sees_or_judges_a_pair(agency, role, sign_in, queue):
    client = sign_in(User.objects.create(username="somebody", agency=agency, role=role))
    assert client.get(REVIEW).status_code == 403
    assert judged(client, queue[0], "same").status_code == 403
    assert REVIEW not in client.get("/").content.decode()
    assert not JudgementRow.objects.exists()


def test_the_page_speaks_urdu(desk, queue):
    desk.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "ur"
    text = desk.get(REVIEW).content.decode()
    for told in ("تصدیق طلب جوڑے", "کچھ معلوم ہونے سے پہلے", "ایک ہی گول مقدار", "۱۰۰ میں سے"):
        assert told in text


def test_a_model_trained_since_leaves_the_pair_without_reasons(desk, queue):
    MatchRun.objects.update(model="an older one")
    answer = desk.get(REVIEW)
    assert shown(answer) == queue[0]
    assert "run markaz consolidate first" in answer.content.decode()


def test_an_incident_tells_what_joined_it_and_takes_a_report_out(desk, queue, analyst, now):
    left, right = queue[0]
    judging.judge_pair(left, right, verdict=Verdict.POSITIVE, reason="one van", by=analyst, now=now)
    page = reverse("console:incident", kwargs={"number": left})
    text = desk.get(page).content.decode()
    for told in (
        "joined by a person",
        "one van",
        "the same round quantity",
        "+ <bdi>A-1</bdi>",
        "Take out",
    ):
        assert told in text
    out = reverse("console:take_out", kwargs={"number": left})
    assert desk.post(out, {"report": str(right)}, follow=True).redirect_chain[0][0] == page
    assert not Link.objects.filter(known_to=None).exists()
    assert "not one event" in desk.get(page).content.decode()


def test_incidents_are_joined_by_a_reference_and_parted_by_taking_back(desk, queue):
    left, right = queue[0]
    join = reverse("console:join", kwargs={"number": left})
    desk.post(join, {"other": "C-1", "reason": ""})
    assert dict(Link.objects.filter(known_to=None).values_list("number", "incident")) == {
        right: left
    }
    back = reverse("console:take_back", kwargs={"number": left})
    answer = desk.post(back, {"act": str(JudgementRow.objects.get().act)}, follow=True)
    assert "taken back" in answer.content.decode()
    assert not Link.objects.filter(known_to=None).exists()


def test_who_is_left_out_of_a_join_is_told(desk, queue, analyst, now):
    (a, c), (_, p) = queue
    say = {"reason": "", "by": analyst, "now": now}
    judging.judge_pair(a, c, verdict=Verdict.POSITIVE, **say)
    judging.judge_pair(c, p, verdict=Verdict.NEGATIVE, **say)
    join = reverse("console:join", kwargs={"number": a})
    text = desk.post(join, {"other": "P-2"}, follow=True).content.decode()
    assert "1 report was judged different and is left out." in text
    assert "overruled by a later word" in text


@pytest.mark.parametrize(
    ("name", "said"),
    [("take_out", {"report": "x"}), ("take_back", {}), ("join", {"other": "nothing"})],
)
def test_a_form_filled_with_nonsense_is_answered_with_a_sentence(name, said, desk, queue):
    answer = desk.post(reverse(f"console:{name}", kwargs={"number": queue[0][0]}), said)
    assert answer.status_code == 400


def test_another_agency_sees_that_reports_were_joined_but_no_reasons(queue, sign_in, analyst, now):
    left, right = queue[0]
    ReportRow.objects.filter(number=right).update(marking="GREEN")
    judging.judge_pair(left, right, verdict=Verdict.POSITIVE, reason="", by=analyst, now=now)
    liaison = sign_in(User.objects.create(username="anf", agency="ANF", role="liaison"))
    text = liaison.get(reverse("console:incident", kwargs={"number": left})).content.decode()
    assert "joined by a person" in text
    assert "reason-bar" not in text
    assert "Take back" not in text
