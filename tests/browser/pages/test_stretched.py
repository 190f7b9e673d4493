"""The equivalent convolution on the page is the one of the core's gather, number by number."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from deconv_core.state.query import read_query
from tests.browser.expected import random_moment
from tests.browser.reopening import open_and_reopen
from tests.browser.stage_page import StagePage
from tests.browser.stepping import lay_four_cells

PAGE = "stretched"


def test_what_is_cropped_of_the_stretched_input_stays_visible(stage: StagePage) -> None:
    stage.open("x=1,2;3,4&w=1&stride=2&padding=1", PAGE)
    assert stage.numbers("stretched") == {(0, 0): 0}
    assert sum(stage.numbers("unused").values()) == 1 + 2 + 3 + 4


def test_a_step_is_one_output_cell(stage: StagePage) -> None:
    lay_four_cells(stage, PAGE)
    stage.control("end").click()
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
    stage.agrees()
    # All of the window's products, those with zeros on a click.
    stage.cell("output", 0, 0).click()
    line, more = stage.panel("sum").locator(".terms").nth(1), stage.panel("sum").locator(".more:visible")
    folded = "= 2·3 + products with zeros (3) = 6"
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
    assert stage.control("wrong").inner_text().endswith("5 of 9")
    stage.control("turn").click()
    stage.agrees()


def test_the_state_comes_along_from_the_first_page_and_goes_back(stage: StagePage) -> None:
    stage.open("x=2,4;0,1&w=3,1;1,5&stride=2&t=2&pin=output:1,1").agrees()
    stage.go("stretched").agrees()
    assert read_query(stage.query).state == read_query("x=2,4;0,1&w=3,1;1,5&stride=2&t=2&pin=output:1,1&lang=en").state
    # Two of four stamps: half of the output's sixteen cells.
    assert sum(value != 0 for value in stage.numbers("output").values()) == 8
    stage.go("buffers").agrees()
    assert stage.time() == 2
    assert stage.panel("sum").get_attribute("data-cell") == "output:1,1"


def test_a_link_reopens_the_kernel_as_it_was_not_turned(stage: StagePage) -> None:
    state = replace(random_moment(Random(22)), stretched_turn="unturned")
    open_and_reopen(stage, PAGE, state)
    assert not stage.control("turn").is_checked()


def test_a_window_cell_is_its_input_element(stage: StagePage) -> None:
    stage.open("stride=2", PAGE)
    stage.cell("stretched", 1, 3).click()
    stage.agrees()
    assert read_query(stage.query).state.pin == "input:0,1"
    stage.page.keyboard.press("Escape")
    stage.point("output", 2, 2)
    assert stage.panel("sum").get_attribute("data-cell") == "output:2,2"
