"""The demonstration's airport morning, told on the terminal."""

from datetime import datetime

from markaz.accounts.models import User
from markaz.actions.airport import simulated
from markaz.cli.desk import console


def play_morning(*, by: User, now: datetime) -> None:
    """Let the simulated bags come to the desk, once, and say where to look."""
    morning = simulated.play(by=by, now=now)
    if morning is None:
        return
    console.print(
        f"A simulated airport morning: {morning.waiting} bags wait at {morning.desk}, two cases"
        " were made, one of a forged passport: /airport/ shows the queue.",
        highlight=False,
    )
    for case in morning.cases:
        console.print(f"  a simulated case: /airport/cases/{case.name}/", highlight=False)
