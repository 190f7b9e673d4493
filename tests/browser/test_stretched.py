"""The equivalent convolution on the page is the one of the core's gather, number by number."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from deconv_core import ALGORITHMS, link
from deconv_core.state import State

from .expected import Numbers, by_cell, close, output, random_moment, random_state, so_far
from .reopening import open_and_reopen
from .stage_page import StagePage

PAGE = "stretched"
EDGES = {
    "padding beyond the kernel's reach": "input_size=3&kernel_size=2&stride=2&padding=2",
    "output_padding beyond padding": "input_size=2&kernel_size=2&stride=3&output_padding=2",
    "one tap": "x=1,2;3,4&w=2&stride=3&padding=1",
    "one input element": "x=7&kernel_size=3&padding=1",
    "uneven axes": "input_size=2,4&kernel_size=3,1&stride=1,3&padding=2,0&output_padding=0,2&dilation=2,1",
}


def bordered(state: State) -> Numbers:
    """The stretched input with its border, as the core's gather has it."""
    record = ALGORITHMS["gather"](np.array([state.x]), np.array(state.w)[None, None], state.geometry)
    return by_cell(record.bordered[0])


def shown_state(stage: StagePage) -> State:
    """What the address says, numbers and all."""
    stage.agrees()
    reading = link.read(stage.query)
    assert not reading.problems
    return reading.state


def check_every_number(stage: StagePage, state: State) -> None:
    assert close(stage.numbers("stretched"), bordered(state))
    assert close(stage.numbers("kernel"), by_cell(np.array(state.w)))
    assert close(stage.numbers("input"), by_cell(np.array(state.x)))
    assert close(stage.numbers("output"), output(replace(state, t=None)))


@pytest.mark.parametrize("query", EDGES.values(), ids=EDGES)
def test_the_view_is_right_at_the_edges(stage: StagePage, query: str) -> None:
    stage.open(query, PAGE)
    check_every_number(stage, shown_state(stage))


def test_random_states_show_the_core_s_numbers(stage: StagePage) -> None:
    random = Random(3)
    for _ in range(6):
        state = replace(random_state(random), t=None, pin=None)
        stage.open(link.write(state), PAGE)
        check_every_number(stage, state)
        stage.agrees()


def test_what_is_cropped_of_the_stretched_input_stays_visible(stage: StagePage) -> None:
    stage.open("x=1,2;3,4&w=1&stride=2&padding=1", PAGE)
    assert stage.numbers("stretched") == {(0, 0): 0}
    assert sum(stage.numbers("unused").values()) == 1 + 2 + 3 + 4


def test_a_step_is_one_output_cell(stage: StagePage) -> None:
    stage.open("t=0", PAGE)
    assert set(stage.numbers("output").values()) == {0}
    for _ in range(4):
        stage.control("forward").click()
    assert stage.grid("output") == [[6, 14, 4], [2, 0, 0], [0, 0, 0]]
    assert stage.panel("sum").get_attribute("data-cell") == "output:1,0"
    stage.agrees()
    stage.control("end").click()
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
    stage.agrees()
    # All of the window's products, those with zeros on a click.
    stage.cell("output", 0, 0).click()
    line, more = stage.panel("sum").locator(".terms").nth(1), stage.panel("sum").locator(".more:visible")
    folded = "= 2·3 + 3 products with zeros = 6"
    for said, then in ((folded, "= 2·3 + 0·1 + 0·1 + 0·5 show fewer = 6"), (None, folded)):
        assert said is None or " ".join(line.inner_text().split()) == said
        more.click()
        assert " ".join(line.inner_text().split()) == then


def test_without_the_turn_the_numbers_are_wrong_and_pytorch_says_so(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    stage.control("turn").click()
    # The window with the kernel as it is: 2·3 + 4·1 + 0·1 + 1·5 in the middle; the corners take the opposite tap.
    assert stage.grid("output") == [[10, 22, 4], [2, 15, 13], [0, 1, 3]]
    stage.page.wait_for_selector('[data-control="badge"][data-verdict="differs"]')
    assert stage.control("wrong").inner_text().startswith("5 of 9")
    stage.control("turn").click()
    stage.agrees()


def test_the_state_comes_along_from_the_first_page_and_goes_back(stage: StagePage) -> None:
    stage.open("x=2,4;0,1&w=3,1;1,5&stride=2&t=2&pin=output:1,1").agrees()
    stage.go("Stretched").agrees()
    assert link.read(stage.query).state == link.read("x=2,4;0,1&w=3,1;1,5&stride=2&t=2&pin=output:1,1&lang=en").state
    # Two of four stamps: half of the output's sixteen cells.
    assert sum(value != 0 for value in stage.numbers("output").values()) == 8
    stage.go("Buffers").agrees()
    assert stage.time() == 2
    assert stage.panel("sum").get_attribute("data-cell") == "output:1,1"


def test_a_link_reopens_the_page_in_any_state(stage: StagePage) -> None:
    random = Random(21)
    for _ in range(4):
        state = random_moment(random)
        open_and_reopen(stage, PAGE, state)
        assert close(stage.numbers("stretched"), bordered(state))
        assert stage.numbers("kernel") == by_cell(state.w)
        assert stage.numbers("input") == by_cell(state.x)
        record = ALGORITHMS["gather"](np.array([state.x]), np.array(state.w)[None, None], state.geometry)
        assert close(stage.numbers("output"), so_far(state, record.output[0])), link.write(state)
        stage.agrees()


def test_a_link_reopens_the_kernel_as_it_was_not_turned(stage: StagePage) -> None:
    state = replace(random_moment(Random(22)), turn="unturned")
    open_and_reopen(stage, PAGE, state)
    assert not stage.control("turn").is_checked()


def test_a_window_cell_is_its_input_element(stage: StagePage) -> None:
    stage.open("stride=2", PAGE)
    stage.cell("stretched", 1, 3).click()
    stage.agrees()
    assert link.read(stage.query).state.pin == "input:0,1"
    stage.page.keyboard.press("Escape")
    stage.point("output", 2, 2)
    assert stage.panel("sum").get_attribute("data-cell") == "output:2,2"
