"""Every panel on every page: its cells are walked by arrow keys, and said in every language with their numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deconv_core.words import LANGUAGES
from pages._ui.names import NAMES
from tests.browser.panel_numbers import PANELS, SHOWN
from tests.browser.stage_page import StagePage

QUERY = "input_size=2,3&kernel_size=2&stride=2&padding=1&output_padding=1&x_fill=count&w_fill=count&lang=en"
FOCUSED = """() => {
    const cell = document.activeElement;
    return cell.dataset.cell && [cell.closest("[data-panel]").dataset.panel, cell.dataset.cell];
}"""
# Of a panel's cells: what a screen reader says, and the number that it must end with.
SAID = """panel => [...document.querySelectorAll(`[data-panel="${panel}"] [data-cell]`)]
    .filter(cell => cell.checkVisibility({ visibilityProperty: true }))
    .map(cell => [cell.getAttribute("aria-label"), Number(cell.dataset.value)])"""
BACK = {"ArrowRight": "ArrowLeft", "ArrowLeft": "ArrowRight", "ArrowDown": "ArrowUp", "ArrowUp": "ArrowDown"}
# What is said follows the language when the page has time.
SAID_ANEW = "([panel, before]) => document.querySelector(`[data-panel=${panel}] [data-cell]`).ariaLabel !== before"


def panels(stage: StagePage) -> list[str]:
    """Those that are seen and have cells."""
    return [panel for panel in dict.fromkeys(stage.page.evaluate(SHOWN)) if stage.numbers(panel)]


@pytest.mark.parametrize("page", NAMES)
def test_every_panel_is_walked_by_arrows_and_said_in_every_language(stage: StagePage, page: str) -> None:
    stage.open(QUERY, "" if page == NAMES[0] else page).agrees()
    found = panels(stage)
    assert {"input", "kernel", "output"} <= set(found) <= PANELS[page].keys() | {"row", "factor", "column"}
    check_arrows(stage, found)
    check_languages(stage, found)


def check_arrows(stage: StagePage, found: list[str]) -> None:
    """They walk a panel, and stay in it."""
    for panel in found:
        home = min(stage.numbers(panel))
        name = ",".join(map(str, home))
        stage.cell(panel, *home).focus()
        moved = 0
        for key, back in BACK.items():
            stage.page.keyboard.press(key)
            where, cell = stage.page.evaluate(FOCUSED)
            assert where == panel
            moved += cell != name
            if cell != name:
                stage.page.keyboard.press(back)
            assert stage.page.evaluate(FOCUSED) == [panel, name]
        assert moved or len(stage.numbers(panel)) == 1, panel


def check_languages(stage: StagePage, found: list[str]) -> None:
    """Every cell is said with its number."""
    before = None
    for lang in LANGUAGES:
        stage.control("language").select_option(lang)
        expect(stage.page.locator(".stage")).to_have_attribute("lang", lang)
        stage.page.wait_for_function(SAID_ANEW, arg=["input", before])
        for panel in found:
            # Each grid has its words a little later than its numbers.
            stage.page.wait_for_function(f"panel => ({SAID})(panel).every(([label]) => label)", arg=panel)
            labels = stage.page.evaluate(SAID, panel)
            assert labels, panel
            assert all(label and f"{value:g}" in label for label, value in labels), (lang, panel, labels[:3])
        before = stage.page.evaluate(SAID, "input")[0][0]
