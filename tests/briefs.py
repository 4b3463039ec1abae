"""One week as a paper and a radio tell it, a third voice of it, and an event that is no brief."""

from datetime import date

from markaz.actions.messages import receiving, settling

ON = date(2025, 3, 17)
PAPER = (
    "Last week ANF conducted 38 operations countrywide, seized 731.6 kg drugs worth Rs 15 billion"
    " and arrested 37 persons."
)
RADIO = (
    "In 38 operations across the country ANF seized 731.6 kilograms of narcotics valued at Rs 16"
    " billion last week; 38 persons were held."
)
THIRD = "Last week ANF conducted 38 operations countrywide and seized 740 kg drugs; 37 were held."
OTHER = "Last week Customs conducted 12 operations countrywide and seized 90 kg drugs."
EVENT = "On 12 March 2025 Customs seized 20 kg of hashish at Chaman and arrested two persons."


def received(*texts, by, now):
    """The references of the briefs, or first drafts, of these messages."""
    return tuple(
        receiving.receive_message(text, dated=ON, by=by, now=now).drafts[0].reference
        for text in texts
    )


def filed(*references, by, now):
    """The numbers of the reports that these drafts become."""
    return tuple(settling.file_message_draft(one, by=by, now=now).number for one in references)
