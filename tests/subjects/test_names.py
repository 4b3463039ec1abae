"""Invented combinations of common words: one name in many spellings, and different names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markaz.subjects.names.comparing import compare_names, score_names
from markaz.subjects.names.words import NameKind, Part, Role, read_name

LETTERS = st.characters(
    whitelist_categories=("Ll", "Lu", "Lo", "Zs", "Nd", "Po"), max_codepoint=0x6FF
)
NAMES = st.text(LETTERS, max_size=40)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Abdul Rahman Gulzar", "عبدالرحمن گلزار"),
        ("Abdur Rehman Gulzar", "عبد الرحمٰن گلزار"),
        ("AbdulRahman Gulzar", "Abd al-Rahman Gulzar"),
        ("Saif Ullah Tariq", "سیف اللہ طارق"),
        ("Saifullah Tariq", "Saif Ullah Tariq"),
        ("Zia ur Rehman", "ضیاء الرحمٰن"),
        ("Salah ud Din Bilal", "صلاح الدین بلال"),
        ("Muhammad Tariq Bilal", "محمد طارق بلال"),
        ("Mohd Tariq Bilal", "Mohammed Tareq Belal"),
        ("Noor Bilal", "نور بلال"),
        ("Usman Tahir", "Othman Taher"),
        ("Yousaf Qasim", "يوسف قاسم"),
        ("Haji Tariq Bilal", "Tariq Bilal"),
        ("ڈاکٹر طارق بلال", "طارق بلال"),
        ("محترم طارق بلال", "Tariq Bilal"),
        ("BILAL, Tariq", "Tariq Bilal"),
        ("T. Bilal", "Tariq Bilal"),
        ("Tariq Bilal Achakzai", "طارق بلال اچکزئی"),
        ("Abu Bilal Tariq", "ابو بلال طارق"),
        ("Тарик Билал", "Tariq Bilal"),
    ],
)
def test_spellings_of_one_name_are_told_to_be_one(left, right):
    assert compare_names(left, right).score > 0.6


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tariq Bilal", "Tariq Nadeem"),
        ("Tariq Bilal", "طارق ندیم"),
        ("Muhammad Tariq", "Muhammad Nadeem"),
        ("Ahmad Tariq", "Muhammad Tariq"),
        ("Abdul Rahman Tariq", "Abdul Ghafoor Tariq"),
        ("Tariq Bilal s/o Gulzar Shah", "Tariq Bilal s/o Nadeem Akram"),
        ("طارق بلال ولد گلزار شاہ", "Tariq Bilal son of Nadeem Akram"),
        ("Haji Gul Khan", "Haji Noor Khan"),
        ("Tariq Kakar Bilal", "Nadeem Kakar Bilal"),
    ],
)
def test_different_names_are_told_apart(left, right):
    assert compare_names(left, right).score < 0.5


def test_the_fathers_names_are_compared_with_each_other_and_not_with_the_own_name():
    crossed = compare_names("Tariq s/o Bilal", "Bilal s/o Tariq")
    assert crossed.score < compare_names("Tariq s/o Bilal", "طارق ولد بلال").score - 0.3


@pytest.mark.parametrize("marker", ["s/o", "S/O", "son of", "d/o", "w/o", "ولد", "زوجہ", "walad"])
def test_what_follows_a_marker_of_kin_is_another_persons_name(marker):
    words = read_name(f"Tariq {marker} Bilal Nadeem").words
    assert [(word.text, word.part) for word in words] == [
        ("tariq", Part.OWN),
        ("bilal", Part.KIN),
        ("nadeem", Part.KIN),
    ]


@pytest.mark.parametrize("title", ["Haji", "Mullah", "Maulvi", "Dr.", "محترم", "حاجی", "ملا"])
def test_a_title_counts_next_to_nothing(title):
    titled = read_name(f"{title} Tariq Bilal").words[0]
    assert titled.role is Role.TITLE
    assert titled.tells < 0.1


def test_of_titles_alone_the_last_are_the_name():
    assert [word.text for word in read_name("Syed Gul Khan").said if word.role is Role.NAME] == [
        "gul",
        "khan",
    ]


def test_a_kunya_is_one_word():
    assert [word.text for word in read_name("Abu Bilal").words] == ["abubilal"]


@pytest.mark.parametrize("name", ["Tariq", "طارق", "Haji Tariq", "Abdul Rahman"])
def test_a_name_of_one_word_is_called_so(name):
    assert compare_names(name, name).one_word
    assert not compare_names("Tariq Bilal", "Tariq Bilal").one_word


def test_one_word_is_less_sure_than_two():
    assert compare_names("Tariq", "طارق").score < compare_names("Tariq Bilal", "طارق بلال").score


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Khyber Dry Fruit Limited", "Khyber Dry Fruit Ltd"),
        ("Bolan Cargo (Pvt) Ltd", "Bolan Cargo Private Limited"),
        ("Bolan Cargo L.L.C.", "Bolan Cargo Limited Liability Company"),
        ("Bolan Cargo GmbH", "Bolan Cargo Gesellschaft mit beschränkter Haftung"),
        ("The Bolan and Khyber Company", "Bolan & Khyber Co."),
    ],
)
def test_legal_forms_do_not_keep_one_company_apart(left, right):
    assert compare_names(left, right, kind=NameKind.ORGANISATION).score > 0.6


def test_a_shared_legal_form_does_not_join_two_companies():
    found = compare_names("Bolan Cargo Ltd", "Mehran Traders Ltd", kind=NameKind.ORGANISATION)
    assert found.score < 0.3


def test_every_word_is_accounted_for_in_both_languages():
    found = compare_names("Haji Tariq Bilal s/o Gulzar", "طارق ندیم")
    left = " ".join(word.left for word in found.words).split()
    right = " ".join(word.right for word in found.words).split()
    assert sorted(left) == ["bilal", "gulzar", "haji", "tariq"]
    assert sorted(right) == sorted(["طارق", "ندیم"])
    assert all(word.en and word.ur for word in found.words)


@given(NAMES, NAMES)
@settings(max_examples=150, deadline=None)
def test_what_is_weighed_adds_up_to_the_score(left, right):
    found = compare_names(left, right)
    if found.words:
        odds = 2.0 ** sum(part.bits for part in found.weighed)
        assert found.score == pytest.approx(odds / (1 + odds), abs=1e-6)


@given(NAMES, NAMES)
@settings(max_examples=100, deadline=None)
def test_the_score_alone_is_the_score_with_its_reasons(left, right):
    found, alone = compare_names(left, right), score_names(left, right)
    assert (alone.score, alone.one_word, alone.told) == (
        found.score, found.one_word, bool(found.words)
    )  # fmt: skip


@given(NAMES, NAMES)
@settings(max_examples=200, deadline=None)
def test_neither_name_comes_first(left, right):
    one, other = compare_names(left, right), compare_names(right, left)
    assert one.score == other.score
    assert {(word.left, word.right) for word in one.words} == {
        (word.right, word.left) for word in other.words
    }


@given(NAMES, NAMES)
@settings(max_examples=100, deadline=None)
def test_any_two_texts_give_a_chance(left, right):
    assert 0.0 <= compare_names(left, right).score <= 1.0


@pytest.mark.parametrize("empty", ["", "  ", " - ", "٫٫", "!?"])
def test_where_no_name_is_written_there_is_no_match(empty):
    found = compare_names(empty, empty)
    assert (found.score, found.words) == (0.0, ())


def test_of_a_text_too_long_for_a_name_only_the_beginning_is_read():
    name = read_name("ab" * 5_000)
    assert name.cut
    assert sum(len(word.text) for word in name.words) <= 240
    assert len(read_name("ab " * 3_400).words) <= 16
    assert compare_names("ab " * 3_400, "cd " * 3_400).words[-1].en.startswith("too long")
