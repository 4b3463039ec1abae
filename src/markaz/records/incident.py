"""The one event that several reports describe: it owns no facts, each value is one report's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """The revisions whose values stand for an incident that several reports tell of, by id."""

    drugs: int
    people: int
    when: int
    where: int
