"""The declared conditions as one Python function: for the few pairs of a report that comes alone.

A query costs such a pair more than its answer.  The function is made from the very words that
Splink's statement speaks, and a test holds the two together, pair by pair.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import sqlglot
from sqlglot import exp

from markaz.consolidation.evidence import Row
from markaz.consolidation.weights.comparisons import Comparison, comparisons

# Both reports' evidence, the lower number first; gives the level of each comparison.
Levels = Callable[[Row, Row], tuple[int, ...]]

# How a value and a question is told in Python, from the parts that it has in SQL.
_TOLD: dict[type[exp.Expr], str] = {
    exp.Paren: "({0})",
    exp.Abs: "abs({0})",
    exp.Mul: "{0} * {1}",
    exp.Sub: "{0} - {1}",
    exp.Add: "{0} + {1}",
    exp.Greatest: "greatest({0}, {1})",
    exp.Least: "least({0}, {1})",
    exp.ArraySize: "len({0})",
    exp.ArrayIntersect: "set({0}).intersection({1})",
    exp.EQ: "{0} == {1}",
    exp.GT: "{0} > {1}",
    exp.GTE: "{0} >= {1}",
    exp.LT: "{0} < {1}",
    exp.LTE: "{0} <= {1}",
    exp.Between: "{1} <= {0} <= {2}",
    exp.ArrayContains: "{1} in {0}",
}


class ConditionError(ValueError):
    """A condition uses words of SQL that are not spoken here."""


@cache
def level_finder() -> Levels:
    """The function that finds the level of every comparison of two reports."""
    names: set[str] = set()
    body = [line for known in comparisons() for line in _comparison(known, names)]
    taken = [f" {name} = {name[-1]}[{name[:-2]!r}]" for name in sorted(names)]
    told = ", ".join(f"at_{known.name}" for known in comparisons())
    source = "\n".join(["def levels(l, r):", *taken, *body, f" return ({told},)"])
    made: dict[str, Any] = {"least": _least, "greatest": _greatest}
    exec(compile(source, "comparisons.yml", "exec"), made)  # noqa: S102 (our own declarations)
    found: Levels = made["levels"]
    return found


def _comparison(known: Comparison, names: set[str]) -> Iterator[str]:
    yield f" if {_condition(known.unknown, names)}: at_{known.name} = 0"
    for at, level in enumerate(known.levels, start=1):
        asked = f"elif {_condition(level.condition, names)}" if level.condition else "else"
        yield f" {asked}: at_{known.name} = {at}"


def _condition(words: str, names: set[str]) -> str:
    parsed = sqlglot.parse_one(words, dialect="duckdb")
    names |= {column.name for column in parsed.find_all(exp.Column)}
    return _holds(parsed)


def _holds(node: exp.Expr) -> str:
    """Whether a condition is true; unknown is not, and nothing here turns it into its opposite."""
    match node:
        case exp.Paren():
            return f"({_holds(node.this)})"
        case exp.And() | exp.Or():
            word = "and" if isinstance(node, exp.And) else "or"
            return f"({_holds(node.left)} {word} {_holds(node.right)})"
        case exp.Is(expression=exp.Null()):
            return f"{_told(node.this)} is None"
        case exp.Not(this=exp.Is(expression=exp.Null())):
            return f"{_told(node.this.this)} is not None"
    return f"({' and '.join([*_known(node), _told(node)])})"


def _told(node: exp.Expr) -> str:
    """A value, or a question about values of which none is unknown."""
    if isinstance(node, exp.Column):
        return node.name
    if isinstance(node, exp.Literal):
        return repr(str(node.this) if node.is_string else _number(str(node.this)))
    parts = [_told(child) for child in node.iter_expressions()]
    match node:
        case exp.In():
            return f"{parts[0]} in ({', '.join(parts[1:])},)"
        case exp.Anonymous(this="arrays_overlap"):
            return f"not set({parts[0]}).isdisjoint({parts[1]})"
    if type(node) not in _TOLD:
        raise ConditionError(f"{node.sql()} is not spoken here: word the condition in another way.")
    return _TOLD[type(node)].format(*parts)


def _known(node: exp.Expr) -> list[str]:
    """What must be known for the answer not to be unknown."""
    if isinstance(node, exp.Column):
        return [f"{node.name} is not None"]
    parts = [asked for child in node.iter_expressions() for asked in _known(child)]
    if isinstance(node, (exp.Greatest, exp.Least)):
        # These pass over what is unknown, and are unknown only where all of it is.
        return [f"({' or '.join(parts)})"] if parts else []
    return list(dict.fromkeys(parts))


def _number(digits: str) -> int | float:
    return int(digits) if digits.isdigit() else float(digits)


def _greatest(left: float | None, right: float | None) -> float | None:
    return left if right is None else right if left is None else max(left, right)


def _least(left: float | None, right: float | None) -> float | None:
    return left if right is None else right if left is None else min(left, right)
