"""Who is near whom, and how two hang together, as the tables stand."""

import pytest
from tests.actions.subjects.network.conftest import PURPOSE, mention_of, node_name

from markaz.actions.subjects import keeping, listing
from markaz.actions.subjects.network.looking import between, near
from markaz.actions.subjects.network.subject import view_subject
from markaz.records.errors import InvalidValueError, NotPermittedError, PurposeError
from markaz.store.models import AuditRow, Link, ReportRow

PHONE = "0300 1234567"
SHARED = "0300 7654321"


def person(name: str, phone: str = "") -> dict[str, object]:
    return {"role": "suspect", "name_text": name, "phone_text": phone}


@pytest.fixture
def ring(filed):
    """Three reports: two are linked by a phone, two by a lorry."""
    lorry = [{"kind": "vehicle", "identifier_text": "LEA-1234"}]
    filed(
        {"reference": "A-1", "persons": [person("Anwar", PHONE), person("Basit")]},
        {"reference": "A-2", "persons": [person("Changez", PHONE)], "means": lorry},
        {"reference": "A-3", "persons": [person("Daud")], "means": lorry},
    )


def called(found) -> list[str]:
    return [node.label for node in found.nodes]


def test_one_incident_one_phone_and_one_lorry_link(ring, anf_liaison, now):
    found = near(node_name(mention_of("Anwar")), purpose=PURPOSE, by=anf_liaison, now=now)
    assert sorted(called(found)) == ["Anwar", "Basit", "Changez"]
    told = {
        node.label: [(tie.kind, len(tie.reports)) for tie in one.ties] for node, one in found.links
    }
    assert told == {"Basit": [("incident", 1)], "Changez": [("phone", 2)]}
    further = near(
        node_name(mention_of("Anwar")), steps=2, purpose=PURPOSE, by=anf_liaison, now=now
    )
    assert sorted(called(further)) == ["Anwar", "Basit", "Changez", "Daud"]


def test_a_path_is_explained_link_by_link(ring, anf_liaison, now):
    ends = [node_name(mention_of(name)) for name in ("Basit", "Daud")]
    found = between(*ends, purpose=PURPOSE, by=anf_liaison, now=now)
    assert [node.label for node in found.ways[0].nodes] == ["Basit", "Anwar", "Changez", "Daud"]
    told = [
        (one.ties[0].kind, one.word.value, len(one.ties[0].reports)) for one in found.ways[0].links
    ]
    assert told == [("incident", "strong", 1), ("phone", "strong", 2), ("plate", "strong", 2)]


def test_what_a_person_holds_to_be_a_subjects_is_one_node(ring, kept, anf_liaison, now):
    row = kept("The tall one")
    for name in ("Basit", "Daud"):
        keeping.claim_mention(row.id, mention_of(name).id, reason="seen", by=anf_liaison, now=now)
    found = near(row.name, purpose=PURPOSE, by=anf_liaison, now=now)
    own = near(node_name(mention_of("Basit")), purpose=PURPOSE, by=anf_liaison, now=now)
    assert own.as_dict() == found.as_dict()
    assert called(found)[0] == "The tall one"
    assert sorted(called(found)[1:]) == ["Anwar", "Changez"]


def test_two_reports_of_one_incident_link_whom_they_name(filed, analyst, now):
    filed(
        {"reference": "A-1", "persons": [person("Anwar")]},
        {"agency": "CUSTOMS", "reference": "C-1", "persons": [person("Basit")]},
    )
    first, second = ReportRow.objects.order_by("number")
    Link.objects.create(number=second.number, incident=first.number, known_from=now)
    found = near(node_name(mention_of("Basit")), purpose=PURPOSE, by=analyst, now=now)
    assert called(found) == ["Basit", "Anwar"]
    assert found.links[0][1].ties[0].reports == (first.number, second.number)


def test_the_network_moves_on_with_the_tables(listed, anf_liaison, now):
    first, second = listed(name="Anwar Khan"), listed(name="Basit Khan")
    assert len(near(node_name(first), purpose=PURPOSE, by=anf_liaison, now=now).nodes) == 2
    listing.end_entry(second.id, by=anf_liaison, now=now)
    assert len(near(node_name(first), purpose=PURPOSE, by=anf_liaison, now=now).nodes) == 1
    with pytest.raises(InvalidValueError, match="There is no"):
        near(node_name(second), purpose=PURPOSE, by=anf_liaison, now=now)


def test_numbers_are_read_once_and_later_reports_are_added(ring, filed, anf_liaison, now):
    name = node_name(mention_of("Anwar"))
    before = len(near(name, purpose=PURPOSE, by=anf_liaison, now=now).nodes)
    filed({"reference": "A-9", "persons": [person("Ehsan", PHONE)]})
    assert len(near(name, purpose=PURPOSE, by=anf_liaison, now=now).nodes) == before + 1


def test_every_look_is_in_the_log_with_its_purpose(listed, anf_liaison, now):
    first, second = listed(name="Anwar Khan"), listed(name="Basit Khan")
    near(node_name(first), purpose="case 12", by=anf_liaison, now=now)
    between(node_name(first), node_name(second), purpose="case 13", by=anf_liaison, now=now)
    rows = AuditRow.objects.order_by("-id").values_list("event", "subject", "details__purpose")
    assert list(rows[:2]) == [
        ("paths asked for", f"mention {first.id}", "case 13"),
        ("network viewed", f"mention {first.id}", "case 12"),
    ]


@pytest.mark.parametrize("steps", [0, 3])
def test_more_than_two_steps_are_refused_in_one_sentence(steps, listed, anf_liaison, now):
    with pytest.raises(InvalidValueError, match="1 to 2 steps"):
        near(node_name(listed()), steps=steps, purpose=PURPOSE, by=anf_liaison, now=now)


def test_one_node_has_no_path_to_itself(listed, anf_liaison, now):
    name = node_name(listed())
    with pytest.raises(InvalidValueError, match="two different"):
        between(name, name, purpose=PURPOSE, by=anf_liaison, now=now)


def test_who_sees_no_report_sees_no_network(listed, auditor, now):
    with pytest.raises(NotPermittedError):
        near(node_name(listed()), purpose=PURPOSE, by=auditor, now=now)


@pytest.mark.parametrize("purpose", ["", "   ", "x", "y" * 301])
def test_nobody_looks_without_a_purpose(purpose, listed, anf_liaison, now):
    first, second = (node_name(listed(name=name)) for name in ("Anwar", "Basit"))
    asked = {"purpose": purpose, "by": anf_liaison, "now": now}
    for look in (
        lambda: near(first, **asked),
        lambda: between(first, second, **asked),
        lambda: view_subject(first, **asked),
    ):
        with pytest.raises(PurposeError, match="purpose"):
            look()
