"""What a report brings to a comparison."""

from datetime import date


def only(table):
    (row,) = table.to_pylist()
    return row


def test_names_meet_by_their_sound_in_any_script(told):
    rows = told({"names": ["Usman Khan"]}, {"names": ["عثمان خان"]}).to_pylist()
    assert rows[0]["names"] == rows[1]["names"] != None  # noqa: E711 (and there is a name)
    assert rows[0]["name_words"] == rows[1]["name_words"]


def test_a_report_without_names_has_none_rather_than_an_empty_list(told):
    row = only(told({}))
    assert row["names"] is None
    assert row["documents"] is None


def test_documents_and_phones_are_folded_into_one_list(told):
    person = {"document_text": "AB 12-34", "phone_text": "+92 300 0000000"}
    row = only(told({"names": ["Noor Gul"], "person": person}))
    assert row["documents"] == ["923000000000", "ab1234"]


def test_a_day_that_may_be_swapped_is_given_both_ways(told):
    row = only(told({"occurred_first": date(2025, 3, 4), "occurred_last": date(2025, 3, 4)}))
    assert row["swapped_day"] - row["day"] == (date(2025, 4, 3) - date(2025, 3, 4)).days


def test_the_fourteenth_cannot_be_a_month(told):
    assert only(told({"occurred_first": date(2025, 3, 14)}))["swapped_day"] is None


def test_several_lines_add_up_and_the_heaviest_names_the_report(told):
    row = only(told({"lines": [("CAN-RESIN", 2.0), ("OPI-HEROIN", 10.5)]}))
    assert (row["substance"], row["amount"], row["mass_mg"]) == (
        "OPI-HEROIN", 12_500_000, 12_500_000,
    )  # fmt: skip
    assert row["families"] == ["CAN", "OPI"]


def test_a_weight_tells_how_finely_it_was_written(told):
    steps = [row["step"] for row in told({"kg": 20}, {"kg": 3}, {"kg": 3.25}).to_pylist()]
    assert steps == [10_000_000, 1_000_000, 10_000]


def test_an_unknown_quantity_is_unknown_and_not_zero(told):
    row = only(told({"kg": None}))
    assert row["amount"] is None
    assert row["substance"] == "CAN-RESIN"


def test_partners_are_read_out_of_what_was_written(told):
    row = only(told({"partners_text": "Pakistan Customs; ANF and somebody"}))
    assert row["partners"] == ["ANF", "CUSTOMS"]


def test_sums_of_many_events_are_no_evidence(told):
    assert told({"grain": "aggregate"}).num_rows == 0


def test_an_empty_ledger_has_no_evidence(told):
    assert told().num_rows == 0


def abroad(text: str, **more: str) -> dict[str, str]:
    return {"country": "CO", "province": "", "district": "", "place_text": text, **more}


def test_a_place_abroad_is_its_narrowest_name_however_much_is_written_around_it(told):
    rows = told(
        abroad("PEREIRA, RISARALDA, 66001"),
        abroad("Pereira"),
        abroad("Ipiales"),
        abroad("Pereira", country="MX"),
    ).to_pylist()
    first, alike, other, elsewhere = [row["place"] for row in rows]
    assert first == alike
    assert len({first, other, elsewhere}) == 3
    assert [row["province"] for row in rows] == ["CO", "CO", "CO", "MX"]
    assert {row["spot"] for row in rows} == {None}


def test_a_country_alone_tells_nothing_of_where(told):
    rows = told(abroad(""), abroad("SIN ESTABLECER, NA"), abroad("unknown")).to_pylist()
    assert {(row["province"], row["place"]) for row in rows} == {(None, None)}


def test_a_text_that_names_no_known_district_here_stays_a_spot(told):
    row = only(told({"province": "", "district": "", "place_text": "Toll plaza"}))
    assert (row["province"], row["place"]) == (None, None)
    assert row["spot"]
