"""Dilated beside transposed: both outputs are PyTorch's, and one step means one cell on either side."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
import torch
from playwright.sync_api import expect

from deconv_core import link
from deconv_core.state import State

from .expected import Numbers, by_cell, close, cropped, output, random_state
from .lit import lit
from .stage_page import StagePage

PAGE = "dilated"
QUERY = "input_size=5&kernel_size=3&stride=2&x_fill=count"


def dilated(state: State) -> Numbers:
    """Conv2d of the state's own numbers, its stride taken as dilation."""
    x, w = (torch.tensor(np.array(array), dtype=torch.float64)[None, None] for array in (state.x, state.w))
    return by_cell(torch.nn.functional.conv2d(x, w, dilation=state.stride, padding="same")[0, 0].numpy())


def shown_state(stage: StagePage) -> State:
    stage.agrees()
    reading = link.read(stage.query)
    assert not reading.problems
    return reading.state


def check(stage: StagePage, state: State) -> None:
    assert close(stage.numbers("dilated"), dilated(state))
    assert close(stage.numbers("seen"), by_cell(np.array(state.x)))
    assert close(stage.numbers("output"), output(replace(state, t=None)))
    assert close(stage.numbers("cropped"), cropped(replace(state, t=None)))


@pytest.mark.parametrize("query", [QUERY, "input_size=3&kernel_size=2", "input_size=2,4&kernel_size=4,1&stride=3,2"])
def test_both_sides_are_pytorch_s(stage: StagePage, query: str) -> None:
    stage.open(query, PAGE)
    check(stage, shown_state(stage))


def test_random_states_show_pytorch_s_numbers(stage: StagePage) -> None:
    random = Random(13)
    for _ in range(5):
        state = replace(random_state(random), t=None, pin=None, lang="en")
        stage.open(link.write(state), PAGE)
        check(stage, state)
        stage.agrees()


def test_one_number_widens_the_window_and_enlarges_the_output(stage: StagePage) -> None:
    stage.open("input_size=5&kernel_size=3", PAGE).agrees()
    for stride, window, size in ((1, 3, 7), (2, 5, 11), (3, 7, 15)):
        stage.choose("stride", stride)
        assert max(stage.numbers("dilated")) == (4, 4)
        assert max(stage.numbers("output")) == (size - 1, size - 1)
        expect(stage.control("fact-spread-taps")).to_contain_text(f"a window of {window}×{window}")
        expect(stage.control("fact-spread-inputs")).to_contain_text(f"is {size}×{size}")
        check(stage, shown_state(stage))


def test_a_step_is_one_cell_on_both_sides(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=0", PAGE)
    assert set(stage.numbers("dilated").values()) == {0}
    for _ in range(7):
        stage.control("forward").click()
    state = shown_state(stage)
    assert state.t == 7
    right = dilated(state)
    assert close(stage.numbers("dilated"), {cell: right[cell] if 5 * cell[0] + cell[1] < 7 else 0 for cell in right})
    assert close(stage.numbers("output"), output(state))
    found = lit(stage)
    assert found["input"] == found["dilated"] == {(1, 1)}
    stage.control("speed").select_option("4")
    stage.control("play").click()
    expect(stage.control("play")).to_have_attribute("aria-label", "Pause (space)")
    expect(stage.cell("dilated", 4, 4)).to_have_attribute("data-value", f"{right[4, 4]:g}")
    check(stage, shown_state(stage))


def test_a_cell_pointed_at_on_the_left_is_its_stamp_on_the_right(stage: StagePage) -> None:
    stage.open(QUERY, PAGE).agrees()
    for panel in ("dilated", "seen", "input"):
        stage.point(panel, 2, 1)
        found = lit(stage)
        assert found["input"] == found["dilated"] == {(2, 1)}
        assert found["output"] == {(4 + a, 2 + b) for a in range(3) for b in range(3)}
    readout = stage.page.locator(".board.dilated .readout")
    expect(readout).to_have_text(f"[2,1] = {dilated(shown_state(stage))[2, 1]:g}")
    stage.cell("dilated", 2, 1).click()
    assert shown_state(stage).pin == "input:2,1"
    # Its numbers follow from others.
    stage.cell("dilated", 2, 1).dblclick()
    expect(stage.page.locator(".cell-editor")).to_have_count(0)


def test_the_state_comes_along_and_a_link_reopens_it(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=3&pin=input:1,2").agrees()
    stage.go("Dilated").agrees()
    state = shown_state(stage)
    assert (state.t, state.pin, state.stride) == (3, "input:1,2", (2, 2))
    stage.page.reload()
    stage.ready()
    assert shown_state(stage) == state
