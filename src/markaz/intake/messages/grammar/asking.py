"""The questions that a message leaves open, as sentences for the person who confirms it."""

from collections.abc import Iterator, Sequence

from markaz.intake.messages.grammar.items import Item
from markaz.records.errors import Bilingual


def unsure(chunk: Sequence[Item]) -> Iterator[Bilingual]:
    """A question for each number that was not read."""
    for text in dict.fromkeys(one.unsure for one in chunk if one.unsure):
        yield Bilingual.quoting(
            text,
            en="“{words}” may be read in two ways: which number is meant?",
            ur="«{words}» دو طرح پڑھا جا سکتا ہے: کون سا عدد مراد ہے؟",
        )


def which_of_both(text: str) -> Bilingual:
    """A count or a sum between two numbers, of which a report holds one."""
    return Bilingual.quoting(
        text,
        en="“{words}” lies between two numbers: which one goes into the report?",
        ur="«{words}» دو اعداد کے درمیان ہے: رپورٹ میں کون سا عدد لکھا جائے؟",
    )


def which_day(text: str) -> Bilingual:
    """A day that is measured from a day which is not known."""
    return Bilingual.quoting(
        text,
        en="“{words}” is measured from the day of the message: say which day that was.",
        ur="«{words}» پیغام کے دن سے شمار ہوتا ہے: بتائیں وہ کون سا دن تھا۔",
    )


def of_what(text: str) -> Bilingual:
    """A weight beside which no substance stands."""
    return Bilingual.quoting(
        text,
        en="“{words}”: of what? No substance stands beside it.",
        ur="«{words}»: کس چیز کا؟ اس کے ساتھ کوئی مادہ درج نہیں۔",
    )


def which_unit(text: str) -> Bilingual:
    """A number of a drug without its unit."""
    return Bilingual.quoting(
        text,
        en="“{words}” has no unit: is it kilograms, grams or pieces?",
        ur="«{words}» کے ساتھ اکائی نہیں: یہ کلوگرام ہے، گرام یا عدد؟",
    )


def which_substance(text: str) -> Bilingual:
    """A name that no vocabulary knows, or that says two substances."""
    return Bilingual.quoting(
        text,
        en="“{words}” names no one substance of the vocabulary: which is it?",
        ur="«{words}» فہرست کے کسی ایک مادے کا نام نہیں: یہ کیا ہے؟",
    )


def together(text: str) -> Bilingual:
    """Counts of several kinds, whose sum nobody states."""
    return Bilingual.quoting(
        text,
        en="“{words}”: how many are they together?",
        ur="«{words}»: سب ملا کر کتنے ہیں؟",
    )


def each(text: str) -> Bilingual:
    """A weight of each of several, whose sum nobody states."""
    return Bilingual.quoting(
        text,
        en="“{words}” is the weight of each: what do they weigh together?",
        ur="«{words}» ہر ایک کا وزن ہے: سب کا مجموعی وزن کیا ہے؟",
    )


def in_hand(text: str) -> Bilingual:
    """An amount that is only supposed to be somewhere, or was lost or destroyed."""
    return Bilingual.quoting(
        text,
        en="“{words}” is told as supposed, lost or destroyed: was it seized, and when?",
        ur="«{words}» صرف اندازہ، ضائع یا تلف بتایا گیا ہے: کیا یہ ضبط ہوا، اور کب؟",
    )
