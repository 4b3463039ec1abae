"""The desk's rules are a file, and a file that is wrong is refused in one sentence."""

from dataclasses import replace

import pytest

from markaz.deconfliction.rules import SHIPPED, load, shipped
from markaz.records.errors import InvalidValueError

KINDS = {
    "raid", "surveillance", "controlled_delivery", "checkpoint", "buy", "search", "convoy",
    "maritime", "airport", "crop_clearance",
}  # fmt: skip


@pytest.fixture
def changed(tmp_path):
    def change(old, new):
        text = SHIPPED.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "types.yml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return change


def test_the_shipped_rules_know_every_kind():
    assert set(shipped().kinds) == KINDS


def test_every_kind_and_rung_is_named_in_both_languages():
    for one in (*shipped().kinds.values(), *shipped().ladder):
        assert one.en.isascii()
        assert not one.ur.isascii()


def test_an_operator_sets_a_radius(changed):
    path = changed("radius_m: 10000", "radius_m: 20000")
    assert load(path).kind("maritime").radius_m == 20_000


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("radius_m: 10000", "radius_m: 10", "radius of 10 m is refused"),
        ("radius_m: 10000", "radius_m: ten", "no whole number"),
        ("radius_m: 10000", "radius: 10000", "does not hold the desk's rules"),
        ("lead_min: 1440", "lead_min: -1", "-1 minutes are refused"),
        ("overflight: false", "overflight: perhaps", "is not understood"),
        ("desk:", "desks: 1\ndesk:", "desks is not understood"),
        ("ladder:", "stairs:", "does not hold the desk's rules"),
        (", unowned_min: 5}", "}", "each rung of the ladder"),
        ("rung: next_desk", "rung: watch_desk", "names a rung twice"),
        ("kinds:", "kinds: {", "does not hold the desk's rules"),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_one_sentence(changed, old, new, said):
    with pytest.raises(InvalidValueError, match=said):
        load(changed(old, new))


def test_a_kind_that_is_not_described_is_refused():
    with pytest.raises(InvalidValueError, match="no kind of operation is called 'picnic'"):
        shipped().kind("picnic")


def test_rules_without_kinds_are_refused():
    with pytest.raises(InvalidValueError, match="no kind of operation is described"):
        replace(shipped(), kinds={})
