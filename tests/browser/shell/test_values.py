"""The numbers in input and kernel: typing into cells, fills, and what happens to them when a size changes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import FILLS, State
from deconv_core.state.query import read_query, write_query
from tests.browser import expected
from tests.browser.stage_page import StagePage

OPENING = [[2, 4], [0, 1]]


# What a screen reader says of that which comes to have the focus.
HEAR = """() => {
    window.heard = [];
    addEventListener("focusin", event => window.heard.push(event.target.getAttribute("aria-label")));
}"""


def state_of(stage: StagePage) -> State:
    """What the address says once the hand rests; it must be what the panels show."""
    state = read_query(stage.agrees().query).state
    assert stage.numbers("input") == expected.by_cell(state.x)
    assert stage.numbers("kernel") == expected.by_cell(state.w)
    assert stage.numbers("output") == expected.output(state)
    return state


def test_digits_typed_on_a_cell_replace_its_number(stage: StagePage) -> None:
    stage.open()
    stage.page.evaluate(HEAR)
    stage.cell("input", 1, 0).click()
    stage.page.keyboard.type("-7.5")
    expect(stage.control("cell-editor")).to_have_value("-7.5")
    stage.page.keyboard.press("Enter")
    expect(stage.control("cell-editor")).to_have_count(0)
    # The cell that has the focus again is read aloud with its new number.
    assert stage.page.evaluate("window.heard.at(-1)") == "input x[1,0] = -7.5"
    assert state_of(stage).x == ((2, 4), (-7.5, 1))
    stage.cell("kernel", 0, 1).click()
    stage.page.keyboard.type("9")
    stage.page.keyboard.press("Enter")
    assert state_of(stage).w == ((3, 9), (1, 5))


def test_a_double_click_edits_the_number_that_is_there(stage: StagePage) -> None:
    stage.open()
    stage.cell("kernel", 1, 1).dblclick()
    expect(stage.control("cell-editor")).to_have_value("5")
    stage.page.keyboard.press("End")
    stage.page.keyboard.type("0")
    # Clicking elsewhere takes the number too.
    stage.page.locator("h1").first.click()
    assert state_of(stage).w == ((3, 1), (1, 50))


def test_escape_keeps_the_number_that_was_there(stage: StagePage) -> None:
    stage.open()
    stage.cell("input", 0, 0).dblclick()
    stage.page.keyboard.type("77")
    stage.page.keyboard.press("Escape")
    expect(stage.control("cell-editor")).to_have_count(0)
    assert stage.grid("input") == OPENING
    assert state_of(stage).x == State().x


def test_what_is_no_number_is_refused_and_nothing_changes(stage: StagePage) -> None:
    stage.open()
    stage.cell("input", 0, 0).dblclick()
    for text in ("+x", "1e9", ""):
        stage.control("cell-editor").fill(text)
        stage.page.keyboard.press("Enter")
        expect(stage.control("problem")).to_contain_text(f"“{text}” is not a number that fits here")
        expect(stage.control("cell-editor")).to_have_attribute("aria-invalid", "true")
        assert stage.grid("input") == OPENING
    stage.control("cell-editor").fill("8")
    stage.page.keyboard.press("Enter")
    assert state_of(stage).x == ((8, 4), (0, 1))


def test_output_cells_cannot_be_typed_into(stage: StagePage) -> None:
    stage.open()
    stage.cell("output", 0, 0).dblclick()
    stage.cell("output", 0, 0).press("5")
    expect(stage.control("cell-editor")).to_have_count(0)
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]


FILLED = {
    "ones": [[1, 1, 1], [1, 1, 1]],
    "ramp": [[1, 2, 3], [1, 2, 3]],
    "count": [[1, 2, 3], [4, 5, 6]],
}


def test_fills(stage: StagePage) -> None:
    stage.open("input_size=2,3&kernel_size=2,3")
    for key, panel in (("x", "input"), ("w", "kernel")):
        for kind, numbers in FILLED.items():
            stage.fill(key, kind)
            assert stage.grid(panel) == numbers
            assert getattr(state_of(stage), f"{key}_fill") == kind


MADE = """async ([kind, rows, columns]) => {
    const { filled } = await import(new URL("stage/rule/values.js", document.baseURI).href);
    const channels = { x: [1], w: [1, 1] };
    return ["x", "w"].map(key => filled(key, kind, 1, { channels: channels[key], size: [rows, columns] }));
}"""


@pytest.mark.parametrize("kind", FILLS)
def test_a_link_s_fills_fill_input_and_kernel(stage: StagePage, kind: str) -> None:
    for size, (rows, columns) in (("", (2, 2)), ("&input_size=2,3&kernel_size=2,3", (2, 3))):
        stage.open(f"x_fill={kind}&w_fill={kind}{size}")
        x, w = stage.page.evaluate(MADE, [kind, rows, columns])
        shown = [[number for row in stage.grid(panel) for number in row] for panel in ("input", "kernel")]
        assert shown == [x, w]
        if columns == 3 and kind in FILLED:
            assert stage.grid("input") == FILLED[kind]
        state = state_of(stage)
        assert (state.x_fill, state.w_fill) == (kind, kind)


def test_random_twice_differs_and_the_link_keeps_the_seed(stage: StagePage) -> None:
    stage.open("input_size=5&kernel_size=4")
    stage.fill("x", "random")
    first, seed = stage.grid("input"), state_of(stage).seed
    stage.fill("x", "random")
    second, state = stage.grid("input"), state_of(stage)
    assert first != second and state.seed != seed
    # The seed, not only the numbers: a cell that is added later is the same for whoever opens the link.
    stage.choose("input_size", 6)
    grown = stage.grid("input")
    stage.open(write_query(state)).choose("input_size", 6)
    assert stage.grid("input") == grown
    assert [row[:5] for row in grown[:5]] == second


def test_typed_numbers_survive_a_smaller_size_and_come_back(stage: StagePage) -> None:
    stage.open()
    stage.cell("input", 1, 1).click()
    stage.page.keyboard.type("99")
    stage.page.keyboard.press("Enter")
    stage.choose("input_size", 4)
    grown = stage.grid("input")
    assert [row[:2] for row in grown[:2]] == [[2, 4], [0, 99]]
    stage.choose("input_size", 1)
    assert stage.grid("input") == [[2]]
    stage.choose("input_size", 4)
    assert stage.grid("input") == grown
    state_of(stage)
