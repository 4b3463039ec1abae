"""Gradings go from scheme to scheme, claim no more than before, and say what they lose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.data.tables import rows
from markaz.exchange.grading import converted
from markaz.records.errors import InvalidValueError
from markaz.records.grading import GRADES, Grading, Scheme

# How near the best (1) or the worst (0) each grade of a source stands, by what its words say.
WORTH = {
    "admiralty": {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.3, "E": 0.0},
    "4x4": {"A": 1.0, "B": 0.8, "C": 0.3},
    "3x5x2": {"1": 0.8, "3": 0.0},
}


def gradings():
    return st.sampled_from(Scheme).flatmap(
        lambda scheme: st.builds(
            Grading,
            st.just(scheme),
            st.sampled_from(sorted(GRADES[scheme, "source"])),
            st.sampled_from(sorted(GRADES[scheme, "information"])),
            st.sampled_from(["", *sorted(GRADES[scheme, "handling"])]),
            st.sampled_from(["", "for the desk only"]),
        )
    )


@given(gradings(), st.sampled_from(Scheme))
def test_there_and_back_is_the_same_or_a_loss_was_named(grading, to):
    there = converted(grading, to=to)
    back = converted(there.grading, to=grading.scheme)
    same = (back.grading.source, back.grading.information) == (grading.source, grading.information)
    assert same or there.lost


@given(gradings(), st.sampled_from(Scheme))
def test_a_source_never_becomes_better_unless_there_is_no_lower_grade(grading, to):
    there = converted(grading, to=to)
    before = WORTH[grading.scheme].get(grading.source)
    after = WORTH[to].get(there.grading.source)
    if before is None or after is None:
        assert after is None
        return
    lowest = min(WORTH[to].values())
    assert after <= before or after == lowest


@given(gradings(), st.sampled_from(Scheme))
def test_a_restriction_on_handling_is_never_dropped(grading, to):
    there = converted(grading, to=to).grading
    if grading.handling in ("", "H0", "P"):
        assert there.handling in ("", "H0", "P")
        return
    assert there.handling not in ("H0", "P")
    assert grading.scheme is to or GRADES[grading.scheme, "handling"][
        grading.handling
    ].label_en in (there.conditions)
    assert grading.conditions in there.conditions


@given(gradings(), st.lists(st.sampled_from(Scheme), max_size=6))
def test_conditions_do_not_grow_with_every_hop(grading, ways):
    seen = grading
    for to in [*ways, *ways]:
        seen = converted(seen, to=to).grading
    assert seen.conditions.count("3x5x2 C") <= 1 and seen.conditions.count("4x4 H2") <= 1


def test_every_grade_leads_into_both_other_schemes():
    for scheme in Scheme:
        for source in GRADES[scheme, "source"]:
            for information in GRADES[scheme, "information"]:
                for to in Scheme:
                    assert (
                        converted(Grading(scheme, source, information), to=to).grading.scheme is to
                    )


def test_every_loss_is_a_sentence_in_both_languages():
    for row in rows("grading_conversions"):
        assert bool(row["lost_en"]) == bool(row["lost_ur"])
        assert not row["lost_en"] or row["lost_en"].endswith(".")


@pytest.mark.parametrize(
    ("before", "to", "after", "losses"),
    [
        (("admiralty", "B", "6"), "4x4", ("B", "4"), 0),
        (("4x4", "C", "2"), "admiralty", ("D", "2"), 1),
        (("3x5x2", "2", "E"), "admiralty", ("F", "5"), 0),
        (("admiralty", "C", "2"), "3x5x2", ("2", "B"), 2),
        (("3x5x2", "3", "E"), "4x4", ("C", "4"), 1),
    ],
)
def test_known_conversions(before, to, after, losses):
    found = converted(Grading(Scheme(before[0]), *before[1:]), to=Scheme(to))
    assert (found.grading.source, found.grading.information) == after
    assert len(found.lost) == losses


@pytest.mark.parametrize("wrong", [("G", "1", ""), ("A", "7", ""), ("A", "1", "H1")])
def test_a_grade_that_the_scheme_does_not_know_is_refused(wrong):
    with pytest.raises(InvalidValueError, match="admiralty"):
        Grading(Scheme.ADMIRALTY, *wrong)
