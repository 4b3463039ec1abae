"""The drafts of events that a brief tells of."""

import pytest

from markaz.intake.messages.drafts import drafts
from markaz.intake.messages.reading import read

LEAD = "ANF conducted 3 operations across the country and seized 60 kg of drugs. "
JOINT = "ANF and FC Balochistan conducted 3 operations across the country and seized 60 kg drugs. "
EVENT = "At Lahore Airport 2 kg ice was recovered from a passenger going to Doha."


@pytest.mark.parametrize(("lead", "agency"), [(LEAD, "ANF"), (JOINT, "")])
def test_an_event_that_names_nobody_is_of_the_one_agency_of_its_brief(lead, agency):
    brief, event = drafts(read(lead + EVENT), text=lead + EVENT, reference="MSG-1", dated=None)
    assert brief.agency == "ANF"
    assert event.statement.airport.value == "LHE"
    assert event.agency == agency
