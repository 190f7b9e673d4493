"""The line above the panels: that cells can be pinned and changed, and while one is pinned how it is let go."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deconv_core.words import LANGUAGES, load
from pages._ui.names import NAMES
from tests.browser.conftest import Visitors
from tests.browser.every_page.test_phone import PHONE
from tests.browser.lit import lit
from tests.browser.stage_page import StagePage

PATHS = {page: "" if page == NAMES[0] else page for page in NAMES}
QUERY = "x=2,4;0,1&w=3,1;1,5&stride=2&padding=1&output_padding=1&dilation=3"


def said(stage: StagePage, lang: str, key: str, name: str = "") -> None:
    text = load(lang)[f"stage.{key}"].format(name=name)
    expect(stage.control("hint").get_by_role("status")).to_have_text(text)
    expect(stage.control("hint")).to_be_visible()


@pytest.mark.parametrize("page", NAMES)
def test_every_page_says_that_numbers_can_be_changed_and_how_a_pin_is_let_go(visitors: Visitors, page: str) -> None:
    lang = LANGUAGES[NAMES.index(page) % len(LANGUAGES)]
    stage = visitors().open(f"{QUERY}&lang={lang}", PATHS[page])
    said(stage, lang, "hint")
    expect(stage.control("let-go")).to_be_hidden()
    # What is said of each kind of pin is true: the second click does what is said, Escape and the button let go.
    stage.cell("output", 0, 1).click()
    said(stage, lang, "pinned", "y[0,1]")
    stage.cell("output", 0, 1).click()
    said(stage, lang, "hint")
    stage.cell("input", 1, 0).click()
    said(stage, lang, "pinned_value", "x[1,0]")
    stage.cell("input", 1, 0).click()
    expect(stage.control("cell-editor")).to_be_focused()
    # The first takes the box away, the second the pin.
    for _ in range(2):
        stage.page.keyboard.press("Escape")
    said(stage, lang, "hint")
    stage.cell("kernel", 0, 1).click()
    said(stage, lang, "pinned_value", "w[0,1]")
    stage.control("let-go").click()
    said(stage, lang, "hint")
    expect(stage.cell("kernel", 0, 1)).to_be_focused()
    assert "pin=" not in stage.agrees().query


def test_a_pin_that_the_page_does_not_show_is_let_go_too(stage: StagePage) -> None:
    stage.open(f"{QUERY}&pin=cropped:0,3&lang=en", "stretched").agrees()
    stage.control("let-go").click()
    expect(stage.control("let-go")).to_be_hidden()
    assert "pin=" not in stage.agrees().query


def test_on_a_phone_where_there_is_no_escape_the_button_lets_go(visitors: Visitors) -> None:
    phone = visitors(**PHONE).open(f"{QUERY}&lang=en")
    phone.cell("input", 0, 1).tap()
    said(phone, "en", "pinned_value", "x[0,1]")
    phone.control("let-go").tap()
    said(phone, "en", "hint")
    assert lit(phone) == {}


@pytest.mark.parametrize("width", [1366, 1024, 390])
def test_what_is_said_moves_no_panel(visitors: Visitors, width: int) -> None:
    stage = visitors(viewport={"width": width, "height": 768}).open(QUERY)
    panels = stage.page.locator(".panels")
    for lang in LANGUAGES:
        stage.show(f"{QUERY}&lang={lang}")
        expect(stage.control("let-go")).to_be_hidden()
        before = panels.evaluate("node => node.offsetTop")
        for panel in ("output", "input", "buffers"):
            cell = min(stage.numbers(panel))
            stage.cell(panel, *cell).evaluate("cell => cell.dispatchEvent(new MouseEvent('click', { bubbles: true }))")
            expect(stage.control("let-go")).to_be_visible()
            assert panels.evaluate("node => node.offsetTop") == before, (lang, panel)
