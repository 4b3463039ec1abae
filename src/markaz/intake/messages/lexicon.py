"""Every spelling of the vocabularies as a tree of words: the longest name is found first."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from markaz.data.agencies import AGENCIES, Agency
from markaz.data.airports import AIRPORTS
from markaz.data.folding import fold
from markaz.data.messages.words import wordings
from markaz.data.places import COUNTRIES, DISTRICTS, PROVINCES, District, Province
from markaz.data.simple import CONCEALMENT
from markaz.data.substances import SUBSTANCES, Substance
from markaz.data.tables import rows
from markaz.data.units import UNITS, Unit
from markaz.intake.messages.tokens import MARK, Token, keys

# Marks that may stand inside one name: "Anti-Narcotics Force", "A.N.F.", "Khyber's".
_JOINING = frozenset("-–.’'`&\n‘(")
Kinds = dict[str, str]
# The one province that everybody writes by two letters.
_SURE_INITIALS = fold("KP")
_SHORTEST_CITY = 4
_REMAINDERS = frozenset(("OTH-OTHER",))
# "Six hundred grams" are no six of a unit of a hundred grams.
_SAID_BY_NUMBERS = frozenset(("hundred-gram", "thousand-tablets", "thousand-doses"))
_LEFT_OUT = _REMAINDERS | _SAID_BY_NUMBERS
_POLICE = {
    "PK-PB": "POLICE-PB", "PK-SD": "POLICE-SD", "PK-KP": "POLICE-KP", "PK-BA": "POLICE-BA",
    "PK-GB": "POLICE-GB", "PK-IS": "POLICE-IS", "PK-JK": "POLICE-AJK",
}  # fmt: skip
_BRACKETED = ("agency", "force")
_Known = Mapping[str, Agency] | Mapping[str, Substance] | Mapping[str, Unit]


class _Node(dict[str, "_Node"]):
    """The words that may follow; `kinds` where a name may end here."""

    kinds: Kinds | None = None


def longest(tokens: Sequence[Token], at: int) -> tuple[int, Kinds] | None:
    """The longest name that begins at a token: the token after it, and what it may mean."""
    node = _tree().get(tokens[at].key)
    if node is None:
        return None
    found = (at + 1, node.kinds) if node.kinds else None
    end, opened = at + 1, False
    # A node that no word may follow is empty.
    while node:
        end = _past_marks(tokens, end)
        opened = opened or tokens[end - 1].key == "("
        if end >= len(tokens):
            break
        following = node.get(tokens[end].key)
        if following is None:
            break
        node, end = following, end + 1
        # "FC Balochistan (South)" is one agency; "crystal (ice)" is two names of one drug.
        if node.kinds and (not opened or not node.kinds.keys().isdisjoint(_BRACKETED)):
            found = (end, node.kinds)
    return found


def _past_marks(tokens: Sequence[Token], at: int) -> int:
    """The next token that is no mark within a name; a full stop joins letters, not sentences."""
    while at < len(tokens) and tokens[at].kind == MARK and tokens[at].key in _JOINING:
        one = tokens[at]
        # "D.I. Khan" goes on after its initials.
        initial = at > 0 and len(tokens[at - 1].key) == 1
        inner = at + 1 < len(tokens) and (tokens[at + 1].tight or initial)
        if one.key == "." and not (one.tight and inner):
            break
        at += 1
    return at


def roles(word: str) -> frozenset[str]:
    """What a word may be by itself, by its key; empty where it is in no name."""
    return _words().get(word, frozenset())


def beginning(word: str) -> frozenset[str]:
    """What the names may be that begin with a word, by its key; empty where none does."""
    return _beginnings().get(word, frozenset())


@cache
def _beginnings() -> dict[str, frozenset[str]]:
    return {word: frozenset(_within(node)) for word, node in _tree().items()}


def _within(node: _Node) -> Iterator[str]:
    yield from node.kinds or ()
    for following in node.values():
        yield from _within(following)


@cache
def _words() -> dict[str, frozenset[str]]:
    """Every word of a name, with what it may be where it is one by itself."""
    known: dict[str, frozenset[str]] = {}
    waiting = [_tree()]
    while waiting:
        for word, node in waiting.pop().items():
            known.setdefault(word, frozenset(("part",)))
            waiting.append(node)
    known.update((word, frozenset(node.kinds)) for word, node in _tree().items() if node.kinds)
    return known


@cache
def _tree() -> _Node:
    root = _Node()
    for surface, kind, code in _surfaces():
        words = keys(surface)
        if not words or words[0][0].isdigit():
            continue
        node = root
        for word in words:
            node = node.setdefault(word, _Node())
        if node.kinds is None:
            node.kinds = {}
        node.kinds.setdefault(kind, code)
    return root


def _surfaces() -> Iterator[tuple[str, str, str]]:
    # Words of headings mean something else, or nothing, in a sentence.
    yield from ((one.words, one.role, one.code) for one in wordings() if one.role != "heading")
    yield from _named("agency", AGENCIES, "agency_synonyms")
    yield from _named("substance", SUBSTANCES, "substance_synonyms")
    yield from _named("unit", UNITS, "unit_synonyms")
    yield from _places()
    for term in CONCEALMENT.values():
        if term.code not in ("NONE", "OTHER", "UNKNOWN"):
            yield from ((name, "hiding", term.code) for name in (term.label_en, term.label_ur))
    for row in rows("term_synonyms"):
        if row["table"] == "concealment" and row["code"] not in ("NONE", "OTHER", "UNKNOWN"):
            yield row["synonym"], "hiding", row["code"]


def _named(kind: str, known: _Known, table: str) -> Iterator[tuple[str, str, str]]:
    for code, one in known.items():
        if code not in _SAID_BY_NUMBERS:
            yield from ((name, kind, code) for name in (one.label_en, one.label_ur))
    yield from (
        (row["synonym"], kind, row["code"])
        for row in rows(table)
        # "Two others" are persons: a remainder is a substance in a column, and not in prose.
        if row["code"] not in _LEFT_OUT
    )
    if kind != "substance":
        yield from ((code, kind, code) for code in known)


def _places() -> Iterator[tuple[str, str, str]]:
    """Names of places at home, of airports, and of countries and the cities that flights go to.

    A name that is an ordinary word too is doubtful: the words around it say whether it is meant.
    """
    common = {fold(row["word"]) for row in rows("place_common_words")}
    units: list[Province | District] = [*PROVINCES.values(), *DISTRICTS.values()]
    for name, code in ((name, one.code) for one in units for name in (one.label_en, one.label_ur)):
        if code.startswith("PK-"):
            yield name, "place", code
            if fold(name) in common:
                yield name, "doubtful", code
    agencies = {fold(row["synonym"]) for row in rows("agency_synonyms")}
    for row in rows("place_synonyms"):
        if row["code"].startswith("PK-") and _tells(row["synonym"], agencies):
            doubtful = fold(row["synonym"]) in common
            yield row["synonym"], "doubtful" if doubtful else "place", row["code"]
    yield from _police()
    yield from _countries()
    yield from _airports(common)


def _police() -> Iterator[tuple[str, str, str]]:
    """The police of a district, with the district that is their home."""
    for district in DISTRICTS.values():
        if police := _POLICE.get(district.province):
            for name in (f"{district.label_en} police", f"{district.label_ur} پولیس"):
                yield name, "agency", police
                yield name, "home", district.code


def _tells(name: str, ambiguous: Set[str]) -> bool:
    """Whether a name in running text is surely the place: two Latin letters may be anybody's."""
    key = fold(name)
    short = key.isascii() and len(key) <= len(_SURE_INITIALS)
    return key not in ambiguous and (not short or key == _SURE_INITIALS)


def _countries() -> Iterator[tuple[str, str, str]]:
    for country in COUNTRIES.values():
        labels = (country.label_en, country.label_ur)
        yield from ((name, "country", country.code) for name in labels)
    yield from ((row["synonym"], "country", row["code"]) for row in rows("country_synonyms"))


def _airports(common: set[str]) -> Iterator[tuple[str, str, str]]:
    for airport in AIRPORTS.values():
        yield airport.name, "airport", airport.iata
        if airport.country != "PK" and len(airport.city) >= _SHORTEST_CITY:
            yield airport.city, "country", airport.country
    for row in rows("airport_synonyms"):
        port = AIRPORTS[row["code"]]
        key = fold(row["synonym"])
        # A city's own name is a place; its airport is meant where the text says so.
        if key == fold(port.city) or key in common:
            continue
        if row["note"] != "a city":
            yield row["synonym"], "airport", row["code"]
        if port.country != "PK":
            yield row["synonym"], "country", port.country
