"""The finer sounds of names; invented combinations of common words only."""

import pytest

from markaz.data.phones import phones, readable


def spoken(text: str) -> str:
    return phones(readable(text).replace(" ", ""))


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("Tr", "تر"), ("Shr", "شر"), ("Khlq", "خلق"), ("Ghfr", "غفر"), ("Chnr", "چنر")],
)
def test_consonants_of_both_scripts_meet(latin, arabic):
    assert spoken(latin) == spoken(arabic)


@pytest.mark.parametrize(
    "spelling", ["Abdul Karim", "AbdulKarim", "Abd ul Karim", "Abd al-Karim", "Abdel Karim"]
)
def test_servant_of_is_spoken_alike_however_the_article_is_written(spelling):
    assert spoken(spelling) == "abdkarim"


def test_the_article_is_taken_into_the_letter_that_follows_it():
    assert spoken("Abdur Rashid") == spoken("Abdul Rashid") == spoken("Abd al-Rashid")


def test_letters_that_look_like_digits_are_letters_only_inside_words():
    assert spoken("B1lal") == spoken("Bilal")
    assert spoken("10345") == "10345"


@pytest.mark.parametrize(
    ("written", "read"), [("Тарик", "tarik"), ("Ταρικ", "tarik"), ("O'Neel", "oneel"), ("É", "e")]
)
def test_other_scripts_are_romanised_and_apostrophes_join(written, read):
    assert readable(written) == read


def test_nothing_is_spoken_of_nothing():
    assert spoken("") == spoken(" - ") == ""
