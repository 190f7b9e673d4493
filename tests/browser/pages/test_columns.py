"""The column matrix and its folding on the page are the core's GEMM, and PyTorch's numbers after any number of taps."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from playwright.sync_api import expect

from deconv_core.state.fields import State
from deconv_core.state.query import read_query
from tests.browser.expected import close
from tests.browser.lit import Lit, expected_light, lit
from tests.browser.panel_numbers import PANELS, check_every_number
from tests.browser.stage_page import StagePage

PAGE = "columns"


def test_a_step_adds_one_tap_s_copy_of_the_input(stage: StagePage) -> None:
    stage.open("stride=2&padding=1&output_padding=1&kernel_size=3&t=0", PAGE)
    state = stage.state()
    pictures = {}
    for taps in range(10):
        check_every_number(stage, PAGE, replace(state, t=taps * math.prod(state.input_size) / 9))
        expect(stage.page.locator(".count")).to_have_text(f"taps: {taps} of 9")
        stage.agrees()
        pictures[taps] = stage.pictures()
        stage.control("forward").click()
    for taps in range(8, -1, -1):
        stage.control("back").click()
        check_every_number(stage, PAGE, replace(state, t=taps * math.prod(state.input_size) / 9))
        assert stage.pictures() == pictures[taps], f"back to {taps} looks unlike forward to {taps}"


def test_on_paper(stage: StagePage) -> None:
    """x = 2 4 / 0 1, w = 3 1 / 1 5: four rows of products; two taps fold into 6 14 4 / 0 3 1."""
    stage.open("t=2", PAGE)
    assert [stage.numbers("columns")[(*tap, *cell)] for tap in ((0, 0), (1, 1)) for cell in np.ndindex(2, 2)] == [
        *(6, 12, 0, 3),
        *(10, 20, 0, 5),
    ]
    assert stage.grid("output") == [[6, 14, 4], [0, 3, 1], [0, 0, 0]]
    stage.agrees()


def test_playing_comes_to_the_end(stage: StagePage) -> None:
    stage.open("stride=2&t=3", PAGE)
    stage.control("speed").select_option("4")
    stage.control("play").click()
    expect(stage.page.locator(".count")).to_have_text("taps: 4 of 4")
    expect(stage.control("play")).to_have_attribute("aria-label", "Play (space)")
    check_every_number(stage, PAGE, stage.state())


def test_on_the_way_the_copy_is_seen_but_not_yet_added(stage: StagePage) -> None:
    stage.open("stride=2&t=1", PAGE)
    before = stage.pictures()
    stage.scrub(1.6)
    check_every_number(stage, PAGE, stage.state())
    assert stage.pictures()["board canvas above"] != before.get("board canvas above")


def expected_columns_light(state: State, panel: str, cell: tuple[int, ...]) -> Lit:
    """The first page's light, with its stamps' numbers where this page has them."""
    light = expected_light(state, panel, cell)
    light["columns"] = {(*link[2:], *link[:2]) for link in light.pop("buffers", set())}
    return {panel: cells for panel, cells in light.items() if cells}


def test_pointing_lights_the_links(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=2&stride=2&padding=1&output_padding=1", PAGE)
    state = stage.state()
    for panel, cell in (("kernel", (0, 1)), ("input", (1, 2)), ("output", (0, 0)), ("cropped", (0, 0))):
        stage.point(panel, *cell)
        assert lit(stage) == expected_columns_light(state, panel, cell)
    stage.point("columns", 1, 0, 2, 1)
    assert lit(stage) == expected_columns_light(state, "buffers", (2, 1, 1, 0))


def test_the_link_under_a_product_is_pinned_and_comes_along(stage: StagePage) -> None:
    stage.open("x=2,4;0,1&w=3,1;1,5&stride=2&t=1").agrees()
    stage.go("columns").agrees()
    stage.cell("columns", 1, 0, 0, 1).click()
    assert stage.state().pin == "buffers:0,1,1,0"
    assert stage.page.locator(".board.columns .readout").inner_text() == "w[1,0]·x[0,1] = 4"
    address = stage.query
    stage.open(address, PAGE)
    assert lit(stage)["columns"] == {(1, 0, 0, 1)}
    stage.go("buffers").agrees()
    assert stage.time() == 1
    assert read_query(stage.query).state == read_query(address).state


def test_numbers_are_typed_into_the_row_and_the_column(stage: StagePage) -> None:
    stage.open("", PAGE)
    for panel, cell, text in (("input", (1, 0), "7"), ("kernel", (0, 1), "-2")):
        box = stage.cell(panel, *cell).bounding_box()
        stage.cell(panel, *cell).dblclick()
        over = stage.control("cell-editor").bounding_box()
        assert box and over and abs(over["x"] - box["x"]) < 6 and abs(over["y"] - box["y"]) < 6
        stage.control("cell-editor").fill(text)
        stage.page.keyboard.press("Enter")
    state = stage.state()
    assert (state.x, state.w) == (((2, 4), (7, 1)), ((3, -2), (1, 5)))
    check_every_number(stage, PAGE, state)


def test_the_largest_state_is_shown_whole(stage: StagePage) -> None:
    stage.open("input_size=16&kernel_size=9&stride=8&dilation=8&x_fill=ones&w_fill=count", PAGE)
    state = stage.state()
    assert close(stage.numbers("columns"), PANELS[PAGE]["columns"](state))
    stage.control("back").click()
    stage.ready()
    before = replace(state, t=80 / 81 * 256)
    assert close(stage.numbers("output"), PANELS[PAGE]["output"](before))
