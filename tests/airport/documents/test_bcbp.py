import contextlib
import io
import random
from datetime import date

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.airport.documents.specimens import ONE_LEG, ONE_LEG_AND_ALL, TWO_LEGS

from markaz.airport.documents.bcbp import read
from markaz.airport.documents.codes import text_of
from markaz.airport.documents.pictures import opened
from markaz.records.errors import InvalidValueError

TODAY = date(2026, 11, 26)


def test_the_example_of_iata_reads_to_its_mandatory_items():
    said = read(ONE_LEG, today=TODAY)
    (leg,) = said.legs
    assert (said.passenger, said.electronic_ticket, said.version) == ("DESMARAIS/LUC", "E", "")
    assert (leg.booking, leg.departure, leg.arrival, leg.carrier) == ("ABC123", "YUL", "FRA", "AC")
    assert (leg.flight, leg.day_of_year, leg.compartment) == ("0834", "326", "J")
    assert (leg.seat, leg.sequence, leg.status) == ("001A", "0025", "1")
    assert leg.flies_on == date(2026, 11, 22)
    assert (leg.conditional, leg.airline_use, said.security) == ({}, "", None)


def test_conditional_items_and_the_signature_are_read():
    said = read(ONE_LEG_AND_ALL, today=TODAY)
    assert said.version == "5"
    assert said.conditional["bag_tags"] == "0014123456002"
    assert said.conditional["bag_tags_3"] == "0014123478901"
    assert said.legs[0].conditional["frequent_flyer_number"] == "1234567890123"
    assert said.legs[0].conditional["fast_track"] == "Y"
    assert said.legs[0].airline_use == "LX58Z"
    assert (said.security.type, said.security.signature) == ("1", "ABCDEFGH")


def test_each_leg_has_its_own_items():
    said = read(TWO_LEGS, today=TODAY)
    assert [(leg.departure, leg.arrival) for leg in said.legs] == [("YUL", "FRA"), ("FRA", "GVA")]
    assert said.legs[1].conditional["ticket_number"] == "0987654321"
    assert said.legs[1].airline_use == "WQ"


@pytest.mark.parametrize("described", ["X", "U"])
def test_version_8_describes_a_passenger_as_neither(described):
    text = ONE_LEG_AND_ALL.replace(">5321", f">832{described}")
    said = read(text, today=TODAY)
    assert (said.version, said.conditional["passenger_description"]) == ("8", described)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 1, 3), date(2025, 11, 22)),
        (date(2026, 4, 1), date(2025, 11, 22)),
        (date(2026, 8, 1), date(2026, 11, 22)),
    ],
)
def test_the_day_of_flight_is_the_nearest(today, day):
    assert read(ONE_LEG, today=today).legs[0].flies_on == day


@pytest.mark.parametrize("told", ["   ", "000", "999", "A26"])
def test_what_is_no_day_of_the_year_is_not_guessed(told):
    assert read(ONE_LEG.replace("326J", f"{told}J"), today=TODAY).legs[0].flies_on is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ends 1 characters too early"),
        (ONE_LEG[:-1], "ends 1 characters too early"),
        (ONE_LEG + "X", "1 characters longer"),
        (ONE_LEG.replace("M1", "M2"), "too early"),
        (TWO_LEGS.replace("M2", "M1"), "longer"),
        (ONE_LEG.replace("M1", "M7"), "1 to 4 legs"),
        (ONE_LEG.replace("M1", "S1"), "no boarding pass"),
        (ONE_LEG[:-2] + "+5abcde", "hexadecimal"),
        (ONE_LEG_AND_ALL[:-1], "1 characters too early"),
    ],
)
def test_a_wrong_length_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        read(text, today=TODAY)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    for whole in (text, f"M1{text}", f"{ONE_LEG[:-2]}{text}"):
        with contextlib.suppress(InvalidValueError):
            read(whole, today=TODAY)


def photographed(text, code, *, degrees, sigma, seed=5):
    drawn = Image.fromarray(np.asarray(zxingcpp.create_barcode(text, code).to_image(scale=5)))
    page = Image.new("L", (drawn.width + 200, drawn.height + 200), 235)
    page.paste(drawn, (100, 100))
    turned = page.rotate(degrees, expand=True, fillcolor=235, resample=Image.Resampling.BICUBIC)
    noise = np.random.default_rng(seed).normal(0, sigma, (turned.height, turned.width))
    noisy = np.clip(np.asarray(turned, float) + noise, 0, 255).astype("uint8")
    kept = io.BytesIO()
    Image.fromarray(noisy).save(kept, "JPEG", quality=85)
    return kept.getvalue()


@pytest.mark.parametrize("code", [zxingcpp.BarcodeFormat.PDF417, zxingcpp.BarcodeFormat.Aztec])
@pytest.mark.parametrize("degrees", [0, 7, 90, 180, 263, 340])
@pytest.mark.parametrize("text", [ONE_LEG, TWO_LEGS])
def test_a_code_is_read_off_a_turned_and_noisy_picture(code, degrees, text):
    picture = photographed(text, code, degrees=degrees, sigma=40)
    assert text_of(opened(picture)) == text


def test_a_picture_without_a_pass_or_with_two_is_refused():
    with pytest.raises(InvalidValueError, match="No boarding pass is found"):
        text_of(Image.new("L", (300, 300), 255))
    both = Image.new("L", (1400, 700), 255)
    for at, text in enumerate((ONE_LEG, ONE_LEG.replace("LUC", "EVE"))):
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Aztec)
        both.paste(Image.fromarray(np.asarray(code.to_image(scale=4))), (100 + 600 * at, 100))
    with pytest.raises(InvalidValueError, match="shows 2 boarding passes"):
        text_of(both)


def test_damaged_pictures_are_refused_with_a_sentence():
    whole = photographed(ONE_LEG, zxingcpp.BarcodeFormat.Aztec, degrees=0, sigma=0)
    rng = random.Random(3)
    for size in (0, 10, 200, len(whole) // 2):
        with pytest.raises(InvalidValueError, match="JPEG, PNG or TIFF"):
            opened(whole[:size])
    for _ in range(50):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        try:
            opened(bytes(damaged))
        except InvalidValueError as refused:
            assert str(refused).endswith("TIFF.") or "million pixels" in str(refused)
