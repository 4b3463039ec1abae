"""Every sentence that a page may refuse with is a template in the code, and stands in Urdu.

The code is the only list of sentences: calls of `MarkazError` and of what descends from it are read
from its syntax, and what they say is looked up in the catalogue of the pages.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

import pytest

HOUSE = Path(__file__).parents[2] / "src" / "markaz"
CATALOGUE = HOUSE / "console" / "locale" / "ur" / "LC_MESSAGES" / "django.mo"
# Whose words no page shows: they speak English to terminals and to programs.
ENGLISH = {"cli", "api", "taxii", "config", "simulation"}


@dataclass(frozen=True)
class Sentence:
    """A template, and the names of the values that its call gives; None where another call does."""

    template: str
    values: frozenset[str] | None


def fields(template: str) -> set[str]:
    return {name for _text, name, _spec, _how in Formatter().parse(template) if name}


def refusals(trees: list[ast.Module]) -> set[str]:
    """The names of `MarkazError` and of every class that descends from it."""
    known = {"MarkazError"}
    classes = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    while True:
        more = {
            one.name for one in classes if {ast.unparse(base) for base in one.bases} & known
        } - known
        if not more:
            return known
        known |= more


def constants(tree: ast.Module) -> dict[str, list[str]]:
    """The texts behind each name of a module: of a text one, of a table all of its values."""
    found: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value
            parts = value.values if isinstance(value, ast.Dict) else [value]
            texts = [one.value for one in parts if isinstance(one, ast.Constant)]
            found[node.targets[0].id] = [one for one in texts if isinstance(one, str)]
    return found


def texts(node: ast.expr, known: dict[str, list[str]]) -> list[str] | None:
    """What a first argument may say; None where the syntax alone does not tell."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.Subscript):
        node = node.value
    return known.get(node.id) if isinstance(node, ast.Name) else None


def sentences(source: str, kinds: set[str]) -> Iterator[Sentence | str]:
    """Each sentence of a module; a text instead where what is said cannot be read from it."""
    tree = ast.parse(source)
    known = constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in kinds:
            yield from (
                Sentence(one.value.value, frozenset())
                for one in node.body
                if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "sentence"
                if isinstance(one.value, ast.Constant) and one.value.value
            )
        if isinstance(node, ast.Call) and ast.unparse(node.func) in kinds and node.args:
            said = texts(node.args[0], known)
            if said is None:
                yield f"{node.lineno}: {ast.unparse(node)}"
            else:
                names = frozenset(one.arg or "**" for one in node.keywords)
                yield from (Sentence(one, names) for one in said)


SOURCES = {
    str(path.relative_to(HOUSE)): path.read_text(encoding="utf-8")
    for path in sorted(HOUSE.rglob("*.py"))
    if path.relative_to(HOUSE).parts[0] not in ENGLISH
}
KINDS = refusals([ast.parse(source) for source in SOURCES.values()])
FOUND = {name: list(sentences(source, KINDS)) for name, source in SOURCES.items()}
# Says again what another call said: what it is given was read there.
AGAIN = {
    "actions/airport/bags/opening.py",
    "actions/crops/verifying/photos.py",
    "console/views/jobs.py",
    "console/airport/lines.py",
}
SAID = sorted(
    {one for found in FOUND.values() for one in found if isinstance(one, Sentence)},
    key=lambda one: one.template,
)


def test_every_refusal_is_said_by_a_template_that_the_code_shows():
    hidden = {
        name: [one for one in found if isinstance(one, str)]
        for name, found in FOUND.items()
        if name not in AGAIN
    }
    assert {name: found for name, found in hidden.items() if found} == {}
    assert len(SAID) > 150


@pytest.mark.parametrize("one", SAID, ids=lambda one: one.template[:60])
def test_every_refusal_has_its_values_and_its_urdu(one):
    if one.values:
        assert fields(one.template) == one.values
    else:
        assert not fields(one.template)
    with CATALOGUE.open("rb") as file:
        urdu = GNUTranslations(file).gettext(one.template)
    assert urdu != one.template
    assert fields(urdu) == fields(one.template)


BAD = "raise InvalidValueError(f'no {x}')\nraise InvalidValueError(say(x))\n"
GOOD = (
    "ONE = 'one'\nMANY = {1: 'two', 2: 'three'}\n"
    "raise InvalidValueError('no {x}', x=1)\nraise InvalidValueError(ONE)\n"
    "raise InvalidValueError(MANY[1])\nclass New(InvalidValueError):\n    sentence = 'four'\n"
)


def test_a_sentence_that_is_put_together_is_noticed():
    assert [type(one) for one in sentences(BAD, {"InvalidValueError"})] == [str, str]


def test_sentences_are_found_in_calls_names_tables_and_classes():
    kinds = refusals([ast.parse(f"class InvalidValueError(MarkazError): ...\n{GOOD}")])
    assert kinds == {"MarkazError", "InvalidValueError", "New"}
    found = {one.template for one in sentences(GOOD, kinds)}
    assert found == {"no {x}", "one", "two", "three", "four"}
