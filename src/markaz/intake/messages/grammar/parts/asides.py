"""What a message tells beside its own story: what courts decided, what was only said or denied."""

from collections.abc import Sequence
from itertools import pairwise

from markaz.intake.messages.grammar.heads.figures import drugs
from markaz.intake.messages.grammar.items import Item, any_has

_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_DENIED, _COURT, _SAID, _BURNT = "denied", "court", "", "burnt"


def leave_out(chunks: Sequence[list[Item]]) -> None:
    """Mark the amounts of asides as read, where the message has amounts of its own as well."""
    told = [chunk for chunk in chunks if drugs(chunk)]
    asides = [chunk for chunk in told if _is_aside(chunk)]
    if len(asides) == len(told):
        return
    for chunk in asides:
        for one in chunk:
            one.used = one.used or one.amount is not None or one.has("substance", "drugs")


def _is_aside(chunk: Sequence[Item]) -> bool:
    """Whether a court, a denial or a confession is what a clause tells of its amounts.

    What somebody confessed may lead to a seizure, and who was on bail may be caught again: the
    verb of the clause says so.
    """
    if any(before.key == "since" and _is_year(one) for before, one in pairwise(chunk)):
        # It compares with another year: "the largest since 2022, when 55 kg ...".
        return True
    codes = {one.kinds["aside"] for one in chunk if "aside" in one.kinds}
    caught = any_has(chunk, "arrest")
    seized = caught or any_has(chunk, "seize")
    said = (_SAID in codes or _is_burnt(chunk)) and not seized
    return _DENIED in codes or (_COURT in codes and not caught) or said


def _is_burnt(chunk: Sequence[Item]) -> bool:
    """Whether drugs were burnt at a ceremony: they were seized, and told of, before."""
    burnt = any(one.kinds.get("destroyed") == _BURNT for one in chunk)
    return burnt and any(one.amount is not None and one.amount.dimension == "mass" for one in chunk)


def _is_year(one: Item) -> bool:
    return one.value is not None and _FIRST_YEAR <= one.value <= _LAST_YEAR
