"""The twelve traps met in printed figures, in our own words, each found by the checker."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from markaz.briefing.printing.numbers import plain
from markaz.checking.filed import Filed, Frozen
from markaz.checking.question import sentences, words
from markaz.checking.reports import questions as of_reports
from markaz.checking.statements import questions
from markaz.intake.messages.reading import read
from markaz.records.schemas import LEDGER_LINES, LEDGER_REPORTS

ON = date(2023, 6, 20)


def said(message: str, lang: str = "en") -> str:
    found = questions(read(message, on=ON).statements)
    return "\n".join(sentences(found, lang=lang, write=plain))


def rules(message: str) -> set[str]:
    return {one.rule for one in questions(read(message, on=ON).statements)}


SOUND = (
    "Last week ANF conducted 9 operations across the country, seized 90 kg drugs worth US$ 1.2"
    " million internationally and arrested 11 persons including a woman. ANF Punjab seized 40 kg"
    " hashish in four operations and arrested six persons. ANF Sindh seized 50 kg hashish in five"
    " operations, arresting five persons."
)


def test_a_sound_brief_is_asked_nothing():
    assert said(SOUND) == ""


def test_1_a_unit_slip_shows_in_the_weight_of_a_tablet():
    told = said("ANF seized 0.057 gram ecstasy tabs (100 tabs) and 12 kg heroin last week.")
    assert "100 tablets at 0.057 g are 0.57 mg each" in told


@pytest.mark.parametrize(("count", "asked"), [(84, False), (7, True)])
def test_what_couriers_swallow_is_heavier_than_any_tablet(count, asked):
    told = said(f"ASF recovered {count} heroin capsules weighing 720 grams from a passenger.")
    assert ("mg each" in told) is asked


@pytest.mark.parametrize(
    ("grams", "count", "each"), [("57", 100, "570"), ("82", 140, "585.71"), ("90", 150, "600")]
)
def test_2_an_implied_tablet_is_heavier_than_what_is_assumed(grams, count, each):
    told = said(f"The force seized {grams} grams ecstasy tablets ({count} tabs).")
    assert f"imply {each} mg each" in told
    assert "90 to 300 mg" in told


def test_3_the_drugs_listed_do_not_come_to_the_headline():
    told = said(
        "In 2022 the force seized 157.551 tonnes of drugs countrywide, including 100 tonnes of"
        " hashish, 20 tonnes of opium and 8.219 tonnes of heroin, and 32,312 litres of acid."
    )
    assert "Drugs listed sum to 128,219 kg, the message says 157,551 kg." in told


def test_4_the_regions_do_not_come_to_the_whole():
    told = said(
        "ANF seized 320.5 tonnes of drugs across the country. ANF Punjab seized 100 tonnes of"
        " drugs. ANF Sindh seized 220.159 tonnes of drugs."
    )
    assert "The parts sum to 320,159 kg of drugs, the whole is 320,500 kg." in told


@pytest.mark.parametrize(("billion", "tonnes", "rule"), [("9.9", "134", True), ("2", "134", False)])
def test_5_a_value_per_kilogram_outside_the_band_of_its_drugs(billion, tonnes, rule):
    message = f"The force seized {tonnes} tonnes of hashish worth US$ {billion} billion."
    assert ("price" in rules(message)) == rule


def test_6_a_subset_is_greater_than_its_set():
    assert "subset" in rules("Police arrested 20 persons including 31 foreigners in a raid.")
    told = said(
        "The force arrested 2,001 persons including 75 foreign nationals across the country with"
        " 134 tonnes of drugs. Separately, 110 Afghan nationals were arrested and 40,659 acres of"
        " poppy crop cleared."
    )
    assert "110 foreign nationals here exceed the 75" in told


def test_7_one_drug_stands_under_two_names():
    told = said("Customs seized 4 kg crystal and 6 kg methamphetamine (Ice).")
    assert "“crystal” and “methamphetamine” are one substance" in told


def test_8_one_value_covers_drugs_crops_and_heads():
    told = said(
        "Last week the force seized 868 kg drugs and 10 kg doda and cleared 61 acres of poppy"
        " crop, worth US$ 20.4 million."
    )
    assert "for drugs and for standing crops together" in told
    assert "for drugs and for Poppy straw and heads (doda) together" in told


def test_9_a_year_does_not_say_which_year_it_is():
    assert "January or from July" in said("In 2022 the force seized 128 tonnes of drugs.")


def test_10_assets_are_no_value_of_drugs():
    told = said("The force seized 12 kg heroin in 2022 and froze assets worth Rs 410 million.")
    assert "assets frozen or seized, not the value of drugs" in told


def test_11_arrests_are_counted_by_case_or_by_person():
    told = said("The year 2022 saw 1,063 cases registered and 1,204 arrests nationwide.")
    assert "1,204 arrests in 1,063 cases" in told


def _filed(*reports: dict) -> Filed:
    heads, lines = [], []
    for nth, one in enumerate(reports, 1):
        head = {
            "report_id": nth, "number": nth, "agency": "ANF", "reference": f"R-{nth}",
            "occurred_first": date(2025, 3, 2), "occurred_last": date(2025, 3, 2),
            "received_at": datetime(2025, 3, 3, tzinfo=UTC), **one,
        }  # fmt: skip
        lines += [{"report_id": nth, **line} for line in head.pop("lines", ())]
        heads.append(head)
    return Filed(_table(heads, LEDGER_REPORTS), _table(lines, LEDGER_LINES))


def _table(rows: list[dict], schema: pa.Schema) -> pa.Table:
    columns = {field.name: [row.get(field.name) for row in rows] for field in schema}
    return pa.table(columns, schema=schema)


def asked_of(filed: Filed) -> str:
    return "\n".join(sentences(of_reports(filed), lang="en", write=plain))


def test_12_a_late_report_meets_a_frozen_month():
    late = datetime(2025, 4, 20, tzinfo=UTC)
    filed = _filed({}, {"received_at": late})
    month = Frozen(
        "March 2025", date(2025, 3, 1), date(2025, 3, 31), datetime(2025, 4, 5, tzinfo=UTC)
    )
    filed = Filed(filed.reports, filed.lines, (month,))
    assert asked_of(filed) == (
        "Report ANF R-2 tells of March 2025, which was frozen before it came: the printed figure"
        " stands as known then."
    )


@pytest.mark.parametrize(
    ("report", "words_in_it"),
    [
        ({"arrested": 2, "arrested_foreign": 3}, "3 foreign nationals among 2 arrested"),
        (
            {
                "stated_value_usd_cents": 10**12,
                "lines": [{"substance": "CAN-RESIN", "mass_mg": 10**6}],
            },
            "states USD 10,000,000,000 per kg",
        ),
        ({"lines": [{"substance": "CAN-RESIN", "volume_ul": 10**6}]}, "by litre"),
        (
            {
                "lines": [
                    {"substance": "ATS-METH", "substance_text": "crystal", "mass_mg": 1},
                    {"substance": "ATS-METH", "substance_text": "ice", "mass_mg": 1},
                ]
            },
            "“crystal” and “ice”",
        ),
        (
            {
                "lines": [
                    {"substance": "ATS-MDMA", "mass_mg": 57, "unit_text": "g"},
                    {"substance": "ATS-MDMA", "pieces": 100, "unit_text": "tablets"},
                ]
            },
            "100 tablets of Ecstasy-type (MDMA) that weigh 0.57 mg each",
        ),
    ],
)
def test_a_report_that_cannot_be_so_is_asked_about(report, words_in_it):
    assert words_in_it in asked_of(_filed({}, report))
    assert asked_of(_filed({"arrested": 3, "arrested_foreign": 3})) == ""


def _aggregate(first: int, last: int, **told: object) -> dict:
    days = {"occurred_first": date(2025, 3, first), "occurred_last": date(2025, 3, last)}
    return {"grain": "aggregate", **days, **told}


def test_a_longer_stretch_sums_no_less_than_a_shorter_one_within_it():
    drugs = [{"substance": "CAN-RESIN", "mass_mg": 9_000_000}]
    month = _aggregate(1, 31, event_count=40, lines=[{**drugs[0], "mass_mg": 8_000_000}])
    week = _aggregate(3, 9, event_count=12, lines=drugs)
    told = asked_of(_filed(month, week))
    assert told.startswith("Report ANF R-1 sums 8 kg of Cannabis resin")
    assert "less than the 9 of ANF R-2" in told
    assert asked_of(_filed(month, _aggregate(3, 9, event_count=40))) == ""


def test_the_regions_of_an_agency_sum_no_more_than_it_does():
    regions = [
        _aggregate(3, 9, agency=agency, arrested=6) for agency in ("ANF-PUNJAB", "ANF-SINDH")
    ]
    assert "sums 11 arrested, its agency's regions 12" in asked_of(
        _filed(_aggregate(3, 9, arrested=11), *regions)
    )
    assert asked_of(_filed(_aggregate(3, 9, arrested=12), *regions)) == ""


@pytest.mark.parametrize(
    ("total", "parts", "agree"),
    [
        ("over 90 kg", ("40 kg", "51 kg"), True),
        ("over 90 kg", ("40 kg", "49 kg"), False),
        ("over 91 kg", ("over 44 kg", "over 46 kg"), True),
        ("nearly 91 kg", ("40 kg", "50 kg"), True),
        ("about 91 kg", ("40 kg", "30 kg"), False),
        ("more than 500 kg", ("300 kg", "270 kg"), True),
        ("less than 91 kg", ("40 kg", "50 kg"), True),
    ],
)
def test_a_bound_is_an_interval_in_every_comparison(total, parts, agree):
    one, other = parts
    brief = (
        f"ANF seized {total} of drugs across the country. ANF Punjab seized {one} of drugs."
        f" ANF Sindh seized {other} of drugs."
    )
    assert ("The parts sum" not in said(brief)) == agree
    listed = f"ANF seized {total} drugs, including {one} hashish and {other} heroin, in Lahore."
    assert ("Drugs listed" not in said(listed)) == agree


def test_a_bound_is_an_interval_in_urdu_too():
    message = (
        "اے این ایف نے لاہور میں 91 کلو سے زائد منشیات پکڑی،"
        " جس میں 40 کلو چرس اور {} کلو ہیروئن شامل ہے۔"
    )
    assert said(message.format(52)) == ""
    assert "Drugs listed sum to 80 kg" in said(message.format(40))


def test_a_question_rests_on_the_very_words_it_names():
    text = "ANF seized 10 kg drugs, including 9 kg hashish and 4 kg ice in Quetta."
    (one,) = questions(read(text, on=ON).statements)
    assert [stated.text for stated in one.words] == ["10 kg", "9 kg", "4 kg"]
    (again,) = questions(read(text.replace("4 kg", "5 kg"), on=ON).statements)
    assert one.key != again.key


def test_every_rule_says_its_sentence_in_both_languages():
    for rule, sentence in words().items():
        assert sentence["en"].endswith((".", "?")), rule
        assert any("\u0600" <= letter <= "\u06ff" for letter in sentence["ur"]), rule
    assert "کلوگرام" in said("Drugs seized: 5 kg drugs, including 2 kg heroin and 9 kg ice.", "ur")


def test_a_sum_so_far_is_no_less_than_the_day_beside_it():
    told = said(
        "ANF seized 32 kg of opium at Torkham and arrested five persons. So far this year it has"
        " seized 30 kg of drugs and arrested 3 persons."
    )
    assert "The sum so far, 30 kg, is less than the 32 kg told beside it" in told
    assert "The sum so far of arrested, 3, is less than the 5 told beside it" in told


def test_a_sum_so_far_is_never_added_to_the_day():
    told = rules(
        "ANF seized 32 kg of opium at Torkham. So far this year it has seized 12,400 kg of drugs."
    )
    assert "lines" not in told
    assert "voices" not in told


def test_kinds_weighed_together_come_to_the_total_with_the_others():
    text = "Customs seized heroin and ice weighing 12 kg and 50 kg of hashish; total {} kg drugs."
    assert "lines" not in rules(text.format(62))
    assert "lines" in rules(text.format(80))
