"""The values in conflict of all incidents: reports differ, and nobody has decided."""

import duckdb

from markaz.consolidation.choosing.differing import DIFFERS
from markaz.records.kinds import ValueField


def _of(field: ValueField) -> str:
    return f"""
    SELECT episode, any_value(mine.incident) AS incident, '{field.value}' AS field,
           any_value(mine.number) AS number, count(*) AS differing
    FROM speaking JOIN candidates mine USING (episode) JOIN candidates other USING (episode)
    WHERE mine.report_id = speaking.{field.value}_id AND other.number <> mine.number
      AND mine.decided_{field.value} IS NULL AND {DIFFERS[field]}
    GROUP BY episode
    """  # noqa: S608 (our own names)


# The weight of an incident is the most that one of its reports tells: it orders and is not summed.
_CONFLICTS = f"""
CREATE OR REPLACE TEMP TABLE conflicts AS
WITH speaking AS (
    SELECT DISTINCT ON (episode) * FROM told WHERE known_to IS NULL AND size > 1
), weighed AS (
    SELECT episode, max(mass_mg) AS mass_mg FROM candidates GROUP BY episode
), found AS ({" UNION ALL ".join(map(_of, DIFFERS))})
SELECT incident, field, number, differing, mass_mg FROM found JOIN weighed USING (episode)
"""  # noqa: S608 (our own names)


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `conflicts` of what `values.choose` made, as it stands today.

    One row for each incident and field: the report that speaks for it, how many others say
    otherwise, and the incident's weight in milligrams.
    """
    connection.execute(_CONFLICTS)
