"""What an event tells of without a number: a person, a vehicle, or whoever it is about at all."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.people.clauses import befell
from markaz.intake.messages.grammar.people.implied import ONE_OR_MORE, Told, implied
from markaz.intake.messages.grammar.people.naming import named_alone
from markaz.intake.messages.grammar.people.referring import counted_before
from markaz.records.statement import CountField

# Who examines or speaks is not who was caught.
_BYSTANDERS = frozenset(map(fold, ("doctor", "dr", "ڈاکٹر")))
# Whoever was called a driver before may be called one of these later.
_ANYBODY_WORDS = """accused suspect man person smuggler peddler pedlar dealer trafficker culprit
drug narcotics individual offender criminal carrier courier mule male youth ملزم شخص سمگلر اسمگلر
منشیات نوجوان آدمی مجرم mulzim banda shakhs aadmi munshiat manshiyat pax citizen national"""
_ANYBODY = frozenset(map(fold, _ANYBODY_WORDS.split()))
_ANOTHER_WORDS = "another other second third دوسرے دوسرا دیگر ایک doosra doosre dusra"
_ANOTHER = frozenset(map(fold, _ANOTHER_WORDS.split()))
_PEOPLE = frozenset((CountField.ARRESTED, CountField.WOMEN, CountField.FOREIGNERS))
_AFTER_VERB = frozenset(("u", "under", "on", "and", "by", "at", "for"))


def told_alone(chunks: Sequence[Sequence[Item]]) -> Iterator[Told]:
    """Who was arrested and what was taken, of the nouns that nobody counts."""
    told = [(at, one) for at, chunk in enumerate(chunks) for one in implied(chunk)]
    known = {noun.key for _, (of, _, noun) in told if of in _PEOPLE}
    if known <= ONE_OR_MORE and (names := named_alone(chunks)):
        yield names
        yield from (one for _, one in told if one[0] not in _PEOPLE)
        return
    if _are_several(chunks, [(at, noun) for at, (of, _, noun) in told if of in _PEOPLE]):
        yield from (one for _, one in told if one[0] not in _PEOPLE)
        return
    yield from (one for _, one in told)
    if not known and (before := counted_before(chunks)):
        yield before
    elif any(_is_unnamed(chunk) for chunk in chunks):
        yield from _only_one(chunks)


def _are_several(chunks: Sequence[Sequence[Item]], told: Sequence[tuple[int, Item]]) -> bool:
    """Whether the persons told of one by one are more than one, and nobody says how many."""
    callings = {noun.key for _, noun in told if noun.key not in _ANYBODY and noun.has("person")}
    others = (
        one.key in _ANOTHER or one.has("his")
        for at, noun in told
        for one in chunks[at][max(0, _index(chunks[at], noun) - 2) : _index(chunks[at], noun)]
    )
    return len(callings) > 1 or (len({id(noun) for _, noun in told}) > 1 and any(others))


def _index(chunk: Sequence[Item], noun: Item) -> int:
    return next(at for at, one in enumerate(chunk) if one is noun)


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
