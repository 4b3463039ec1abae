import re
from datetime import date
from html.parser import HTMLParser

import pytest

from markaz.briefing.printing.page import html

VOID = {"meta", "br", "img", "link", "input", "hr"}


class _Balance(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def _page(figures, *, lang="en", simulated=True, **changes):
    said = {
        "title": "A year", "subtitle": "", "printed_on": date(2026, 2, 1), "edition": None,
        **changes,
    }  # fmt: skip
    return html(figures, lang=lang, simulated=simulated, **said)


@pytest.mark.parametrize(("lang", "turned"), [("en", "ltr"), ("ur", "rtl")])
def test_the_page_names_its_language_and_direction(campaign, lang, turned):
    assert f'<html lang="{lang}" dir="{turned}">' in _page(campaign, lang=lang)


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_page_needs_nothing_beside_it(campaign, lang):
    page = _page(campaign, lang=lang)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(\s*['\"]?[^#'\"]", page)


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_every_element_is_closed(campaign, unknown, crowded, lang):
    for figures in (campaign, unknown, crowded, ()):
        parser = _Balance()
        parser.feed(_page(figures, lang=lang))
        assert parser.open == []


def test_the_page_carries_the_key_figures_and_their_basis(campaign):
    page = _page(campaign)
    for said in ("<b>134</b>", "<b>2,001</b>", "of whom 75 foreign nationals", "Example prices"):
        assert said in page


def test_unknown_figures_are_not_known_on_the_page(unknown):
    page = _page(unknown)
    assert page.count("not known") > 6
    assert ">None<" not in page


def test_only_a_simulated_page_says_so(campaign):
    assert "SIMULATED" in _page(campaign)
    assert "SIMULATED" not in _page(campaign, simulated=False)


def test_text_from_outside_is_never_markup(campaign):
    page = _page(campaign, title="<script>alert(1)</script>")
    assert "<script" not in page


def test_the_same_figures_give_the_same_page(campaign):
    assert _page(campaign) == _page(campaign)
