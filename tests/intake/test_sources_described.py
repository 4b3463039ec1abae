"""Sources are described in YAML, and a mistake in one is named with file and key."""

import pytest

from markaz.intake import sources
from markaz.records.errors import InvalidValueError, UnknownSourceError


@pytest.mark.parametrize("name", sources.names())
def test_every_shipped_source_loads(name):
    source = sources.load(name)
    assert source.title["en"]
    assert source.title["ur"]


def test_an_unknown_source_is_refused_with_those_that_are_known():
    with pytest.raises(UnknownSourceError, match=r"use one of .*markaz-standard"):
        sources.load("gonzo")


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"gonzo": {}}, "gonzo"),
        ({"columns": {"Ref": "no such field"}}, "columns"),
        ({"columns": {}}, "columns"),
        ({"columns": {"A": "reference", "B": "reference", "C": "occurred"}}, "columns"),
        ({"columns": {"A": "reference"}}, "columns"),
        ({"date_order": "dym"}, "date_order"),
        ({"agency": "NOBODY"}, "agency"),
        ({"country": "XX"}, "country"),
        ({"encodings": ["utf-9"]}, "encodings"),
        ({"encodings": "utf-8"}, "encodings"),
        ({"header_row": 0}, "header_row"),
        ({"lookups": {"substance": {"stuff": "CAN-RESINN"}}}, "lookups.substance.stuff"),
        ({"lookups": {"substance": "CAN-RESIN"}}, "lookups.substance"),
        ({"lookups": {"gonzo": {}}}, "lookups"),
        ({"defaults": {"unit": "kgs of"}}, "defaults.unit"),
        ({"required": ["gonzo"]}, "required"),
        ({"expect": {"min": 1}}, "expect"),
        ({"expect": {"min_rows": "many"}}, "expect"),
        ({"period": {"year": "FY"}}, "period"),
        ({"combine": {"place": "Tehsil"}}, "combine"),
        ({"marking": "PURPLE"}, "marking"),
        ({"agency": None}, "agency"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(described, keys, key):
    with pytest.raises(InvalidValueError, match=rf"invented\.yml, key '{key}'"):
        described(**keys)


def test_a_file_that_is_no_yaml_is_named(tmp_path):
    (tmp_path / "broken.yml").write_text("title: [", encoding="utf-8")
    (tmp_path / "flat.yml").write_text("just text", encoding="utf-8")
    for name in ("broken", "flat"):
        with pytest.raises(InvalidValueError, match=rf"{name}\.yml"):
            sources.load(name, extra=tmp_path)


def test_an_operators_source_is_listed_and_stands_in_place_of_ours(tmp_path):
    ours = sources.load("markaz-standard")
    text = "title: {en: Own, ur: اپنا}\nagency: ANF\ncolumns: {Ref: reference, Date: occurred}\n"
    (tmp_path / "markaz-standard.yml").write_text(text, encoding="utf-8")
    (tmp_path / "own.yml").write_text(text, encoding="utf-8")
    assert "own" in sources.names(extra=tmp_path)
    assert sources.load("markaz-standard", extra=tmp_path) != ours


def test_a_lookup_goes_before_the_vocabulary_and_a_default_fills_a_blank(described, send):
    source = described(
        lookups={"substance": {"charas": "CAN-OIL"}}, defaults={"unit": "g", "province": "Sindh"}
    )
    got = send("Ref,Date,Drug,Qty,Unit\nA/1,04/03/2025,Charas,1,\n", source=source)
    assert got.lines[0]["substance"] == "CAN-OIL"
    assert got.lines[0]["mass_mg"] == 1_000
    assert got.reports[0]["province"] == "PK-SD"


def test_a_star_reads_every_other_name_and_asks(described, send):
    source = described(lookups={"substance": {"*": "OTH-OTHER"}})
    text = "Ref,Date,Drug,Qty,Unit\nA/1,04/03/2025,gonzo,1,kg\nA/2,04/03/2025,heroin,1,kg\n"
    got = send(text, source=source)
    assert [line["substance"] for line in got.lines] == ["OTH-OTHER", "OPI-HEROIN"]
    assert "read as OTH-OTHER" in got.asked[0]


def test_columns_may_be_joined_into_one_of_ours(described, send):
    source = described(combine={"place": ["Tehsil", "Thana"]})
    text = (
        "Ref,Date,Drug,Qty,Unit,Tehsil,Thana\nA/1,04/03/2025,charas,1,kg,Invented,Saddar\n"
        "A/2,04/03/2025,charas,1,kg,,Saddar\n"
    )
    got = send(text, source=source)
    assert [row["place_text"] for row in got.reports] == ["Invented, Saddar", "Saddar"]


def test_a_drug_measured_as_a_field_is_a_clearance(described, send):
    source = described(kind_by_dimension={"area": "clearance"})
    got = send("Ref,Date,Drug,Qty,Unit\nA/1,04/03/2025,opium poppy,10,acre\n", source=source)
    (report,) = got.reports
    assert (report["kind"], report["crop"], str(report["area_ha"])) == (
        "clearance",
        "poppy",
        "4.04685642240",
    )
    assert got.lines == []
