"""Keys that outlive a clerk's slips, and the order in which what they find is looked at."""

import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from markaz.records.errors import InvalidValueError
from markaz.subjects.identifiers.identifier import IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.lookup.asked import Asked, read_birth, understand
from markaz.subjects.lookup.keys import asked_keys, own_and_kin, stored_keys
from markaz.subjects.lookup.ranking import (
    A_SLIP,
    MOST_COMPARED,
    MOST_FETCHED,
    Found,
    Near,
    Sureness,
    nearest,
    rank,
)
from markaz.subjects.lookup.sharing import (
    NUMBER,
    YEAR,
    YEAR_NEAR,
    begins,
    of_kin,
    same,
    worth,
)
from markaz.subjects.mentions.comparing import compare
from markaz.subjects.mentions.mention import Birth, Mention
from markaz.subjects.names.words import NameKind

KEPT = Mention("Zubair Tariq Achakzai", "Khalid Bilal", Birth(1980, 1980))
NAMED = Mention("Zubair Tariq")
EVEN = Near({1: 0.0, 2: 0.0}, meant=0.0, skipped=0.0, left=0.0)
OTHERS = (
    "Achakzai", "Afridi", "Kakar", "Mengal", "Wazir", "Khattak", "Bugti", "Marri", "Rind", "Jamali",
    "Yousafzai", "Orakzai", "Bangash", "Mohmand", "Mahsud", "Turi", "Swati", "Tareen",
)  # fmt: skip


def meets(name: str, *, father: str = "", year: int | None = 1980, kept: Mention = KEPT) -> bool:
    birth = Birth(year, year) if year else None
    asked = asked_keys(Mention(name, father, birth), kind=NameKind.PERSON)
    return bool(asked.keys() & stored_keys(kept, kind=NameKind.PERSON))


def found_in(buckets: dict, tells: dict) -> Found:
    return Found({key: np.array(some) for key, some in buckets.items()}, [], tells)


@pytest.mark.parametrize(
    ("name", "father", "year"),
    [
        ("Zubair Tariq Achakzai", "", 1980),
        ("Achakzai Tariq Zubair", "", 1980),
        ("Zubair Tareeq Achekzai", "", 1981),
        ("زبیر طارق اچکزئی", "", 1979),
        ("Zubair Tariq", "Khalid", None),
        ("Zbuair Taiq Achakzai", "Khaled", 1980),
        ("Haji Zubair Tariq s/o Khalid Bilal", "", 1980),
        ("Zubair Tariq Achakzai", "Somebody Else", None),
    ],
)
def test_another_clerks_writing_meets_a_key(name, father, year):
    assert meets(name, father=father, year=year)


@pytest.mark.parametrize("said", ["1980-03-07", "1980-07-03", "1979-03-07", "1981-03-07"])
def test_a_day_of_birth_tells_one_bearer_of_a_common_name_from_all_others(said):
    born = Birth.on(date(1980, 3, 7))
    asked = Asked(Mention("Mohd Latif", birth=read_birth(said)))
    keys = asked_keys(asked.mention, kind=NameKind.PERSON)
    held = {1: Mention("محمد لطیف", birth=born)}
    held |= {n: Mention("Muhammad Latif", birth=Birth.on(date(1980, 8, n))) for n in range(9, 30)}
    buckets: dict[int, list[int]] = {}
    for entry, one in held.items():
        for key in stored_keys(one, kind=NameKind.PERSON) & keys.keys():
            buckets.setdefault(key, []).append(entry)
    near = nearest(asked, found_in(buckets, keys))
    assert next(iter(near.shared)) == 1
    fetched = {entry: held[entry] for entry in near.shared}
    assert rank(asked, fetched, near=near).candidates[0].entry == 1


def test_a_day_that_nobody_was_born_on_asks_for_no_key():
    leap = Birth.on(date(1980, 2, 29))
    assert asked_keys(Mention("Zubair Tariq", birth=leap), kind=NameKind.PERSON)


@pytest.mark.parametrize("said", ["80", "1980-13-01", "27.03.1980", "1700", "nineteen"])
def test_what_is_no_date_of_birth_is_refused_with_how_to_write_it(said):
    with pytest.raises(InvalidValueError, match="1980-03-27"):
        read_birth(said)


def test_a_year_and_a_first_of_january_are_a_year():
    assert read_birth(" 1980 ") == read_birth("1980-01-01") == Birth(1980, 1980)
    assert read_birth("") is None


def test_a_stranger_of_the_same_year_meets_none():
    assert not meets("Naveed Iqbal Mengal", father="Sarfaraz Gul")


def test_a_slip_in_one_of_two_words_leaves_a_key():
    kept = Mention("Maqbool Parveen", "", Birth(1970, 1970))
    assert meets("Maqool Parveen", year=1971, kept=kept)
    assert meets("Maqbool Paveen", year=1970, kept=kept)


def test_the_article_of_a_servants_name_says_nothing():
    kept = Mention("AbdulQadir Mengal", "", Birth(1970, 1970))
    assert meets("Abd ul Qadir Mengal", year=1970, kept=kept)
    assert meets("عبدالقادر مینگل", year=1970, kept=kept)


@pytest.mark.parametrize("name", ["Bolan Ltd", "The Bolan Company"])
def test_a_companys_name_of_one_word_is_met_whatever_its_legal_form(name):
    kept = stored_keys(Mention("Bolan Pvt Limited"), kind=NameKind.ORGANISATION)
    asked = Asked(Mention(name))
    assert any(kept & asked_keys(asked.mention, kind=kind).keys() for kind in asked.name_kinds)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("Bolan Cargo Ltd", 2), ("Zubair Tariq", 1), ("The Malik of Swat", 1), ("S A Khan", 2)],
)
def test_words_of_a_company_ask_for_one_too_and_never_alone(name, kinds):
    asked = Asked(Mention(name)).name_kinds
    assert asked[0] is NameKind.PERSON
    assert len(asked) == kinds


def test_keys_are_the_same_in_another_process():
    code = (
        "from markaz.subjects.lookup.keys import stored_keys\n"
        "from markaz.subjects.mentions.mention import Mention\n"
        "from markaz.subjects.names.words import NameKind\n"
        "print(sorted(stored_keys(Mention('Zubair Tariq'), kind=NameKind.PERSON)))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1] != "[]\n"


def test_keys_fit_a_signed_column_of_64_bits():
    keys = stored_keys(KEPT, kind=NameKind.PERSON, address="House 7, Street 3, Gulberg Lahore")
    assert keys
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_a_place_is_met_by_two_of_its_words():
    kept = stored_keys(Mention(""), kind=NameKind.PERSON, address="House 7 Street 3 Gulberg")
    asked = asked_keys(Mention(""), kind=NameKind.PERSON, address="gulberg street 3")
    assert kept & asked.keys()


def test_who_shares_the_most_is_fetched_first_and_never_too_many():
    buckets = {1: [7], 2: range(100, 400), 3: [7, 150]}
    tells = {1: same(0), 2: same(0), 3: same(0) | same(1)}
    order = list(nearest(Asked(NAMED), found_in(buckets, tells)).shared)
    assert order[:2] == [7, 150]
    assert len(order) == MOST_FETCHED


def test_of_two_who_share_the_same_the_rarer_key_comes_first_then_the_later_entry():
    found = found_in({1: range(10, 60), 2: [70, 80]}, {1: same(0), 2: same(0)})
    assert list(nearest(Asked(NAMED), found).shared)[:3] == [80, 70, 59]


def test_whoever_shares_next_to_nothing_beside_another_is_not_fetched():
    found = found_in({1: [7], 2: [8]}, {1: same(0) | same(1) | YEAR, 2: begins(0)})
    assert list(nearest(Asked(NAMED), found).shared) == [7]


def test_the_bearer_of_an_asked_number_is_fetched_whoever_bears_the_name():
    asked = Mention(NAMED.name, identifiers=phone().identifiers)
    found = found_in({1: [7], 99: [8]}, {1: same(0) | same(1), 99: NUMBER})
    assert set(nearest(Asked(asked), found).shared) == {7, 8}


def test_an_asked_key_tells_what_its_finds_share():
    held = stored_keys(KEPT, kind=NameKind.PERSON)
    asked = asked_keys(Mention("Zubair Tareeq", "Khaled", Birth(1981, 1981)), kind=NameKind.PERSON)
    shared = 0
    for key in held & asked.keys():
        shared |= asked[key]
    assert shared & same(0) and shared & same(1) and shared & of_kin(0) and shared & YEAR_NEAR
    assert not shared & YEAR


def words_of(name: str):
    own, _ = own_and_kin(Mention(name), kind=NameKind.PERSON)
    return own


def test_what_clerks_add_and_drop_is_worth_less_than_a_name():
    own = words_of("Muhammad Tariq Khan")
    assert [word.like for word in own] == ["trk", "kn", "mmd"]
    tells = tuple(word.tells for word in own)
    assert worth(same(0), tells) > worth(same(1), tells) + worth(same(2), tells)


def test_an_ending_that_stands_first_belongs_to_the_word_after_it():
    assert words_of("Ullah Saif") == words_of("Saif Ullah") == words_of("Saifullah")


def test_mehdi_is_no_shortened_muhammad():
    heard = {name: words_of(name)[-1].like for name in ("Mehdi", "Md", "Mohd", "Muhammad", "محمد")}
    assert heard.pop("Mehdi") not in set(heard.values())
    assert len(set(heard.values())) == 1


def test_a_bucket_that_nobody_read_tells_how_near_its_entries_may_be():
    tells = {1: same(0) | same(1), 2: same(0)}
    near = nearest(Asked(NAMED), Found({}, [1, 2], tells))
    assert near.skipped >= worth(same(0) | same(1), (1.0, 1.0))
    assert nearest(Asked(NAMED), found_in({1: [7]}, tells)).skipped == 0.0


def test_who_was_asked_for_shares_every_word_but_for_a_slip():
    asked = Asked(Mention(NAMED.name, "Khalid", Birth(1980, 1980)))
    tells = asked_keys(asked.mention, kind=NameKind.PERSON)
    all_of_it = same(0) | same(1) | of_kin(0) | YEAR
    near = nearest(asked, Found({}, [], tells))
    assert near.meant == pytest.approx(worth(all_of_it, (1.0, 1.0)) - A_SLIP)


def test_the_nearest_who_was_not_fetched_is_told_of():
    tells = {1: same(0) | same(1)}
    assert nearest(Asked(NAMED), found_in({1: range(MOST_FETCHED)}, tells)).left == 0.0
    assert nearest(Asked(NAMED), found_in({1: range(MOST_FETCHED + 1)}, tells)).left > 4.0


def phone() -> Mention:
    return Mention("", identifiers=(read("0300 1234567", kind=IdentifierKind.PHONE),))


def test_a_number_that_agrees_is_the_surest():
    held = {1: Mention("Zubair Tariq", identifiers=phone().identifiers), 2: KEPT}
    (found,) = rank(Asked(phone()), held, near=EVEN).candidates
    assert (found.entry, found.sureness) == (1, Sureness.NUMBER)


def test_the_likeliest_comes_first_with_its_reasons():
    other = Mention("Zubair Tariq Achakzai", "Naveed Iqbal", Birth(1960, 1960))
    asked = Mention("Zubair Tareq Achakzai", "Khalid Bilal", Birth(1981, 1981))
    found = rank(Asked(asked), {1: other, 2: KEPT}, near=EVEN).candidates
    assert found[0].entry == 2
    assert {reason.field for reason in found[0].comparison.reasons} >= {"name", "father_name"}


def test_a_birth_year_and_a_fathers_name_alone_answer_nothing():
    asked = Mention("Sarfaraz Gul", "Khalid Bilal", Birth(1980, 1980))
    assert rank(Asked(asked), {1: KEPT}, near=EVEN).candidates == ()


def test_a_slip_in_a_name_whose_father_and_year_agree_still_answers():
    kept = Mention("Md Isrhad Afridi", "Asif Kakar", Birth(1962, 1962))
    asked = Mention("Mohd Irshad Afridi", "Asif Kaker", Birth(1962, 1962))
    assert compare(asked, kept).weight > 6.0
    assert [one.entry for one in rank(Asked(asked), {1: kept}, near=EVEN).candidates] == [1]


def test_of_many_who_share_as_much_those_with_words_that_nobody_asked_for_are_left_out():
    held = {entry: Mention(f"Zubair Tariq {word}") for entry, word in enumerate(OTHERS)}
    held[99] = Mention("Zubair Tariq")
    near = Near(dict.fromkeys(held, 4.0), meant=2.0, skipped=0.0, left=0.0)
    found = rank(Asked(NAMED), held, near=near)
    assert len(held) > MOST_COMPARED
    assert 99 in [one.entry for one in found.candidates]
    assert 0.0 < found.left < 4.0


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("0300-1234567", ("phone",)),
        ("+92 300 1234567", ("phone",)),
        ("35202-1234567-1", ("national",)),
        ("LEA-1234", ("plate",)),
        ("AB1234567", ("passport",)),
        ("Zubair Tariq", ("name",)),
        ("زبیر طارق", ("name",)),
    ],
)
def test_the_box_tells_a_number_from_a_name(typed, kinds):
    understood = understand(typed)
    assert understood is not None
    assert set(kinds) <= set(understood.kinds)
    assert ("name" in understood.kinds) == (kinds == ("name",))


@pytest.mark.parametrize("typed", ["", "  ", "?!", "7"])
def test_what_is_neither_is_not_guessed(typed):
    assert understand(typed) is None


def test_the_same_question_written_otherwise_is_known_again():
    one, other = understand("0300 1234567"), understand("+92-300-1234567")
    assert one is not None and other is not None
    assert one.canonical == other.canonical
    assert Asked(Mention("ZUBAIR  Tariq")).canonical == Asked(Mention("Zubair tariq")).canonical
