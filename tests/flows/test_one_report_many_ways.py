"""The same report by form, by file and by API ends in the same link; so does a partner's draft."""

import json

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from markaz.actions.accounts import make_token
from markaz.actions.consolidation import consolidate
from markaz.actions.exchange import incoming, partners
from markaz.actions.exchange.partners import About
from markaz.actions.intake import receive_file
from markaz.exchange.stix.extensions import EVENT
from markaz.store.exchange import inbox
from markaz.store.models import ArrivalRow, LineRow, Link, MeansRow, PairRow, PersonRow, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = (
    "agency,reference,kind,occurred,country,province,district,place,substance,quantity,unit,"
    "arrested,operation,person_name,means_kind,means_identifier\n"
)
STANDING = (
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,Ring road,charas,1.234567,kg,1,SEA-1,"
    "Invented Name,vehicle,ABC-123\n"
    "CUSTOMS,C-2,seizure,2025-03-04,PK,Punjab,Lahore,Mall road,heroin,40,kg,3,,,,\n"
    "PCG,P-1,seizure,2025-06-04,PK,Sindh,Karachi,Harbour,heroin,90,kg,9,,,,\n"
)
REPORT = {
    "agency": "ASF",
    "reference": "S-1",
    "kind": "seizure",
    "occurred": "2025-03-04",
    "country": "Pakistan",
    "province": "Punjab",
    "district": "Lahore",
    "place": "Ring road",
    "arrested": "1",
    "operation": "SEA-1",
}
LINE = {"substance": "charas", "quantity": "1.234567", "unit": "kg"}
PERSON = {"person_name": "Invented Name"}
MEANS = {"means_kind": "vehicle", "means_identifier": "ABC-123"}


def by_form(person, tmp_path, operator, now):
    client = Client()
    client.force_login(person, backend=django_settings.AUTHENTICATION_BACKENDS[1])
    parts = {"lines": LINE, "persons": PERSON, "means": MEANS}
    typed = REPORT | {
        f"{part}-0-{name}": value for part, row in parts.items() for name, value in row.items()
    }
    assert client.post("/report/", typed | {"province": "PK-PB"}).status_code == 302


def by_file(person, tmp_path, operator, now):
    row = REPORT | LINE | PERSON | MEANS
    path = tmp_path / "one.csv"
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    receive_file(path, source="markaz-standard", by=person, now=now)


def by_api(person, tmp_path, operator, now):
    moment = timezone.now()
    token = make_token(person.username, name="case system", days=1, by=operator, now=moment)
    body = [REPORT | {"lines": [LINE], "persons": [PERSON], "means": [MEANS]}]
    answer = Client().post(
        "/api/reports?source=markaz-standard",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 201


def by_partner(person, tmp_path, operator, now):
    days = {"occurred_first": "2025-03-04", "occurred_last": "2025-03-04"}
    told = {
        "type": "report", "id": "report--0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a11",
        "spec_version": "2.1", "created": "2025-03-05T00:00:00.000Z",
        "modified": "2025-03-05T00:00:00.000Z", "name": "Charas on the ring road",
        "object_refs": [],
        "external_references": [{"source_name": "north", "external_id": "N-1"}],
        "extensions": {EVENT: days},
    }  # fmt: skip
    partners.add_partner("north", about=About("North"), by=operator, now=now)
    with transaction.atomic():
        inbox.keep([(told["id"], json.dumps(told))], partner=partners.named("north"), now=now)
    (waiting,) = incoming.waiting(by=operator)
    assert incoming.file_incoming(waiting, agency="NCC", by=operator, now=now).number


@pytest.fixture
def file_it(home, tmp_path, settings, operator, now, django_user_model):
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()
    path = tmp_path / "standing.csv"
    path.write_text(HEADER + STANDING, encoding="utf-8")
    receive_file(path, source="markaz-standard", by=operator, now=now)
    consolidate(by=operator, now=now)
    person = django_user_model.objects.create(username="asf", agency="ASF", role="liaison")

    def file(way):
        way(person, tmp_path, operator, now)

    return file


@pytest.mark.parametrize("way", [by_form, by_file, by_api])
def test_one_report_is_joined_alike_whichever_way_it_comes(file_it, way):
    file_it(way)
    number = dict(ReportRow.objects.values_list("reference", "number"))
    links = Link.objects.filter(known_to=None).values_list("number", "incident")
    assert list(links) == [(number["S-1"], number["A-1"])]
    report = ReportRow.objects.get(reference="S-1")
    facts = {name: getattr(report, name) for name in ("agency", "province", "district", "arrested")}
    assert facts == {
        "agency": "ASF", "province": "PK-PB", "district": "PK-PB-lahore", "arrested": 1,
    }  # fmt: skip
    assert LineRow.objects.get(report=report).mass_mg == 1_234_567
    assert PersonRow.objects.get(report=report).name_text == "Invented Name"
    assert MeansRow.objects.get(report=report).identifier_text == "ABC-123"


def test_the_same_report_by_all_three_ways_stays_one_report_with_one_weight(file_it):
    told = []
    for way in (by_form, by_file, by_api):
        file_it(way)
        number = ReportRow.objects.get(reference="S-1", known_to=None).number
        told.append(
            (
                number,
                set(Link.objects.filter(known_to=None).values_list("number", "incident")),
                set(PairRow.objects.values_list("left", "right", "weight_mbits", "levels")),
            )
        )
    assert told[0][2]
    assert told == [told[0]] * 3


def test_what_a_partner_told_is_matched_as_it_is_filed(file_it):
    file_it(by_partner)
    number = ReportRow.objects.get(reference="N-1").number
    assert ArrivalRow.objects.filter(number=number).exists()
