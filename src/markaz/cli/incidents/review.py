"""`markaz review`, `why`, `judge`, `merge`, `unmerge` and `undo`: pairs in doubt, on a terminal."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Column, Table
from rich.text import Text

from markaz.accounts.models import User
from markaz.actions.review import explaining, judging, queue
from markaz.actions.review.explaining import Why
from markaz.actions.review.judging import Outcome
from markaz.actions.review.queue import Line
from markaz.actions.voices import judging as voices
from markaz.actions.voices import telling
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.cli.incidents import briefs
from markaz.consolidation.reasons import Reason
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Verdict
from markaz.store.pages.named import report_number
from markaz.store.pages.queue import Asked, Progress, Which

# A bar's half, in characters, and the bits it stands for; a stronger reason fills it.
_HALF, _FULL = 10, 12.0
# Below this a reason is none: its bits are printed as 0.0.
_NONE = 0.05
_MG_PER_KG, _LONGEST_NUMBER = 1_000_000, 18
VERDICTS = {"same": Verdict.POSITIVE, "different": Verdict.NEGATIVE, "unsure": Verdict.UNSURE}

Report = Annotated[str, typer.Argument(help="Its number, or AGENCY/REFERENCE.")]
Told = Annotated[str, typer.Argument(help="A report, or a brief by its draft: MSG-3-1.")]
Because = Annotated[str, typer.Option("--reason", "--why", help="Why, for those who ask later.")]


def review(
    limit: Annotated[int, typer.Option(help="How many pairs to list.")] = 20,
    which: Annotated[Which, typer.Option(help="Which pairs.")] = Which.WAITING,
    as_json: JsonFlag = False,
) -> None:
    """List the pairs of reports and of briefs that wait, most double-count weight first."""
    by, now = open_desk()
    asked = Asked(which=which)
    lines = queue.lines(asked, by=by, limit=max(limit, 0))
    waiting = queue.progress(asked, by=by, now=now)
    # Briefs are two or one: nobody lays them aside, and no incident holds them.
    told = telling.briefs(by=by) if which is Which.WAITING else ()
    if as_json:
        first = [asdict(line) for line in lines]
        show_json({**asdict(waiting), "first": first, "briefs": [*map(briefs.as_plain, told)]})
        return
    if not waiting.pairs and not told:
        console.print("No pair waits for a person.")
    if waiting.pairs:
        _list(lines, waiting)
    if told:
        briefs.show(told)


def _list(lines: Iterable[Line], waiting: Progress) -> None:
    amounts = (Column(name, justify="right") for name in ("chance", "at stake", "bits"))
    table = Table("left", "right", *amounts, box=None)
    for line in lines:
        table.add_row(
            f"{line.left_name} [dim]({line.left})[/]",
            f"{line.right_name} [dim]({line.right})[/]",
            f"{line.chance:.0%}",
            _kg(line.at_stake_mg),
            f"{line.weight:+.1f}",
        )
    console.print(table)
    console.print(
        f"{waiting.pairs:,} pairs wait; {_kg(waiting.at_stake_mg)} may be counted twice.",
        highlight=False,
    )


def why(left: Report, right: Report, as_json: JsonFlag = False) -> None:
    """Say why two reports may tell of one event, field by field."""
    by, _ = open_desk()
    told = explaining.why(_number(left, by), _number(right, by), by=by)
    if as_json:
        show_json(_as_json(told))
        return
    heads = (
        "",
        "",
        Column("bits", justify="right"),
        Column("against | for", justify="center", no_wrap=True),
    )
    table = Table(*heads, box=None)
    for reason in told.reasons:
        if reason.level or reason is told.reasons.before:
            table.add_row(reason.label_en, reason.said_en, f"{reason.bits:+.1f}", _bar(reason.bits))
    total = told.reasons.weight
    table.add_row("[bold]Together[/]", f"{told.reasons.chance:.1%}", f"{total:+.1f}", _bar(total))
    console.print(table)
    unsaid = [reason.label_en for reason in told.reasons.compared if not reason.level]
    if unsaid:
        console.print(f"Not stated by both: {', '.join(unsaid)}.", style="dim")
    console.print(f"At stake: {_kg(told.at_stake_mg)}.", highlight=False)


def judge(
    left: Told,
    right: Told,
    verdict: Annotated[str, typer.Argument(help="same, different or unsure.")],
    reason: Because = "",
    as_json: JsonFlag = False,
) -> None:
    """Say whether two reports tell of one event, or two briefs are one; the latest word wins."""
    if verdict not in VERDICTS:
        raise InvalidValueError(f"{verdict!r} is no verdict: say same, different or unsure.")
    by, now = open_desk()
    if voices.are_briefs(left, right, by=by):
        said = VERDICTS[verdict]
        word = voices.judge_briefs(left, right, verdict=said, reason=reason, by=by, now=now)
        briefs.tell(word, machine=as_json)
        return
    done = judging.judge_pair(
        _number(left, by),
        _number(right, by),
        verdict=VERDICTS[verdict],
        reason=reason,
        by=by,
        now=now,
    )
    _tell(done, as_json=as_json)


def merge(
    reports: Annotated[list[str], typer.Argument(help="Two or more: number or AGENCY/REFERENCE.")],
    reason: Because = "",
    as_json: JsonFlag = False,
) -> None:
    """Make one incident of the incidents that these reports tell of."""
    by, now = open_desk()
    numbers = [_number(report, by) for report in reports]
    if len(set(numbers)) == 1:
        raise InvalidValueError("Name two reports or more: one alone has nothing to be joined to.")
    _tell(judging.merge(numbers, reason=reason, by=by, now=now), as_json=as_json)


def unmerge(report: Report, reason: Because = "", as_json: JsonFlag = False) -> None:
    """Take a report out of its incident."""
    by, now = open_desk()
    _tell(judging.unmerge(_number(report, by), reason=reason, by=by, now=now), as_json=as_json)


def undo(
    act: Annotated[str, typer.Argument(help="The act as it was printed: 7, or B7 of briefs.")],
    as_json: JsonFlag = False,
) -> None:
    """Take an act of judging back, as if it had never been said."""
    by, now = open_desk()
    if act[:1].upper() == "B":
        briefs.tell(voices.undo_word(act, by=by, now=now), machine=as_json)
        return
    if not (act.isascii() and act.isdigit() and len(act) <= _LONGEST_NUMBER):
        raise InvalidValueError(f"{act!r} is no act: give it as it was printed, 7 or B7.")
    _tell(judging.undo(int(act), by=by, now=now), as_json=as_json)


def _number(text: str, by: User) -> int:
    return report_number(text, viewer=by.viewer)


def _tell(done: Outcome, *, as_json: bool) -> None:
    if as_json:
        show_json(asdict(done))
        return
    console.print(
        f"Act {done.act}: {len(done.pairs)} pairs; {done.joined} links added,"
        f" {done.parted} ended. Take it back with: markaz undo {done.act}",
        highlight=False,
    )
    if done.left_out:
        numbers = ", ".join(str(number) for number in done.left_out)
        console.print(
            f"No longer with them: report {numbers}; what was said or weighed of it no longer"
            " holds it there.",
            highlight=False,
        )


def _as_json(told: Why) -> dict[str, object]:
    return {
        "left": told.left,
        "right": told.right,
        "weight": round(told.reasons.weight, 3),
        "chance": round(told.reasons.chance, 6),
        "at_stake_mg": told.at_stake_mg,
        "waits": told.review,
        "reasons": _rounded(told.reasons),
    }


def _rounded(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [
        {**asdict(reason), "bits": round(reason.bits, 3), "rarity": round(reason.rarity, 3)}
        for reason in reasons
    ]


def _bar(bits: float) -> Text:
    length = max(1, round(min(abs(bits), _FULL) / _FULL * _HALF))
    filled = length if abs(bits) >= _NONE else 0
    against = ("█" * filled if bits < 0 else "").rjust(_HALF)
    speaking = "█" * filled if bits > 0 else ""
    return Text.assemble((against, "yellow"), ("|", "dim"), (speaking.ljust(_HALF), "green"))


def _kg(milligrams: int) -> str:
    return f"{milligrams / _MG_PER_KG:,.1f} kg"
