import csv
from datetime import date
from importlib.resources import files

import pytest

from markaz.airport.documents.comparing import Likeness, compare
from markaz.airport.documents.mrz import read
from markaz.data.travel.letters import letters, transliterations

TODAY = date(2026, 11, 26)


def document(names):
    return read(f"P<PAK{names:<<39}\nL898902C36PAK7408122F1204159ZE184226B<<<<<10", today=TODAY)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Térèsa CAÑÓN", "TERESA CANON"),
        ("Jürgen Größ", "JUERGEN GROESS"),
        ("Åsa Łuć", "AASA LUC"),
        ("Þóra Ægir", "THORA AEGIR"),
        ("Юрий Ксения", "IURII KSENIIA"),
        ("Объедков", "OBIEEDKOV"),
        ("ابو بكر محمد", "ABW BKR MXHMD"),
        ("شیخ پرویز", "XSHXYAXKH PRWXYAZ"),
        ("Anne-Marie O'Connor", "ANNE MARIE OCONNOR"),
    ],
)
def test_names_are_written_by_the_tables_of_doc_9303(name, first):
    assert transliterations(name)[0] == first


def test_every_letter_is_written_with_a_to_z_alone():
    for ways in letters().values():
        assert ways
        assert all(way == "" or (way.isascii() and way.isalpha() and way.isupper()) for way in ways)


def test_a_letter_of_no_table_is_not_dropped_unseen():
    assert transliterations("山田") == ()


@pytest.mark.parametrize(
    ("printed", "names", "likeness"),
    [
        ("Anna Maria Eriksson", "ERIKSSON<<ANNA<MARIA", Likeness.SAME),
        ("Jürgen Müller", "MUELLER<<JUERGEN", Likeness.SAME),
        ("Jürgen Müller", "MULLER<<JUERGEN", Likeness.ALLOWED),
        ("Сергей Щукин", "SHCHUKIN<<SERGEI", Likeness.SAME),
        ("محمد اکرم", "MUHAMMAD<<AKRAM", Likeness.SOUND),
        ("Muhammad Akram", "MUHAMMAD<<ASLAM", Likeness.DIFFERENT),
        ("Anna Eriksson", "ERIKSSON<<ANNA<MARIA", Likeness.DIFFERENT),
        (
            "Nilavadhanananda Chayapa Dejthamrong Krasuang",
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
            Likeness.SHORTENED,
        ),
    ],
)
def test_a_printed_name_is_held_against_the_lines(printed, names, likeness):
    assert compare(printed, document(names)) is likeness


def test_the_tables_name_each_letter_once():
    text = files("markaz.data").joinpath("vocabularies", "mrz_letters.csv").read_text("utf-8")
    points = [row["code_point"] for row in csv.DictReader(text.splitlines())]
    assert len(points) == len(set(points)) > 200
