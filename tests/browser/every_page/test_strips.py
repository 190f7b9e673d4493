"""A layer with one axis, a strip, on every page: its numbers, its link, and how one gets there and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from pages._ui.names import NAMES
from tests.browser.every_page.test_numbers import path
from tests.browser.expected import random_moment, random_state
from tests.browser.panel_numbers import check_every_number
from tests.browser.reopening import open_and_reopen
from tests.browser.stage_page import StagePage

# Every axis rule once: gaps, all of the canvas cropped at one end, cells beyond it, one tap, one cell.
EDGES = (
    "rank=1&input_size=6&kernel_size=3&stride=2&padding=1&output_padding=1&dilation=2",
    "rank=1&input_size=3&kernel_size=2&stride=2&padding=2",
    "rank=1&input_size=2&kernel_size=2&dilation=4&output_padding=3",
    "rank=1&x=7&kernel_size=3&padding=1",
    "rank=1&x=1,2&w=2&stride=3&padding=1&output_padding=2",
    "rank=1&input_size=16&kernel_size=9&stride=8&dilation=3",
)


def strips(page: str, count: int) -> Iterator[State]:
    """Every second one stands still on its way, with a cell pinned."""
    random = Random(f"strip {page}")
    for number in range(count):
        moment = random_moment(random, rank=1) if number % 2 else random_state(random, rank=1)
        yield moment if number % 2 else replace(moment, t=None, pin=None)


@pytest.mark.parametrize("page", NAMES)
def test_a_link_shows_and_reopens_any_strip(stage: StagePage, page: str) -> None:
    for state in strips(page, 1):
        assert state.rank == 1
        open_and_reopen(stage, path(page), state)
        check_every_number(stage, page, state)
        stage.agrees()


@pytest.mark.parametrize("page", NAMES)
def test_the_page_is_right_at_a_strip_s_edges_in_random_ones_and_there_and_back(stage: StagePage, page: str) -> None:
    stage.open("", path(page))
    for query in (*EDGES, *map(write_query, strips(page, 2))):
        stage.show(query).agrees()
        reading = read_query(stage.query)
        assert not reading.problems and reading.state.settings == read_query(query).state.settings
        assert reading.state.rank == 1
        # A larger matrix has no cell that holds a number.
        if page != "matrix" or reading.state.geometry.output_size[0] <= 64:
            check_every_number(stage, page, reading.state)
    stage.show("x=1,2,3;4,5,6&w=1,2;3,4&stride=2&pin=output:1,1").agrees()
    for _ in range(2):
        for rank in (1, 2):
            stage.control(f"rank-{rank}").check()
            stage.ready().agrees()
            assert stage.state().rank == rank
            check_every_number(stage, page, stage.state())


KNOWN = "rank=1&x=1,1,1,1,1,1&w=1,1,1&stride=2&padding=1&output_padding=1&dilation=2&lang=en"


def test_the_known_answer_its_names_and_its_words(stage: StagePage) -> None:
    """nn.ConvTranspose1d(1,1,3,2,1,1,1,False,2) on six ones."""
    stage.open(KNOWN).agrees()
    assert list(stage.numbers("output").values()) == [0, 2, 0, 3, 0, 3, 0, 3, 0, 3, 0, 2, 0, 1]
    expect(stage.control("source")).to_have_value(
        "nn.ConvTranspose1d(1, 1, kernel_size=3, stride=2, padding=1, output_padding=1, dilation=2)"
    )
    expect(stage.cell("output", 3)).to_have_attribute("aria-label", "output y[3] = 3")
    expect(stage.cell("buffers", 1, 2)).to_have_attribute("aria-label", "stamp of x[1], tap w[2] = 1")
    expect(stage.page.locator(".board.canvas .title")).to_have_text("canvas, 15; in the frame: output y, 14")
    expect(stage.page.locator(".formula")).to_contain_text("length: (6 − 1)·2 − 2·1 + 2·(3 − 1) + 1 + 1 = 14")
    stage.page.keyboard.press("Home")
    stage.page.keyboard.press("ArrowRight")
    stage.page.keyboard.press("ArrowRight")
    expect(stage.control("step-look")).to_have_text(
        "Now: x[1] = 1 times the whole kernel, laid down from cell 2 of the canvas."
    )


def test_a_cell_of_a_strip_is_pointed_at_pinned_and_changed(stage: StagePage) -> None:
    stage.open(KNOWN).agrees()
    stage.point("output", 3)
    expect(stage.panel("sum")).to_have_attribute("data-cell", "output:3")
    expect(stage.panel("sum")).to_contain_text("y[3] =x[0]·w[2]+ x[1]·w[1]+ x[2]·w[0]")
    stage.cell("output", 5).click()
    stage.agrees()
    assert stage.state().pin == "output:5"
    stage.cell("input", 2).dblclick()
    stage.control("cell-editor").fill("7")
    stage.control("cell-editor").press("Enter")
    stage.agrees()
    assert stage.state().x == ((1, 1, 7, 1, 1, 1),)
    assert stage.numbers("output")[5,] == 9


def test_a_column_or_a_row_is_pasted_on_a_strip_and_several_rows_are_refused(stage: StagePage) -> None:
    stage.open(KNOWN).agrees()
    for text, shown in (("1\n2\n3\n4", (1, 2, 3, 4)), ("[5, 6, 7]", (5, 6, 7))):
        stage.cell("input", 0).dblclick()
        stage.control("cell-editor").fill(text.replace("\n", "; "))
        stage.control("cell-editor").press("Enter")
        stage.agrees()
        assert tuple(stage.numbers("input").values()) == shown
    stage.cell("input", 0).dblclick()
    stage.control("cell-editor").fill("1,2; 3,4")
    stage.control("cell-editor").press("Enter")
    expect(stage.control("problem")).to_contain_text("In one dimension x is one row, but here there are 2.")


def test_the_switch_keeps_the_first_axis_and_comes_back(stage: StagePage) -> None:
    stage.open("x=1,2;3,4&w=5,6;7,8&stride=2,3&padding=0,1&pin=output:0,0&lang=en").agrees()
    stage.control("rank-1").check()
    stage.agrees()
    state = stage.state()
    assert (state.rank, state.stride, state.padding, state.x, state.w) == (1, (2,), (0,), ((1, 2),), ((5, 6),))
    assert state.pin is None
    expect(stage.control("square")).to_be_hidden()
    # By keyboard, as any group of such buttons.
    stage.control("rank-1").press("ArrowRight")
    stage.agrees()
    state = stage.state()
    assert (state.rank, state.stride, state.square) == (2, (2, 2), True)
    assert (state.x, state.w) == (((1, 2), (3, 4)), ((5, 6), (7, 8)))
    stage.page.go_back()
    stage.agrees()
    assert stage.state().rank == 1 and list(stage.numbers("output")) == [(at,) for at in range(4)]


def test_a_pasted_layer_of_one_axis_is_shown_and_one_of_two_comes_back(stage: StagePage) -> None:
    stage.open("x=1,2,3;4,5,6&w=1,2;3,4&stride=2,1&lang=en").agrees()
    source = stage.control("source")
    source.fill("nn.ConvTranspose1d(1, 1, 3, 2, 1, 1, 1, False, 2)")
    source.press("Enter")
    expect(source).to_have_value(
        "nn.ConvTranspose1d(1, 1, kernel_size=3, stride=2, padding=1, output_padding=1, dilation=2)"
    )
    state = stage.state()
    assert (state.rank, state.input_size, state.kernel_size, state.square) == (1, (2,), (3,), True)
    check_every_number(stage, "buffers", state)
    source.fill("nn.ConvTranspose1d(1, 1, 3, stride=(2, 1))")
    source.press("Enter")
    expect(stage.control("problem")).to_contain_text("stride is (2, 1), whose length is 2, but this layer is 1-D.")
    source.fill("nn.ConvTranspose2d(1, 1, (3, 2))")
    source.press("Enter")
    expect(source).to_have_value("nn.ConvTranspose2d(1, 1, kernel_size=(3, 2))")
    state = stage.state()
    assert (state.rank, state.kernel_size, state.square) == (2, (3, 2), False)
    check_every_number(stage, "buffers", state)


def test_what_a_setting_of_a_strip_is_refused_for_is_said_of_its_length(stage: StagePage) -> None:
    stage.open(KNOWN).agrees()
    stage.number("padding").fill("9")
    stage.number("padding").press("Enter")
    expect(stage.control("problem")).to_contain_text("padding (length) is 9")
    stage.page.locator('[data-control="problem"] .primary').click()
    stage.agrees()
    assert (stage.state().rank, stage.state().padding) == (1, (7,))


@pytest.mark.parametrize("width", [1366, 390])
def test_a_strip_s_stamps_stand_under_the_cells_that_they_add_to_each_on_its_row(stage: StagePage, width: int) -> None:
    stage.page.set_viewport_size({"width": width, "height": 844})
    stage.open("rank=1&x=1,2,3,4&w=1,3,3&stride=2&padding=1").agrees()
    stage.page.wait_for_timeout(300)
    rows = set()
    for input_index, tap in ((0, 1), (1, 0), (1, 2), (3, 1)):
        above = stage.cell("output", 2 * input_index + tap - 1).bounding_box()
        below = stage.cell("buffers", input_index, tap).bounding_box()
        assert above and below
        assert abs(above["x"] - below["x"]) < 1 and below["y"] > above["y"]
        rows.add((input_index, round(below["y"])))
    assert len(rows) == 3
