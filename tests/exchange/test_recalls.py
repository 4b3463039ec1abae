"""What a recall leaves of an object, and what of a partner's note is heard as an answer."""

import json

import stix2
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange import invented

from markaz.exchange import listing, recalls
from markaz.exchange.recalls import Notice
from markaz.exchange.stix.bundle import objects_of

AT = "2026-01-15T09:30:00.000Z"
EVERYTHING = [one for one in objects_of(invented.everything()) if "object_marking_refs" in one]
NOTE = "note--0f1e2d3c-4b5a-4968-8776-655443322110"


def test_nothing_that_was_told_is_left_in_a_revoked_object():
    left = json.dumps([recalls.revoked(one, at=AT) for one in EVERYTHING])
    for told in ("Zorak", "0000001", "QQ-0007", "12500000", "Chaman", "2025-12-07", "PK-BA"):
        assert told in json.dumps(EVERYTHING)
        assert told not in left


def test_every_revoked_object_is_one_to_the_standard_library():
    for one in EVERYTHING:
        read = stix2.parse(recalls.revoked(one, at=AT), allow_custom=True)
        assert (read["id"], read["revoked"]) == (one["id"], True)


def test_the_note_of_a_recall_is_one_to_the_standard_library():
    ids = tuple(one["id"] for one in EVERYTHING)
    marking = EVERYTHING[0]["object_marking_refs"][0]
    creator = next(one["id"] for one in EVERYTHING if one["type"] == "identity")
    notice = Notice("RECALL23", "the wrong driver", ids, (marking,), creator)
    read = stix2.parse(recalls.note(notice, at=AT), allow_custom=True)
    assert read["object_refs"] == list(ids)


def test_objects_under_other_ids_are_the_same_but_for_these():
    own = [one["id"] for one in EVERYTHING]
    renamed = recalls.renamed(EVERYTHING, own=own, after="RECALL23")
    assert not {one["id"] for one in renamed} & set(own)
    assert listing.properties(renamed) == listing.properties(EVERYTHING)
    assert recalls.renamed(EVERYTHING, own=own, after="RECALL23") == renamed
    assert not any(one in json.dumps(renamed) for one in own)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(NOTE),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "object_refs", "labels", "authors", "content", "id"]), inner
        )
    ),
    max_leaves=8,
)


@given(st.lists(anything, max_size=4))
def test_whatever_is_sent_is_heard_or_left_alone(sent):
    for said in recalls.answers(sent, notes=[NOTE]):
        assert (said.note, said.answer in recalls.ANSWERS) == (NOTE, True)
    assert all(one.startswith("note--") for one in recalls.references(sent))
