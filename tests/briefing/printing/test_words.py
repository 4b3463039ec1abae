import re
from importlib.resources import files

import pytest

from markaz.briefing.printing.words import LANGS, vocabulary, word
from markaz.records.kinds import DateBasis

URDU = re.compile(r"[\u0600-\u06ff]")
FILL = re.compile(r"{(\w+)}")
# Each language also carries the house's name, and the command's, in the other script.
OTHER_SCRIPT = {"house_other"}


@pytest.mark.parametrize("name", vocabulary())
def test_every_word_exists_in_both_languages(name):
    assert set(vocabulary()[name]) == set(LANGS)
    assert all(vocabulary()[name].values())


@pytest.mark.parametrize("name", sorted(set(vocabulary()) - OTHER_SCRIPT))
def test_each_language_is_written_in_its_own_script(name):
    if re.search(r"\w", FILL.sub("", vocabulary()[name]["en"])):
        assert URDU.search(vocabulary()[name]["ur"])
        assert not URDU.search(vocabulary()[name]["en"])


@pytest.mark.parametrize("name", vocabulary())
def test_both_languages_are_filled_with_the_same_names(name):
    each = vocabulary()[name]
    assert sorted(FILL.findall(each["en"])) == sorted(FILL.findall(each["ur"]))


@pytest.mark.parametrize("basis", list(DateBasis))
def test_every_date_basis_can_be_said(basis):
    assert all(word(f"basis_{basis.value}", lang=lang) for lang in LANGS)


def test_every_word_a_template_asks_for_exists():
    folder = files("markaz.briefing.printing").joinpath("templates")
    text = "".join(each.read_text(encoding="utf-8") for each in folder.iterdir())
    asked = set(re.findall(r"words\.([a-z_]\w*)", text))
    assert asked
    assert asked <= set(vocabulary())
