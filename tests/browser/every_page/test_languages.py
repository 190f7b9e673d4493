"""Three languages: by button without a reload, by link, and by the browser's own preference on a first visit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from deconv_core.state.presets import FIRST
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, load, pick
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

# A text's key instead of the text; a place that was not filled.
KEY = re.compile(rf"\b({'|'.join(sorted({key.split('.')[0] for key in load('en')}))})\.[a-z]\w+")
PLACE = re.compile(r"\{\w+\}")

# What is seen, and what is read aloud.
TEXTS = """() => [document.body.innerText, ...[...document.querySelectorAll("[aria-label], [title], [aria-valuetext]")]
    .flatMap(node => ["aria-label", "title", "aria-valuetext"].map(name => node.getAttribute(name) ?? ""))]"""

# How much longer the name of the chosen example is than its room.
CUT = """() => {
    const select = document.querySelector('[data-control="examples"]');
    const { font, paddingLeft, paddingRight } = getComputedStyle(select);
    const pen = new OffscreenCanvas(1, 1).getContext("2d");
    pen.font = font;
    const arrow = 20;
    const room = select.clientWidth - parseFloat(paddingLeft) - Math.max(parseFloat(paddingRight), arrow);
    return pen.measureText(select.selectedOptions[0].textContent).width - room;
}"""

WIDTH = "document.documentElement.scrollWidth"


def texts(stage: StagePage) -> list[str]:
    return list(stage.page.evaluate(TEXTS))


def check_language(stage: StagePage, lang: str) -> None:
    """The stage speaks it, also to screen readers; nothing is left untranslated."""
    words = load(lang)
    expect(stage.page.locator(".stage")).to_have_attribute("lang", lang)
    expect(stage.page.locator(".stage h1")).to_have_text(words["buffers.title"])
    expect(stage.control("language")).to_have_value(lang)
    expect(stage.control("copy-link")).to_have_text(words["stage.copy_link"])
    expect(stage.control("play")).to_have_attribute("aria-label", words["stage.play"])
    label = words["stage.cell_output"].format(cell="0,0", value="6")
    expect(stage.cell("output", 0, 0)).to_have_attribute("aria-label", label)
    found = texts(stage)
    assert not [text for text in found if KEY.search(text) or PLACE.search(text)]


def test_the_menu_changes_all_texts_at_once_without_a_reload(stage: StagePage) -> None:
    stage.open("stride=2&t=3")
    stage.page.evaluate("window.same = true")
    for lang in (*reversed(LANGUAGES), "en"):
        stage.control("language").select_option(lang)
        check_language(stage, lang)
        stage.agrees()
        assert read_query(stage.query).state.lang == lang
        assert stage.time() == 3 and stage.setting("stride") == (2, 2)
    assert stage.page.evaluate("window.same")


def test_the_rest_of_the_page_follows_the_menu(stage: StagePage) -> None:
    stage.open().agrees()
    stage.control("language").select_option("zh-Hans")
    expect(stage.page.locator("body")).to_contain_text(load("zh-Hans")["page.try"])
    expect(stage.page.locator("body")).not_to_contain_text(load("en")["page.try"])
    expect(stage.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    words = load("zh-Hans")
    expect(stage.page).to_have_title(f"{words['buffers.nav']} · {words['page.site']}")
    stage.go("matrix")
    expect(stage.page).to_have_title(f"{words['matrix.nav']} · {words['page.site']}")


# Where each language of ours is spoken, and one that the page does not speak.
OTHER = next(locale for locale in ("de-DE", "fi-FI", "is-IS") if locale[:2] not in LANGUAGES)
LOCALES = ("zh-TW", "zh-CN", "zh-HK", *(lang for lang in LANGUAGES if "-" not in lang), OTHER)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_visit_speaks_the_browser_s_language(visitors: Visitors, locale: str) -> None:
    stage = visitors(locale=locale).open()
    check_language(stage, pick(locale))
    expect(stage.page.locator("body")).to_contain_text(load(pick(locale))["page.try"])


def test_the_locales_tried_cover_all_languages() -> None:
    assert set(map(pick, LOCALES)) == set(LANGUAGES)


def test_the_link_s_language_wins_over_the_browser_s(visitors: Visitors) -> None:
    stage = visitors(locale="zh-TW").open("lang=zh-Hans")
    check_language(stage, "zh-Hans")
    expect(stage.page.locator("body")).to_contain_text(load("zh-Hans")["page.try"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_refusals_are_told_in_the_page_s_language_and_follow_it(stage: StagePage, lang: str) -> None:
    stage.open(f"lang={lang}")
    card = stage.control("problem")
    stage.choose("output_padding", 4)
    for spoken in (lang, LANGUAGES[LANGUAGES.index(lang) - 1]):
        if spoken != lang:
            stage.control("language").select_option(spoken)
        for key in ("stage.refused", "stage.pytorch_says", "problems.axis_both"):
            expect(card).to_contain_text(load(spoken)[key])
        expect(stage.control("dismiss")).to_have_text(load(spoken)["stage.dismiss"])
    stage.control("source").fill("nn.Linear(1, 1)")
    stage.control("source").press("Enter")
    expect(card).to_contain_text(load(spoken)["problems.source_other_layer"].format(name="Linear"))
    assert not [text for text in texts(stage) if KEY.search(text) or PLACE.search(text)]


@pytest.mark.parametrize("page", FIRST)
def test_the_name_of_a_page_s_own_example_is_not_cut(stage: StagePage, page: str) -> None:
    stage.open("", page)
    for lang in LANGUAGES:
        stage.control("language").select_option(lang)
        expect(stage.page.locator(".stage")).to_have_attribute("lang", lang)
        assert stage.control("examples").input_value() == FIRST[page]
        for width in (1440, 1024, 390):
            stage.page.set_viewport_size({"width": width, "height": 900})
            stage.ready().page.wait_for_function(f"() => ({CUT})() <= 0 && ({WIDTH}) <= {width}")
