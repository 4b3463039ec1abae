"""`markaz ask` and `markaz answer`: the twelve traps through the real doors."""

import json

import pytest
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.cli.checking.asking import OPEN
from markaz.store.models import AnswerRow, AuditRow, Batch

pytestmark = pytest.mark.django_db
SOUND = "On 10 March 2025 Customs seized 20 kg of hashish at Chaman and arrested two persons."
HEAD = "agency,reference,kind,occurred,province,substance,quantity,unit,arrested,value,currency\n"


@pytest.fixture
def run(home):
    return lambda *words: CliRunner().invoke(app, [*words])


@pytest.fixture
def asked_of(run, tmp_path):
    """Hand a message in, then ask about it: the rules that ask, and their sentences."""

    def ask(text: str) -> dict[str, str]:
        (tmp_path / "brief.txt").write_text(text, encoding="utf-8")
        handed = run(
            *("intake", str(tmp_path / "brief.txt"), "--source", "message"),
            *("--received", "2023-06-20", "--json"),
        )
        number = json.loads(handed.output)[0]["message"]
        return rules(run("ask", "--message", f"MSG-{number}", "--json"))

    return ask


def rules(answer) -> dict[str, str]:
    told = json.loads(answer.output)
    assert answer.exit_code == (OPEN if told["open"] else 0), answer.output
    return {one["rule"]: one["sentence"] for one in told["questions"]}


def hand_in(run, path, *rows: str) -> int:
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    answer = run("intake", str(path), "--source", "markaz-standard")
    assert answer.exit_code == 0, answer.output
    assert "+ 0 set" in answer.output
    return Batch.objects.latest("id").id


@pytest.mark.parametrize(
    ("text", "rule", "sentence"),
    [
        (
            "ANF seized 0.057 gram ecstasy tabs (100 tabs) and 12 kg heroin last week.",
            "tablet",
            "0.57 mg each",
        ),
        ("The force seized 82 grams ecstasy tablets (140 tabs).", "tablet_assumed", "585.71 mg"),
        (
            "In 2022 the force seized 157.551 tonnes of drugs countrywide, including 100 tonnes of"
            " hashish, 20 tonnes of opium and 8.219 tonnes of heroin.",
            "lines",
            "sum to 128,219 kg, the message says 157,551 kg",
        ),
        (
            "ANF seized 320.5 tonnes of drugs across the country. ANF Punjab seized 100 tonnes of"
            " drugs. ANF Sindh seized 220.159 tonnes of drugs.",
            "regions_weight",
            "sum to 320,159 kg of drugs, the whole is 320,500 kg",
        ),
        ("The force seized 4 tonnes of hashish worth US$ 9.9 billion.", "price", "USD 2,475,000"),
        (
            "The force arrested 2,001 persons including 75 foreign nationals across the country."
            " Separately, 110 Afghan nationals were arrested and 9 acres of poppy crop cleared.",
            "populations",
            "110 foreign nationals here exceed the 75",
        ),
        (
            "Customs seized 4 kg crystal and 6 kg methamphetamine (Ice).",
            "two_names",
            "“crystal” and “methamphetamine”",
        ),
        (
            "The force seized 868 kg drugs and cleared 61 acres of poppy, worth US$ 20.4 million.",
            "unlike",
            "standing crops",
        ),
        ("In 2022 the force seized 128 tonnes of drugs.", "year", "January or from July"),
        (
            "The force seized 12 kg heroin and froze assets worth Rs 410 million.",
            "assets",
            "not the value of drugs",
        ),
        (
            "The year 2022 saw 1,063 cases registered and 1,204 arrests nationwide.",
            "persons",
            "1,204 arrests in 1,063 cases",
        ),
    ],
    ids=lambda value: value if value and value.isidentifier() else "",
)
def test_a_trap_in_a_message_becomes_a_question(asked_of, text, rule, sentence):
    found = asked_of(text)
    assert sentence in found[rule]


def test_a_trap_in_a_frozen_month_becomes_a_question_of_the_batch_and_the_edition(run, tmp_path):
    hand_in(run, tmp_path / "a.csv", "ANF,A-1,seizure,2025-03-04,PK-PB,heroin,2,kg,,,")
    run("brief", "--from", "2025-03-01", "--to", "2025-03-31", "--freeze", "March")
    assert rules(run("ask", "--edition", "March", "--json")) == {}
    late = hand_in(run, tmp_path / "b.csv", "ANF,A-2,seizure,2025-03-05,PK-PB,heroin,3,kg,,,")
    for asked in (("--batch", str(late)), ("--edition", "March")):
        found = rules(run("ask", *asked, "--json"))
        assert "Report ANF A-2 tells of March" in found["late"]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (["ANF,A-1,seizure,2025-03-04,PK-PB,heroin,2,kg,,900000000,USD"], "report_price"),
        (["ANF,A-1,seizure,2025-03-04,PK-PB,hashish,2,litre,,,"], "report_unit"),
        (
            [
                "ANF,A-1,seizure,2025-03-04,PK-PB,crystal,2,kg,,,",
                "ANF,A-1,seizure,2025-03-04,PK-PB,ice,3,kg,,,",
            ],
            "report_names",
        ),
        (
            [
                "ANF,A-1,seizure,2025-03-04,PK-PB,ecstasy,0.057,g,,,",
                "ANF,A-1,seizure,2025-03-04,PK-PB,ecstasy,100,tablets,,,",
            ],
            "report_tablet",
        ),
    ],
)
def test_a_trap_in_a_file_becomes_a_question(run, tmp_path, rows, rule):
    batch = hand_in(run, tmp_path / "a.csv", *rows)
    answer = run("ask", "--batch", str(batch), "--json")
    assert [*rules(answer)] == [rule]
    (one,) = json.loads(answer.output)["questions"]
    assert len(one["reports"]) == 1


@pytest.mark.parametrize(
    ("worth", "kind", "asks"),
    [
        # 12 kg of heroin for 450 dollars a kilogram, and for 20,000.
        ("US$ 5,400", "event", True),
        ("US$ 240,000", "event", False),
        # Rupees are kept as written: no rate of the day is known.
        ("Rs 5,400", "event", False),
        ("US$ 9.9 billion", "brief", True),
    ],
)
def test_the_value_of_a_report_filed_from_a_message_is_held_against_its_drugs(
    run, tmp_path, worth, kind, asks
):
    told = {
        "event": f"On 10 March 2025 Customs seized 12 kg of heroin worth {worth} at Chaman.",
        "brief": "Last week Customs conducted 9 operations countrywide and seized 12 kg of heroin"
        f" worth {worth}.",
    }[kind]
    (tmp_path / "told.txt").write_text(told, encoding="utf-8")
    handed = run(
        *("intake", str(tmp_path / "told.txt"), "--source", "message"),
        *("--received", "2025-03-17", "--json"),
    )
    assert handed.exit_code == 0, handed.output
    filed = run("drafts", "--file", "--agency", "NCC")
    assert filed.exit_code == 0, filed.output
    found = rules(run("ask", "--batch", str(Batch.objects.latest("id").id), "--json"))
    assert ([*found] == ["report_price"]) is asks, found


@pytest.mark.parametrize(
    ("row", "asks"),
    [
        ("ANF,A-1,seizure,2025-03-04,PK-PB,heroin,2,kg,,900,USD", True),
        ("ANF,A-1,seizure,2025-03-04,PK-PB,heroin,2,kg,,40000,USD", False),
        # The value of an unweighed drug is nobody's price per kilogram.
        ("ANF,A-1,seizure,2025-03-04,PK-PB,heroin,2,litre,,900,USD", False),
        ("ANF,A-1,seizure,2025-03-04,PK-PB,heroin,2,kg,,900,PKR", False),
    ],
)
def test_the_value_column_of_a_file_is_held_against_its_drugs(run, tmp_path, row, asks):
    batch = hand_in(run, tmp_path / "a.csv", row)
    found = rules(run("ask", "--batch", str(batch), "--json"))
    assert ("report_price" in found) is asks


def test_a_sound_message_asks_nothing_and_ends_well(run, tmp_path):
    (tmp_path / "sound.txt").write_text(SOUND, encoding="utf-8")
    answer = run("ask", str(tmp_path / "sound.txt"))
    assert answer.exit_code == 0, answer.output
    assert "0 of 0 questions are open" in answer.output


def test_a_briefing_is_asked_where_nothing_is_named(run, tmp_path):
    hand_in(run, tmp_path / "a.csv", "ANF,A-1,seizure,2025-03-04,PK-PB,heroin,2,kg,3,900000000,USD")
    answer = run("ask", "--from", "2025-03-01", "--to", "2025-03-31", "--json")
    (one,) = json.loads(answer.output)["questions"]
    assert (one["rule"], one["figures"]) == ("price", ["stated_value", "seized_mass"])


def test_an_answer_is_kept_with_its_reason_and_can_be_taken_back(run, tmp_path):
    batch = hand_in(run, tmp_path / "a.csv", "ANF,A-1,seizure,2025-03-04,PK-PB,charas,2,litre,,,")
    subject = f"batch {batch}"
    (one,) = json.loads(run("ask", "--batch", str(batch), "--json").output)["questions"]
    said = run("answer", subject, one["key"], "--reason", "typed wrongly", "--set-aside", "--json")
    assert json.loads(said.output)["answer"] == "set aside"
    settled = run("ask", "--batch", str(batch))
    assert settled.exit_code == 0, settled.output
    assert "set aside by operator: typed wrongly" in settled.output
    run("answer", subject, one["key"], "--reason", "asked again", "--again")
    assert run("ask", "--batch", str(batch)).exit_code == OPEN
    assert AnswerRow.objects.count() == 2
    logged = AuditRow.objects.filter(event="question of the checker answered")
    assert [row.details["reason"] for row in logged.order_by("id")] == [
        "typed wrongly",
        "asked again",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ask", "--batch", "99"), "no batch 99"),
        (("ask", "--message", "MSG-99"), "no message MSG-99"),
        (("ask", "--edition", "none"), "no edition none"),
        (("ask", "--edition", "none", "--batch", "3"), "one thing"),
        (("answer", "batch 99", "0", "--reason", "why"), "no batch 99"),
        (("answer", "the moon", "0", "--reason", "why"), "“the moon” is none"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(run, words, sentence):
    answer = run(*words)
    assert sentence in str(answer.exception)
