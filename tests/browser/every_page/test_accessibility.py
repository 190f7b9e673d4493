"""Without a mouse, without colours, with a screen reader: the rules of axe-core, and the keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from deconv_core.words import LANGUAGES
from pages._ui.names import NAMES
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

# Stamps overlap, cells are cropped and taken back, and one is unreached; a pin and a problem show all there is.
QUERY = "x=2,4;0,1&w=3,1;1,5&stride=3&padding=1&output_padding=2&t=2&pin=output:0,0"
WIDE, NARROW = (1440, 900), (390, 844)


def violations(stage: StagePage) -> list[str]:
    """What axe-core finds serious or worse, or out of order in the headings, with the element that it finds it in."""
    found = Axe().run(stage.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical") or one["id"] == "heading-order"
        for node in one["nodes"]
    ]


SCHEMES = ("light", "dark")
# Of what can be pressed, the parts that are too small for a finger; a cell is as large as its picture has room for.
SMALL = """() => [...document.querySelectorAll(".stage :is(a, button, select, textarea, input, summary, label)")]
    .filter((node) => node.checkVisibility() && !node.closest("label > *") && !node.matches(".skip"))
    .filter((node) => Math.min(node.offsetWidth, node.offsetHeight) < 24)
    .map((node) => node.outerHTML)"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious_on_any_page(visitors: Visitors, scheme: str) -> None:
    stage, found = visitors(color_scheme=scheme), {}
    for number, page in enumerate(NAMES):
        # Every page is tried wide and narrow, in one scheme each; the languages take turns.
        width, height = (WIDE, NARROW)[(number + SCHEMES.index(scheme)) % 2]
        stage.page.set_viewport_size({"width": width, "height": height})
        lang = LANGUAGES[number % len(LANGUAGES)]
        stage.open(f"{QUERY}&lang={lang}", page if number else "").agrees()
        stage.page.locator('[data-test-script-state="notRunning"]').wait_for()
        assert is_dark(stage) == (scheme == "dark")
        found[page, width] = violations(stage)
        assert stage.page.evaluate("document.documentElement.scrollWidth") <= width, page
        assert stage.page.evaluate(SMALL) == [], page
    assert not any(found.values()), found


def is_dark(stage: StagePage) -> bool:
    colour = stage.page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    return sum(map(int, colour[4:-1].split(","))) < 3 * 128


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious_in_a_refusal(visitors: Visitors, scheme: str) -> None:
    stage = visitors(color_scheme=scheme).open("output_padding=3&stride=99")
    expect(stage.control("problem")).to_be_visible()
    assert violations(stage) == []


FOCUSED = """() => {
    const node = document.activeElement;
    const panel = node.closest("[data-panel]")?.dataset.panel;
    const setting = node.closest("[data-setting]")?.dataset.setting;
    if (panel && node.dataset.cell) return `${panel}:${node.dataset.cell}`;
    return setting ?? node.dataset.control ?? node.tagName;
}"""


def tab_through(stage: StagePage) -> list[str]:
    """What the Tab key comes to, in order."""
    stops: list[str] = []
    for _ in range(80):
        stage.page.keyboard.press("Tab")
        stops.append(stage.page.evaluate(FOCUSED))
    return stops


def test_tab_reaches_every_control_and_the_first_cell_of_each_panel(stage: StagePage) -> None:
    stage.open("stride=2&padding=1").agrees()
    stops = tab_through(stage)
    wanted = ["examples", "square", "copy-link", "reset", "language", "input_size", "kernel_size", "stride", "padding"]
    wanted += ["source", "copy-source", "input:0,0", "x-fills", "kernel:0,0", "w-fills", "cropped:0,0", "output:0,0"]
    wanted += ["start", "back", "play", "forward", "end", "time", "speed", "buffers:0,0,0,0"]
    # Past the settings in one step.
    assert stops[0] == "skip" or "skip" in stops[: stops.index("examples")]
    missing = [name for name in (*wanted, "output_padding", "dilation") if name not in stops]
    assert not missing
    # One stop a panel: its other cells are reached by arrows.
    assert sum(stop.startswith("input:") for stop in stops[: stops.index("time")]) == 1
    # Buttons of one name are told apart by their group.
    for panel, key in (("input x", "x"), ("kernel w", "w")):
        stage.control(f"{key}-fills").click()
        ones = stage.page.get_by_role("group", name=panel, exact=True).get_by_role("button", name="ones")
        expect(ones).to_have_attribute("data-control", f"{key}-ones")


def test_arrows_move_between_cells_and_tab_comes_back_to_the_last(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=2&stride=2&padding=1")
    for panel in ("input", "kernel", "output", "buffers"):
        home = min(stage.numbers(panel))
        stage.cell(panel, *home).focus()
        for key, step in (("ArrowRight", (0, 1)), ("ArrowDown", (1, 1)), ("ArrowLeft", (1, 0)), ("ArrowUp", (0, 0))):
            stage.page.keyboard.press(key)
            expect(stage.cell(panel, *home[:-2], *step)).to_be_focused()
        # At the edge it stays.
        stage.page.keyboard.press("ArrowUp")
        expect(stage.cell(panel, *home)).to_be_focused()
    assert stage.time() == 9


def test_arrows_go_round_the_frame_among_cropped_cells(stage: StagePage) -> None:
    stage.open("stride=2&padding=1")
    stage.cell("cropped", 0, 0).focus()
    for key, cell in (("ArrowRight", (0, 1)), ("ArrowLeft", (0, 0)), ("ArrowDown", (1, 0)), ("ArrowRight", (1, 3))):
        stage.page.keyboard.press(key)
        expect(stage.cell("cropped", *cell)).to_be_focused()


def test_enter_pins_and_escape_lets_go(stage: StagePage) -> None:
    stage.open()
    stage.cell("output", 1, 1).focus()
    stage.page.keyboard.press("Enter")
    stage.agrees()
    assert "pin=output:1,1" in stage.query
    expect(stage.cell("output", 1, 1)).to_be_focused()
    stage.page.keyboard.press("Escape")
    stage.agrees()
    assert "pin=" not in stage.query


def test_every_cell_says_its_place_and_its_number(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3&stride=2&padding=1&output_padding=1&lang=en")
    names = {
        "input": "input x[{}]",
        "kernel": "kernel w[{}]",
        "output": "output y[{}]",
        "cropped": "cropped canvas cell [{}]",
        "buffers": "stamp of x[{}], tap w[{}]",
    }
    for panel, name in names.items():
        cell, value = max(stage.numbers(panel).items())
        # A link is named by its input element and its tap.
        where = [",".join(map(str, pair)) for pair in (cell[:2], cell[2:])]
        expect(stage.cell(panel, *cell)).to_have_attribute("aria-label", f"{name.format(*where)} = {value:g}")
    labels = (
        stage.panel("output")
        .locator("[data-cell]")
        .evaluate_all("cells => cells.map(cell => [cell.dataset.value, cell.getAttribute('aria-label')])")
    )
    assert len(labels) == 36
    assert all(label and label.endswith(f"] = {value}") for value, label in labels)


def test_the_verdict_is_announced_and_refusals_interrupt(stage: StagePage) -> None:
    stage.open()
    expect(stage.control("badge")).to_have_role("status")
    stage.choose("padding", 9)
    expect(stage.control("problem")).to_have_role("alert")
    expect(stage.number("padding")).to_have_attribute("aria-invalid", "true")


def test_the_way_out_of_a_refusal_is_the_next_stop_and_leads_back(stage: StagePage) -> None:
    stage.open().choose("padding", 9)
    expect(stage.control("problem")).to_be_visible()
    for stop in ("take-offer", "dismiss", "output_padding"):
        stage.page.keyboard.press("Tab")
        assert stage.page.evaluate(FOCUSED) == stop
    stage.page.keyboard.press("Escape")
    for tabs, padding in ((1, 8), (2, 7)):
        stage.choose("padding", padding)
        expect(stage.control("problem")).to_be_visible()
        for _ in range(tabs):
            stage.page.keyboard.press("Tab")
        stage.page.keyboard.press("Enter")
        expect(stage.control("problem")).to_be_hidden()
        expect(stage.number("padding")).to_be_focused()
    stage.number("padding").fill("9")
    stage.page.keyboard.press("Tab")
    expect(stage.control("problem")).to_be_visible()
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.press("Shift+Tab")
    assert stage.page.evaluate(FOCUSED) == "output_padding"


LARGEST = "input_size=16&kernel_size=9&stride=8&dilation=8&lang=en"
# The texts of a page, and how its lines break, are not the stage's.
TEXT = ("StaticText", "InlineTextBox", "LineBreak")


# How many elements are not kept from a screen reader; of boxes that are there for their layout alone it has no node.
EXPOSED = """() => [...document.body.querySelectorAll("*")]
    .filter(node => !node.closest('[aria-hidden="true"]') && node.checkVisibility()).length"""


def test_what_a_screen_reader_is_given_is_counted_right(stage: StagePage) -> None:
    """By the browser's own tree, which takes seconds to come."""
    stage.open(LARGEST)
    tree = stage.page.context.new_cdp_session(stage.page).send("Accessibility.getFullAXTree")["nodes"]
    read = [node for node in tree if not node["ignored"] and node["role"]["value"] not in TEXT]
    assert 0 < len(read) <= stage.page.evaluate(EXPOSED)


@pytest.mark.parametrize("page", ["buffers", "columns", "proofs", "frameworks"])
def test_the_largest_state_is_no_burden_to_a_screen_reader(visitors: Visitors, page: str) -> None:
    stage = visitors().open(LARGEST, "" if page == NAMES[0] else page)
    assert stage.page.evaluate(EXPOSED) < 5000
    # Wherever the keyboard goes, its row and the neighbours are there, and say which of how many they are.
    panel = stage.panel("columns" if page == "columns" else "output")
    row = panel.locator('[role="row"]').nth(30)
    first, below = row.locator("[data-cell]").first, panel.locator('[role="row"]').nth(31).locator("[data-cell]").first
    assert row.get_attribute("aria-hidden") == "true"
    first.focus()
    first.press("ArrowDown")
    expect(below).to_be_focused()
    assert panel.locator('[role="row"]').nth(31).get_attribute("aria-hidden") is None
    assert panel.locator('[role="row"]').nth(31).get_attribute("aria-rowindex") == "32"
    assert int(panel.get_attribute("aria-rowcount") or 0) == panel.locator('[role="row"]').count()
    assert row.get_attribute("aria-rowindex") == "31"


def test_the_groups_of_tabs_show_the_focus(stage: StagePage) -> None:
    stage.open()
    group = stage.page.get_by_test_id("stTopNavSection").first
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.press("Tab")
    expect(group).to_be_focused()
    expect(group).to_have_css("outline-style", "solid")
