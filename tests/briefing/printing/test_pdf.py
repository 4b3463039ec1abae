import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from markaz.briefing.printing.pdf import briefing_pdf

READER = shutil.which("pdftotext")
reads_pdf = pytest.mark.skipif(
    READER is None, reason="pdftotext (Debian package poppler-utils) is not installed"
)


def _printed(figures, *, lang="en", simulated=True, **changes):
    said = {
        "title": "A year", "subtitle": "All agencies", "printed_on": date(2026, 2, 1),
        "edition": "2025-1", **changes,
    }  # fmt: skip
    return briefing_pdf(figures, lang=lang, simulated=simulated, **said)


def _text(pdf: bytes, folder: Path) -> str:
    path = folder / "briefing.pdf"
    path.write_bytes(pdf)
    read = subprocess.run([str(READER), "-layout", str(path), "-"], capture_output=True, check=True)
    return read.stdout.decode("utf-8").replace("\N{NO-BREAK SPACE}", " ")


@reads_pdf
def test_the_key_figures_are_on_the_first_page(campaign, tmp_path):
    first_page = _text(_printed(campaign), tmp_path).split("\f")[0]
    for said in ("134 t", "2,001", "of whom 75 foreign nationals", "12.797 bn", "40,659 acres"):
        assert said in first_page
    assert "as known on 31 January 2026" in first_page
    assert "134.000" in first_page
    assert "Example prices, international level" in first_page


@reads_pdf
def test_clearance_is_printed_apart_from_the_suspects(campaign, tmp_path):
    first_page, *others = _text(_printed(campaign), tmp_path).split("\f")
    assert "110 persons" not in first_page
    assert any("another population" in page and "110 persons" in page for page in others)


@reads_pdf
def test_each_page_says_that_it_is_simulated_and_how_figures_open(campaign, tmp_path):
    pages = _text(_printed(campaign), tmp_path).split("\f")[:-1]
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert "SIMULATED" in page
        assert "markaz figure ID --open" in page
        assert f"Page {number} of {len(pages)}" in page


@reads_pdf
def test_a_real_briefing_does_not_say_simulated(campaign, tmp_path):
    assert "SIMULATED" not in _text(_printed(campaign, simulated=False), tmp_path)


@reads_pdf
def test_every_figure_is_explained_with_what_it_leaves_out(campaign, tmp_path):
    text = _text(_printed(campaign), tmp_path)
    for figure in campaign:
        assert figure.id in text
    assert text.count("aggregate reports") >= len(campaign)


@reads_pdf
def test_an_urdu_briefing_is_in_urdu_letters_and_digits(campaign, tmp_path):
    text = _text(_printed(campaign, lang="ur", title="سال", subtitle=""), tmp_path)
    assert len(re.findall(r"[\u0600-\u06ff]", text)) > 1000
    assert "۱۳۴" in text
    assert "SIMULATED" not in text


@reads_pdf
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_unknown_figures_are_printed_as_not_known(unknown, tmp_path, lang):
    text = _text(_printed(unknown, lang=lang), tmp_path)
    if lang == "en":
        assert text.count("not known") > 6
        assert "Nothing to show for this period." in text
    assert "None" not in text
    assert "134" not in text


@reads_pdf
def test_thirty_agencies_with_long_names_are_all_printed(crowded, tmp_path):
    text = _text(_printed(crowded), tmp_path)
    assert all(f"Circle {at}" in " ".join(text.split()) for at in range(30))


@reads_pdf
def test_several_years_of_another_country_are_printed_by_year(afghan, tmp_path):
    first_page = _text(_printed(afghan), tmp_path).split("\f")[0]
    assert "seized_mass_by_year" in first_page
    assert "Period 1 January 2011 to 31 December 2014" in first_page
    assert "by date of report" in first_page


@reads_pdf
def test_remarks_and_the_ledger_note_are_printed_as_given(campaign, tmp_path):
    changes = {"consistency": ["The parts exceed the total by 2 t."], "ledger_note": "Hash 5f3a."}
    text = _text(_printed(campaign, **changes), tmp_path)
    assert "The parts exceed the total by 2 t." in text
    assert "Hash 5f3a." in text


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_same_figures_give_the_same_bytes(campaign, lang):
    assert _printed(campaign, lang=lang) == _printed(campaign, lang=lang)


def test_another_title_gives_other_bytes(campaign):
    assert _printed(campaign) != _printed(campaign, title="Another year")


def test_a_title_with_markup_is_only_text(campaign):
    assert _printed(campaign, title='#panic("no") $x$ *<label> @ref').startswith(b"%PDF")


def test_no_figures_at_all_still_make_a_page():
    assert _printed(()).startswith(b"%PDF")
