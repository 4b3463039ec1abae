"""Which frozen briefings had counted an incident."""

from markaz.actions.briefing import edition_selection
from markaz.actions.ledger import open_ledger
from markaz.briefing import incidents
from markaz.governance.visibility import CENTRE
from markaz.store.models import Edition


def editions_that_counted(incident: int) -> tuple[str, ...]:
    """The names of the editions in whose period and knowledge it stood, the latest first."""
    names = list(Edition.objects.values_list("name", flat=True))
    with open_ledger(CENTRE) as connection:
        return tuple(
            name
            for name in names
            if incidents.stood(connection, incident, selection=edition_selection(name))
        )
