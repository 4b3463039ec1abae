import re

import pytest

from markaz.data.substances import FAMILIES, SUBSTANCES, substance_code
from markaz.data.tables import rows

OUTSIDE_THE_TOTAL = {
    "PRE-ACETIC-ANHYDRIDE",
    "PRE-HCL",
    "SOL-GLUE",
    "ALC-ALCOHOL",
    "CAN-PLANT",
    "OPI-POPPY-PLANT",
    "OPI-POPPY-SEED",
    "OPI-POPPY-STRAW",
    "UNK-SUSPECTED",
}


def test_every_code_is_its_family_and_a_name():
    for code, substance in SUBSTANCES.items():
        assert re.fullmatch(r"[A-Z]{3}(-[A-Z0-9]+)+", code)
        assert substance.family == code[:3]
        assert substance.family in FAMILIES


def test_what_is_left_out_of_the_drug_total_says_why():
    for substance in SUBSTANCES.values():
        assert substance.in_drug_total or substance.note, substance.code


def test_chemicals_plants_seeds_and_poppy_heads_stay_out_of_the_drug_total():
    assert not any(SUBSTANCES[code].in_drug_total for code in OUTSIDE_THE_TOTAL)
    assert not any(
        known.in_drug_total
        for known in SUBSTANCES.values()
        if known.family in {"PRE", "SOL", "ALC"}
    )


def test_the_drugs_of_the_press_releases_are_in_the_drug_total():
    for code in ("CAN-RESIN", "CAN-BHANG", "OPI-OPIUM", "OPI-HEROIN", "ATS-METH", "NPS-KETAMINE"):
        assert SUBSTANCES[code].in_drug_total


def test_every_spelling_leads_to_a_known_substance():
    for row in rows("substance_synonyms"):
        assert row["code"] in SUBSTANCES
        assert substance_code(row["synonym"]) == row["code"]
        assert row["language"] in {"en", "ur", "ur-Latn", "fa-Latn", "es", "fr"}


@pytest.mark.parametrize("code", SUBSTANCES)
def test_codes_and_labels_lead_to_themselves(code):
    known = SUBSTANCES[code]
    assert substance_code(code) == code
    assert substance_code(known.label_en) == code
    assert substance_code(known.label_ur) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Methamphetamine (Ice)", "ATS-METH"),
        ("Crystal/ICE", "ATS-METH"),
        ("crystal", "ATS-METH"),
        ("آئس", "ATS-METH"),
        ("weed", "CAN-HERB"),
        ("Garda", "CAN-RESIN"),
        ("چرس", "CAN-RESIN"),
        ("چَرَس", "CAN-RESIN"),
        ("بھنگ", "CAN-BHANG"),
        ("Hydrochloric Acid (HCL)", "PRE-HCL"),
        ("Doda", "OPI-POPPY-STRAW"),
        ("ڈوڈا", "OPI-POPPY-STRAW"),
        ("سفید پاؤڈر", "OPI-HEROIN"),
        ("afyun", "OPI-OPIUM"),
        ("Xanax Tabs", "SED-ALPRAZOLAM"),
        ("Ritalin", "ATS-METHYLPHENIDATE"),
        ("Khat (Catha Edulis)", "NPS-KHAT"),
        ("Hashish (black, pressed)", "CAN-RESIN"),
        ("Other Drugs**", "OTH-OTHER"),
        ("drugs", "UNK-UNSPECIFIED"),
        ("koknar", "OPI-POPPY-STRAW"),
        ("کوکنار", "OPI-POPPY-STRAW"),
        ("شابو", "ATS-METH"),
        ("آئیس", "ATS-METH"),
        ("chitta", "OPI-HEROIN"),
        ("Pukhta Charas", "CAN-RESIN"),
        ("الکوحل", "ALC-ALCOHOL"),
    ],
)
def test_what_agencies_write_leads_to_one_substance(written, code):
    assert substance_code(written) == code


@pytest.mark.parametrize(
    "written", ["", "   ", "heroim", "hashish/heroin", "ice (heroin)", "poppy", "()", "powder", "/"]
)
def test_what_is_unclear_or_contradictory_is_not_guessed(written):
    assert substance_code(written) is None
