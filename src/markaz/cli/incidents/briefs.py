"""Briefs that may tell of one week, for `markaz review`, `judge` and `undo`."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.markup import escape
from rich.table import Table

from markaz.actions.voices.judging import Judged
from markaz.actions.voices.telling import Told
from markaz.cli.desk import console, show_json
from markaz.records.kinds import Verdict

_SAID = {
    Verdict.POSITIVE: "are one brief, told twice",
    Verdict.NEGATIVE: "are two different briefs",
    Verdict.WITHDRAWN: "are as if nothing had been said of them",
}


def as_plain(one: Told) -> dict[str, object]:
    """A pair of briefs as a JSON object."""
    left, right = one.references
    return {
        "left": left,
        "right": right,
        "reasons": [reason.sentence.en for reason in one.voices.reasons],
        "differing": [
            {"field": field, "left": ours, "right": theirs}
            for field, ours, theirs in one.voices.differing
        ],
        "judged_before": _before(one),
    }


def show(found: Sequence[Told]) -> None:
    """Print the pairs of briefs that wait, each with its reasons and what differs."""
    table = Table("brief", "brief", "why", "each says otherwise", box=None)
    for one in found:
        why = "\n".join(reason.sentence.en for reason in one.voices.reasons)
        if one.before:
            why += f"\nread otherwise since {one.before.by} judged them ({one.before})"
        differing = "\n".join(
            f"{field}: {ours} + {theirs}" for field, ours, theirs in one.voices.differing
        )
        table.add_row(*one.references, escape(why), escape(differing))
    console.print(table)
    console.print(
        f"{len(found):,} pairs of briefs wait; none is added up twice once it is judged.",
        highlight=False,
    )


def tell(done: Judged, *, machine: bool) -> None:
    """Print what was said of two briefs, and how it is taken back."""
    if machine:
        show_json(asdict(done))
        return
    left, right = done.briefs
    back = (
        "" if done.verdict is Verdict.WITHDRAWN else f" Take it back with: markaz undo {done.act}"
    )
    console.print(
        f"Act {done.act}: {left} and {right} {_SAID[done.verdict]}.{back}", highlight=False
    )


def _before(one: Told) -> dict[str, object] | None:
    word = one.before
    if word is None:
        return None
    return {"act": str(word), "verdict": word.verdict, "by": word.by, "reason": word.reason}
