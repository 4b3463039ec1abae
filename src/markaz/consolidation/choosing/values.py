"""For each part of an incident, the report that speaks for it, by a named rule."""

from dataclasses import dataclass

import duckdb

from markaz.consolidation.choosing import candidates, episodes
from markaz.consolidation.choosing.differing import DIFFERS
from markaz.consolidation.choosing.rules import RULES, Rule
from markaz.records.kinds import ValueField

_PICKS = ", ".join(
    f"arg_min(report_id, ({', '.join(rule.rank for rule in rules)})) AS {field.value}_id"
    for field, rules in RULES.items()
)
_SELF = ", ".join(
    f"coalesce({field.value}_id, report_id) AS {field.value}_id" for field in ValueField
)
_TOLD = f"""
CREATE OR REPLACE TEMP TABLE told AS
SELECT members.episode, incident, size, report_id, number, known_from, known_to, {_SELF}
FROM members LEFT JOIN (SELECT episode, {_PICKS} FROM candidates GROUP BY episode)
USING (episode)
"""  # noqa: S608 (rules of this room)


def choose(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `told`: who told of which incident when, and who speaks for what of it.

    One row for each report that was ever linked and each episode of its incident, with the
    `report_id` that speaks for each field.  Reads `raw_reports`, `raw_lines`, `raw_links` and
    `raw_decisions` (schemas LEDGER_*); what a viewer may not see must not be in them.
    """
    episodes.lay_out(connection)
    candidates.lay_out(connection)
    connection.execute(_TOLD)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which report speaks for one field of an incident, by which rule, and who says otherwise.

    `differing` are the numbers of the reports whose value differs materially; they stand in
    conflict until a person decides.
    """

    field: ValueField
    number: int
    rule: Rule
    differing: tuple[int, ...]

    @property
    def decided(self) -> bool:
        """Whether a person chose."""
        return self.rule.name == "person"

    @property
    def open(self) -> bool:
        """Whether reports differ and nobody has decided."""
        return bool(self.differing) and not self.decided


def explain(connection: duckdb.DuckDBPyConnection) -> tuple[Choice, ...]:
    """How each field of the one incident laid out was chosen, as it stands; none for one report.

    Call it after `choose` on a connection that holds the reports of one incident only.
    """
    return tuple(
        _choice(connection, field, rules) for field, rules in RULES.items() if _several(connection)
    )


def _several(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute("SELECT count(*) FROM candidates WHERE known_to IS NULL").fetchone()
    return bool(found and found[0])


def _choice(
    connection: duckdb.DuckDBPyConnection, field: ValueField, rules: tuple[Rule, ...]
) -> Choice:
    ranks = ", ".join(rule.rank for rule in rules)
    ordered = connection.execute(
        f"SELECT number, [{ranks}]::BIGINT[] AS ranks FROM candidates"  # noqa: S608 (our rules)
        " WHERE known_to IS NULL ORDER BY ranks"
    ).fetchall()
    (number, best), (_, next_best) = ordered[:2]
    separating = next(
        rule for rule, mine, other in zip(rules, best, next_best, strict=True) if mine != other
    )
    differing = connection.execute(
        f"SELECT other.number FROM candidates mine JOIN candidates other USING (episode)"  # noqa: S608
        f" WHERE mine.known_to IS NULL AND mine.number = ? AND {DIFFERS[field]}"
        " ORDER BY other.number",
        [number],
    ).fetchall()
    return Choice(field, number, separating, tuple(one for (one,) in differing))
