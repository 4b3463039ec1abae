"""A simulated campaign taken in by the ordinary actions: its reports for the peers, its truth.

`python -m benchmarks.peers.reports FILES OUT` writes `reports.parquet` (one row a report, as an
analyst would lay them out after intake), `truth.parquet`, and `Markaz.parquet` with the pairs of
the full consolidation; prints what that took.
"""

import csv
import json
import os
import resource
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

MARKAZ = "incidents"
_REPORTS = """
SELECT number, agency, kind, occurred_first AS day, epoch(occurred_first)::BIGINT // 604800 AS week,
       nullif(province, '') AS province,
       coalesce(nullif(airport, ''), nullif(district, '')) AS place,
       nullif(lower(place_text), '') AS place_text, substance, substances, kg, arrested,
       names, names[1] AS name, carriers[1] AS carrier, nullif(operation_text, '') AS operation
FROM current_reports
LEFT JOIN (
    SELECT report_id, arg_max(substance, mass_mg) AS substance, sum(mass_mg) / 1e6 AS kg,
           string_agg(DISTINCT substance, ' ' ORDER BY substance) AS substances
    FROM current_lines WHERE substance <> '' GROUP BY report_id
) USING (report_id)
LEFT JOIN (
    SELECT report_id, list(DISTINCT lower(name_text) ORDER BY lower(name_text)) AS names
    FROM current_persons WHERE name_text <> '' GROUP BY report_id
) USING (report_id)
LEFT JOIN (
    SELECT report_id, list(lower(identifier_text) ORDER BY identifier_text) AS carriers
    FROM current_means WHERE identifier_text <> '' GROUP BY report_id
) USING (report_id)
WHERE grain = 'event' ORDER BY number
"""


def main() -> None:
    """Take a campaign in, consolidate it, write what the peers and the judge need."""
    files, out = map(Path, sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "markaz.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from benchmarks.truth import take_in
    from markaz.actions.consolidation import consolidate
    from markaz.actions.ledger import raw_folder
    from markaz.store import setup
    from markaz.store.incidents import links
    from markaz.store.models import Link, ReportRow

    setup.ensure()
    by, now = setup.operator(), timezone.now()
    take_in(files, by=by, now=now)
    begun = time.perf_counter()
    consolidate(by=by, now=now)
    seconds = time.perf_counter() - begun
    with links.standing_reports(raw_folder()) as ledger:
        reports = ledger.execute(_REPORTS).to_arrow_table()
    pq.write_table(reports, out / "reports.parquet")
    named = ReportRow.objects.filter(known_to=None).values_list("number", "agency", "reference")
    told = _told(files)
    _write_pairs(out / "truth.parquet", [(n, told[agency, ref]) for n, agency, ref in named])
    linked = list(Link.objects.filter(known_to=None).values_list("number", "incident"))
    heads = [(incident, incident) for incident in {incident for _, incident in linked}]
    _write_pairs(out / "Markaz.parquet", linked + heads)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": peak, "variants": [MARKAZ]}))


def _told(files: Path) -> dict[tuple[str, str], str]:
    with (files / "truth" / "reports.csv").open(encoding="utf-8", newline="") as file:
        return {(row["agency"], row["reference"]): row["incident"] for row in csv.DictReader(file)}


def _write_pairs(path: Path, members: list[tuple[int, object]]) -> None:
    groups: dict[object, list[int]] = defaultdict(list)
    for number, group in members:
        groups[group].append(number)
    pairs = [pair for numbers in groups.values() for pair in combinations(sorted(numbers), 2)]
    columns = {
        "variant": pa.array([MARKAZ] * len(pairs), pa.string()),
        "left": pa.array([left for left, _ in pairs], pa.int64()),
        "right": pa.array([right for _, right in pairs], pa.int64()),
    }
    pq.write_table(pa.table(columns), path)


if __name__ == "__main__":
    main()
