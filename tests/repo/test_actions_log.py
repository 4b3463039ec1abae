"""An action that changes something writes its audit row, in the same transaction.

The functions of the actions and of the store are read as a graph: who names whom.  From each
public action we follow the names; where a write is reached, the audit log must be reached too.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "src" / "markaz"
LOG = "markaz.store.audit.log"
WRITES = {
    "create", "bulk_create", "save", "delete", "update", "get_or_create", "executemany", "copy",
    "backup", "_run",
}  # fmt: skip
# A dict and a hash have these too; only a table has them behind these names.
TABLES = {"objects", "connection", "cursor", "batch", "row", "user", "copy", "_run"}
# A plain cursor writes what its statement says; a row locked by SELECT ... FOR UPDATE is read.
STATEMENT = re.compile(
    r"\b(?:INSERT\s+INTO|DELETE\s+FROM|REPLACE\s+INTO|MERGE\s+INTO|TRUNCATE|COPY)\s"
    r"|(?<!FOR )\bUPDATE\s"
)


@dataclass
class Told:
    """A function, class or constant: what it names, and whether it writes or is a statement."""

    node: ast.AST
    names: set[str] = field(default_factory=set)
    writes: bool = False


def modules(*rooms: str) -> dict[str, str]:
    found = {}
    for room in rooms:
        for path in (HOUSE / room).rglob("*.py"):
            if "migrations" not in path.parts:
                dotted = ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts)
                found[dotted.removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


def imported(tree: ast.Module) -> dict[str, str]:
    return {
        one.asname or one.name: f"{node.module}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }


def names_in(node: ast.AST, module: str, known: dict[str, str]) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield known.get(one.id, f"{module}.{one.id}")
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            yield f"{known.get(one.value.id, one.value.id)}.{one.attr}"


def is_write(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    behind = {one.id for one in ast.walk(called) if isinstance(one, ast.Name)}
    behind |= {one.attr for one in ast.walk(called) if isinstance(one, ast.Attribute)}
    return name in WRITES and bool(behind & TABLES)


def is_statement(node: ast.AST) -> bool:
    """Whether a text, or a piece of one that is put together, is SQL that changes rows."""
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(STATEMENT.search(node.value))
    )


def graph(sources: dict[str, str]) -> dict[str, Told]:
    told = {}
    for module, source in sources.items():
        tree = ast.parse(source)
        known = imported(tree)
        for node in tree.body:
            for name in named_by(node):
                told[f"{module}.{name}"] = Told(
                    node,
                    set(names_in(node, module, known)),
                    any(is_write(one) or is_statement(one) for one in ast.walk(node))
                    or "transaction.atomic" in ast.unparse(node),
                )
    return told


def named_by(node: ast.stmt) -> list[str]:
    """What a statement of a module gives a name to."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [one.id for one in node.targets if isinstance(one, ast.Name)]
    return []


def reached(start: str, told: dict[str, Told]) -> set[str]:
    found, open_ends = set(), [start]
    while open_ends:
        name = open_ends.pop()
        if name not in found:
            found.add(name)
            # What the log itself writes is the receipt, not the change.
            open_ends += told[name].names if name in told and name != LOG else ()
    return found


def silent(sources: dict[str, str]) -> list[str]:
    """Public actions that change something and log nothing."""
    told = graph(sources)
    found = []
    for name, one in told.items():
        public = name.startswith("markaz.actions.") and not name.rpartition(".")[2].startswith("_")
        if public and isinstance(one.node, ast.FunctionDef):
            ways = reached(name, told)
            changes = any(told[way].writes for way in ways & set(told) if way != LOG)
            found += [name] if changes and LOG not in ways else []
    return sorted(found)


def logged_outside(sources: dict[str, str]) -> list[str]:
    """Functions that call the log where no transaction of theirs is open."""
    found = []
    for module, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and "transaction.atomic" not in [
                ast.unparse(one) for one in node.decorator_list
            ]:
                inside = {
                    id(call)
                    for block in ast.walk(node)
                    if isinstance(block, ast.With)
                    and any("transaction.atomic" in ast.unparse(w) for w in block.items)
                    for call in ast.walk(block)
                }
                logs = [
                    call
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.log"
                ]
                found += [f"{module}.{node.name}" for call in logs if id(call) not in inside]
    return found


REAL = modules("actions", "store")
# Actions call these, and they log their own part.
PARTS = (
    "markaz.actions.grouping",
    "markaz.actions.subjects.indexing",
    "markaz.actions.exchange.talking.answering",
    "markaz.actions.exchange.talking.corresponding",
    "markaz.actions.exchange.sharing.recalling",
    "markaz.actions.intake",
    "markaz.actions.subjects.check",
    "markaz.actions.exchange.sharing.releasing",
    "markaz.actions.operations.clashing",
    "markaz.actions.operations.clock",
    "markaz.actions.operations.planning",
    "markaz.actions.operations.desk.tasking",
    "markaz.actions.airport.casework.custody",
    "markaz.actions.crops.imagery.measuring",
    "markaz.actions.airport.bags.queueing",
    "markaz.actions.airport.machines.detectors",
)
HEAD = (
    "from markaz.store import audit\nfrom markaz.store.incidents import links\n"
    "from markaz.store import plain\n"
    "from django.db import transaction\n"
)
STORE = {
    "markaz.store.incidents.links": "def join(pairs):\n    Link.objects.bulk_create(pairs)\n",
    "markaz.store.plain": (
        'ADD = "INSERT INTO store_x (a) VALUES (%s)"\n'
        "def add(a):\n    with connection.cursor() as c:\n        c.execute(ADD, [a])\n"
        "def move(table):\n    cursor.execute(f'UPDATE {table} SET a = 1')\n"
        "def drop(a):\n    cursor.execute('DELETE FROM store_x WHERE a = %s', [a])\n"
        "def lock(a):\n    cursor.execute('SELECT a FROM store_x WHERE a = %s FOR UPDATE', [a])\n"
    ),
    "markaz.store.audit": "def log(event):\n    row.save()\n",
}


@pytest.mark.parametrize(
    "body",
    [
        "@transaction.atomic\ndef act():\n    pass\n",
        "def act():\n    Link.objects.create(number=1)\n",
        "def act(user):\n    user.save()\n",
        "def act(pairs):\n    links.join(pairs)\n",
        "def act(pairs):\n    _do(pairs)\ndef _do(pairs):\n    links.join(pairs)\n",
        "def act(a):\n    plain.add(a)\n",
        "def act(a):\n    plain.move(a)\n",
        "def act(a):\n    plain.drop(a)\n",
    ],
)
def test_a_change_without_its_audit_row_is_noticed(body):
    assert silent({**STORE, "markaz.actions.new": HEAD + body}) == ["markaz.actions.new.act"]


@pytest.mark.parametrize(
    "body",
    [
        "@transaction.atomic\ndef act(pairs):\n    links.join(pairs)\n    audit.log('x')\n",
        "def look():\n    return Link.objects.filter(number=1)\n",
        "def look(a):\n    return plain.lock(a)\n",
        "def act(p):\n    _do(p)\ndef _do(p):\n    links.join(p)\n    audit.log('x')\n",
    ],
)
def test_a_logged_change_and_a_mere_look_are_let_be(body):
    assert silent({**STORE, "markaz.actions.new": HEAD + body}) == []


def test_every_action_that_changes_something_logs():
    assert silent(REAL) == []


def test_changing_actions_are_recognised_as_such():
    told = graph(REAL)
    for name in ("intake.receive_file", "consolidation.consolidate", "accounts.open_account"):
        assert any(told[way].writes for way in reached(f"markaz.actions.{name}", told) & set(told))
        assert LOG in reached(f"markaz.actions.{name}", told)


@pytest.mark.parametrize(
    "name",
    [
        "bulk.insert",
        "subjects.checks.keep",
        "subjects.checks.tell",
        "incidents.plain.delete",
        "incidents.pairs.wait",
    ],
)
def test_what_writes_by_a_plain_cursor_is_recognised(name):
    told = graph(REAL)
    assert any(told[way].writes for way in reached(f"markaz.store.{name}", told) & set(told))


@pytest.mark.parametrize("module", [name for name in REAL if "audit.log(" in REAL[name]])
def test_each_action_of_today_would_be_missed_in_the_log(module):
    # What an action calls may log its own part: that is quiet here too, and counts for nothing.
    quiet = {
        name: source.replace("audit.log(", "audit.forget(") if name in (module, *PARTS) else source
        for name, source in REAL.items()
    }
    assert any(name.startswith(f"{module}.") for name in silent(quiet))


def test_a_log_outside_a_transaction_is_noticed():
    assert logged_outside({"m": "def act():\n    audit.log('x')\n"}) == ["m.act"]


def test_every_audit_row_is_written_inside_a_transaction():
    assert logged_outside(modules("actions")) == []
