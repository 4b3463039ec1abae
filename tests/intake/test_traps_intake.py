"""The traps of released figures, as rows: what printed totals got wrong is asked about here."""

from datetime import date


def test_a_gram_figure_with_a_tablet_count_is_asked_about_and_never_weighed(standard):
    got = standard({"substance": "ecstasy", "quantity": "0.057 Gram (100 tabs)", "unit": ""})
    (line,) = got.lines
    assert line["quantity_text"] == "0.057 Gram (100 tabs)"
    assert line["mass_mg"] is None
    assert line["pieces"] is None
    assert line["question"] in got.asked


def test_counted_tablets_stay_a_count_with_a_range_of_weight_beside_it(standard):
    got = standard({"substance": "ecstasy", "quantity": "100", "unit": "tablets"})
    (line,) = got.lines
    assert line["pieces"] == 100
    assert line["mass_mg"] is None
    assert 0 < line["mass_low_mg"] < line["mass_high_mg"]


def test_litres_of_a_chemical_never_become_kilograms(standard):
    got = standard(
        {"reference": "A/1", "substance": "acetic anhydride", "quantity": "32", "unit": "litre"}
    )
    (line,) = got.lines
    assert (line["volume_ul"], line["mass_mg"]) == (32_000_000, None)


def test_two_names_of_one_drug_lead_to_one_substance(standard):
    got = standard(
        {"reference": "A/1", "substance": "Crystal"},
        {"reference": "A/2", "substance": "Methamphetamine (Ice)"},
    )
    assert {line["substance"] for line in got.lines} == {"ATS-METH"}


def test_hashish_charas_and_cannabis_resin_are_one_and_bhang_is_another(standard):
    names = ("hashish", "charas", "cannabis resin", "bhang")
    got = standard(*({"reference": name, "substance": name} for name in names))
    assert [line["substance"] for line in got.lines] == ["CAN-RESIN"] * 3 + ["CAN-BHANG"]


def test_doda_keeps_its_own_substance_beside_opium(standard):
    got = standard(
        {"reference": "A/1", "substance": "doda"}, {"reference": "A/2", "substance": "opium"}
    )
    assert [line["substance"] for line in got.lines] == ["OPI-POPPY-STRAW", "OPI-OPIUM"]


def test_a_value_without_a_currency_is_asked_about(standard):
    got = standard({"value": "20.416 million", "currency": ""})
    assert got.reports[0]["stated_value_usd_cents"] is None
    assert any("currency" in sentence for sentence in got.asked)


def test_cleared_land_says_which_crop_and_carries_no_weight(standard):
    got = standard(
        {"kind": "clearance", "crop": "poppy", "area": "61", "area_unit": "acres", "substance": "",
         "quantity": "", "unit": "", "value": "", "currency": ""}
    )  # fmt: skip
    (report,) = got.reports
    assert str(report["area_ha"]) == "24.68582417664"
    assert (report["crop"], report["stated_value_usd_cents"]) == ("poppy", None)
    assert got.lines == []


def test_the_day_of_the_event_and_of_its_report_are_kept_apart(standard):
    got = standard({"occurred": "2025-06-30", "reported_on": "2025-07-02"})
    (report,) = got.reports
    assert report["occurred_first"] == date(2025, 6, 30)
    assert report["reported_on"] == date(2025, 7, 2)


def test_a_report_older_than_its_event_is_asked_about(standard):
    got = standard({"occurred": "2025-06-30", "reported_on": "2025-06-02"})
    assert any("before it occurred" in sentence for sentence in got.asked)


def test_a_fiscal_year_is_read_as_the_months_it_covers(described, send):
    source = described(
        columns={"Drug": "substance", "Qty": "quantity", "Unit": "unit"},
        period={"year": "FY", "month": "Month", "year_starts": 7},
        lines="one_per_row",
    )
    got = send(
        "FY,Month,Drug,Qty,Unit\n2025,JUL,charas,1,kg\n2025,Jun,charas,1,kg\n", source=source
    )
    assert [row["occurred_first"] for row in got.reports] == [date(2024, 7, 1), date(2025, 6, 1)]
    assert {row["occurred_precision"] for row in got.reports} == {"month"}


def test_destroyed_is_not_the_same_as_seized(standard):
    got = standard(
        {"reference": "A/1", "status": "destroyed"}, {"reference": "A/2", "status": "presumptive"}
    )
    assert [row["status"] for row in got.reports] == ["destroyed", "presumptive"]


def test_more_foreigners_than_persons_arrested_is_asked_about(standard):
    got = standard({"arrested": "75", "arrested_foreign": "110"})
    (report,) = got.reports
    assert (report["arrested"], report["arrested_foreign"]) == (75, 110)
    assert any("more foreign nationals" in sentence for sentence in got.asked)


def test_named_suspects_are_not_counted_as_arrests_when_no_number_is_stated(standard):
    got = standard({"person_name": "Fulan Invented", "person_role": "suspect"})
    assert got.reports[0]["arrested"] is None
    assert len(got.persons) == 1


def test_one_suspect_on_two_lines_of_a_case_is_mentioned_once(standard):
    person = {"person_name": "Fulan Invented", "person_role": "suspect", "arrested": "1"}
    got = standard(person, person | {"substance": "heroin", "quantity": "2"})
    assert len(got.persons) == 1
    assert got.reports[0]["arrested"] == 1


def test_a_nationality_says_whether_it_was_claimed_or_documented(standard):
    got = standard(
        {"reference": "A/1", "person_name": "One Invented", "nationality": "Afghanistan (claimed)"},
        {"reference": "A/2", "person_name": "Two Invented", "nationality": "Afghanistan"},
        {"reference": "A/3", "person_name": "Three Invented", "nationality": "Iran (documented)"},
    )
    assert [(row["nationality"], row["nationality_basis"]) for row in got.persons] == [
        ("AF", "claimed"),
        ("AF", "unknown"),
        ("IR", "documented"),
    ]


def test_a_corrected_row_keeps_its_reference_and_changes_its_content(standard):
    first = standard({"quantity": "10"}).reports[0]
    corrected = standard({"quantity": "100"}).reports[0]
    assert first["reference"] == corrected["reference"]
    assert first["content_hash"] != corrected["content_hash"]


def test_the_same_row_sent_again_has_the_same_content(standard):
    assert standard({}).reports[0]["content_hash"] == standard({}).reports[0]["content_hash"]
