"""On the Matrix page, what is pointed at, pinned or being read is lit in both matrices and in the vectors."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from tests.browser.expected_matrix import PAGE, QUERY, STATE, matrix
from tests.browser.lit import all_links, lit, on_screen
from tests.browser.stage_page import StagePage


def expected_light(state: State, links: list, alone: tuple[str, tuple[int, ...]]) -> dict[str, set[tuple[int, ...]]]:
    """What these links light on this page, removed rows not drawn; and the cell that is pointed at itself."""
    panel, cell = alone
    light: dict[str, set[tuple[int, ...]]] = {panel: {cell}}

    def flat(cell: tuple[int, ...], size: tuple[int, ...]) -> int:
        return int(np.ravel_multi_index(cell, size))

    for source, tap, target in links:
        column = flat(source, state.input_size)
        light.setdefault("input", set()).add(source)
        light.setdefault("kernel", set()).add(tap)
        strip = "forward" if state.matrix_side == "forward" else "x_vector"
        light.setdefault(strip, set()).add((column,))
        name, where = on_screen(state, target)
        if name == "output":
            row = flat(where, state.geometry.output_size)
            light.setdefault("output", set()).add(where)
            light.setdefault("y_vector", set()).add((row,))
            entry = (row, column) if state.matrix_side == "transposed" else (column, row)
            light.setdefault("matrix", set()).add(entry)
            light.setdefault("transpose", set()).add(entry[::-1])
    return light


@pytest.mark.parametrize("side", ["transposed", "forward"])
def test_hovering_lights_what_is_linked(stage: StagePage, side: str) -> None:
    state = replace(STATE, matrix_side=side)
    stage.open(write_query(state), PAGE)
    links = all_links(state)
    height, width = state.geometry.output_size
    kept = [link for link in links if on_screen(state, link[2])[0] == "output"]
    for one in kept:
        row, column = width * on_screen(state, one[2])[1][0] + on_screen(state, one[2])[1][1], 2 * one[0][0] + one[0][1]
        entry = (row, column) if side == "transposed" else (column, row)
        stage.point("matrix", *entry)
        assert lit(stage) == expected_light(state, [one], ("matrix", entry)), entry
    for source in product(range(2), repeat=2):
        strip = "x_vector" if side == "transposed" else "forward"
        at = (2 * source[0] + source[1],)
        stage.point(strip, *at)
        assert lit(stage) == expected_light(state, [one for one in links if one[0] == source], (strip, at))
    for target in product(range(height), range(width)):
        at = (width * target[0] + target[1],)
        stage.point("y_vector", *at)
        reached = [one for one in kept if on_screen(state, one[2])[1] == target]
        light = expected_light(state, reached, ("y_vector", at))
        assert lit(stage) == light | {"output": {target}}
    stage.point("kernel", 1, 1)
    assert lit(stage) == expected_light(state, [one for one in links if one[1] == (1, 1)], ("kernel", (1, 1)))


@pytest.mark.parametrize("side", ["transposed", "forward"])
def test_the_transpose_is_pointed_at_as_the_matrix_is(stage: StagePage, side: str) -> None:
    state = replace(STATE, matrix_side=side)
    stage.open(write_query(state), PAGE)
    for row, column in stage.numbers("transpose"):
        stage.point("matrix", column, row)
        light = lit(stage)
        readout = stage.page.locator(".board.matrix .readout").inner_text()
        stage.point("transpose", row, column)
        assert lit(stage) == light, (row, column)
        assert stage.page.locator(".board.matrix .readout").inner_text() == readout
        assert (light.get("transpose") == {(row, column)}) == (light.get("matrix") == {(column, row)})
    assert light


# The frame of a row or a column is drawn after the rings: how many cells wide and high it is.
FRAMED = """board => {
    const points = document.querySelector(`.board.${board} .lamp .rings`).getAttribute("points");
    const shapes = points.split("0,0 ").filter(Boolean);
    const shape = shapes.at(-1).trim().split(" ").map((point) => point.split(",").map(Number));
    const { width } = document.querySelector(`[data-panel="${board}"] rect`).getBoundingClientRect();
    const [from, , to] = shape;
    return [to[0] - from[0], to[1] - from[1]].map((length) => Math.round(length / width));
}"""


@pytest.mark.parametrize(("pin", "framed"), [("input:0,1", [1, 9]), ("output:1,1", [4, 1])])
def test_the_same_row_and_column_are_framed_in_both(stage: StagePage, pin: str, framed: list[int]) -> None:
    stage.open(f"pin={pin}", PAGE).agrees()
    light = lit(stage)
    assert light["transpose"] == {cell[::-1] for cell in light["matrix"]}
    assert stage.page.evaluate(FRAMED, "matrix") == framed
    assert stage.page.evaluate(FRAMED, "transpose") == framed[::-1]


def test_what_is_being_read_is_lit_in_both(stage: StagePage) -> None:
    for order, t in (("rows", 2.2), ("columns", 1.6)):
        stage.open(f"matrix_order={order}&t={t}", PAGE).agrees()
        light = lit(stage)
        assert light["matrix"] and light["transpose"] == {cell[::-1] for cell in light["matrix"]}


def test_an_entry_of_the_transpose_is_pinned_as_its_link(stage: StagePage) -> None:
    stage.open("", PAGE)
    stage.cell("transpose", 1, 4).click()
    stage.agrees()
    assert read_query(stage.query).state.pin == "buffers:0,1,1,0"
    stage.control("side-forward").click()
    expect(stage.page.locator(".board.matrix .readout")).to_have_text("C[1,4] = w[1,0] = 1")
    assert lit(stage)["matrix"] == {(1, 4)} and lit(stage)["transpose"] == {(4, 1)}


def test_an_entry_that_is_no_link_is_nobody_s(stage: StagePage) -> None:
    stage.open(QUERY, PAGE)
    entries = np.array(matrix(replace(STATE, w=((1.0, 1.0), (1.0, 1.0)))).dense())
    row, column = (int(at) for at in np.argwhere(entries == 0)[0])
    stage.point("matrix", row, column)
    assert lit(stage) == {}
    stage.cell("matrix", row, column).click()
    stage.agrees()
    assert "pin=" not in stage.query


def test_a_clicked_entry_is_pinned_as_its_link(stage: StagePage) -> None:
    stage.open("", PAGE)
    # Row 4 is y[1,1], column 1 is x[0,1]: one row below, so tap w[1,0].
    stage.cell("matrix", 4, 1).click()
    stage.agrees()
    assert read_query(stage.query).state.pin == "buffers:0,1,1,0"
    expect(stage.page.locator(".board.matrix .readout")).to_have_text("Cᵀ[4,1] = w[1,0] = 1")
    stage.control("side-forward").click()
    expect(stage.page.locator(".board.matrix .readout")).to_have_text("C[1,4] = w[1,0] = 1")


def test_arrow_keys_walk_over_the_entries(stage: StagePage) -> None:
    stage.open("", PAGE)
    stage.cell("matrix", 0, 0).focus()
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("ArrowRight")
    expect(stage.cell("matrix", 1, 1)).to_be_focused()
    stage.page.keyboard.press("Enter")
    stage.agrees()
    assert read_query(stage.query).state.pin == "buffers:0,1,0,0"
