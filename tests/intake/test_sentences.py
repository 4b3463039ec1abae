"""Every sentence that intake says of a row is said in Urdu too."""

import ast
from pathlib import Path

import pytest

from markaz.intake.values.sentences import in_urdu

ROOM = Path(__file__).parents[2] / "src" / "markaz" / "intake"
# Described sources are checked for whoever writes them, in English; messages have their own forms.
ROW_WISE = [
    path
    for path in sorted(ROOM.rglob("*.py"))
    if not {"sources", "messages"} & set(path.relative_to(ROOM).parts)
]
SAYS = {"ValueError", "Doubtful", "Question", "Remark", "refuse", "doubt"}
NAMED = {"sentence", "reason"}


def spoken(node: ast.expr) -> str | None:
    """A sentence as it might be said, each value a 7; None where it is no sentence of ours."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if " " in node.value else None
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values
        )
    return None


def said(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in SAYS:
            found.update(map(spoken, node.args))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in NAMED:
            found.add(spoken(node.value))
    return {one for one in found if one}


SENTENCES = sorted({one for path in ROW_WISE for one in said(path)})


def test_the_code_was_read():
    assert len(SENTENCES) > 40


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_a_row_stands_in_urdu(sentence):
    urdu = in_urdu(sentence)
    assert urdu is not None
    assert any("\u0600" <= letter <= "\u06ff" for letter in urdu)
    assert urdu.count("7") == sentence.replace("2025", "").count("7")


def test_what_was_written_stays_as_it_was():
    assert "31/13/2025" in str(in_urdu("'31/13/2025' is no date: write it as 2025-03-31"))


def test_several_reasons_of_one_row_are_all_said():
    both = "'x' is negative: correct it; the quantity names no substance: fill it in"
    assert str(in_urdu(both)).count("؛") == 1


def test_what_nobody_of_us_said_is_left_alone():
    assert in_urdu("somebody's own words") is None
