"""Every noun, figure, field, key, role and vocabulary stands in its paper."""

import inspect
import re
from dataclasses import fields, is_dataclass
from enum import EnumMeta
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from markaz.data.tables import sources
from markaz.governance.permissions import Role
from markaz.intake.sources.description import Expect, Period, Source
from markaz.intake.sources.vocabulary import FIELDS

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "markaz"
DECLARATIONS = HOUSE / "briefing" / "declarations"


def paper(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def nouns() -> list[str]:
    found = set()
    for path in (HOUSE / "records").rglob("*.py"):
        module = import_module(".".join(path.relative_to(HOUSE.parent).with_suffix("").parts))
        for name, value in vars(module).items():
            is_noun = is_dataclass(value) or isinstance(value, EnumMeta)
            if inspect.isclass(value) and is_noun and value.__module__ == module.__name__:
                found.add(name)
    return sorted(found)


@pytest.mark.parametrize("noun", nouns())
def test_every_noun_of_the_records_is_in_the_glossary(noun):
    assert re.search(rf"^\| [^|]*`{noun}` \|", paper("docs/glossary.md"), re.MULTILINE)


def test_every_word_of_the_glossary_has_its_urdu_term_and_its_meaning():
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", paper("docs/glossary.md"), re.MULTILINE)
    words = [row for row in rows if row[0] not in ("Term", "---")]
    assert len(words) > 60
    for term, urdu, meaning in words:
        assert re.search(r"[\u0600-\u06ff]", urdu), term
        assert meaning.endswith("."), term


def test_no_word_is_explained_twice():
    terms = re.findall(r"^\| ([^|]+) \|", paper("docs/glossary.md"), re.MULTILINE)
    words = [term for term in terms if term not in ("Term", "---")]
    assert sorted(words) == sorted(set(words))


def test_every_declared_figure_is_explained():
    declared = {
        figure["id"]
        for path in DECLARATIONS.glob("*.yml")
        for figure in yaml.safe_load(path.read_text(encoding="utf-8"))["figures"]
    }
    assert declared
    explained = paper("docs/figures.md")
    assert [figure for figure in sorted(declared) if f"`{figure}`" not in explained] == []


def test_every_vocabulary_names_its_source():
    tables = {path.stem for path in (HOUSE / "data" / "vocabularies").glob("*.csv")}
    assert tables <= {source.table for source in sources()}


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_of_a_report_is_in_the_guide_to_sources(field):
    assert f"`{field}`" in paper("docs/sources.md").split("## Our fields")[1]


def test_the_guide_to_sources_explains_every_key_and_no_other():
    keys = {one.name for one in fields(Source)} - {"name"}
    guide = paper("docs/sources.md").split("## The keys")[1].split("## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)) == keys


@pytest.mark.parametrize("part", [Expect, Period])
def test_the_guide_to_sources_explains_the_parts_of_a_key(part):
    guide = paper("docs/sources.md")
    assert [one.name for one in fields(part) if f"`{one.name}`" not in guide] == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
def test_every_role_that_signs_in_is_once_in_the_readme(role):
    accounts = paper("README.md").split("## Accounts")[1].split("## ")[0]
    assert len(re.findall(rf"^\| {role.value} \|", accounts, re.MULTILINE)) == 1
