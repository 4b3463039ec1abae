"""What an event tells of without a number: a person, a vehicle, or whoever it is about at all."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.people.clauses import befell
from markaz.intake.messages.grammar.people.implied import ONE_OR_MORE, Told, implied
from markaz.records.statement import CountField

# Who examines or speaks is not who was caught.
_BYSTANDERS = frozenset(map(fold, ("doctor", "dr", "ڈاکٹر")))
_AFTER_VERB = frozenset(("u", "under", "on", "and", "by", "at", "for"))


def told_alone(chunks: Sequence[Sequence[Item]]) -> Iterator[Told]:
    """Who was arrested and what was taken, of the nouns that nobody counts."""
    for chunk in chunks:
        yield from implied(chunk)
    if any(_is_unnamed(chunk) for chunk in chunks):
        yield from _only_one(chunks)


def _is_unnamed(chunk: Sequence[Item]) -> bool:
    """Whether somebody was arrested whom the sentence does not name: "Arrested u/s 9-C"."""
    after = chunk[1].key if len(chunk) > 1 else "."
    participle = chunk[0].has("arrest") and chunk[0].key.endswith("ed") if chunk else False
    if participle and (after in _AFTER_VERB or not after[0].isalnum()) and after not in ":-":
        return not any(one.has("person", "woman") or one.value is not None for one in chunk[1:4])
    return any(
        one.key in ONE_OR_MORE and befell(chunk, at, "arrest", "taken")
        for at, one in enumerate(chunk)
    )


def _only_one(chunks: Sequence[Sequence[Item]]) -> Iterator[Told]:
    """The person of an event that tells of no other."""
    nouns = [
        (one, chunk[at - 1] if at else None)
        for chunk in chunks
        for at, one in enumerate(chunk)
        if one.has("person", "woman") and one.key not in _BYSTANDERS | ONE_OR_MORE
    ]
    single = all("1" in (one.kinds.get("person"), one.kinds.get("woman")) for one, _ in nouns)
    several = any(before is not None and (before.value or 1) > 1 for _, before in nouns)
    if single and not several and len({one.key for one, _ in nouns}) == 1:
        noun = nouns[0][0]
        yield CountField.ARRESTED, 1, noun
        if noun.has("woman"):
            yield CountField.WOMEN, 1, noun
