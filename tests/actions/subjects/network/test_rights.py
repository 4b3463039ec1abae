"""Role by agency by marking: what a viewer may not see leaves no trace, count or gap."""

from itertools import product

import pytest
from tests.actions.subjects.network.conftest import PURPOSE, mention_of, node_name

from markaz.accounts.models import User
from markaz.actions.subjects import keeping
from markaz.actions.subjects.network.looking import between, near
from markaz.actions.subjects.network.subject import view_subject
from markaz.governance.disclosure import Disclosure, disclosure, told_whole
from markaz.governance.marking import Marking
from markaz.governance.visibility import CENTRE, NOBODY, Viewer
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import AuditRow
from markaz.subjects.network.links import MOST_SHARING

ROLES = ("liaison", "analyst", "watch", "supervisor", "head", "auditor", "administrator")
AGENCIES = ("ANF", "ANF-BAL", "CUSTOMS", "NCC")
BLIND = ("auditor", "administrator")


def sees(agency: str, marking: str) -> bool:
    """Of what ANF's list holds."""
    return agency in ("ANF", "NCC") or marking in (Marking.CLEAR, Marking.GREEN)


@pytest.mark.parametrize(("role", "agency", "marking"), list(product(ROLES, AGENCIES, Marking)))
def test_each_person_has_the_network_that_the_matrix_says(role, agency, marking, listed, kept, now):
    """Two open entries share a phone; ANF's hidden one shares it too, and links to a third."""
    by = User.objects.create(username="asker", agency=agency, role=role)
    first, second = (listed(name=f"Open {n}", agency="PCG", marking="GREEN") for n in "AB")
    third = listed(name="Open C", agency="PCG", marking="GREEN", phone="0300 0000001")
    names = [node_name(one) for one in (first, second, third)]
    if role in BLIND:
        with pytest.raises(NotPermittedError):
            near(names[0], purpose=PURPOSE, by=by, now=now)
        return
    before = [near(name, steps=2, purpose=PURPOSE, by=by, now=now).as_dict() for name in names]
    ways = between(names[0], names[2], purpose=PURPOSE, by=by, now=now).as_dict()
    hidden = kept("Hidden Name", marking=marking)
    for phone in ("0300 1234567", "0300 0000001"):
        entry = listed(name="Hidden too", marking=marking, phone=phone)
        keeping.claim_mention(hidden.id, entry.id, reason="said so", by=_anf(), now=now)
    after = [near(name, steps=2, purpose=PURPOSE, by=by, now=now).as_dict() for name in names]
    seen = sees(agency, marking)
    assert (after != before) is seen
    assert (between(names[0], names[2], purpose=PURPOSE, by=by, now=now).as_dict() != ways) is seen
    assert ("Hidden Name" in str(after)) is seen
    assert (view_subject(hidden.name, purpose=PURPOSE, by=by, now=now) is not None) is seen
    for refused in (lambda name: near(name, purpose=PURPOSE, by=by, now=now),) if not seen else ():
        told = [_said(refused, name) for name in (hidden.name, "NOTTHERE")]
        assert told[0].replace(hidden.name, "NOTTHERE") == told[1]


def _anf() -> User:
    return User.objects.get_or_create(username="anf", agency="ANF", role="liaison")[0]


def _said(ask, name: str) -> str:
    with pytest.raises(InvalidValueError) as refusal:
        ask(name)
    return str(refusal.value)


def test_a_look_that_finds_nothing_leaves_no_row(kept, customs_liaison, now):
    hidden = kept("Hidden Name", marking=Marking.RED)
    before = AuditRow.objects.count()
    assert view_subject(hidden.name, purpose=PURPOSE, by=customs_liaison, now=now) is None
    assert AuditRow.objects.count() == before


def test_what_another_agency_reports_openly_names_nobody(filed, listed, customs_liaison, now):
    entry = listed(name="Open A", agency="CUSTOMS")
    person = {"role": "suspect", "name_text": "Hidden Name", "phone_text": "0300 1234567"}
    filed({"marking": "GREEN", "persons": [person]})
    found = near(node_name(entry), steps=2, purpose=PURPOSE, by=customs_liaison, now=now)
    assert [node.label for node in found.nodes] == ["Open A"]


def test_hidden_entries_make_no_hub(listed, customs_liaison, analyst, now):
    first, second = (listed(name=f"Open {n}", agency="CUSTOMS") for n in "AB")
    for number in range(MOST_SHARING):
        listed(name=f"Hidden {number}", marking=Marking.RED)
    seen = near(node_name(first), purpose=PURPOSE, by=customs_liaison, now=now)
    assert [node.name for node in seen.nodes[1:]] == [node_name(second)]
    assert seen.links[0][1].strength == 1
    whole = near(node_name(first), purpose=PURPOSE, by=analyst, now=now)
    assert (len(whole.nodes), whole.hubs[0].sharing) == (1, MOST_SHARING + 2)


def test_a_mention_that_the_centre_claims_in_secret_stays_its_agencys_own(
    filed, kept, anf_liaison, analyst, now
):
    filed({"persons": [{"role": "suspect", "name_text": "Anwar"}]})
    mention = mention_of("Anwar")
    row = kept("Code name", agency="NCC", marking=Marking.RED)
    keeping.claim_mention(row.id, mention.id, reason="a wire", by=analyst, now=now)
    assert (
        near(node_name(mention), purpose=PURPOSE, by=anf_liaison, now=now).nodes[0].label == "Anwar"
    )
    assert near(row.name, purpose=PURPOSE, by=analyst, now=now).nodes[0].label == "Code name"


def test_the_reports_of_another_agency_are_not_on_an_open_file(
    filed, kept, analyst, customs_liaison, anf_liaison, now
):
    filed({"persons": [{"role": "suspect", "name_text": "Anwar"}]})
    row = kept("Open file", marking=Marking.GREEN)
    mention = mention_of("Anwar")
    keeping.claim_mention(row.id, mention.id, reason="seen", by=anf_liaison, now=now)
    said = keeping.Said("Anno", "a report", now.date(), report=mention.report.number)
    keeping.add_alias(row.id, said, by=anf_liaison, now=now)
    theirs = view_subject(row.name, purpose=PURPOSE, by=customs_liaison, now=now)
    own = view_subject(row.name, purpose=PURPOSE, by=anf_liaison, now=now)
    assert (len(theirs.mentions), len(own.mentions)) == (0, 1)
    assert [alias.report for alias in theirs.aliases] == [None, None]
    assert [alias.report for alias in own.aliases] == [None, mention.report.number]
    assert (theirs.keeps, own.keeps) == (False, True)


VIEWERS = (
    NOBODY,
    CENTRE,
    Viewer(frozenset({"ANF"})),
    Viewer(frozenset({"ANF", "ANF-BAL"})),
    Viewer(frozenset({"PCG"})),
)
CATEGORIES = ("", "suspect", "witness", "victim", "contact")


@pytest.mark.django_db
@pytest.mark.parametrize("viewer", VIEWERS)
def test_the_condition_on_rows_says_what_the_rule_says(viewer, django_db_blocker):
    from django.db import connection

    rows = list(product(("ANF", "CUSTOMS"), Marking, CATEGORIES, (False, True)))
    values = " UNION ALL ".join(
        f"SELECT {n} AS id, '{agency}' AS agency, '{marking}' AS marking,"
        f" '{category}' AS category, {str(reported).lower()} AS reported"
        for n, (agency, marking, category, reported) in enumerate(rows)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM ({values}) held WHERE {told_whole(viewer)}")
        found = {number for (number,) in cursor.fetchall()}
    assert found == {
        n
        for n, (agency, marking, category, reported) in enumerate(rows)
        if disclosure(viewer, agency=agency, marking=marking, category=category, reported=reported)
        is Disclosure.ENTRY
    }
