"""What may leave: the rule against an oracle that tries every way one by one, and its edges."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.governance.marking import Marking
from markaz.governance.protection import NEVER_RELEASED, is_protected, may_name
from markaz.governance.release import (
    Agreement,
    Consent,
    Item,
    Part,
    Refusal,
    audience,
    effective_marking,
    lowers,
    permits,
    used_consent,
)
from markaz.records.kinds import ReportKind

DAY = date(2026, 1, 15)
AGREED = Agreement(
    partner="partner-a",
    purpose="a joint case",
    legal_basis="memorandum 1, article 3",
    kinds=frozenset({"seizure"}),
    parts=frozenset({"place", "drugs"}),
    ceiling="AMBER",
    releasable_to=frozenset({"Liaison office"}),
    begins_on=DAY - timedelta(days=30),
    expires_on=DAY,
)
ITEM = Item(report=7, agency="ANF", kind="seizure", marking="AMBER")
CONSENT = Consent("ANF", 7, "partner-a", "RED", "GREEN", DAY)

# From open to closed, written out a second time: TLP 2.0, section 3.
ORDER = {"CLEAR": 0, "GREEN": 1, "AMBER": 2, "AMBER+STRICT": 3, "RED": 4}
markings = st.sampled_from([*ORDER, "WHITE", "", "amber"])
days = st.integers(-3, 3).map(lambda n: DAY + timedelta(days=n))
agencies = st.sampled_from(["ANF", "CUSTOMS"])
partners = st.sampled_from(["partner-a", "partner-b"])
kinds = st.sampled_from([*ReportKind, "rumour"])
numbers = st.integers(1, 2)
words = st.sampled_from(["", "  ", "said"])
consents = st.builds(Consent, agencies, numbers, partners, markings, markings, days)
items = st.builds(
    Item,
    numbers,
    agencies,
    kinds,
    markings,
    st.lists(consents, max_size=4).map(tuple),
    st.booleans(),
)
agreements = st.builds(
    Agreement,
    partner=partners,
    purpose=words,
    legal_basis=words,
    kinds=st.frozensets(kinds),
    parts=st.frozensets(st.sampled_from([*Part, "everything"])),
    ceiling=markings,
    releasable_to=st.frozensets(st.sampled_from(["", "office", "officer"])),
    begins_on=days,
    expires_on=days,
    ended=st.booleans(),
)


def oracle(agreed: Agreement, item: Item, day: date) -> bool:
    """Whether it may go, by trying each marking under which it could."""
    in_force = not agreed.ended and agreed.begins_on <= day <= agreed.expires_on
    readers = [name for name in agreed.releasable_to if name.strip() != ""]
    sound = agreed.purpose.strip() != "" and agreed.legal_basis.strip() != ""
    some_part = any(name in [group.value for group in Part] for name in agreed.parts)
    of_kind = item.kind != "rumour" and item.kind in agreed.kinds
    condition_goes_along = not item.restricted or "grading" in agreed.parts
    if not (in_force and readers and sound and some_part and of_kind and condition_goes_along):
        return False
    if item.marking not in ORDER or agreed.ceiling not in ORDER:
        return False
    under = [item.marking]
    for said in item.consents:
        if said.agency != item.agency or said.report != item.report:
            continue
        if said.partner != agreed.partner or said.marking != item.marking or day > said.until:
            continue
        under.append(said.lowered_to)
    return any(
        ORDER[one] <= ORDER[agreed.ceiling] and one != "RED" for one in under if one in ORDER
    )


@given(agreements, items, days)
def test_what_may_go_is_what_the_oracle_lets_go(agreed, item, day):
    assert (permits(agreed, item, day=day) == ()) == oracle(agreed, item, day)


@given(agreements, items, days)
def test_the_marking_is_never_lower_than_the_originators_without_its_consent(agreed, item, day):
    under = effective_marking(item, partner=agreed.partner, day=day)
    if under is not None and under != item.marking:
        said = used_consent(item, partner=agreed.partner, day=day)
        assert (said.agency, said.report, said.partner) == (
            item.agency,
            item.report,
            agreed.partner,
        )
        assert said.lowered_to == under


@given(agreements, st.frozensets(st.sampled_from(["office", "officer", "stranger"])))
def test_an_audience_is_never_wider_than_the_agreement(agreed, asked):
    readers = audience(agreed, asked=asked)
    assert readers <= agreed.releasable_to
    if asked and not asked <= agreed.releasable_to:
        assert readers == frozenset()


def test_what_is_agreed_may_go():
    assert permits(AGREED, ITEM, day=DAY) == ()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"ended": True}, Refusal.OVER),
        ({"expires_on": DAY - timedelta(days=1)}, Refusal.OVER),
        ({"begins_on": DAY + timedelta(days=1)}, Refusal.NOT_BEGUN),
        ({"releasable_to": frozenset()}, Refusal.NOBODY),
        ({"releasable_to": frozenset({" "})}, Refusal.NOBODY),
        ({"purpose": " "}, Refusal.NO_BASIS),
        ({"legal_basis": ""}, Refusal.NO_BASIS),
        ({"kinds": frozenset({"arrest"})}, Refusal.KIND),
        ({"ceiling": "GREEN"}, Refusal.CEILING),
        ({"ceiling": "orange"}, Refusal.MARKING),
        ({"parts": frozenset({"all"})}, Refusal.NO_PART),
    ],
)
def test_each_rule_says_why_not(changes, refusal):
    assert permits(replace(AGREED, **changes), ITEM, day=DAY) == (refusal,)


def test_a_restriction_on_handling_goes_along_or_nothing_does():
    held = replace(ITEM, restricted=True)
    assert permits(AGREED, held, day=DAY) == (Refusal.HANDLING,)
    graded = replace(AGREED, parts=AGREED.parts | {"grading"})
    assert permits(graded, held, day=DAY) == ()


def test_without_an_agreement_nothing_goes():
    assert permits(None, ITEM, day=DAY) == (Refusal.NO_AGREEMENT,)


def test_red_goes_under_no_ceiling_but_under_its_originators_consent():
    red = replace(ITEM, marking="RED")
    assert permits(replace(AGREED, ceiling="RED"), red, day=DAY) == (Refusal.CEILING,)
    assert permits(AGREED, replace(red, consents=(CONSENT,)), day=DAY) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"agency": "CUSTOMS"},
        {"report": 8},
        {"partner": "partner-b"},
        {"marking": "AMBER"},
        {"until": DAY - timedelta(days=1)},
        {"lowered_to": "AMBER+STRICT"},
    ],
)
def test_a_consent_holds_for_what_it_was_given_for_and_nothing_else(changes):
    item = replace(ITEM, marking="RED", consents=(replace(CONSENT, **changes),))
    assert permits(AGREED, item, day=DAY) == (Refusal.CEILING,)


@pytest.mark.parametrize("role", [*NEVER_RELEASED, "passenger", "contact", "", "unknown"])
def test_who_is_no_suspect_is_named_to_nobody(role):
    assert not may_name(role)


@pytest.mark.parametrize("category", sorted(NEVER_RELEASED))
def test_a_suspect_whom_a_file_protects_is_named_to_nobody(category):
    assert may_name("suspect", categories=["suspect"])
    assert not may_name("suspect", categories=["suspect", category])


def test_who_is_protected_is_told_of_not_even_without_a_name():
    assert all(is_protected(role) for role in NEVER_RELEASED)
    assert all(is_protected("suspect", categories=[one]) for one in NEVER_RELEASED)
    # Of whom it is not said, no name goes; that somebody was there may.
    assert not is_protected("")
    assert not is_protected("passenger", categories=["contact"])


def test_a_marking_is_lowered_towards_clear():
    pairs = [(one, other) for one in Marking for other in Marking if lowers(one, to=other)]
    assert len(pairs) == 10
    assert all(ORDER[other] < ORDER[one] for one, other in pairs)
