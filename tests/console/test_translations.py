"""Every word of the pages stands in Urdu, and the compiled catalogue is the written one."""

import ast
import gettext
import re
import struct
from functools import cache
from pathlib import Path

import pytest
from django.utils.translation import templatize

CONSOLE = Path(__file__).parents[2] / "src" / "markaz" / "console"
CATALOGUE = CONSOLE / "locale" / "ur" / "LC_MESSAGES" / "django"
ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.M)
PLACES = re.compile(r"%\((\w+)\)s")


@cache
def entries() -> dict[str, list[str]]:
    """Each msgid of the written catalogue with its Urdu forms."""
    found: dict[str, list[str]] = {}
    current = ""
    for kind, quoted in ENTRY.findall(CATALOGUE.with_suffix(".po").read_text(encoding="utf-8")):
        text = "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', quoted))
        if kind == "msgid":
            current = text
            found[current] = []
        elif kind.startswith("msgstr"):
            found[current].append(text)
    return found


def asked_in_templates() -> set[str]:
    # Each call of gettext may name a message of its own language; only the first text is the id.
    call = re.compile(r'\b(?:n|p)?gettext\(\s*(?:u)?(["\'])((?:\\.|(?!\1).)*)\1', re.S)
    texts = set()
    for path in (CONSOLE / "templates").rglob("*.html"):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        texts |= {match[1] for match in call.findall(source)}
    return {ast.literal_eval(f'"{text}"') for text in texts}


def asked_in_modules() -> set[str]:
    return {
        node.args[0].value
        for path in CONSOLE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
        if isinstance(node.args[0], ast.Constant)
    }


def test_no_word_of_the_templates_lacks_its_urdu():
    asked = asked_in_templates()
    assert len(asked) > 150
    assert sorted(text for text in asked if not all(entries().get(text, [""]))) == []


def test_no_word_of_the_modules_lacks_its_urdu():
    asked = asked_in_modules()
    assert len(asked) > 60
    assert sorted(text for text in asked if not all(entries().get(text, [""]))) == []


@pytest.mark.parametrize("text", sorted(entries())[1:])
def test_an_urdu_text_is_in_urdu_and_keeps_its_places(text):
    for urdu in entries()[text]:
        assert re.search(r"[\u0600-\u06ff]", urdu)
        assert set(PLACES.findall(urdu)) == set(PLACES.findall(text))


def test_the_compiled_catalogue_is_the_written_one():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for text, urdu in entries().items():
        if text and len(urdu) == 1:
            assert compiled.gettext(text) == urdu[0]
    count = struct.unpack("<I", CATALOGUE.with_suffix(".mo").read_bytes()[8:12])[0]
    assert count == len(entries())
