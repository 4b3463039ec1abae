"""Invented Urdu and Pashto names and how different clerks write them.

The words are the benchmark's own list with both scripts, and, in Latin letters only, the public
list of name words.  The rules of misspelling are apart from the matcher's tables.
"""

import csv
import random
import re
from collections.abc import Sequence
from pathlib import Path

_LIST = Path(__file__).with_name("urdu_names.csv")
_TITLES = [("Haji", "حاجی"), ("Hafiz", "حافظ"), ("Maulvi", "مولوی"), ("Malik", "ملک"),
           ("Dr", "ڈاکٹر"), ("Qari", "قاری"), ("Mullah", "ملا"), ("Syed", "سید")]  # fmt: skip
_TAILS = [("Khan", "خان"), ("Shah", "شاہ"), ("Gul", "گل"), ("Afridi", "آفریدی"), ("Baloch", "بلوچ"),
          ("Kakar", "کاکڑ"), ("Wazir", "وزیر"), ("Achakzai", "اچکزئی"), ("Mengal", "مینگل"),
          ("Jan", "جان"), ("Khattak", "خٹک"), ("Din", "دین")]  # fmt: skip
_SERVANTS = ["Rahman رحمان", "Ghafoor غفور", "Karim کریم", "Rashid رشید", "Samad صمد", "Qadir قادر"]
_SPELL = [("ee", "i"), ("oo", "u"), ("ou", "u"), ("ai", "ei"), ("i", "ee"), ("u", "o"), ("a", "e"),
          ("q", "k"), ("w", "v"), ("z", "dh"), ("kh", "k"), ("h", ""), ("aa", "a"), ("f", "ff"),
          ("s", "ss"), ("m", "mm"), ("y", "i"), ("v", "w"), ("j", "dj"), ("sh", "s")]  # fmt: skip

_NO_NAMES = {"Ullah", "Alias", "Caste", "Late", "Molvi", "Maulana", "Molana", "Mufti", "Abdul",
             "Abdur", "Hazrat", "Sheikh", "Mian", "Rana", "Raja", "Peer"}  # fmt: skip

Word = tuple[str, str]


def simulated_pairs(*, seed: int, count: int, shared: Path) -> list[tuple[str, str, bool]]:
    """Pairs of spellings: half of one name, half of two that share most of their words."""
    draw = random.Random(seed)
    words = simulated_words(shared)
    pairs = []
    for number in range(count):
        own, father = simulated_name(draw, words), simulated_name(draw, words, short=True)
        if number % 2 == 0:
            other, kin = own, father
        else:
            other, kin = _another(draw, own, father, words)
        script = draw.choice(["latin", "latin", "across", "urdu"])
        urdu = all(word[1] for word in own + father + other + kin)
        scripts = {"latin": (0, 0), "across": (0, 1), "urdu": (1, 1)}[script if urdu else "latin"]
        both = number % 2 == 1 and other == own
        left = _written(draw, own, father, script=scripts[0], kin=both)
        right = _written(draw, other, kin, script=scripts[1], kin=both)
        pairs.append((left, right, number % 2 == 0))
    return pairs


def simulated_words(shared: Path) -> list[Word]:
    """The words that names are made of: the benchmark's own list, and the public one."""
    with _LIST.open(encoding="utf-8") as file:
        known = [(row["latin"], row["urdu"]) for row in csv.DictReader(file)]
    tokens = shared / "pakistani_name_tokens" / "tokens.csv"
    listed = {latin for latin, _ in known} | _NO_NAMES | {latin for latin, _ in _TITLES + _TAILS}
    with tokens.open(encoding="utf-8") as file:
        more = [
            (row["token"], "")
            for row in csv.DictReader(file)
            if len(row["token"]) > 3 and row["token"] not in listed
        ]
    return known * 3 + more


def simulated_name(draw: random.Random, words: list[Word], *, short: bool = False) -> list[Word]:
    """The words of one invented name in both scripts; a father's is `short`."""
    if draw.random() < 0.15:
        latin, urdu = draw.choice(_SERVANTS).split()
        name = [(f"Abdul {latin}", f"عبدال{urdu}")]
    else:
        name = [draw.choice(words)]
    if draw.random() < 0.3:
        name.insert(0, ("Muhammad", "محمد"))
    elif not short and draw.random() < 0.6:
        name.append(draw.choice(words))
    if draw.random() < 0.5 or len(name) == 1:
        name.append(draw.choice(_TAILS))
    return name


def _another(
    draw: random.Random, own: list[Word], father: list[Word], words: list[Word]
) -> tuple[list[Word], list[Word]]:
    """A namesake: one telling word changed, another father, or a stranger."""
    chance = draw.random()
    if chance < 0.2:
        return own, simulated_name(draw, words, short=True)
    if chance < 0.4:
        return simulated_name(draw, words), simulated_name(draw, words, short=True)
    at = max(range(len(own)), key=lambda place: (own[place] not in _TAILS, len(own[place][0])))
    changed = list(own)
    changed[at] = draw.choice([word for word in words if word[0][:2] != own[at][0][:2]])
    return changed, father


def written_name(draw: random.Random, own: Sequence[Word], *, script: int) -> str:
    """One clerk's writing of a name, without the father's."""
    name = [_clerk(draw, word, script=script) for word in own]
    if len(own) > 2 and own[0][0] == "Muhammad" and draw.random() < 0.2:
        name = name[1:]
    if draw.random() < 0.2:
        name.insert(0, draw.choice(_TITLES)[script])
    if draw.random() < 0.08:
        name.reverse()
    return " ".join(name)


def _written(
    draw: random.Random, own: list[Word], father: list[Word], *, script: int, kin: bool
) -> str:
    name = [written_name(draw, own, script=script)]
    if kin or draw.random() < 0.25:
        marker = (draw.choice(["s/o", "son of", "S/O", "bin", "walad"]), "ولد")[script]
        name += [marker, *(_clerk(draw, word, script=script) for word in father)]
    return " ".join(name)


def _clerk(draw: random.Random, word: Word, *, script: int) -> str:
    if script:
        return _urdu(draw, word[1])
    spelled = word[0]
    if spelled == "Muhammad":
        return draw.choice(["Muhammad", "Mohammad", "Mohammed", "Muhammed", "Mohd", "Md"])
    if spelled.startswith("Abdul "):
        rest = spelled[6:]
        article = draw.choice(
            [
                "Abdul ",
                "Abdul",
                "Abdu" + (rest[0].lower() if rest[0] in "RS" else "l") + " ",
                "Abd ul ",
                "Abd al-",
            ]
        )
        return article + _misspelled(draw, rest)
    return _misspelled(draw, spelled)


def _misspelled(draw: random.Random, word: str) -> str:
    for _ in range(draw.choice([0, 0, 1, 1, 2])):
        found, instead = draw.choice(_SPELL)
        places = [one.start() for one in re.finditer(found, word) if one.start()]
        if places:
            at = draw.choice(places)
            word = word[:at] + instead + word[at + len(found) :]
    if draw.random() < 0.06 and len(word) > 4:
        at = draw.randrange(1, len(word) - 1)
        word = draw.choice(
            [word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]]
        )
    return word


def _urdu(draw: random.Random, word: str) -> str:
    if draw.random() < 0.3:
        word = word.replace("ی", "ي").replace("ک", "ك")
    if draw.random() < 0.1:
        word = word.replace("عبدال", "عبد ال")
    return word
