"""An operation against all that are live, asked of the tables: whoever's process kept them.

An answer is given only inside a transaction that nobody else enters operations beside: of two
officers who enter at the same instant the second one waits, and is told of the first.
"""

from markaz.actions.operations import desk_rules
from markaz.deconfliction import cells
from markaz.deconfliction.held import overlaps_with
from markaz.deconfliction.tracks import course, track
from markaz.records.operations.conflict import Overlap
from markaz.records.operations.operation import Operation
from markaz.records.operations.whereabouts import Whereabouts
from markaz.store.operations import plans, whereabouts


def overlaps(operation: Operation) -> tuple[Overlap, ...]:
    """Every overlap with an operation that is planned or under way; call it inside a transaction.

    Nobody else enters or changes an operation before that transaction ends.
    """
    plans.alone()
    rules = desk_rules.in_force()
    ours = track(course(operation), rules=rules)
    asked = cells.asked(ours, rules=rules)
    near = cells.near(asked, whereabouts.near(asked))
    kept = whereabouts.runs(
        (run for _, run in near), asker=operation.key, own_agency=rules.own_agency
    )
    return overlaps_with(ours, near, kept=kept, rules=rules)


def where(operation: Operation) -> Whereabouts:
    """Where an operation is, to be kept with its plan."""
    return cells.whereabouts(course(operation))
