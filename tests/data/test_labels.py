import re
import unicodedata

import pytest

from markaz.data.agencies import AGENCIES
from markaz.data.places import COUNTRIES, DISTRICTS, PROVINCES
from markaz.data.simple import TERMS
from markaz.data.substances import FAMILIES, SUBSTANCES
from markaz.data.tables import rows
from markaz.data.units import UNITS

LABELLED = {
    "families": FAMILIES,
    "substances": SUBSTANCES,
    "units": UNITS,
    "countries": COUNTRIES,
    "provinces": PROVINCES,
    "districts": DISTRICTS,
    "agencies": AGENCIES,
    **TERMS,
}
# Arabic Yeh, Kaf and Heh look the same in some faces but are other letters than the Urdu ones.
ARABIC_TWINS = set("يىكه")


@pytest.mark.parametrize("table", LABELLED)
def test_every_entry_is_labelled_in_english_and_in_urdu_letters(table):
    for entry in LABELLED[table].values():
        assert re.match(r"[A-Za-z0-9ÅÇT]", entry.label_en), entry
        letters = [char for char in entry.label_ur if unicodedata.category(char) == "Lo"]
        assert letters, entry
        assert all("ARABIC" in unicodedata.name(char) for char in letters), entry
        assert not ARABIC_TWINS & set(entry.label_ur) or table == "countries", entry


@pytest.mark.parametrize("table", LABELLED)
def test_every_code_stands_once(table):
    codes = [row["code"] for row in rows(table)]
    assert len(codes) == len(set(codes)) == len(LABELLED[table])


@pytest.mark.parametrize("table", LABELLED)
def test_no_two_entries_share_a_label(table):
    entries = LABELLED[table].values()
    assert len({entry.label_en for entry in entries}) == len(entries)
    assert len({entry.label_ur for entry in entries}) == len(entries)
