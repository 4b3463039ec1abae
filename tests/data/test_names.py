"""Spellings of one invented name meet in one sound; different names seldom do."""

import pytest

from markaz.data.names import sound, sounds


@pytest.mark.parametrize(
    "spellings",
    [
        ("Muhammad", "Mohammad", "Muhammed", "محمد"),
        ("Usman", "Osman", "Uthman", "عثمان"),
        ("Khan", "Kahn", "خان"),
        ("Yousaf", "Yusuf", "Yousuf", "یوسف", "يوسف"),
        ("Rasheed", "Rashid", "رشید", "رشيد"),
        ("Farooq", "Faruq", "Farouk", "فاروق"),
        ("Noor", "Nur", "نور"),
        ("Iqbal", "Eqbal", "اقبال"),
        ("Hussain", "Hussein", "حسین"),
        ("Ghulam", "Gulam", "غلام"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_name_sound_alike(spellings):
    assert len({sound(spelling) for spelling in spellings}) == 1


def test_different_names_sound_different():
    names = ("Abbas", "Bilal", "Karim", "Zaman", "Akbar", "Sher", "Gul", "Noor", "Farooq")
    assert len({sound(name) for name in names}) == len(names)


def test_the_order_of_the_words_does_not_matter():
    assert sounds("Khan Noor") == sounds("Noor Khan") == sounds("نور خان")


def test_a_place_keeps_its_number():
    assert sounds("Check post no. 3") != sounds("Check post no. 13")
    assert sounds("چوکی ۱۱") != sounds("چوکی ۱")


def test_nothing_sounds_like_nothing():
    assert sounds("") == sounds(" - ") == ()
