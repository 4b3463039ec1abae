"""What people's words on briefs come to today: which are one, which are not, which lapsed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from markaz.accounts.models import User
from markaz.actions.voices.heard import drafts_of
from markaz.consolidation.said import Blocks, Word, heard
from markaz.consolidation.voices import key
from markaz.governance.permissions import Permission, require
from markaz.intake.messages.drafts import MessageDraft
from markaz.records.errors import NotPermittedError
from markaz.records.kinds import Verdict
from markaz.store.messages.judged import Brief, Pair, pair_of
from markaz.store.models import BriefWord, MessageRow


def permit(by: User) -> None:
    """Refuse who neither compares messages nor judges whether two of them are one."""
    require(by.permissions, Permission.CONSOLIDATE)
    if not by.viewer.at_centre:
        # Two messages may be of two agencies, and neither sees the other's.
        raise NotPermittedError("Messages are compared at the centre: ask an analyst there.")


def brief_at(row: MessageRow, begins: int) -> MessageDraft | None:
    """The draft that begins at a place of a message; None where it is read otherwise today."""
    return next((one for one in drafts_of(row) if one.begins == begins), None)


def sides(word: BriefWord) -> tuple[MessageDraft | None, MessageDraft | None]:
    """The two briefs of a word as they are read today."""
    return brief_at(word.left, word.left_begins), brief_at(word.right, word.right_begins)


def still_so(word: BriefWord) -> bool:
    """Whether both briefs state what they stated when the word was said of them.

    A message is never changed, but it may be read otherwise after a wording was mended.
    """
    left, right = sides(word)
    return None not in (left, right) and word.key == key_of(left, right)


def key_of(left: MessageDraft | None, right: MessageDraft | None) -> str:
    """The key of what two briefs state; empty where one of them is read no more."""
    return key(left.statement, right.statement) if left and right else ""


@dataclass(frozen=True, slots=True)
class Groups:
    """Briefs that are held together or apart, by the numbers that the blocks know them by."""

    numbers: Mapping[Brief, int]
    blocks: Blocks

    def answered(self, pair: Pair) -> bool:
        """Whether words on these or on others say already whether the two are one."""
        known = [self.numbers[one] for one in pair if one in self.numbers]
        if len(known) < len(pair):
            return False
        left, right = known
        return self.blocks.root(left) == self.blocks.root(right) or self.blocks.parted(left, right)

    def told_with(self, brief: Brief) -> frozenset[Brief]:
        """The other briefs that are held to be one with this one."""
        if brief not in self.numbers:
            return frozenset()
        block = set(self.blocks.block(self.numbers[brief]))
        return frozenset(one for one, number in self.numbers.items() if number in block) - {brief}

    def __iter__(self) -> Iterator[frozenset[Brief]]:
        """Each brief that was told twice or more, as all who tell it."""
        for block in self.blocks.members.values():
            yield frozenset(one for one, number in self.numbers.items() if number in block)


def groups(words: Iterable[BriefWord]) -> Groups:
    """The briefs that these words hold together and apart, given the earliest word first."""
    said = list(words)
    numbers: dict[Brief, int] = {}
    running = count()
    for word in said:
        for brief in pair_of(word):
            if brief not in numbers:
                numbers[brief] = next(running)
    told = heard(_word(word, numbers) for word in reversed(said))
    return Groups(numbers, told.blocks())


def _word(word: BriefWord, numbers: Mapping[Brief, int]) -> Word:
    left, right = sorted(numbers[brief] for brief in pair_of(word))
    return Word((left, right), together=word.verdict == Verdict.POSITIVE)
