"""From mentions and their numbers to what nodes share, as Arrow tables."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from markaz.subjects.network.links import SHARED

# A node by its name, and whose it is: a subject, or else the one mention.
WHOSE = pa.schema([("node", pa.string()), ("subject", pa.int64()), ("mention", pa.int64())])
# Things that no subject is are no nodes: whoever was named with a vehicle shares it.
_ROWS = """
CREATE VIEW rows AS SELECT * FROM standing WHERE part <> 'means' OR subject IS NOT NULL
"""
_WHOSE = """
SELECT node, any_value(subject) AS subject, min(mention) AS mention FROM rows GROUP BY node
UNION ALL SELECT name, subject, NULL FROM subjects ANTI JOIN rows USING (subject)
"""
_SHARED = """
SELECT node, report, 'incident' AS kind, incident::VARCHAR AS value FROM rows
WHERE incident IS NOT NULL
UNION ALL SELECT node, report, numbers.kind, value FROM rows JOIN numbers USING (mention)
UNION ALL SELECT rows.node, rows.report, numbers.kind, value
FROM standing thing JOIN numbers USING (mention) JOIN rows USING (report_id)
WHERE thing.part = 'means'
UNION ALL SELECT node, report, 'address', address FROM rows WHERE address <> ''
"""


@dataclass(frozen=True, slots=True)
class Sharing:
    """The nodes (WHOSE) and what their mentions have (links.SHARED)."""

    whose: pa.Table
    shared: pa.Table


def sharing(standing: pa.Table, numbers: pa.Table, subjects: pa.Table) -> Sharing:
    """Who has what.

    `standing` holds mention, part, report_id, report, incident, subject, address and the node's
    name; `numbers` mention, kind and value; `subjects` subject and name, also of those that no
    mention is of.  Addresses are compared as they stand: fold them before.
    """
    with duckdb.connect() as connection:
        for name, table in (("standing", standing), ("numbers", numbers), ("subjects", subjects)):
            connection.register(name, table)
        connection.execute(_ROWS)
        whose = connection.execute(_WHOSE).to_arrow_table().cast(WHOSE)
        return Sharing(whose, connection.execute(_SHARED).to_arrow_table().cast(SHARED))
