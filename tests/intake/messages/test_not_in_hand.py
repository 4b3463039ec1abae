"""What is supposed or lost is asked about: it is neither read as seized nor passed over."""

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
    assert any("5 kg" in asked.en and "supposed or lost" in asked.en for asked in one.questions)


def test_what_was_thrown_away_and_taken_up_is_read():
    (one,) = read(
        SEIZED + "the crew threw overboard 5 kg cocaine, which was recovered.", on=None
    ).statements
    assert {line.substance.value for line in one.lines} == {"ATS-METH", "COC-SALT"}
    assert not any("supposed or lost" in asked.en for asked in one.questions)
