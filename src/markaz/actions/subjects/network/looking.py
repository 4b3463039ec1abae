"""Looking at a node's neighbourhood, and at how two nodes hang together; both are logged."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects.network.building import Built, open_network
from markaz.actions.subjects.network.nodes import Link, Node, describe, link
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.governance.purpose import stated
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.subjects.network.neighbours import MOST_STEPS, Neighbourhood, neighbourhood
from markaz.subjects.network.paths import MOST_PATHS, Path, paths

# More links than a person reads in one sitting; the drawing has the others.
_MOST_EXPLAINED = 50


@dataclass(frozen=True, slots=True)
class Hub:
    """What so many share that it links nobody, and how many of those shown have it."""

    kind: str
    value: str
    sharing: int
    touches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """The neighbourhood of a node, for one person.

    `nodes` stand in the order of `found.nodes`, the asked-for one first; `links` explains those
    from the middle to the first of the others, the strongest first.
    """

    found: Neighbourhood
    nodes: tuple[Node, ...]
    links: tuple[tuple[Node, Link], ...]
    hubs: tuple[Hub, ...]
    steps: int

    def as_dict(self) -> dict[str, object]:
        """The neighbourhood for machines."""
        rows = zip(self.nodes, self.found.nodes.to_pylist(), strict=True)
        return {
            "node": self.nodes[0].as_dict(),
            "steps": self.steps,
            "nodes": [{**node.as_dict(), "step": row["step"]} for node, row in rows],
            "links": [
                {
                    "left": self.nodes[row["left"]].name,
                    "right": self.nodes[row["right"]].name,
                    "strength": round(row["strength"], 3),
                }
                for row in self.found.links.to_pylist()
            ],
            "explained": [{"with": n.name, **one.as_dict()} for n, one in self.links],
            "hubs": [
                {"kind": hub.kind, "value": hub.value, "shared_by": hub.sharing}
                for hub in self.hubs
            ],
            "left_out": self.found.left_out,
        }


@dataclass(frozen=True, slots=True)
class Way:
    """One path: its nodes, and the link between each two of them."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    def as_dict(self) -> dict[str, object]:
        """The path for machines."""
        return {
            "nodes": [node.as_dict() for node in self.nodes],
            "links": [one.as_dict() for one in self.links],
        }

    @property
    def hops(self) -> tuple[tuple[Link, Node], ...]:
        """Each link with the node that it leads to."""
        return tuple(zip(self.links, self.nodes[1:], strict=True))


@dataclass(frozen=True, slots=True)
class Between:
    """The shortest paths from one node to another."""

    first: Node
    last: Node
    ways: tuple[Way, ...]

    def as_dict(self) -> dict[str, object]:
        """The paths for machines."""
        return {
            "from": self.first.as_dict(),
            "to": self.last.as_dict(),
            "paths": [way.as_dict() for way in self.ways],
        }


def near(name: str, *, steps: int = 1, purpose: str, by: User, now: datetime) -> Near:
    """Who is near a node, one step or two; that it was looked at is written down.

    Raises:
        PurposeError: it is not said for what.
        InvalidValueError: there is no node of this name that the person may see.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    why = stated(purpose)
    if not 1 <= steps <= MOST_STEPS:
        raise InvalidValueError("Ask for 1 to {most} steps.", most=MOST_STEPS)
    built = open_network(by.viewer)
    place = _place(built, name)
    shown = _near(built, place, steps=steps)
    with transaction.atomic():
        audit.log(
            Event.NETWORK_VIEWED,
            subject=_subject(built, place),
            by=by,
            now=now,
            details={"steps": steps, "purpose": why},
        )
    return shown


def between(
    first: str, last: str, *, most: int = 3, purpose: str, by: User, now: datetime
) -> Between:
    """The shortest paths from one node to another, explained; that it was asked is written down.

    Raises:
        PurposeError: it is not said for what.
        InvalidValueError: one of them is no node that the person may see, or both are one.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    why = stated(purpose)
    if not 1 <= most <= MOST_PATHS:
        raise InvalidValueError("Ask for 1 to {most} paths.", most=MOST_PATHS)
    built = open_network(by.viewer)
    ends = _place(built, first), _place(built, last)
    if ends[0] == ends[1]:
        raise InvalidValueError("Both names are of one: give two different ones.")
    found = paths(built.network, *ends, most=most)
    # Described together: a node on several paths is read once.
    every = list(dict.fromkeys([*ends, *(node for path in found for node in path.nodes)]))
    known = dict(zip(every, describe(built, every), strict=True))
    with transaction.atomic():
        audit.log(
            Event.PATHS_ASKED,
            subject=_subject(built, ends[0]),
            by=by,
            now=now,
            details={"to": _subject(built, ends[1]), "purpose": why},
        )
    ways = tuple(_way(built, path, known) for path in found)
    return Between(known[ends[0]], known[ends[1]], ways)


def _place(built: Built, name: str) -> int:
    place = built.place(name.strip().upper())
    if place is None:
        raise InvalidValueError("There is no {name!r} in the network that you may see.", name=name)
    return place


def _subject(built: Built, place: int) -> str:
    subject = built.subjects[place]
    return f"mention {built.mentions[place]}" if subject is None else f"subject {subject}"


def _near(built: Built, place: int, *, steps: int) -> Near:
    found = neighbourhood(built.network, place, steps=steps)
    places, strengths = found.nodes["node"].to_pylist(), found.nodes["strength"].to_pylist()
    nodes = describe(built, places)
    direct = [at for at, step in enumerate(found.nodes["step"].to_pylist()) if step == 1]
    explained = [
        (nodes[at], link(built, place, places[at], strength=strengths[at]))
        for at in direct[:_MOST_EXPLAINED]
    ]
    hubs = [
        Hub(
            built.network.kinds[row["tie"]].as_py(),
            built.network.values[row["tie"]].as_py(),
            row["sharing"],
            tuple(row["touches"]),
        )
        for row in found.hubs.to_pylist()
    ]
    return Near(found, tuple(nodes), tuple(explained), tuple(hubs), steps)


def _way(built: Built, path: Path, known: dict[int, Node]) -> Way:
    ends = zip(path.nodes, path.nodes[1:], path.strengths, strict=False)
    links = tuple(link(built, left, right, strength=one) for left, right, one in ends)
    return Way(tuple(known[node] for node in path.nodes), links)
