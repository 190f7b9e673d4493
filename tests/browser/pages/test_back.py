"""The forward convolution on the page is Conv2d's, number by number; so are its gradient and the round trip."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.judge import gradient
from deconv_core.links import axis_links
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from deconv_core.state.query_text import number_text
from tests.browser.expected import random_state
from tests.browser.lit import lit
from tests.browser.stage_page import StagePage

PAGE = "back"


def check_python_s_word(stage: StagePage, state: State) -> None:
    proof = gradient.prove(state)
    assert proof.ok
    said = stage.page.get_by_text(f"= {proof.left:.10g}", exact=False).filter(has_text="torch.autograd.grad")
    expect(said).to_contain_text(f"PyTorch {proof.version}")


def test_both_sides_of_the_identity_are_the_core_s(stage: StagePage) -> None:
    stage.open("lang=en", PAGE)
    for seed in range(3):
        state = replace(random_state(Random(seed)), t=None, pin=None, lang="en")
        stage.show(write_query(state)).agrees()
        trip = gradient.round_trip(state)
        for side, right in (("left", (trip.small * state.x).sum()), ("right", (trip.y**2).sum())):
            assert float(stage.control(side).get_attribute("data-value") or "nan") == pytest.approx(right, rel=1e-9)
        check_python_s_word(stage, state)


def test_the_opening_on_paper(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
    assert stage.grid("forward") == [[119, 168], [28, 98]]
    assert stage.grid("difference")[0] == [351, 609, 164]
    assert " ".join(stage.control("left").inner_text().split()) == "⟨C y, x⟩ = 119·2 + 168·4 + 28·0 + 98·1 = 1008"
    assert stage.control("right").inner_text().split()[-1] == "1008"
    check_python_s_word(stage, State())
    # A long sum shows the rest of its terms on a click.
    stage.choose("input_size", 4)
    right = stage.control("right")
    assert right.locator(".term:visible").count() == 12
    right.get_by_role("button", name="+ 13 more").click()
    terms = [text.strip("+ \n").split("·") for text in right.locator(".term:visible").all_inner_texts()]
    assert len(terms) == 25
    assert sum(float(a) * float(b) for a, b in terms) == float(right.get_attribute("data-value") or "nan")


def test_a_step_is_one_window_and_y_stays_finished(stage: StagePage) -> None:
    stage.open("t=0", PAGE)
    assert set(stage.numbers("forward").values()) == {0}
    stage.control("forward").click()
    stage.control("forward").click()
    assert stage.grid("forward") == [[119, 168], [0, 0]]
    assert stage.panel("sum").get_attribute("data-cell") == "input:0,1"
    # 14·3 + 4·1 + 17·1 + 21·5: the window over the second small cell.
    assert stage.panel("sum").get_attribute("data-value") == "168"
    assert "y[0,1]·w[0,0]" in stage.panel("sum").inner_text()
    stage.agrees()
    stage.control("start").click()
    stage.control("speed").select_option("4")
    stage.control("play").click()
    expect(stage.cell("forward", 1, 1)).to_have_attribute("data-value", "98")
    stage.agrees()


def test_what_the_floor_loses_is_said(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3&stride=2&padding=1&output_padding=1", PAGE)
    size = stage.page.locator('[data-control="forward-size"][data-axis="0"]')
    expect(size).to_contain_text("⌊(6 + 2·1 − 1·(3 − 1) − 1) / 2⌋ + 1 = ⌊5 / 2⌋ + 1 = 3. The floor drops 1")
    stage.choose("output_padding", 0)
    expect(size).to_contain_text("= ⌊4 / 2⌋ + 1 = 3. The floor drops nothing")
    stage.open("input_size=2&kernel_size=2&dilation=4&output_padding=3", PAGE)
    expect(size).to_contain_text("⌊4 / 1⌋ + 1 = 5. That is more than x has")


def test_a_cell_lights_itself_in_every_map(stage: StagePage) -> None:
    state = read_query("input_size=3&kernel_size=2&stride=2&padding=1").state
    stage.open(write_query(state), PAGE)
    reads = [(axis_links(axis).output, axis) for axis in state.geometry.axes]
    stage.point("forward", 1, 2)
    rows, columns = (
        [int(at) for at in table[i] if 0 <= at < axis.output] for (table, axis), i in zip(reads, (1, 2), strict=True)
    )
    window = {(r, c) for r in rows for c in columns}
    found = lit(stage)
    assert found["input"] == found["forward"] == found["arriving"] == {(1, 2)}
    assert found["leaving"] == found["original"] == found["returned"] == found["difference"] == window
    assert stage.panel("sum").get_attribute("data-cell") == "input:1,2"
    stage.point("returned", 2, 1)
    found = lit(stage)
    # Row 2 is read by windows that start in row 1 (their second tap) only: 1·2 + 1 - 1; column 1 by 1·2 + 0 - 1.
    assert found["output"] == found["leaving"] == found["difference"] == {(2, 1)}
    assert found["input"] == found["forward"] == {(1, 1)}
    assert stage.panel("sum").get_attribute("data-cell") == "output:2,1"
    change = gradient.round_trip(stage.state()).difference[0, 2, 1]
    readout = stage.page.locator(".board.difference .readout")
    expect(readout).to_have_text(f"(Cᵀ C y − y)[2,1] = {number_text(change)}")


def test_only_the_reader_s_own_numbers_are_edited(stage: StagePage) -> None:
    stage.open("", PAGE)
    stage.cell("forward", 0, 1).dblclick()
    stage.cell("forward", 0, 1).press("7")
    assert stage.page.locator(".cell-editor").count() == 0
    stage.page.keyboard.press("Escape")
    stage.cell("input", 0, 1).dblclick()
    expect(stage.page.locator(".cell-editor")).to_be_visible()


def test_the_state_comes_along_from_the_first_page_and_goes_back(stage: StagePage) -> None:
    query = "x=2,4;0,1&w=3,1;1,5&stride=2&t=2&pin=input:0,1"
    stage.open(query).agrees()
    stage.go("back").agrees()
    assert read_query(stage.query).state == read_query(f"{query}&lang=en").state
    # Two of the four windows.
    assert [value != 0 for value in stage.numbers("forward").values()] == [True, True, False, False]
    assert stage.panel("sum").get_attribute("data-cell") == "input:0,1"
    stage.page.reload()
    stage.ready().agrees()
    assert stage.time() == 2
    stage.go("buffers").agrees()
    assert stage.time() == 2
    assert read_query(stage.query).state.pin == "input:0,1"


def test_the_largest_map_works_on(stage: StagePage) -> None:
    stage.open("input_size=16&kernel_size=9&stride=8&dilation=8", PAGE).agrees()
    assert len(stage.numbers("output")) == 185 * 185
    # Shown as pictures only: their cells are pointed at on the big map.
    assert stage.numbers("returned") == {}
    stage.choose("kernel_size", 8)
    stage.agrees()
    check_python_s_word(stage, read_query(stage.query).state)
