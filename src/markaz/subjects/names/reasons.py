"""Says of each word of two compared names what became of it, in English and Urdu."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markaz.subjects.names.alignment import Alignment, Met
from markaz.subjects.names.words import Name, Part, Role, Word

# What each trait of a comparison is called.
LABELS = {
    "before": ("before the words are compared", "الفاظ کے موازنے سے پہلے"),
    "differing": ("how much the paired words differ", "ملے ہوئے الفاظ میں فرق"),
    "worst": ("the pair of words least alike", "سب سے کم ملتا جوڑا"),
    "letters": ("sounds that differ", "مختلف آوازیں"),
    "spelled": ("letters that differ", "مختلف حروف"),
    "spelled_most": ("the word most differently spelled", "سب سے مختلف ہجے والا لفظ"),
    "conflict": ("different words in the same place", "ایک ہی جگہ مختلف الفاظ"),
    "kin_conflict": ("father's or husband's names differ", "والد یا شوہر کے نام مختلف"),
    "extra": ("words that one of the names lacks", "ایک نام میں زائد الفاظ"),
    "met": ("how much of the name was compared", "نام کا کتنا حصہ ملایا گیا"),
    "one_word": ("a single word carries the name", "نام صرف ایک لفظ ہے"),
    "initials": ("initials instead of words", "الفاظ کی جگہ ابتدائی حروف"),
    "across": ("written in two scripts", "دو رسم الخط میں لکھا ہوا"),
    "across_differing": ("difference across two scripts", "دو رسم الخط کے درمیان فرق"),
    "digits": ("numbers differ", "اعداد مختلف"),
    "digits_one": ("only one of them has a number", "صرف ایک میں عدد ہے"),
    "first": ("the first name is missing in the other", "پہلا نام دوسرے میں نہیں"),
    "signs": ("different signs of the same script", "ایک ہی رسم الخط کی مختلف علامات"),
    "rare_met": ("telling words that agree", "اہم الفاظ جو ملتے ہیں"),
    "turned": ("words in another order", "الفاظ کی ترتیب مختلف"),
}
_MET = {
    "same": ("the same word", "وہی لفظ"),
    "variant": ("a known spelling of one name", "ایک ہی نام کے معروف ہجے"),
    "sound": ("sound alike", "آواز ایک جیسی"),
    "near": ("sound nearly alike", "آواز قریب قریب"),
    "joined": ("one word written as several", "ایک لفظ، کئی الفاظ میں لکھا ہوا"),
    "initial": ("an initial of the word", "لفظ کا ابتدائی حرف"),
    "title": ("the same title", "وہی لقب"),
    "acronym": ("the initials of the whole name", "پورے نام کے ابتدائی حروف"),
    "number": ("two different numbers", "دو مختلف اعداد"),
}
_UNMET = {
    Role.TITLE: ("a title that the other leaves out", "لقب جو دوسرے میں نہیں"),
    Role.SOFT: ("a title or common name left out", "لقب یا عام نام جو دوسرے میں نہیں"),
    Role.TRIBE: ("a tribal name without a counterpart", "قبیلے کا نام جو دوسرے میں نہیں"),
    Role.LEGAL: (
        "a legal form or small word left out",
        "قانونی شکل یا چھوٹا لفظ جو دوسرے میں نہیں",
    ),
}
_NO_COUNTERPART = ("a word without a counterpart", "لفظ جس کا جوڑ نہیں")
_KIN = ("of the father's or husband's name, without a counterpart", "والد یا شوہر کا نام، جوڑ نہیں")
_ALIAS = ("of another name, without a counterpart", "دوسرا نام، جوڑ نہیں")
_CUT = (
    "too long for a name: the rest was not compared",
    "نام کے لیے بہت لمبا: باقی حصہ نہیں ملایا گیا",
)


@dataclass(frozen=True, slots=True)
class WordReason:
    """The words of the left name and of the right one, and what they are to each other.

    `agrees` is how alike they are, from 0 (no counterpart) to 1 (the same).
    """

    left: str
    right: str
    en: str
    ur: str
    agrees: float


def word_reasons(
    left: Name, right: Name, found: Alignment, *, turned: bool
) -> tuple[WordReason, ...]:
    """One reason for each pair of words and for each word alone; `turned` swaps the sides."""
    said = [_met(left, right, met) for met in sorted(found.met, key=lambda met: met.left)]
    said += _alone(left, found.left, on_left=True)
    said += _alone(right, found.right, on_left=False)
    said += [WordReason("", "", *_CUT, 0.0)] if left.cut or right.cut else []
    if turned:
        return tuple(WordReason(one.right, one.left, one.en, one.ur, one.agrees) for one in said)
    return tuple(said)


def _met(left: Name, right: Name, met: Met) -> WordReason:
    how = met.likeness
    agrees = 0.0 if how.how == "number" else 1.0 - how.share
    return WordReason(_spelled(left, met.left), _spelled(right, met.right), *_MET[how.how], agrees)


def _spelled(name: Name, places: Iterable[int]) -> str:
    return " ".join(name.words[at].text for at in places)


def _alone(name: Name, places: Iterable[int], *, on_left: bool) -> Iterator[WordReason]:
    for at in places:
        word = name.words[at]
        texts = (word.text, "") if on_left else ("", word.text)
        yield WordReason(*texts, *_why_alone(word), 0.0)


def _why_alone(word: Word) -> tuple[str, str]:
    if word.part is Part.KIN:
        return _KIN
    if word.part is Part.ALIAS:
        return _ALIAS
    return _UNMET.get(word.role, _NO_COUNTERPART)
