"""Invented files, written as an agency would send them."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
import yaml

from markaz.intake import sources
from markaz.intake.reading import Chunk, read

TODAY = date(2025, 12, 7)
_HEADER = """agency reference kind occurred occurred_to reported_on country province district place
airport substance form quantity unit status role partners operation transport concealment detection
origin departure transit destination route arrested arrested_foreign value currency crop area
area_unit event_count person_name father_name nationality sex age person_role document phone
means_kind means_identifier means_description marking remarks"""
HEADER = _HEADER.split()
SOUND = {
    "agency": "ANF",
    "reference": "A/1",
    "occurred": "2025-03-04",
    "substance": "charas",
    "quantity": "12.5",
    "unit": "kg",
}


class Result:
    """All chunks of one reading, put together."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self.chunks = list(chunks)
        self.rows = sum(chunk.rows for chunk in self.chunks)
        self.repeats = sum(chunk.repeats for chunk in self.chunks)
        self.set_aside = [one for chunk in self.chunks for one in chunk.set_aside]
        self.questions = [one for chunk in self.chunks for one in chunk.questions]

    def _all(self, part: str) -> list[dict[str, object]]:
        return [row for chunk in self.chunks for row in getattr(chunk, part).to_pylist()]

    @property
    def reports(self) -> list[dict[str, object]]:
        return self._all("reports")

    @property
    def lines(self) -> list[dict[str, object]]:
        return self._all("lines")

    @property
    def persons(self) -> list[dict[str, object]]:
        return self._all("persons")

    @property
    def means(self) -> list[dict[str, object]]:
        return self._all("means")

    @property
    def asked(self) -> list[str]:
        return [one.sentence for one in self.questions]

    @property
    def reasons(self) -> list[str]:
        return [one.reason for one in self.set_aside]

    def balanced(self) -> bool:
        return all(
            chunk.rows
            == sum(chunk.reports["row_count"].to_pylist()) + chunk.repeats + len(chunk.set_aside)
            for chunk in self.chunks
        )


def receive(path: Path, *, source: str | sources.Source = "markaz-standard", **options) -> Result:
    found = sources.load(source) if isinstance(source, str) else source
    result = Result(read(path, source=found, today=options.pop("today", TODAY), **options))
    assert result.balanced()
    return result


@pytest.fixture
def send(tmp_path: Path) -> Callable[..., Result]:
    """Write text or bytes to a file and read it."""

    def _send(content: str | bytes, *, name: str = "report.csv", **options) -> Result:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return receive(path, **options)

    return _send


@pytest.fixture
def standard(send) -> Callable[..., Result]:
    """Read standard rows, each given as what differs from one sound seizure."""

    def _standard(*rows: dict[str, str], **options) -> Result:
        told = [SOUND | row for row in rows]
        columns = [name for name in HEADER if any(name in row for row in told)]
        quoted = [[f'"{row.get(name, "")}"' for name in columns] for row in told]
        return send("\n".join([",".join(columns), *map(",".join, quoted)]) + "\n", **options)

    return _standard


@pytest.fixture
def described(tmp_path: Path) -> Callable[..., sources.Source]:
    """A source of the test's own, written as YAML and loaded."""

    def _described(**keys) -> sources.Source:
        content = {
            "title": {"en": "Invented", "ur": "فرضی"},
            "agency": "ANF",
            "columns": {
                "Ref": "reference", "Date": "occurred", "Drug": "substance", "Qty": "quantity",
                "Unit": "unit",
            },
        }  # fmt: skip
        content |= keys
        folder = tmp_path / "own-sources"
        folder.mkdir(exist_ok=True)
        path = folder / "invented.yml"
        path.write_text(
            yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
        return sources.load("invented", extra=folder)

    return _described


@pytest.fixture(name="receive")
def _receive() -> Callable[..., Result]:
    """Read a file that is already there."""
    return receive
