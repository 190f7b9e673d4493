"""Dilated beside transposed: both outputs are PyTorch's, and one step means one cell on either side."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import expect

from tests.browser.lit import lit
from tests.browser.panel_numbers import check_every_number, dilated
from tests.browser.stage_page import StagePage

PAGE = "dilated"
QUERY = "input_size=5&kernel_size=3&stride=2&x_fill=count"


def test_one_number_widens_the_window_and_enlarges_the_output(stage: StagePage) -> None:
    stage.open("input_size=5&kernel_size=3", PAGE).agrees()
    for stride, window, size in ((1, 3, 7), (2, 5, 11), (3, 7, 15)):
        stage.choose("stride", stride)
        assert max(stage.numbers("dilated")) == (4, 4)
        assert max(stage.numbers("output")) == (size - 1, size - 1)
        expect(stage.control("fact-spread-taps")).to_contain_text(f"a window of {window}×{window}")
        expect(stage.control("fact-spread-inputs")).to_contain_text(f"is {size}×{size}")
        check_every_number(stage, PAGE, stage.state())


def test_a_step_is_one_cell_on_both_sides(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=0", PAGE)
    assert set(stage.numbers("dilated").values()) == {0}
    for _ in range(7):
        stage.control("forward").click()
    state = stage.state()
    assert state.t == 7
    check_every_number(stage, PAGE, state)
    right = dilated(replace(state, t=None))
    found = lit(stage)
    assert found["input"] == found["dilated"] == {(1, 1)}
    stage.control("speed").select_option("4")
    stage.control("play").click()
    expect(stage.control("play")).to_have_attribute("aria-label", "Pause (space)")
    expect(stage.cell("dilated", 4, 4)).to_have_attribute("data-value", f"{right[4, 4]:g}")
    check_every_number(stage, PAGE, stage.state())


def test_a_cell_pointed_at_on_the_left_is_its_stamp_on_the_right(stage: StagePage) -> None:
    stage.open(QUERY, PAGE).agrees()
    for panel in ("dilated", "seen", "input"):
        stage.point(panel, 2, 1)
        found = lit(stage)
        assert found["input"] == found["dilated"] == {(2, 1)}
        assert found["output"] == {(4 + a, 2 + b) for a in range(3) for b in range(3)}
    readout = stage.page.locator(".board.dilated .readout")
    expect(readout).to_have_text(f"[2,1] = {dilated(replace(stage.state(), t=None))[2, 1]:g}")
    stage.cell("dilated", 2, 1).click()
    assert stage.state().pin == "input:2,1"
    # Its numbers follow from others.
    stage.cell("dilated", 2, 1).dblclick()
    expect(stage.page.locator(".cell-editor")).to_have_count(0)


def test_the_state_comes_along_and_a_link_reopens_it(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=3&pin=input:1,2").agrees()
    stage.go("dilated").agrees()
    state = stage.state()
    assert (state.t, state.pin, state.stride) == (3, "input:1,2", (2, 2))
    stage.page.reload()
    stage.ready()
    assert stage.state() == state
