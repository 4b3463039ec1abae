"""Markings are those of the Traffic Light Protocol 2.0, and everybody uses the same list."""

from markaz.governance.marking import DEFAULT_MARKING, OPEN_TO_MEMBERS, Marking
from markaz.intake.sources.vocabulary import MARKINGS
from markaz.intake.values.terms import MARKING


def test_the_markings_are_those_of_the_protocol_from_open_to_closed():
    # FIRST, Traffic Light Protocol 2.0, section 3: the labels, spelled exactly.
    assert list(Marking) == ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]


def test_a_report_without_a_marking_is_not_open_to_all():
    assert DEFAULT_MARKING == "AMBER"
    assert DEFAULT_MARKING not in OPEN_TO_MEMBERS


def test_what_is_open_is_the_open_end_of_the_list():
    assert list(OPEN_TO_MEMBERS) == list(Marking)[: len(OPEN_TO_MEMBERS)]


def test_intake_knows_every_marking_and_no_other():
    assert list(MARKINGS) == list(Marking)


def test_every_marking_is_read_with_and_without_the_protocols_prefix():
    for marking in Marking:
        assert MARKING(str(marking)) == marking
        assert MARKING(f"TLP:{marking}") == marking
