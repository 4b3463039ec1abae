"""What a person is shown of a node: who it is, by whose word; names come from the tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from markaz.actions.subjects.network.building import Built
from markaz.governance.disclosure import Disclosure, disclosure
from markaz.governance.visibility import Viewer
from markaz.store.models import SubjectRow
from markaz.store.subjects import lookup, network
from markaz.store.subjects.lookup import Held
from markaz.subjects.network.links import Strength, in_words
from markaz.subjects.network.paths import shared


@dataclass(frozen=True, slots=True)
class Node:
    """A subject or a mention: the name that is its address, and what it is called."""

    name: str
    label: str
    is_subject: bool
    category: str
    agency: str
    father_name: str = ""
    report: int | None = None

    def as_dict(self) -> dict[str, object]:
        """The node for machines."""
        return {
            "name": self.name,
            "called": self.label,
            "father_name": self.father_name or None,
            "is": "subject" if self.is_subject else "mention",
            "category": self.category or None,
            "agency": self.agency,
            "report": self.report,
        }


@dataclass(frozen=True, slots=True)
class Tie:
    """What two nodes share: how many share it in all, and by which reports these two do.

    An incident is named by the first of those reports.
    """

    kind: str
    value: str
    sharing: int
    reports: tuple[int, ...]

    def as_dict(self) -> dict[str, object]:
        """The tie for machines."""
        return {
            "kind": self.kind,
            "value": self.value,
            "shared_by": self.sharing,
            "reports": list(self.reports),
        }


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two nodes: how strong, in number and word, and what it rests on."""

    strength: float
    ties: tuple[Tie, ...]

    @property
    def word(self) -> Strength:
        """How strong, in a word."""
        return in_words(self.strength)

    def as_dict(self) -> dict[str, object]:
        """The link for machines."""
        return {
            "strength": round(self.strength, 3),
            "in_words": self.word.value,
            "ties": [tie.as_dict() for tie in self.ties],
        }


def describe(built: Built, places: Iterable[int]) -> list[Node]:
    """The nodes at these places of the network, in order."""
    wanted = list(places)
    subjects = {one for place in wanted if (one := built.subjects[place]) is not None}
    mentions = {
        one
        for place in wanted
        if built.subjects[place] is None and (one := built.mentions[place]) is not None
    }
    files, held = network.labels(subjects), lookup.fetch(mentions)
    return [_node(built, place, files, held) for place in wanted]


def link(built: Built, left: int, right: int, *, strength: float) -> Link:
    """The link between two places of the network."""
    ties = [
        Tie(
            one.kind,
            str(one.reports[0]) if one.kind == "incident" else one.value,
            one.sharing,
            one.reports,
        )
        for one in shared(built.network, left, right)
    ]
    return Link(strength, tuple(ties))


def is_told(held: Held, viewer: Viewer) -> bool:
    """Whether the viewer may see this mention whole."""
    how = disclosure(
        viewer,
        agency=held.agency,
        marking=held.marking,
        category=held.category,
        reported=held.report is not None,
    )
    return how is Disclosure.ENTRY


def _node(
    built: Built, place: int, files: dict[int, tuple[SubjectRow, str]], held: dict[int, Held]
) -> Node:
    name = built.network.names[place].as_py()
    if (subject := built.subjects[place]) is not None and subject in files:
        row, label = files[subject]
        return Node(name, label, True, row.category, row.agency)  # noqa: FBT003 (a subject)
    one = held.get(built.mentions[place] or 0)
    if one is None:
        # Ended since the network was built.
        return Node(name, name, False, "", "")  # noqa: FBT003
    numbers = next((canonical for _kind, canonical, _written in one.numbers), "")
    return Node(
        name,
        one.name or numbers or name,
        is_subject=False,
        category=one.category,
        agency=one.agency,
        father_name=one.father_name,
        report=one.report,
    )
