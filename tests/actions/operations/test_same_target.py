"""Two operations that name the same number are told to each other, and nobody learns of what."""

import pytest
from tests.actions.operations.conftest import FAR, person
from tests.actions.operations.test_blind_matrix import browser

from markaz.actions.operations import course, looking, planning, settling, targets
from markaz.records.errors import InvalidValueError
from markaz.records.operations.shape import Position
from markaz.store.models import AuditRow, ConflictAct, ConflictRow, OverlapRow, TargetRow

pytestmark = pytest.mark.django_db
PHONE, SAME_PHONE, PLATE = "0300-9876543", "phone: +92 300 9876543", "plate: LEA 1234"
QUETTA = Position(30.2, 67.0)
ELSEWHERE = {"agency": "CUSTOMS", "reference": "C-7", "title": "Ours", "at": FAR, "target": "ours"}


@pytest.fixture
def told(home, plan, anf_liaison, customs_liaison, now):
    """ANF is after a telephone; what Customs is told that is after it, far away."""
    planning.enter(plan(numbers=(PHONE, PLATE)), by=anf_liaison, now=now)
    return planning.enter(plan(**ELSEWHERE, numbers=(SAME_PHONE,)), by=customs_liaison, now=now)


def name_of(answer):
    (clash,) = answer.clashes
    return clash.name


def test_the_same_number_however_written_is_a_conflict_far_apart(told):
    (clash,) = told.clashes
    assert (clash.notice.agency, clash.notice.contact) == ("ANF", "duty officer, 021 111")
    assert clash.notice.details is None
    assert not OverlapRow.objects.exists()


@pytest.mark.parametrize("number", ["0300-9876544", "plate: LEB 1234", "account: 03009876543"])
def test_another_number_or_of_another_kind_is_none(
    number, home, plan, anf_liaison, customs_liaison, now
):
    planning.enter(plan(numbers=(PHONE, PLATE)), by=anf_liaison, now=now)
    other = plan(**ELSEWHERE, numbers=(number,))
    assert planning.enter(other, by=customs_liaison, now=now).clear


def test_an_agency_is_not_told_of_itself(told, plan, anf_liaison, now):
    again = plan(reference="A-2", at=QUETTA, numbers=(PLATE,))
    assert planning.enter(again, by=anf_liaison, now=now).clear


@pytest.mark.parametrize("over", ["close", "cancel"])
def test_what_is_over_is_after_nobody(over, told, plan, anf_liaison, now):
    said = {"result": "2 kg"} if over == "close" else {"reason": "no staff"}
    getattr(course, over)("ANF", "A-1", by=anf_liaison, now=now, **said)
    other = plan(agency="PCG", reference="P-1", at=QUETTA, numbers=(PLATE,))
    assert planning.enter(other, by=person("pcg", "PCG", "liaison"), now=now).clear


def test_two_that_clash_in_both_ways_are_one_conflict(told, plan, now):
    both = plan(agency="PCG", reference="P-1", numbers=(PHONE,))
    answer = planning.enter(both, by=person("pcg", "PCG", "liaison"), now=now)
    assert sorted(one.notice.agency for one in answer.clashes) == ["ANF", "CUSTOMS"]
    assert ConflictRow.objects.count() == 3


def test_a_number_added_later_is_compared_and_one_taken_away_is_noted(
    home, plan, anf_liaison, customs_liaison, now
):
    planning.enter(plan(numbers=(PHONE,)), by=anf_liaison, now=now)
    assert planning.enter(plan(**ELSEWHERE), by=customs_liaison, now=now).clear
    added = plan(**ELSEWHERE, numbers=(SAME_PHONE,))
    assert len(planning.amend(added, by=customs_liaison, now=now).clashes) == 1
    assert planning.amend(added, by=customs_liaison, now=now).clear
    assert planning.amend(plan(**ELSEWHERE), by=customs_liaison, now=now).clear
    assert ConflictAct.objects.filter(act="apart").count() == 1
    assert TargetRow.objects.filter(known_to__isnull=True).count() == 1


def test_a_changed_number_opens_no_closed_overlap_anew(clash, plan, customs_liaison, now):
    ConflictRow.objects.update(closed_at=now)
    beside = planning.plans.standing("CUSTOMS", "C-7")
    more = plan(
        agency="CUSTOMS", reference="C-7", kind="surveillance", numbers=(PHONE,),
        shape=planning.plans.record(beside).shape,
    )  # fmt: skip
    assert planning.amend(more, by=customs_liaison, now=now).clear
    assert ConflictRow.objects.count() == 1


@pytest.mark.parametrize("typed", ["hello", "phone: 12", "03009876543210987654321"])
def test_what_is_no_number_is_refused_in_a_sentence(typed, home, plan, anf_liaison, now):
    with pytest.raises(InvalidValueError, match=r"^Target .*\.$"):
        planning.enter(plan(numbers=(typed,)), by=anf_liaison, now=now)
    assert not TargetRow.objects.exists()


def test_too_many_numbers_are_refused(home):
    with pytest.raises(InvalidValueError, match="20 numbers and persons"):
        targets.read_targets([f"phone: 0300 98765{n:02d}" for n in range(21)])


ANWAR, SAME_ANWAR = "name: Anwar Gul Achakzai, Basit Khan, 1980", "name: انور گل اچکزئی، باسط خان"


@pytest.fixture
def named(home, plan, anf_liaison, customs_liaison, now):
    """ANF is after a man; what Customs is told that is after him by another spelling."""
    planning.enter(plan(numbers=(ANWAR, PLATE)), by=anf_liaison, now=now)
    return planning.enter(plan(**ELSEWHERE, numbers=(SAME_ANWAR,)), by=customs_liaison, now=now)


def test_the_same_man_in_another_spelling_is_a_conflict_and_tells_no_more(named):
    (clash,) = named.clashes
    assert (clash.notice.agency, clash.notice.details) == ("ANF", None)


@pytest.mark.parametrize(
    "other",
    [
        "name: Anwar Gul Achakzai, Qasim Shah",
        "name: Basit Khan, Anwar Gul, 1980",
        "name: Muhammad Khan, 1980",
        "name: Anwar Gul Achakzai, Qasim Shah, 1961",
    ],
)
def test_another_man_is_none(other, home, plan, anf_liaison, customs_liaison, now):
    planning.enter(plan(numbers=(ANWAR,)), by=anf_liaison, now=now)
    assert planning.enter(plan(**ELSEWHERE, numbers=(other,)), by=customs_liaison, now=now).clear


@pytest.mark.parametrize(
    "typed",
    ["name: Anwar Gul", "name:", "name: , Basit, 1980", "name: A, B, C, D", "name: " + "a" * 200],
)
def test_a_name_alone_is_refused_since_many_bear_it(typed, home, plan, anf_liaison, now):
    with pytest.raises(InvalidValueError, match="father's name or the year of birth"):
        planning.enter(plan(numbers=(typed,)), by=anf_liaison, now=now)


def test_a_plan_keeps_its_names_as_they_were_written(named, plan, customs_liaison, now):
    row = planning.plans.standing("CUSTOMS", "C-7")
    assert targets.typed(row) == SAME_ANWAR
    assert planning.amend(planning.as_planned(row), by=customs_liaison, now=now).clear


def test_consent_shows_each_side_its_own_spelling(named, anf_liaison, customs_liaison, now):
    name = name_of(named)
    for by in (anf_liaison, customs_liaison):
        settling.consent(name, side="", by=by, now=now)
    for by, spelling in ((anf_liaison, "Anwar"), (customs_liaison, "انور")):
        (side,) = looking.open_conflict(name, by=by, now=now).sides
        assert spelling in str(side.shared)
        assert "LEA" not in str(side)


def test_before_consent_no_face_tells_even_that_it_is_the_subject(told, plan, now, settings, home):
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()
    name, asker = name_of(told), looking.User.objects.get(username="customs")
    near = plan(agency="PCG", reference="P-1", numbers=(), target="")
    planning.enter(near, by=person("pcg", "PCG", "liaison"), now=now)
    client = browser(asker)
    for page in (f"conflicts/{name}/", "operations/", "", "operations/CUSTOMS/C-7/"):
        text = client.get(f"/{page}").content.decode()
        assert "LEA" not in text
        assert "Both are after" not in text
        assert "A-1" not in text
    for agency, role in (("PCG", "liaison"), ("NCC", "analyst"), ("CUSTOMS", "auditor")):
        other = browser(person(f"viewer.{agency}", agency, role))
        assert other.get(f"/conflicts/{name}/").status_code in {403, 404}
        assert b"9876543" not in other.get("/operations/ANF/A-1/").content


def test_the_watch_desk_sees_that_it_is_the_subject_and_not_which(told, settings, home):
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()
    client = browser(person("watch", "NCC", "watch"))
    text = client.get(f"/conflicts/{name_of(told)}/").content.decode()
    assert "Both are after the same subject." in text
    assert name_of(told) in client.get("/watch/").content.decode()
    for page in (f"conflicts/{name_of(told)}/", "watch/", "operations/ANF/A-1/"):
        assert b"9876543" not in client.get(f"/{page}").content


def test_both_consents_show_what_both_are_after_and_no_other_number(
    told, anf_liaison, customs_liaison, now
):
    name = name_of(told)
    for by in (anf_liaison, customs_liaison):
        settling.consent(name, side="", by=by, now=now)
    (side,) = looking.open_conflict(name, by=customs_liaison, now=now).sides
    assert len(side.shared) == 1
    assert "9876543" in side.shared[0]
    assert "LEA" not in str(side)


def test_the_log_names_no_number(told):
    text = " ".join(f"{row.subject} {row.details}" for row in AuditRow.objects.all())
    assert "9876543" not in text
    assert "LEA" not in text
