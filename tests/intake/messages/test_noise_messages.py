"""Messages that nobody would write by hand are answered, in bounded time, and invent nothing."""

import time

import pytest
from benchmarks.standing_numbers import unfounded
from hypothesis import given, settings
from hypothesis import strategies as st

from markaz.data.messages.words import wordings
from markaz.intake.messages.pieces import pieces
from markaz.intake.messages.reading import read
from markaz.intake.messages.writing import LONGEST, written
from markaz.records.errors import InvalidValueError

WORDS = sorted({one.words for one in wordings()})
DRUGS = ["heroin", "ice", "چرس", "opium", "Xanax tabs", "hashish (charas)", "کرسٹل"]
UNITS = ["kg", "grams", "کلو", "litres", "tablets", "maund", "million", "لاکھ"]
MARKS = [",", ".", "(", ")", "-", ":", "\n", "\n\n", "؛", "۔", "\u200f", "\u202b", "\u200c", "&"]
piece = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(DRUGS),
    st.sampled_from(UNITS),
    st.sampled_from(MARKS),
    st.from_regex(r"[0-9]{1,4}(,[0-9]{2,3}){0,2}(\.[0-9]{1,3})?", fullmatch=True),
    st.text(max_size=6),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(piece, min_size=1, max_size=40), st.sampled_from(["", " "]))
def test_no_order_of_words_makes_a_number_that_is_not_there(pieces, gap):
    # A message that is all marks is refused, so a word stands at its head.
    message = gap.join(["seen", *pieces])
    assert list(unfounded(message, read(message))) == []


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_is_read_and_every_letter_keeps_its_place(message):
    message = "seen " + message
    read(message)
    writing = written(message)
    for at in range(len(writing.text)):
        span = writing.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(message)


@pytest.mark.parametrize(
    "message",
    [
        "<" * LONGEST,
        "&" * LONGEST,
        "(" * LONGEST,
        "5 kg " * 40_000,
        "\u202e5 " * 60_000,
        "twenty " * 28_000,
        "heroin and " * 18_000,
        "seen <script>" + "<script>" * 24_000,
        "1," * 99_000,
        "ANF Punjab " * 18_000,
        "." * LONGEST,
        "$" * LONGEST,
        "a car and two motorcycles and " * 6_600,
        "In another raid police held a man with 2 kg heroin. " * 3_800,
    ],
    ids=lambda text: text[:12],
)
def test_a_flood_of_one_kind_takes_seconds_and_not_hours(message):
    begun = time.process_time()
    read(message)
    assert time.process_time() - begun < 15


@pytest.mark.parametrize("unit", ["5 kg heroin. ", "5 kg heroin\n\n", "چرس ۵ کلو\n", "x" * 7])
def test_ten_megabytes_fall_into_pieces_at_their_gaps(unit):
    text = unit * (10_000_000 // len(unit))
    begun = time.process_time()
    found = list(pieces(text))
    assert time.process_time() - begun < 15
    assert "".join(found) == text
    assert max(map(len, found)) <= LONGEST
    assert all(piece.endswith(unit) for piece in found) or not unit[-1].isspace()


PLAIN = "Customs seized 12.5 kg hashish at Chaman on 10 March 2025 and arrested two persons."


@pytest.mark.parametrize(
    "disguised",
    [
        "\u202b" + PLAIN.replace("12.5", "\u200e12.5\u200f") + "\u202c",
        PLAIN.replace("hashish", "ha\u200bsh\u200dish").replace("kg", "k\ufeffg"),
        PLAIN.replace("12.5 kg", "\u206612.5\u00a0kg\u2069"),
        f"<p>{PLAIN.replace('12.5 kg', '<b>12.5</b>&nbsp;<i>kg</i>')}</p>",
        PLAIN.replace("12.5", "&#49;2.5").replace("two", "<span dir='rtl'>two</span>"),
        f"<style>p {{ margin: 9 kg }}</style><script>var heroin = '44 kg';</script>{PLAIN}",
        PLAIN.replace("12.5", "۱۲٫۵").replace("10", "١٠"),
    ],
    ids=["embedding", "no width", "isolates", "markup", "entities", "hidden", "digits"],
)
def test_marks_of_direction_no_width_and_markup_change_no_value(disguised):
    plain, other = read(PLAIN).statements, read(disguised).statements
    assert [_values(one) for one in other] == [_values(one) for one in plain]
    for one in other:
        for name, stated in one.stated():
            assert all(0 <= span.start < span.end <= len(disguised) for span in stated.spans), name


def _values(one):
    return [(name, stated.value, stated.bound) for name, stated in one.stated()]


def test_what_is_longer_than_a_message_is_not_read_as_one():
    with pytest.raises(InvalidValueError, match="paste one message at a time"):
        read("5 kg heroin. " * 800_000)


@pytest.mark.parametrize("message", ["", "  \n\t", "\u200f \u200e"])
def test_an_empty_message_is_refused(message):
    with pytest.raises(InvalidValueError, match="empty"):
        read(message)


def test_words_are_found_under_marks_of_direction():
    message = "\u202bبرآمد: \u2067۱۵ کلو\u200c گرام\u2069 ہیروئن\u202c"
    (statement,) = read(message).statements
    weight = statement.lines[0].weight
    assert weight is not None
    assert weight.text == message[weight.spans[0].start : weight.spans[0].end]
    assert "۱۵" in weight.text


@pytest.mark.parametrize("piece", ["five hundred ", "کوگرفتارکرلیاگیااورکارسے", "سو "])
def test_words_that_never_end_are_read_and_make_no_number(piece):
    text = piece * 4000
    assert read(text).statements == ()
