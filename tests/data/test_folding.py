import pytest

from markaz.data.folding import fold, western_digits


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("هروئین", "ہروئین"),
        ("كيلو", "کیلو"),
        ("افيون", "افیون"),
        ("پُوسْت", "پوست"),
        ("آئـــس", "آئس"),
        ("Nariño", "NARINO"),
        ("Kgs.", "kgs"),
        ("Crystal/ICE", "crystal ice"),
        ("Côte d'Ivoire", "cote d ivoire"),
        ("ﻫﯿﺮﻭﺋﻦ", "ہیروئن"),
        ("۱۰۰ گرام", "100 گرام"),
        ("  Torkham\u200f,  Khyber ", "torkham khyber"),
    ],
)
def test_two_spellings_of_one_word_fold_to_one_key(left, right):
    assert fold(left) == fold(right)


def test_folding_twice_changes_nothing():
    for text in ("Şīn Ḍunḍ", "ڈیرہ اسماعیل خان", "STP (“DOM”)", "½ kg", "ﷺ"):
        assert fold(fold(text)) == fold(text)


def test_different_letters_stay_different():
    assert fold("ڈ") != fold("د")
    assert fold("ٹ") != fold("ت")


def test_digits_and_marks_become_western():
    assert western_digits("۱۲٬۳۴۵٫۶۷ اور ٨٩") == "12,345.67 اور 89"
