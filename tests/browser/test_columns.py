"""The column matrix and its folding on the page are the core's GEMM, and PyTorch's numbers after any number of taps."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from deconv_core import ALGORITHMS, link
from deconv_core.frameworks import pytorch
from deconv_core.state import State

from . import expected
from .expected import Numbers, by_cell, close, random_state
from .lit import Lit, expected_light, lit
from .stage_page import StagePage

PAGE = "columns"
EDGES = {
    "padding beyond the first tap's copy": "input_size=3&kernel_size=2&stride=2&padding=2",
    "output_padding beyond padding": "input_size=2&kernel_size=2&stride=3&output_padding=2",
    "one tap": "x=1,2;3,4&w=2&stride=3&padding=1",
    "one input element": "x=7&kernel_size=3&padding=1",
    "uneven axes": "input_size=2,4&kernel_size=3,1&stride=1,3&padding=2,0&output_padding=0,2&dilation=2,1",
}


def first_taps(state: State, taps: int) -> Any:
    """w with all but the first `taps` taps zero, [1, 1, height, width]."""
    w = np.array(state.w)[None, None]
    w.reshape(-1)[taps:] = 0
    return w


def columns(state: State) -> Numbers:
    """The core's column matrix, named [tap row, tap column, input row, input column]."""
    record = ALGORITHMS["gemm"](np.array([state.x]), np.array(state.w)[None, None], state.geometry)
    return by_cell(record.columns.reshape(state.kernel_size + state.input_size))


def check_every_number(stage: StagePage, state: State, taps: int | None = None) -> None:
    w = first_taps(state, np.prod(state.kernel_size) if taps is None else taps)
    x = np.array([state.x])
    canvas = by_cell(ALGORITHMS["gemm"](x, w, state.geometry).canvas[0])
    outside = expected.cropped(state).keys()
    assert close(stage.numbers("input"), by_cell(np.array(state.x)))
    assert close(stage.numbers("kernel"), by_cell(np.array(state.w)))
    assert close(stage.numbers("columns"), columns(state))
    assert close(stage.numbers("output"), by_cell(pytorch.reference(x, w, state.settings, dtype="float64")[0]))
    assert close(stage.numbers("cropped"), {cell: canvas[cell] for cell in outside})


def shown_state(stage: StagePage) -> State:
    """What the address says, numbers and all, once PyTorch has agreed."""
    reading = link.read(stage.agrees().query)
    assert not reading.problems
    return reading.state


@pytest.mark.parametrize("query", EDGES.values(), ids=EDGES)
def test_the_view_is_right_at_the_edges(stage: StagePage, query: str) -> None:
    stage.open(query, PAGE)
    check_every_number(stage, shown_state(stage))


def test_random_states_show_the_core_s_numbers(stage: StagePage) -> None:
    random = Random(4)
    for _ in range(6):
        state = replace(random_state(random), t=None)
        stage.open(link.write(state), PAGE)
        check_every_number(stage, state)
        assert shown_state(stage) == state


def test_a_step_adds_one_tap_s_copy_of_the_input(stage: StagePage) -> None:
    stage.open("stride=2&padding=1&output_padding=1&kernel_size=3&t=0", PAGE)
    state = shown_state(stage)
    pictures = {}
    for taps in range(10):
        check_every_number(stage, state, taps)
        expect(stage.page.locator(".count")).to_have_text(f"{taps} of 9 taps")
        stage.agrees()
        pictures[taps] = stage.pictures()
        stage.control("forward").click()
    for taps in range(8, -1, -1):
        stage.control("back").click()
        check_every_number(stage, state, taps)
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
    expect(stage.page.locator(".count")).to_have_text("4 of 4 taps")
    expect(stage.control("play")).to_have_attribute("aria-label", "Play (space)")
    check_every_number(stage, shown_state(stage))


def test_on_the_way_the_copy_is_seen_but_not_yet_added(stage: StagePage) -> None:
    stage.open("stride=2&t=1", PAGE)
    before = stage.pictures()
    stage.scrub(1.6)
    check_every_number(stage, shown_state(stage), 1)
    assert stage.pictures()["board canvas above"] != before.get("board canvas above")


def expected_columns_light(state: State, panel: str, cell: tuple[int, ...]) -> Lit:
    """The first page's light, with its stamps' numbers where this page has them."""
    light = expected_light(state, panel, cell)
    light["columns"] = {(*link[2:], *link[:2]) for link in light.pop("buffers", set())}
    return {panel: cells for panel, cells in light.items() if cells}


def test_pointing_lights_the_links(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=2&stride=2&padding=1&output_padding=1", PAGE)
    state = shown_state(stage)
    for panel, cell in (("kernel", (0, 1)), ("input", (1, 2)), ("output", (0, 0)), ("cropped", (0, 0))):
        stage.point(panel, *cell)
        assert lit(stage) == expected_columns_light(state, panel, cell)
    stage.point("columns", 1, 0, 2, 1)
    assert lit(stage) == expected_columns_light(state, "buffers", (2, 1, 1, 0))


def test_the_link_under_a_product_is_pinned_and_comes_along(stage: StagePage) -> None:
    stage.open("x=2,4;0,1&w=3,1;1,5&stride=2&t=1").agrees()
    stage.go("Columns").agrees()
    stage.cell("columns", 1, 0, 0, 1).click()
    assert shown_state(stage).pin == "buffers:0,1,1,0"
    assert stage.page.locator(".board.columns .readout").inner_text() == "columns[1,0,0,1] = 4"
    address = stage.query
    stage.open(address, PAGE)
    assert lit(stage)["columns"] == {(1, 0, 0, 1)}
    stage.go("Buffers").agrees()
    assert stage.time() == 1
    assert link.read(stage.query).state == link.read(address).state


def test_numbers_are_typed_into_the_row_and_the_column(stage: StagePage) -> None:
    stage.open("", PAGE)
    for panel, cell, text in (("input", (1, 0), "7"), ("kernel", (0, 1), "-2")):
        box = stage.cell(panel, *cell).bounding_box()
        stage.cell(panel, *cell).dblclick()
        over = stage.control("cell-editor").bounding_box()
        assert box and over and abs(over["x"] - box["x"]) < 6 and abs(over["y"] - box["y"]) < 6
        stage.control("cell-editor").fill(text)
        stage.page.keyboard.press("Enter")
    state = shown_state(stage)
    assert (state.x, state.w) == (((2, 4), (7, 1)), ((3, -2), (1, 5)))
    check_every_number(stage, state)


def test_the_largest_state_is_shown_whole(stage: StagePage) -> None:
    stage.open("input_size=16&kernel_size=9&stride=8&dilation=8&x_fill=ones&w_fill=count", PAGE)
    state = shown_state(stage)
    assert close(stage.numbers("columns"), columns(state))
    stage.control("back").click()
    stage.ready()
    x, w = np.array([state.x]), first_taps(state, 80)
    assert close(stage.numbers("output"), by_cell(pytorch.reference(x, w, state.settings, dtype="float64")[0]))
