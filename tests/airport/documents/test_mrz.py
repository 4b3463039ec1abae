import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.airport.documents.specimens import LONG_NUMBERS, MRZ

from markaz.airport.documents.layout import LAYOUTS, Format
from markaz.airport.documents.mrz import Remark, Verdict, read, read_lines
from markaz.data.travel.digits import check_digit
from markaz.records.errors import InvalidValueError

TODAY = date(2026, 11, 26)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
# The places of TD3's second line that both a field's digit and that over the whole cover.
KEY_PLACES = (*range(9), *range(13, 19), *range(21, 27))


def value(char: str) -> int:
    return 0 if char == "<" else int(char, 36)


@pytest.mark.parametrize("kind", MRZ)
def test_every_specimen_verifies_whole(kind):
    document = read(MRZ[kind], today=TODAY)
    assert document.format == kind
    assert document.failed == ()
    assert (document.surname, document.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert {document.fields[one].verdict for one in ("number", "birth", "expiry")} == {
        Verdict.VERIFIED
    }
    assert [one.remark for one in document.fields.values() if one.remark] == []


def test_the_passport_reads_to_its_fields():
    fields = read(MRZ["TD3"], today=TODAY).fields
    assert {name: one.value for name, one in fields.items()} == {
        "code": "P",
        "issuer": "UTO",
        "names": "ERIKSSON, ANNA MARIA",
        "number": "L898902C3",
        "nationality": "UTO",
        "birth": "1974-08-12",
        "sex": "F",
        "expiry": "2012-04-15",
        "optional": "ZE184226B",
    }


@pytest.mark.parametrize("kind", MRZ)
def test_names_nationality_and_issuer_are_said_to_be_unprotected(kind):
    fields = read(MRZ[kind], today=TODAY).fields
    for name in ("names", "nationality", "issuer", "sex", "code"):
        assert fields[name].verdict is Verdict.UNPROTECTED


@pytest.mark.parametrize("kind", ["MRV-A", "MRV-B"])
def test_a_visa_has_no_digit_over_the_whole(kind):
    document = read(MRZ[kind], today=TODAY)
    assert document.composite is Verdict.UNPROTECTED
    assert document.fields["optional"].verdict is Verdict.UNPROTECTED


@pytest.mark.parametrize("kind", LONG_NUMBERS)
def test_a_long_number_goes_on_in_the_optional_data(kind):
    document = read(LONG_NUMBERS[kind], today=TODAY)
    assert document.failed == ()
    assert document.fields["number"].value == "D23145890734"
    assert document.fields["optional"].value == ""


def test_a_slip_in_the_rest_of_a_long_number_fails():
    document = read(LONG_NUMBERS["TD1"].replace("<7349", "<7359"), today=TODAY)
    assert "number" in document.failed


def test_optional_data_behind_a_failed_number_are_no_part_of_it():
    document = read(MRZ["TD1"].replace("D231458907<<<", "D231458905AB1"), today=TODAY)
    assert document.fields["number"].value == "D23145890"
    assert document.fields["optional"].value == "AB1"


@pytest.mark.parametrize(
    ("digit", "verdict"), [("<", "verified"), ("0", "verified"), ("7", "failed")]
)
def test_the_digit_of_empty_optional_data_may_be_the_filler(digit, verdict):
    line = "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<" + digit
    whole = check_digit(line[:10] + line[13:20] + line[21:43])
    document = read(f"{MRZ['TD3'].splitlines()[0]}\n{line}{whole}", today=TODAY)
    assert document.fields["optional"].verdict == verdict


def test_optional_data_without_a_digit_fail():
    document = read(MRZ["TD3"].replace("<<<<<10", "<<<<<<0"), today=TODAY)
    assert document.fields["optional"].verdict is Verdict.FAILED


def test_lines_in_one_piece_are_the_same():
    for text in (*MRZ.values(), *LONG_NUMBERS.values()):
        assert read(text.replace("\n", ""), today=TODAY) == read(text, today=TODAY)


def test_single_errors_that_every_digit_misses_are_exactly_60_of_756():
    line = MRZ["TD3"].splitlines()[1]
    names = MRZ["TD3"].splitlines()[0]
    missed = caught = 0
    for place in KEY_PLACES:
        for char in set(ALPHABET) - {line[place]}:
            wrong = line[:place] + char + line[place + 1 :]
            failed = read_lines((names, wrong), layout=LAYOUTS[Format.TD3], today=TODAY).failed
            caught += bool(failed)
            missed += not failed
    assert (missed, caught + missed) == (60, 756)


@given(
    number=st.text(ALPHABET, min_size=9, max_size=9),
    birth=st.from_regex(r"[0-9]{6}", fullmatch=True),
    expiry=st.from_regex(r"[0-9]{6}", fullmatch=True),
    place=st.sampled_from(KEY_PLACES),
)
def test_a_wrong_character_passes_exactly_where_its_value_differs_by_tens(
    number, birth, expiry, place
):
    head = f"{number}{check_digit(number)}UTO{birth}{check_digit(birth)}F"
    line = f"{head}{expiry}{check_digit(expiry)}{'<' * 15}"
    line += str(check_digit(line[:10] + line[13:20] + line[21:43]))
    for char in ALPHABET:
        wrong = line[:place] + char + line[place + 1 :]
        lines = (MRZ["TD3"].splitlines()[0], wrong)
        document = read_lines(lines, layout=LAYOUTS[Format.TD3], today=TODAY)
        passes = (value(char) - value(line[place])) % 10 == 0
        assert (document.failed == ()) is passes
        # Both digits miss the same errors: the second adds nothing to the first.
        assert ("composite" in document.failed) is not passes


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("261126", "2026-11-26"),
        ("261127", "1926-11-27"),
        ("000229", "2000-02-29"),
        ("7408<<", "1974-08"),
        ("74<<<<", "1974"),
        ("<<<<<<", ""),
    ],
)
def test_a_birth_is_the_latest_day_that_is_not_to_come(birth, expected):
    assert field_of_a_visa("birth", birth).value == expected


@pytest.mark.parametrize(
    ("expiry", "expected"),
    [("751231", "2075-12-31"), ("760101", "1976-01-01"), ("311231", "2031-12-31"), ("<<<<<<", "")],
)
def test_a_last_day_is_within_fifty_years(expiry, expected):
    assert field_of_a_visa("expiry", expiry).value == expected


@pytest.mark.parametrize("day", ["740231", "741301", "74<<12", "<<0812", "7A0812", "74O812"])
def test_what_is_no_day_is_remarked_and_not_guessed(day):
    one = field_of_a_visa("birth", day)
    assert (one.value, one.remark) == ("", Remark.NO_DAY)


def field_of_a_visa(name, day):
    line = MRZ["MRV-B"].splitlines()[1]
    at = {"birth": 13, "expiry": 21}[name]
    line = f"{line[:at]}{day}{check_digit(day)}{line[at + 7 :]}"
    document = read(f"{MRZ['MRV-B'].splitlines()[0]}\n{line}", today=TODAY)
    assert document.fields[name].verdict is Verdict.VERIFIED
    return document.fields[name]


@pytest.mark.parametrize(
    "code", ["D<<", "GBD", "RKS", "EUE", "UNO", "XXA", "XXB", "XXC", "XPO", "PAK"]
)
def test_issuers_and_statuses_that_are_no_country_are_known(code):
    text = MRZ["TD3"].replace("L898902C36UTO", f"L898902C36{code}")
    assert read(text, today=TODAY).fields["nationality"].remark is None


def test_a_code_of_nobody_is_remarked():
    text = MRZ["TD3"].replace("P<UTO", "P<ZZQ")
    assert read(text, today=TODAY).fields["issuer"].remark is Remark.STATE


def test_a_name_that_fills_its_place_may_be_cut_off():
    text = MRZ["TD2"].replace("ERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "ERIKSSON<<ANNA<MARIA<CHRISTINE<")
    full = text.replace("CHRISTINE<", "CHRISTINEX")
    assert read(text, today=TODAY).fields["names"].remark is None
    assert read(full, today=TODAY).fields["names"].remark is Remark.FULL


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "here they have 0"),
        ("P<UTO", "here they have 5"),
        (MRZ["TD3"][:-1], "here they have 44, 43"),
        (MRZ["TD3"] + "\n" + "<" * 44, "here they have 44, 44, 44"),
        (MRZ["TD3"].lower(), "Line 1 has 'p' in place 1"),
        (MRZ["TD3"].replace("L8", "L\N{ARABIC-INDIC DIGIT EIGHT}"), "in place 2"),
        ("\N{LATIN SMALL LETTER SHARP S}" * 88, "in place 1"),
    ],
)
def test_what_is_no_such_lines_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        read(text, today=TODAY)


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(InvalidValueError):
        read(text, today=TODAY)


@given(st.sampled_from(list(MRZ)), st.data())
def test_any_characters_in_sound_lines_are_read(kind, data):
    layout = LAYOUTS[Format(kind)]
    lines = tuple(
        data.draw(st.text(ALPHABET, min_size=layout.length, max_size=layout.length))
        for _ in range(layout.lines)
    )
    document = read_lines(lines, layout=layout, today=TODAY)
    assert set(document.failed) <= {*document.fields, "composite"}
