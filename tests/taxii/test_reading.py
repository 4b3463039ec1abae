"""What a partner's program reads, as TAXII 2.1 says it."""

import re

import pytest

from markaz.store.models import AuditRow, ObjectVersion, Receipt

V1, V2, V3 = (f"2026-01-0{day}T00:00:00.000Z" for day in (1, 2, 3))


def test_the_way_from_discovery_to_a_collection(north, offer):
    path = offer(north, write=False)
    found = north.get("").json()
    assert found["api_roots"] == ["/taxii2/partners/"] == [found["default"]]
    root = north.get("partners/").json()
    assert root["versions"] == ["application/taxii+json;version=2.1"]
    assert root["max_content_length"] > 0
    (listed,) = north.get("partners/collections/").json()["collections"]
    assert listed == north.get(path).json()
    assert listed == north.get("partners/collections/alerts/").json()
    assert (listed["can_read"], listed["can_write"]) == (True, False)
    assert path.endswith(f"/{listed['id']}/")


def test_every_answer_is_of_the_media_type_and_kept_by_no_cache(north, offer):
    path = offer(north)
    for where in ("", "partners/", "partners/collections/", path, f"{path}objects/", "nowhere/"):
        answer = north.get(where)
        assert answer["Content-Type"] == "application/taxii+json;version=2.1"
        assert answer["Cache-Control"] == "no-store"


def test_a_collection_that_is_not_open_to_a_partner_is_as_one_that_is_not(
    north, south, offer, stix
):
    theirs = offer(south)
    offer(north, "other")
    note = stix()
    south.post(f"{theirs}objects/", note)
    missing = theirs.replace(theirs.split("/")[2], "00000000-0000-4000-8000-000000000000")
    for rest in ("", "objects/", "manifest/", f"objects/{note['id']}/"):
        hidden, absent = north.get(theirs + rest), north.get(missing + rest)
        assert hidden.status_code == absent.status_code == 404
        told = [
            {k: v for k, v in one.json().items() if k != "error_id"} for one in (hidden, absent)
        ]
        assert told[0] == told[1]
    assert north.post(f"{theirs}objects/", stix()).status_code == 404
    assert north.delete(f"{theirs}objects/{note['id']}/").status_code == 404


def test_a_partner_with_nothing_open_to_it_sees_no_root(north, south, offer):
    offer(south)
    assert "api_roots" not in north.get("").json()
    assert north.get("partners/").status_code == 404
    assert north.get("partners/collections/").status_code == 404


def test_a_collection_that_was_closed_is_not_there(north, offer):
    path = offer(north)
    offer(north, read=False, write=False)
    assert north.get(path).status_code == 404


def test_an_empty_collection_gives_an_envelope_without_a_list(north, offer):
    answer = north.get(f"{offer(north)}objects/")
    assert answer.json() == {"more": False}
    assert "X-TAXII-Date-Added-First" not in answer


@pytest.fixture
def filled(north, offer, stix):
    path = offer(north)
    notes = [stix(content=str(number)) for number in range(7)]
    north.post(f"{path}objects/", *notes)
    return path, notes


def test_pages_follow_on_each_other_to_the_end(north, filled):
    path, notes = filled
    found, query = [], {"limit": 3}
    for size, more in ((3, True), (3, True), (1, False)):
        answer = north.get(f"{path}objects/", query)
        page = answer.json()
        assert (len(page["objects"]), page["more"]) == (size, more)
        found += page["objects"]
        query["next"] = page.get("next", "")
        dates = [answer[f"X-TAXII-Date-Added-{end}"] for end in ("First", "Last")]
        assert dates == sorted(dates)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", one) for one in dates)
    assert found == notes


def test_the_last_date_of_a_page_is_where_the_next_begins(north, filled):
    path, notes = filled
    first = north.get(f"{path}objects/", {"limit": 2})
    after = first["X-TAXII-Date-Added-Last"]
    assert north.get(f"{path}objects/", {"added_after": after}).json()["objects"] == notes[2:]
    last = north.get(f"{path}objects/")["X-TAXII-Date-Added-Last"]
    assert north.get(f"{path}objects/", {"added_after": last}).json() == {"more": False}


@pytest.mark.parametrize(
    ("query", "versions"),
    [
        ({}, {V3}),
        ({"match[version]": "last"}, {V3}),
        ({"match[version]": "first"}, {V1}),
        ({"match[version]": "first,last"}, {V1, V3}),
        ({"match[version]": "all"}, {V1, V2, V3}),
        ({"match[version]": V2}, {V2}),
        ({"match[version]": f"{V2},last"}, {V2, V3}),
        ({"match[version]": "2026-01-02T00:00:00Z"}, {V2}),
        ({"match[spec_version]": "2.0"}, set()),
        ({"match[spec_version]": "2.0,2.1"}, {V3}),
        ({"match[type]": "note"}, {V3}),
        ({"match[type]": "report,note"}, {V3}),
        ({"match[type]": "report"}, set()),
    ],
)
def test_filters_choose_among_the_versions(north, offer, stix, query, versions):
    path, note = offer(north), stix()
    for version in (V2, V3, V1):
        north.post(f"{path}objects/", {**note, "modified": version})
    by_list = north.get(f"{path}objects/", query).json().get("objects", [])
    assert {one["modified"] for one in by_list} == versions
    manifest = north.get(f"{path}manifest/", query).json().get("objects", [])
    assert {one["version"] for one in manifest} == versions
    if "match[type]" not in query:
        by_id = north.get(f"{path}objects/{note['id']}/", query).json().get("objects", [])
        assert {one["modified"] for one in by_id} == versions


def test_objects_are_asked_for_by_several_ids(north, filled):
    path, notes = filled
    wanted = {"match[id]": f"{notes[4]['id']},{notes[1]['id']},note--none"}
    assert north.get(f"{path}objects/", wanted).json()["objects"] == [notes[1], notes[4]]


def test_the_manifest_says_what_is_there(north, filled):
    path, notes = filled
    answer = north.get(f"{path}manifest/", {"limit": 1})
    assert answer.json()["more"] is True
    assert answer.json()["objects"] == [
        {
            "id": notes[0]["id"],
            "date_added": answer["X-TAXII-Date-Added-First"],
            "version": "2026-01-15T09:30:00.000Z",
            "media_type": "application/stix+json;version=2.1",
        }
    ]


def test_the_versions_of_an_object_are_listed(north, offer, stix):
    path, note = offer(north), stix()
    north.post(f"{path}objects/", {**note, "modified": V1}, {**note, "modified": V2})
    where = f"{path}objects/{note['id']}/versions/"
    assert north.get(where).json() == {"more": False, "versions": [V1, V2]}
    page = north.get(where, {"limit": 1}).json()
    assert page["versions"] == [V1]
    assert north.get(where, {"next": page["next"]}).json()["versions"] == [V2]
    assert north.get(f"{path}objects/note--1/versions/").status_code == 404


def test_an_object_that_is_not_there_is_told_from_a_filter_that_fits_none(north, filled):
    path, notes = filled
    known = notes[0]["id"]
    other = known[:-1] + ("1" if known.endswith("0") else "0")
    assert north.get(f"{path}objects/{other}/").status_code == 404
    none = north.get(f"{path}objects/{notes[0]['id']}/", {"match[version]": V1})
    assert (none.status_code, none.json()) == (200, {"more": False})


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"}, {"limit": "-1"}, {"limit": "many"}, {"next": "x"}, {"next": "9" * 19},
        {"added_after": "yesterday"}, {"match[version]": "newest"}, {"match[id]": "a\0b"},
        {"match[id]": ",".join(map(str, range(201)))},
    ],
    ids=str,
)  # fmt: skip
def test_a_filter_that_cannot_be_read_is_refused(north, filled, query):
    answer = north.get(f"{filled[0]}objects/", query)
    assert answer.status_code == 400
    assert answer.json()["description"].endswith(".")


def test_a_page_ends_before_it_grows_too_large(north, filled, monkeypatch):
    path, notes = filled
    monkeypatch.setattr("markaz.store.exchange.paging.LARGEST_PAGE_BYTES", 500)
    found, query, pages = [], {}, 0
    while True:
        page = north.get(f"{path}objects/", query).json()
        found, pages = found + page["objects"], pages + 1
        if not page["more"]:
            break
        query = {"next": page["next"]}
    assert found == notes
    assert pages > 2


def test_every_page_leaves_a_receipt_of_each_object_and_a_line_in_the_log(north, filled):
    path, notes = filled
    for query in ({"limit": 4}, {"limit": 4, "match[id]": notes[0]["id"]}):
        north.get(f"{path}objects/", query)
    north.get(f"{path}objects/", {"match[type]": "report"})
    receipts = Receipt.objects.order_by("id")
    assert [(one.way, one.count, one.token) for one in receipts] == [
        ("taxii page", 4, "test"), ("taxii page", 1, "test"),
    ]  # fmt: skip
    ids = ObjectVersion.objects.filter(id__in=receipts[0].versions).order_by("id")
    assert [one.stix_id for one in ids] == [note["id"] for note in notes[:4]]
    assert receipts[1].asked.startswith("limit=4&match")
    logged = AuditRow.objects.filter(event="collection read by partner").order_by("id")
    assert [row.details["receipt"] for row in logged] == [one.id for one in receipts]
    assert {(row.by, row.agency, row.details["purpose"]) for row in logged} == {
        ("partner north", "PARTNER", "test of the exchange")
    }


@pytest.mark.parametrize(
    "broken", ["markaz.store.audit.log", "markaz.store.exchange.receipts.keep"]
)
def test_nothing_is_given_where_the_receipt_cannot_be_kept(north, filled, monkeypatch, broken):
    def fail(*args, **named):
        raise RuntimeError("no more paper")

    monkeypatch.setattr(broken, fail)
    answer = north.get(f"{filled[0]}objects/")
    assert answer.status_code == 500
    assert "objects" not in answer.json()
    assert not Receipt.objects.exists()
