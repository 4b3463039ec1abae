"""The drafts of a message that is kept, read once: its text never changes."""

from datetime import date
from functools import lru_cache

from markaz.intake.messages.drafts import MessageDraft, drafts
from markaz.intake.messages.reading import read
from markaz.store.models import MessageRow

# A story is told again within days: so many messages are held beside a new one.
COMPARED = 100
# Briefs that were filed stay in sums for years: so many of the last ones are asked about.
FILED = 1_000
# All of them, and those beside the one that is looked at, with room.
_REMEMBERED = FILED + 2 * COMPARED


def drafts_of(row: MessageRow) -> tuple[MessageDraft, ...]:
    """The drafts of a message, settled or not."""
    return _read(row.text, str(row), row.dated)


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, reference: str, dated: date | None) -> tuple[MessageDraft, ...]:
    return drafts(read(text, on=dated), text=text, reference=reference, dated=dated)
