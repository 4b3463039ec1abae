from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from tests import fields as land
from tests.fields import feature, square

from markaz.accounts.models import User
from markaz.actions.crops import looking, status
from markaz.actions.crops.imagery.measuring import measure_waiting
from markaz.actions.crops.imagery.scenes import Pair, register
from markaz.actions.crops.verifying import judging, photos, sampling, visits
from markaz.actions.crops.verifying.judging import Verdict
from markaz.actions.crops.verifying.visits import Visit
from markaz.data.places import PROVINCES
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import (
    AuditRow,
    FieldRow,
    MeasureRow,
    PhotoRow,
    ReportRow,
    SampleRow,
    VisitRow,
)

pytestmark = pytest.mark.django_db
ACRE = Decimal("0.40468564224")


@pytest.fixture
def two(file) -> list[FieldRow]:
    """A field of ten acres as written, and another agency's over half of its ground."""
    file(feature(square(0, 0), reference="L-1", field="a", area="2 acres"))
    file(feature(square(0.5, 0), reference="A-1", field="b"), agency="ANF")
    return list(FieldRow.objects.order_by("id"))


def test_claimed_is_verified_rejected_and_waiting(two, analyst, now):
    verdict = Verdict(ACRE, "visit", "smaller")
    judging.judge(two[0].name, verdict, by=analyst, now=now)
    told = looking.season_seen(2025, by=analyst)
    assert told.verified_ha == ACRE
    assert told.claimed_ha == told.verified_ha + told.rejected_ha + told.waiting_ha
    assert told.reasons["smaller"] == ACRE
    assert float(told.reasons["overlap"]) == pytest.approx(float(two[1].claimed_ha) / 2, 1e-3)
    assert sum(told.reasons.values()) == told.rejected_ha


def test_no_more_is_verified_than_was_claimed_first(two, analyst, now):
    with pytest.raises(InvalidValueError, match="can be verified"):
        judging.judge(two[1].name, Verdict(two[1].claimed_ha, "visit"), by=analyst, now=now)


def test_what_is_not_verified_needs_its_reason(two, analyst, now):
    with pytest.raises(InvalidValueError, match="Say why"):
        judging.judge(two[0].name, Verdict(ACRE, "visit"), by=analyst, now=now)


def test_a_verdict_tells_the_claimant_of_no_claim_that_is_hidden(two, analyst, anf_liaison, now):
    """Half of the second claim was claimed before by an agency whose reports the first sees not."""
    half = two[1].claimed_ha / 2
    judging.judge(two[1].name, Verdict(ACRE, "visit", "smaller"), by=analyst, now=now)
    told = {
        person.username: looking.view_field(two[1].name, by=person, now=now)
        for person in (analyst, anf_liaison)
    }
    centre, claimant = (dict(one.seen.rejected) for one in told.values())
    assert float(centre["overlap"]) == pytest.approx(float(half), 1e-3)
    assert claimant == {"unsaid": centre["overlap"], "smaller": centre["smaller"]}
    [(_verdict, reasons)] = told["anf"].history
    assert dict(reasons) == claimant
    season = looking.season_seen(2025, by=anf_liaison)
    assert "overlap" not in season.reasons
    assert sum(season.reasons.values()) == season.rejected_ha


def test_a_new_verdict_ends_the_one_before(two, analyst, now):
    later = now + timedelta(hours=1)
    judging.judge(two[0].name, Verdict(2 * ACRE, "imagery"), by=analyst, now=now)
    judging.judge(two[0].name, Verdict(ACRE, "both", "regrown"), by=analyst, now=later)
    ended, standing = two[0].verdicts.order_by("id")
    assert (ended.known_to, standing.known_to) == (later, None)


def test_an_agency_does_not_judge_even_with_the_right_role(two, anf_liaison, now):
    anf_liaison.role = "analyst"
    with pytest.raises(NotPermittedError, match="Only the centre"):
        judging.judge(two[1].name, Verdict(ACRE, "visit"), by=anf_liaison, now=now)


@pytest.fixture
def many(file) -> None:
    for agency, row in (("LEVIES-BA", 0), ("EXCISE-KP", 5)):
        claims = [
            feature(square(2 * n, row), reference=f"{agency}-{n}", field="a", district=where)
            for n, where in enumerate(("Pishin", "Pishin", "Zhob", "Zhob", "Zhob"))
        ]
        file(*claims, agency=agency)


def test_the_kept_seed_draws_the_same_fields_again(many, analyst, now):
    sample = sampling.draw(2025, size=6, seed="tulip", design="stratified", by=analyst, now=now)
    again = sampling.drawn_again(sample.frame, size=6, seed="tulip", design="stratified")
    drawn = {one.field.name for one in sample.fields.select_related("field")}
    assert {one.claim.name for one in again.drawn} == drawn
    row = AuditRow.objects.filter(event="sample of fields drawn").get()
    assert row.details["seed"] == "tulip"


def test_visits_of_the_claimant_do_not_enter_the_estimate(many, analyst, operator, now):
    name = sampling.draw(2025, size=6, seed="s", design="size", by=analyst, now=now).name
    sheet = sampling.sheet(name, by=analyst)
    assert sheet.estimate is None
    assert "visited" in str(sheet.short)
    for one, _visit in sheet.rows:
        told = Visit(uuid4(), one.field.name, now.date(), "cleared", f"{one.field.claimed_ha} ha")
        visits.enter([told], by=analyst, now=now)
    whole = sampling.sheet(name, by=analyst).estimate
    assert whole.share == 1
    VisitRow.objects.update(agency="LEVIES-BA")
    own = sum(one.field.agency == "LEVIES-BA" for one, _visit in sheet.rows)
    counted = sum(visit is not None for _one, visit in sampling.sheet(name, by=analyst).rows)
    assert counted == 6 - own


def test_a_device_that_sends_twice_is_acknowledged_twice_and_kept_once(two, analyst, now):
    entry, device = uuid4(), str(uuid4())
    told = Visit(entry, two[0].name, date(2025, 3, 6), "cleared", "2 acres")
    for _ in range(2):
        done = visits.enter([told], by=analyst, now=now, device=device)
        assert done.entries == (entry,)
        assert done.of_device == 1
    assert VisitRow.objects.count() == 1


def test_a_visit_that_does_not_hold_is_refused_and_the_others_kept(two, analyst, now):
    good = Visit(uuid4(), two[0].name, date(2025, 3, 6), "standing", "")
    bad = Visit(uuid4(), two[0].name, date(2025, 3, 6), "cleared", "much")
    done = visits.enter([bad, good], by=analyst, now=now)
    assert done.entries == (good.entry,)
    assert [entry for entry, _ in done.refused] == [bad.entry]
    assert VisitRow.objects.get().cleared_ha == 0


def shot(path: Path, seed: str, *, east: float = 0.2, taken: datetime | None = None) -> Path:
    taken = taken or datetime(2025, 3, 4, 11, 20, tzinfo=UTC)
    path.write_bytes(land.photograph(seed, east=east, north=0.5, taken=taken))
    return path


def test_a_photograph_that_holds_has_no_doubts(two, operator, now, tmp_path):
    path = shot(tmp_path / "a.jpg", "a")
    assert (
        photos.keep_photo(two[0].name, path, file_name="a.jpg", by=operator, now=now).doubts == []
    )


def test_a_photograph_of_elsewhere_is_kept_with_its_doubt(two, operator, now, tmp_path):
    path = shot(tmp_path / "a.jpg", "a", east=9)
    row = photos.keep_photo(two[0].name, path, file_name="a.jpg", by=operator, now=now)
    assert "outside the field" in str(photos.against(row, by=operator)[0])


def test_a_photograph_of_another_time_is_kept_with_its_doubt(two, operator, now, tmp_path):
    path = shot(tmp_path / "a.jpg", "a", taken=datetime(2024, 3, 4, 11, tzinfo=UTC))
    row = photos.keep_photo(two[0].name, path, file_name="a.jpg", by=operator, now=now)
    assert "outside 2025" in str(photos.against(row, by=operator)[0])


def test_a_photograph_used_before_is_flagged_to_who_may_see_the_earlier_one(
    two, operator, analyst, anf_liaison, now, tmp_path
):
    path = shot(tmp_path / "a.jpg", "a", east=0.7)
    first = photos.keep_photo(two[0].name, path, file_name="secret.jpg", by=operator, now=now)
    row = photos.keep_photo(two[1].name, path, file_name="b.jpg", by=operator, now=now)
    assert [str(one) for one in photos.against(row, by=analyst)] == [
        f"The same photograph was handed in before as {first.name}."
    ]
    assert photos.against(row, by=anf_liaison) == []
    assert row.doubts == []
    ReportRow.objects.filter(number=two[0].number).update(marking="GREEN")
    assert photos.against(row, by=anf_liaison)


def test_a_photograph_of_an_outline_that_was_replaced_is_flagged_still(
    two, file, operator, now, tmp_path
):
    path = shot(tmp_path / "a.jpg", "a")
    first = photos.keep_photo(two[0].name, path, file_name="a.jpg", by=operator, now=now)
    file(feature(square(0.1, 0), reference="L-1", field="a", area="2 acres"))
    standing = FieldRow.objects.get(number=two[0].number, known_to=None)
    row = photos.keep_photo(standing.name, path, file_name="b.jpg", by=operator, now=now)
    levies = User.objects.create(username="levies", agency="LEVIES-BA", role="liaison")
    for person in (operator, levies):
        assert first.name in str(photos.against(row, by=person))


def test_a_photograph_is_shown_without_what_its_file_carries(two, operator, now, tmp_path):
    path = shot(tmp_path / "a.jpg", "a")
    row = photos.keep_photo(two[0].name, path, file_name="a.jpg", by=operator, now=now)
    shown = photos.without_metadata(row.name, by=operator)
    assert b"Exif" in path.read_bytes()
    assert b"Exif" not in shown


def test_a_photograph_of_a_hidden_field_is_not_shown(two, operator, anf_liaison, now, tmp_path):
    path = shot(tmp_path / "a.jpg", "a")
    row = photos.keep_photo(two[0].name, path, file_name="a.jpg", by=operator, now=now)
    assert photos.without_metadata(row.name, by=anf_liaison) is None
    assert PhotoRow.objects.count() == 1


def test_fields_are_measured_in_registered_pictures(file, operator, now, tmp_path):
    squares = [square(0, 0), square(3, 0), square(6, 0)]
    file(*(feature(one, reference=f"L-{n}") for n, one in enumerate(squares)))
    pair = Pair(
        title="here",
        before=land.picture(tmp_path / "b.tif", crop=squares),
        before_on=date(2025, 2, 20),
        after=land.picture(tmp_path / "a.tif", crop=squares[2:], bare=squares[:2]),
        after_on=date(2025, 3, 9),
    )
    scene = register(pair, by=operator, now=now)
    assert [(one.name, count) for one, count in measure_waiting(by=operator, now=now)] == [
        (scene.name, 3)
    ]
    gone, also, stays = MeasureRow.objects.order_by("field")
    assert gone.cleared_m2 == pytest.approx(float(gone.field.area_ha) * 10_000, rel=0.1)
    assert also.grade == "vegetation_change"
    assert "no_photo" in also.reasons
    assert stays.grade == "no_change"
    assert measure_waiting(by=operator, now=now) == []


def test_a_place_that_nobody_surveyed_is_not_free(home, operator, now):
    table = b"place,season,area_ha,sigma_ha,source\nZhob,2025,20,5,x\nPishin,2025,95,20,x\n"
    assert status.keep_surveys(table, official=False, by=operator, now=now) == 2
    told = {one.place: one.state.value for one in status.say_status(2025, by=operator, now=now)}
    assert told["PK-BA-zhob"] == "free"
    assert told["PK-BA-pishin"] == "not_shown"
    assert told["PK-BA-loralai"] == told["PK-BA"] == "not_surveyed"


def test_a_limit_for_countries_is_put_to_no_province(home, operator, now):
    table = b"place,season,area_ha,sigma_ha,source\nPK-BA,2025,20,5,x\nPK,2025,400,90,x\n"
    status.keep_surveys(table, official=False, by=operator, now=now)
    told = status.say_status(2025, rule="country-thousand", by=operator, now=now)
    assert [(one.place, one.state.value) for one in told] == [("PK", "free")]
    by_province = status.answers(2025, rule=status.in_force(2025))
    assert "PK" not in {one.place for one in by_province}


def test_a_country_is_the_sum_of_its_provinces_only_if_all_were_surveyed(home, operator, now):
    head = "place,season,area_ha,sigma_ha,source\n"
    codes = [code for code, one in PROVINCES.items() if one.country == "PK"]
    rows = [f"{code},2025,10,3,x\n" for code in codes]
    rule = status.in_force(2025, name="country-thousand")
    status.keep_surveys((head + "".join(rows[1:])).encode(), official=False, by=operator, now=now)
    [country] = status.answers(2025, rule=rule)
    assert country.state.value == "not_surveyed"
    status.keep_surveys((head + rows[0]).encode(), official=False, by=operator, now=now)
    [country] = status.answers(2025, rule=rule)
    assert country.surveyed.area_ha == 10 * len(codes)


def test_a_survey_with_an_unknown_place_is_refused_whole(home, operator, now):
    table = b"place,season,area_ha,sigma_ha,source\nZhob,2025,20,5,x\nAtlantis,2025,1,1,x\n"
    with pytest.raises(InvalidValueError, match="Row 3"):
        status.keep_surveys(table, official=False, by=operator, now=now)
    assert status.known_seasons() == []


def test_a_sample_is_the_centres(many, anf_liaison, analyst, now):
    sampling.draw(2025, size=6, seed="s", design="size", by=analyst, now=now)
    assert sampling.all_samples(by=anf_liaison) == []
    assert sampling.sheet(SampleRow.objects.get().name, by=anf_liaison) is None
