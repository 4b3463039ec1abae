"""What the tables do with whereabouts and questions, row by row and slowly."""

from markaz.deconfliction import cells
from markaz.deconfliction.tracks import course, track
from markaz.records.operations.whereabouts import KeptRun

AXES = ("x", "y", "z")


def kept_runs(operation):
    """The operation's runs as they are kept, by their numbers."""
    return {
        row["run"]: KeptRun(
            operation.key.agency, operation.key.reference, operation.kind,
            *(row[name] for name in ("first", "last", "half_m", "pieces", "outline")),
        )
        for row in cells.whereabouts(course(operation)).runs.to_pylist()
    }  # fmt: skip


def found_near(new, held, *, rules):
    """Which runs of a new operation and of one that is held share a key and meet in bounds."""
    where = cells.whereabouts(course(held))
    asked = cells.asked(track(course(new), rules=rules), rules=rules)
    boxes = {(row["place"], row["kind"]): row for row in asked.boxes.to_pylist()}
    asked_for = {}
    for row in asked.keys.to_pylist():
        asked_for.setdefault(row["key"], []).append(row["place"])
    return sorted(
        {
            (place // 2, cell["run"])
            for cell in where.cells.to_pylist()
            for place in asked_for.get(cell["key"], ())
            if _meet(boxes[place, cell["kind"]], cell)
        }
    )


def _meet(left, right):
    return (
        left["opens"] < right["shuts"]
        and right["opens"] < left["shuts"]
        and all(
            left[f"low_{axis}"] <= right[f"high_{axis}"]
            and right[f"low_{axis}"] <= left[f"high_{axis}"]
            for axis in AXES
        )
    )
