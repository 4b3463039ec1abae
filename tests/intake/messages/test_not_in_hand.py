"""What is supposed, lost or destroyed is asked about, and not passed over."""

import pytest

from markaz.intake.messages.reading import read

SEIZED = "Customs recovered 12 kg ice; "


@pytest.mark.parametrize(
    "told",
    [
        "another 5 kg cocaine had been flushed.",
        "a second boat is believed to be carrying 5 kg cocaine.",
        "the crew threw overboard 5 kg cocaine, but nothing of it was recovered.",
        "دوسری کشتی میں 5 kg کوکین ہونے کا شبہ ہے۔",
    ],
)
def test_what_is_not_in_hand_is_asked_about(told):
    (one,) = read(SEIZED + told, on=None).statements
    assert [line.substance.value for line in one.lines] == ["ATS-METH"]
    assert any(
        "5 kg" in asked.en and "supposed, lost or destroyed" in asked.en for asked in one.questions
    )


def test_what_was_thrown_away_and_taken_up_is_read():
    (one,) = read(
        SEIZED + "the crew threw overboard 5 kg cocaine, which was recovered.", on=None
    ).statements
    assert {line.substance.value for line in one.lines} == {"ATS-METH", "COC-SALT"}
    assert not any("supposed, lost or destroyed" in asked.en for asked in one.questions)


@pytest.mark.parametrize(
    "told",
    [
        "ANF burnt 42 tonnes of narcotics at a ceremony in Quetta.",
        "ANF torched 42 tonnes of seized narcotics at Peshawar.",
        "اے این ایف نے کوئٹہ میں ۴۲ ٹن منشیات تلف کر دیں۔",
    ],
)
def test_what_was_burnt_is_read_and_asked_about(told):
    (one,) = read(told, on=None).statements
    assert [total.value.number for total in one.totals] == [42]
    assert any("supposed, lost or destroyed" in asked.en for asked in one.questions)


def test_a_destroyed_crop_is_not_asked_about():
    (one,) = read("Levies destroyed poppy over 12 acres near Chaman.", on=None).statements
    assert not any("supposed, lost or destroyed" in asked.en for asked in one.questions)
