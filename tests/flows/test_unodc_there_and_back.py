"""Published seizures taken in, given out in UNODC's columns and taken in again are the same."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from markaz.actions.exchange import forms
from markaz.actions.intake import receive_file
from markaz.intake import reading, sources

FILE = (
    Path(__file__).resolve().parents[3]
    / "shared/data/unodc_ids/ids_pakistan_afghanistan_2011_2014.csv"
)
YEAR = 2013

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def published(home, operator, now):
    if not FILE.exists():
        pytest.skip(f"{FILE.name} is not here: the shared data lie beside the project")
    receive_file(FILE, source="unodc-ids", by=operator, now=now)


def amounts(path):
    """How often each day, substance and amount stand in a file, of one country and year."""
    found = Counter()
    layout = sources.load("unodc-ids")
    for chunk in reading.read(path, source=layout, today=date(2026, 1, 1)):
        reports = chunk.reports.to_pylist()
        for line in chunk.lines.to_pylist():
            report = reports[line["ordinal"]]
            if report["country"] == "PK" and report["kind"] == "seizure":
                day = report["occurred_first"]
                measured = (line["mass_mg"], line["volume_ul"], line["pieces"])
                if day.year == YEAR and any(one is not None for one in measured):
                    found[day, line["substance"], *measured] += 1
    return found


def test_what_was_published_comes_back(published, operator, now, tmp_path):
    out = tmp_path / "out.csv"
    made = forms.list_individual_seizures(YEAR, by=operator, now=now)
    out.write_text(made.text, encoding="utf-8")
    theirs, ours = amounts(FILE), amounts(out)
    assert sum(theirs.values()) > 300
    assert ours == theirs


def test_the_questionnaire_sums_what_was_published(published, operator, now):
    made = forms.fill_questionnaire(YEAR, by=operator, now=now)
    heroin = next(row for row in made.rows if row.drug == "Heroin")
    theirs = {key: count for key, count in amounts(FILE).items() if key[1] == "OPI-HEROIN"}
    assert heroin.seizures.value - heroin.unmeasured == sum(theirs.values())
    assert heroin.unmeasured > 0
    weighed = sum(key[2] * count for key, count in theirs.items() if key[2] is not None)
    assert heroin.kilograms.value * 1_000_000 == weighed
