"""On a phone: nothing scrolls sideways, the controls fold, a tap does what a click and a hover do."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, load
from tests.browser.conftest import Visitors
from tests.browser.lit import expected_light, lit
from tests.browser.stage_page import SETTINGS, StagePage

WORDS = load("en")

QUERY = "x=2,4;0,1&w=3,1;1,5&stride=2&padding=1"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}

OVERFLOW = """() => [document.documentElement, ...document.querySelectorAll(".stage, .stage *, .stMain")]
    .filter(node => node === document.documentElement || node.matches(".stage, .stMain, button, input, select, .board"))
    .map(node => [node.className || node.tagName, node === document.documentElement
        ? node.scrollWidth : node.getBoundingClientRect().right])
    .filter(([, right]) => right > screen.width + 1)"""
# Where the words end, and where what stands right of them begins.
COUNT = """() => {
    const words = document.createRange();
    words.selectNodeContents(document.querySelector(".count"));
    const speed = document.querySelector('[data-control="speed"]');
    return [words.getBoundingClientRect().right, speed.getBoundingClientRect().left];
}"""


@pytest.fixture
def phone(visitors: Visitors) -> StagePage:
    return visitors(**PHONE)


def test_nothing_reaches_beyond_the_screen(phone: StagePage) -> None:
    apart = "input_size=3,5&kernel_size=2,3&stride=2,1&padding=1,0"
    for query in (*(f"lang={lang}" for lang in LANGUAGES), "input_size=16&kernel_size=9&stride=8&square=0", apart):
        phone.open(query).agrees()
        assert phone.page.evaluate(OVERFLOW) == []


def test_one_setting_is_out_at_a_time(phone: StagePage) -> None:
    phone.open()
    for key in ("padding", "stride"):
        phone.page.locator(f'[data-setting="{key}"] button').tap()
        for other in SETTINGS:
            expect(phone.slider(other)).to_be_visible(visible=other == key)
        expect(phone.control("meaning")).to_contain_text(WORDS[f"stage.meaning_{key}"])
    phone.choose("stride", 2)
    assert phone.grid("output") == [[6, 2, 12, 4], [2, 10, 4, 20], [0, 0, 3, 1], [0, 0, 1, 5]]
    # All values are seen, also of those that are not out.
    for key, (value, _) in phone.settings().items():
        expect(phone.page.locator(f'[data-setting="{key}"] button')).to_have_text(f"{key} {value}")


def test_the_opening_s_stamps_stand_in_one_row(phone: StagePage) -> None:
    phone.open()
    assert len(phone.numbers("buffers")) == 16
    shown, box = phone.page.evaluate("""() => [".board.buffers .sheet", ".board.buffers .box"]
        .map(part => document.querySelector(part).getBoundingClientRect().right)""")
    assert shown <= box


def test_a_long_line_of_code_is_seen_whole(phone: StagePage) -> None:
    uneven = "input_size=3,5&kernel_size=2,4&stride=3,1&padding=1,2&output_padding=2,0&dilation=1,2"
    phone.open(uneven)
    needed, given = phone.control("source").evaluate("line => [line.scrollHeight, line.clientHeight]")
    assert needed <= given


def test_a_tap_pins_and_lights_what_is_linked(phone: StagePage) -> None:
    phone.open(QUERY)
    state = read_query(QUERY).state
    for panel, cell in (("input", (0, 1)), ("output", (1, 0)), ("cropped", (0, 0))):
        phone.cell(panel, *cell).tap()
        phone.agrees()
        assert f"pin={panel}:{cell[0]},{cell[1]}" in phone.query
        # Not every stamp fits on a phone.
        light = expected_light(state, panel, cell).items()
        shown = {name: cells & phone.numbers(name).keys() for name, cells in light}
        assert lit(phone) == {name: cells for name, cells in shown.items() if cells}
    phone.cell("cropped", 0, 0).tap()
    phone.agrees()
    assert "pin=" not in phone.query and lit(phone) == {}


def test_a_second_tap_edits(phone: StagePage) -> None:
    phone.open()
    phone.cell("input", 0, 0).tap()
    phone.cell("input", 0, 0).tap()
    phone.control("cell-editor").fill("7")
    phone.control("cell-editor").press("Enter")
    assert phone.grid("output")[0] == [21, 19, 4]


def test_time_stays_in_reach(phone: StagePage) -> None:
    phone.open(QUERY)
    phone.page.mouse.wheel(0, 300)
    expect(phone.control("play")).to_be_in_viewport()
    phone.control("start").tap()
    assert set(phone.numbers("output").values()) == {0}
    phone.control("forward").tap()
    assert phone.time() == 1


def test_a_long_count_stands_beside_the_speed(phone: StagePage) -> None:
    phone.open("input_size=16&kernel_size=9&stride=8&dilation=8", "matrix")
    expect(phone.page.locator(".count")).to_have_text("step 34225 of 34225")
    words, speed = phone.page.evaluate(COUNT)
    assert words <= speed


def test_the_two_convolutions_of_dilated_stand_one_above_the_other(phone: StagePage) -> None:
    phone.open("input_size=3,4&stride=3", "dilated")
    boxes = [phone.page.locator(f".side.{side}").bounding_box() for side in ("spread-taps", "spread-inputs")]
    assert boxes[0] and boxes[1]
    assert min(box["width"] for box in boxes if box) > 300
    # That of the layer itself, with its output, comes first.
    assert boxes[1]["y"] + boxes[1]["height"] <= boxes[0]["y"]
