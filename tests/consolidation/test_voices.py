"""Messages about one event or one brief are proposed with reasons; what differs stands beside."""

from datetime import date

from markaz.consolidation.voices import differing, key, one_story
from markaz.intake.messages.reading import read

ON = date(2025, 1, 25)
NAVY = "Pakistan Navy and Customs seized 586 kg of ice and 864 kg of heroin worth Rs 16 billion."
AGENCY = (
    "PMSA and Customs took Rs. 15 billion worth of narcotics weighing 1,450 kg: 586 kg ice crystal"
    " and 864 kg heroin."
)
CUSTOMS = (
    "Customs seized 1.45 tonnes of ice and heroin, 586 kg of ice and 864 kg of heroin; their value"
    " is around Rs15.92 billion and 12 people were arrested."
)


def told(text, on=ON):
    (statement,) = read(text, on=on).statements
    return statement


def test_three_voices_tell_one_story_and_their_values_stand_side_by_side():
    for other in (AGENCY, CUSTOMS):
        found = one_story(told(NAVY), told(other))
        assert found is not None
        assert any("586 kg" in reason.sentence.en for reason in found.reasons)
    found = one_story(told(NAVY), told(CUSTOMS))
    assert found is not None
    assert found.differing == (("value", "Rs 16 billion", "Rs15.92 billion"),)


def test_a_total_in_tonnes_is_the_total_in_kilograms():
    found = one_story(told(AGENCY), told(CUSTOMS))
    assert found is not None
    assert any("total" in reason.sentence.en for reason in found.reasons)


def test_two_voices_of_one_brief_differ_in_one_count():
    brief = (
        "Last week ANF conducted {} operations countrywide, seized 731.6 kg drugs and arrested {}"
        " persons."
    )
    found = one_story(told(brief.format(38, 37)), told(brief.format(38, 38)))
    assert found is not None
    assert found.differing == (("arrested", "37 persons", "38 persons"),)


def test_one_agency_at_one_place_alone_is_no_reason():
    left = told("Customs seized 5 kg of ice at Chaman.")
    assert one_story(left, told("Customs seized 9 kg of opium at Chaman.")) is None


def test_other_days_are_another_story():
    left = told("On 3 January 2025 Customs seized 5 kg of ice at Chaman.")
    right = told("On 9 January 2025 Customs seized 5 kg of ice at Chaman.")
    assert one_story(left, right) is None
    assert one_story(left, left) is not None


def test_a_brief_and_an_event_are_never_one_story():
    event = told("Customs seized 586 kg of ice and 864 kg of heroin at sea.")
    brief = told("Last week 586 kg of ice and 864 kg of heroin were seized in nine operations.")
    assert one_story(event, brief) is None


def test_a_bound_that_may_mean_the_same_is_a_reason_and_no_difference():
    one = read("Customs seized over 20 kg hashish at Chaman on 10 March 2025.").statements[0]
    other = read("Customs seized 20.4 kg hashish at Chaman on 10 March 2025.").statements[0]
    third = read("Customs seized 29 kg hashish at Chaman on 10 March 2025.").statements[0]
    assert one_story(one, other).differing == ()
    assert one_story(other, third) is None


def test_totals_that_differ_stand_side_by_side_though_the_counts_agree():
    brief = "Last week ANF conducted 38 operations countrywide, seized {} kg drugs; 37 were held."
    left, right = told(brief.format("731.6")), told(brief.format("740"))
    assert one_story(left, right).differing == (("total", "731.6 kg", "740 kg"),)
    assert differing(left, told(brief.format("about 730"))) == ()


def test_the_key_moves_with_a_value_and_not_with_the_words():
    brief = "Last week ANF conducted 38 operations countrywide, seized 731.6 kg drugs; {} held."
    left, right = told(brief.format("37 persons were")), told(brief.format("38 persons were"))
    assert key(left, right) == key(left, told(brief.format("and 38 people were")))
    assert key(left, right) != key(left, told(brief.format("39 persons were")))
    assert key(left, right) != key(right, left)
