"""What a total may still count twice: pairs of its incidents that wait for a person's judgement."""

from decimal import Decimal

from markaz.briefing.cells import Reading, in_unit
from markaz.briefing.counting import AMOUNT, COUNTED
from markaz.briefing.declared import Declaration
from markaz.records.figure import Number, Risk

_MILLION = 1_000_000
# An incident is counted twice at most once: with the likeliest of those that are no lighter.
_AT_STAKE = """
WITH counted AS (
    SELECT incident, sum({amount}) AS amount FROM fact_{over} JOIN dims USING (dim)
    WHERE in_question AND {known} AND {inside} AND {of_country} AND {where}
      AND {reason} = {counted} AND {amount} IS NOT NULL
    GROUP BY incident
), paired AS (
    SELECT one, other, chance, mine.amount AS amount, theirs.amount AS other_amount
    FROM doubted JOIN counted mine ON mine.incident = one
    JOIN counted theirs ON theirs.incident = other
), grouped AS (
    SELECT one AS incident, amount FROM paired UNION SELECT other, other_amount FROM paired
), lighter AS (
    SELECT least(amount, other_amount) AS amount, max(chance) AS chance
    FROM paired GROUP BY CASE WHEN amount < other_amount THEN one ELSE other END,
                       least(amount, other_amount)
)
SELECT (SELECT count(*) FROM paired), (SELECT sum(amount) FROM grouped),
       (SELECT sum(amount * chance) FROM lighter)
"""


def risk(reading: Reading, declaration: Declaration, *, value: Number) -> Risk:
    """The part of a plain sum that stands in doubt, and how much of it is expected to be double."""
    asked = reading.asked
    if not asked.in_doubt:
        return Risk()
    found = reading.connection.execute(
        _AT_STAKE.format(
            amount=AMOUNT.get(declaration.measure, declaration.measure),
            over="lines" if declaration.over == "lines" else "reports",
            known=asked.known,
            inside=asked.inside,
            of_country=asked.of_country,
            where=declaration.where,
            reason=asked.reason,
            counted=COUNTED,
        )
    ).fetchone()
    pairs, grouped, double = found or (0, None, None)
    if not pairs or not value:
        return Risk()
    share = in_unit(Decimal(grouped), declaration) * 100 / Decimal(value)
    expected = Decimal(double) / _MILLION / declaration.divide
    return Risk(pairs=pairs, share=round(share, 2), expected=round(expected, 3).normalize() + 0)
