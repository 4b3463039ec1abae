"""The questions that a message leaves open, as sentences for the person who confirms it."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import isolated
from markaz.intake.messages.grammar.items import Item
from markaz.records.errors import Bilingual


def unsure(chunk: Sequence[Item]) -> Iterator[Bilingual]:
    """A question for each number that was not read."""
    for text in dict.fromkeys(one.unsure for one in chunk if one.unsure):
        yield Bilingual(
            f"“{_english(text)}” may be read in two ways: which number is meant?",
            f"«{isolated(text)}» دو طرح پڑھا جا سکتا ہے: کون سا عدد مراد ہے؟",
        )


def which_of_both(text: str) -> Bilingual:
    """A count or a sum between two numbers, of which a report holds one."""
    return Bilingual(
        f"“{_english(text)}” lies between two numbers: which one goes into the report?",
        f"«{isolated(text)}» دو اعداد کے درمیان ہے: رپورٹ میں کون سا عدد لکھا جائے؟",
    )


def which_day(text: str) -> Bilingual:
    """A day that is measured from a day which is not known."""
    return Bilingual(
        f"“{_english(text)}” is measured from the day of the message: say which day that was.",
        f"«{isolated(text)}» پیغام کے دن سے شمار ہوتا ہے: بتائیں وہ کون سا دن تھا۔",
    )


def of_what(text: str) -> Bilingual:
    """A weight beside which no substance stands."""
    return Bilingual(
        f"“{_english(text)}”: of what? No substance stands beside it.",
        f"«{isolated(text)}»: کس چیز کا؟ اس کے ساتھ کوئی مادہ درج نہیں۔",
    )


def which_substance(text: str) -> Bilingual:
    """A name that no vocabulary knows, or that says two substances."""
    return Bilingual(
        f"“{_english(text)}” names no one substance of the vocabulary: which is it?",
        f"«{isolated(text)}» فہرست کے کسی ایک مادے کا نام نہیں: یہ کیا ہے؟",
    )


def together(text: str) -> Bilingual:
    """Counts of several kinds, whose sum nobody states."""
    return Bilingual(
        f"“{_english(text)}”: how many are they together?",
        f"«{isolated(text)}»: سب ملا کر کتنے ہیں؟",
    )


def each(text: str) -> Bilingual:
    """A weight of each of several, whose sum nobody states."""
    return Bilingual(
        f"“{_english(text)}” is the weight of each: what do they weigh together?",
        f"«{isolated(text)}» ہر ایک کا وزن ہے: سب کا مجموعی وزن کیا ہے؟",
    )


def in_hand(text: str) -> Bilingual:
    """An amount that is only supposed to be somewhere, or was lost or destroyed."""
    return Bilingual(
        f"“{_english(text)}” is told as supposed, lost or destroyed: was it seized, and when?",
        f"«{isolated(text)}» صرف اندازہ، ضائع یا تلف بتایا گیا ہے: کیا یہ ضبط ہوا، اور کب؟",
    )


def _english(words: str) -> str:
    return words if words.isascii() else isolated(words)
