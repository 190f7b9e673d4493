"""Channels, groups, bias, and three axes, on every page: their numbers, their links, and how one gets there."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from pages._ui.names import NAMES
from tests.browser.every_page.test_numbers import path, shows_numbers
from tests.browser.expected import random_moment, random_state
from tests.browser.panel_numbers import check_every_number
from tests.browser.reopening import open_and_reopen
from tests.browser.stage_page import StagePage

# Two channels to three, on paper; groups; depthwise; a bias in a gap and beyond the canvas; slices.
EDGES = (
    "x=1,2;3,4:5,6;7,8&w=1:2:3::4:5:6&stride=2&bias=1,2,3",
    "in_channels=4&out_channels=2&groups=2&input_size=2&kernel_size=2,1&padding=1,0",
    "in_channels=3&out_channels=3&groups=3&input_size=1,2&kernel_size=2&stride=2&output_padding=1&bias=1,-2,0.5",
    "rank=1&in_channels=2&out_channels=2&input_size=4&kernel_size=3&stride=2&padding=1&bias=0,7",
    "rank=3&input_size=2,1,2&kernel_size=2&stride=2,1,1&padding=1,0,0&output_padding=1,0,0",
)


def layers(page: str, count: int) -> Iterator[State]:
    """Of one axis, two and three, every second one with several channels or a bias, some on their way."""
    random = Random(f"channels {page}")
    while count:
        rank, draw = 1 + count % 3, random_moment if count % 2 else random_state
        state = draw(random, 4 - rank, rank, channels=rank < 3 or count % 2 == 0)
        if shows_numbers(page, state) and (rank == 3 or state.has_channels or state.bias):
            count -= 1
            yield state


@pytest.mark.parametrize("page", NAMES)
def test_any_layer_is_shown_with_every_number_and_reopened(stage: StagePage, page: str) -> None:
    stage.open("", path(page))
    for query in EDGES:
        stage.show(query).agrees()
        reading = read_query(stage.query)
        assert not reading.problems
        check_every_number(stage, page, reading.state)
    others = list(layers(page, 3))
    # What a link carries is the same on every page: one is opened by it, and opened again, the next page's another.
    reopened = others.pop(NAMES.index(page) % 3)
    for state in others:
        assert stage.show(write_query(state)).state() == state
        check_every_number(stage, page, state)
    open_and_reopen(stage, path(page), reopened)
    check_every_number(stage, page, reopened)
    stage.agrees()


KNOWN = f"{EDGES[0]}&lang=en"


def test_a_layer_of_channels_is_pointed_at_played_and_changed(stage: StagePage) -> None:
    stage.open(KNOWN).agrees()
    expect(stage.control("source")).to_have_value("nn.ConvTranspose2d(2, 3, kernel_size=1, stride=2, bias=True)")
    assert stage.numbers("output")[2, 0, 0] == 3 + 1 * 3 + 5 * 6
    stage.point("output", 2, 0, 0)
    expect(stage.panel("sum")).to_contain_text("y[2,0,0] =bias[2]+ x[0,0,0]·w[0,2,0,0]+ x[1,0,0]·w[1,2,0,0]")
    # A cell that no stamp reaches holds the bias.
    stage.point("output", 1, 0, 1)
    expect(stage.panel("sum")).to_contain_text("no stamp reaches this cell: only the bias")
    expect(stage.panel("sum")).to_have_attribute("data-value", "2")
    stage.cell("kernel", 1, 2, 0, 0).dblclick()
    stage.control("cell-editor").fill("9")
    stage.control("cell-editor").press("Enter")
    stage.agrees()
    assert stage.numbers("output")[2, 0, 0] == 3 + 1 * 3 + 5 * 9
    stage.control("start").click()
    stage.control("forward").click()
    stage.agrees()
    assert stage.numbers("output")[2, 0, 0] == 3 + 1 * 3
    expect(stage.control("step-look")).to_contain_text("x[0,0,0] = 1 times the whole kernel")


def test_channels_are_chosen_and_come_back(stage: StagePage) -> None:
    stage.open("lang=en").agrees()
    stage.control("channels").click()
    stage.control("in_channels").select_option("2")
    stage.control("out_channels").select_option("4")
    stage.control("groups").select_option("2")
    stage.control("bias").check()
    stage.control("bias-3").fill("2.5")
    stage.control("bias-3").press("Enter")
    stage.agrees()
    state = stage.state()
    assert (state.in_channels, state.out_channels, state.groups, state.bias) == (2, 4, 2, (1, 1, 1, 2.5))
    # The numbers that were there stay those of the first channels.
    assert state.x is not None and state.x[:2] == ((2, 4), (0, 1))
    expect(stage.control("example-look")).to_contain_text("Parameters: in_channels·(out_channels / groups)·taps")
    # Groups go only as far as they divide both.
    stage.control("in_channels").select_option("3")
    stage.agrees()
    assert (stage.state().groups, stage.state().in_channels) == (1, 3)
    for key in ("in_channels", "out_channels"):
        stage.control(key).select_option("1")
    stage.control("bias").uncheck()
    stage.agrees()
    assert stage.state().x == ((2, 4), (0, 1)) and not stage.state().has_channels


def test_slices_are_one_click_away_and_so_is_the_way_back(stage: StagePage) -> None:
    stage.open("x=1,2;3,4&w=5,6;7,8&stride=2&lang=en").agrees()
    stage.control("rank-3").check()
    stage.agrees()
    state = stage.state()
    assert (state.rank, state.stride, state.input_size) == (3, (2, 2, 2), (2, 2, 2))
    assert state.x is not None and state.x[:2] == ((1, 2), (3, 4))
    expect(stage.page.locator(".formula")).to_contain_text("depth, height and width: (2 − 1)·2")
    stage.control("rank-2").check()
    stage.agrees()
    assert (stage.state().x, stage.state().w) == (((1, 2), (3, 4)), ((5, 6), (7, 8)))
