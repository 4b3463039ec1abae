"""The audit log's chain: no row is altered, moved or taken out unseen."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.governance.audit import GENESIS, Event, chain_hash

FIELDS = st.dictionaries(st.text(max_size=8), st.text(max_size=20), min_size=1, max_size=6)
ROW = {
    "at": "2026-01-15T09:30:00+00:00",
    "event": "file received",
    "by": "analyst",
    "agency": "NCC",
}


def chain(rows: list[dict[str, str]]) -> list[str]:
    hashes = [GENESIS]
    for row in rows:
        hashes.append(chain_hash(hashes[-1], row))
    return hashes[1:]


@pytest.mark.parametrize("name", ROW)
def test_one_altered_field_changes_the_hash(name):
    assert chain_hash(GENESIS, {**ROW, name: ROW[name] + " "}) != chain_hash(GENESIS, ROW)


@given(fields=FIELDS, other=FIELDS)
def test_only_the_same_fields_give_the_same_hash(fields, other):
    same = chain_hash(GENESIS, fields) == chain_hash(GENESIS, other)
    assert same == (fields == other)


@given(fields=FIELDS)
def test_the_order_in_which_fields_are_given_does_not_matter(fields):
    turned = dict(reversed(fields.items()))
    assert chain_hash(GENESIS, turned) == chain_hash(GENESIS, fields)


@given(fields=FIELDS, text=st.text(max_size=5))
def test_text_that_moves_from_one_field_to_the_next_changes_the_hash(fields, text):
    one = chain_hash(GENESIS, {**fields, "subject": text, "by": "x"})
    other = chain_hash(GENESIS, {**fields, "subject": "", "by": text + "x"})
    assert (one == other) == (text == "")


@given(rows=st.lists(FIELDS, min_size=2, max_size=6), data=st.data())
def test_an_altered_row_changes_every_later_hash(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    altered = [*rows[:at], {**rows[at], "by": rows[at].get("by", "") + "!"}, *rows[at + 1 :]]
    before, after = chain(rows), chain(altered)
    assert before[:at] == after[:at]
    assert all(b != a for b, a in zip(before[at:], after[at:], strict=True))


@given(rows=st.lists(FIELDS, min_size=2, max_size=6), data=st.data())
def test_a_row_taken_out_is_noticed_in_every_later_hash(rows, data):
    at = data.draw(st.integers(0, len(rows) - 2))
    left = [*rows[:at], *rows[at + 1 :]]
    pairs = zip(chain(left)[at:], chain(rows)[at + 1 :], strict=True)
    assert all(now != before for now, before in pairs)


def test_the_hash_is_sha_256_over_the_hash_before_and_the_fields_in_order():
    # Whoever checks the log with another program needs exactly this.
    body = '{"by":"تجزیہ کار","event":"file received"}'
    expected = hashlib.sha256(f"{GENESIS}\n{body}".encode()).hexdigest()
    assert chain_hash(GENESIS, {"event": "file received", "by": "تجزیہ کار"}) == expected


def test_the_chain_begins_with_64_zeros():
    assert GENESIS == "0" * 64


def test_no_two_events_are_worded_alike():
    words = [event.value for event in Event]
    assert sorted(words) == sorted(set(words))
