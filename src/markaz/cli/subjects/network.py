"""`markaz network` and `markaz path`: who is linked with whom, how strongly, by which reports."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.subjects.network import looking
from markaz.actions.subjects.network.looking import Between, Near
from markaz.actions.subjects.network.nodes import Link, Node
from markaz.cli.desk import JsonFlag, console, open_desk, show_json

Purpose = Annotated[
    str, typer.Option(help="For what case or operation you look; logged, never empty.")
]


def network(
    name: Annotated[str, typer.Argument(help="The name of a subject or of another node.")],
    purpose: Purpose = "",
    steps: Annotated[int, typer.Option(help="One step or two.")] = 1,
    as_json: JsonFlag = False,
) -> None:
    """Show with whom a subject is linked, the strongest first, and what was left out."""
    by, now = open_desk()
    found = looking.near(name, steps=steps, purpose=purpose, by=by, now=now)
    if as_json:
        show_json(found.as_dict())
    else:
        _show(found)


def path(
    first: Annotated[str, typer.Argument(help="The name of a subject or of another node.")],
    last: Annotated[str, typer.Argument(help="The name of the other.")],
    purpose: Purpose = "",
    most: Annotated[int, typer.Option(help="How many paths at the most, 1 to 5.")] = 3,
    as_json: JsonFlag = False,
) -> None:
    """Show how two hang together: the shortest paths, link by link, with the reports."""
    by, now = open_desk()
    found = looking.between(first, last, most=most, purpose=purpose, by=by, now=now)
    if as_json:
        show_json(found.as_dict())
    else:
        _show_paths(found)


def _show(found: Near) -> None:
    middle, others = found.nodes[0], len(found.nodes) - 1
    console.print(f"[bold]{_who(middle)}[/]: {others:,} within {found.steps} steps.")
    if found.links:
        table = Table("name", "who", "how strong", "what they share", box=None)
        for node, one in found.links:
            table.add_row(node.name, _called(node), one.word.value, _shared(one))
        console.print(table)
    further = [(node, step) for node, step in _steps(found) if step > 1]
    if further:
        names = ", ".join(_who(node) for node, _step in further)
        console.print(f"One step further: {names}.", highlight=False)
    for hub in found.hubs:
        console.print(
            f"{hub.kind} {hub.value} is a hub: {hub.sharing:,} share it, so it links nobody.",
            highlight=False,
        )
    if found.found.left_out:
        console.print(f"{found.found.left_out:,} more are left out, less strongly linked.")


def _show_paths(found: Between) -> None:
    if not found.ways:
        console.print("No path leads from one to the other without passing a hub.")
    for nth, way in enumerate(found.ways, start=1):
        console.print(f"[bold]Path {nth}[/]: {len(way.links)} links", highlight=False)
        console.print(f"  {_who(way.nodes[0])}", highlight=False)
        for one, node in way.hops:
            console.print(f"    {one.word.value}: {_shared(one)}", highlight=False)
            console.print(f"  {_who(node)}", highlight=False)


def _steps(found: Near) -> list[tuple[Node, int]]:
    return list(zip(found.nodes, found.found.nodes["step"].to_pylist(), strict=True))


def _who(node: Node) -> str:
    return f"{_called(node)} ({node.name})"


def _called(node: Node) -> str:
    return f"{node.label} s/o {node.father_name}" if node.father_name else node.label


def _shared(one: Link) -> str:
    told = []
    for tie in one.ties:
        reports = ", ".join(map(str, tie.reports))
        by = f" (reports {reports})" if reports and tie.kind != "incident" else ""
        told.append(f"{tie.kind} {tie.value}{by}")
    return "; ".join(told)
