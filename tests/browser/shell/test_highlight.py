"""Pointing at a cell lights what it is linked with, and writes its sum out; a click keeps it so."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core import links
from deconv_core.state.fields import PANELS, State
from deconv_core.state.query import read_query, write_query
from tests.browser import expected
from tests.browser.lit import expected_light, lit
from tests.browser.stage_page import StagePage

# Stamps overlap, some cells are cropped, one row and column are taken back, and holes stay between the taps.
QUERY = "x=2,4;0,1&w=3,1;1,5&stride=2&padding=1&output_padding=1&dilation=3"
STATE = read_query(QUERY).state
# A cell that no stamp reaches, since output_padding appended it, and one that taps jump over.
SPARSE = "x=1,1;1,1&w=1,2;3,4&stride=3&output_padding=2"


def test_hovering_lights_what_is_linked(stage: StagePage) -> None:
    stage.open(QUERY)
    for panel in PANELS:
        cells = sorted(stage.numbers(panel))
        for cell in Random(6).sample(cells, min(6, len(cells))):
            stage.point(panel, *cell)
            assert lit(stage) == expected_light(STATE, panel, cell), (panel, cell)
    stage.page.mouse.move(0, 0)
    assert lit(stage) == {}


def test_a_cell_that_no_stamp_reaches_lights_itself_alone(stage: StagePage) -> None:
    stage.open(SPARSE)
    for cell in ((6, 6), (2, 0)):
        stage.point("output", *cell)
        assert lit(stage) == {"output": {cell}}
        expect(stage.panel("sum")).to_contain_text("no stamp reaches this cell")
        assert stage.panel("sum").get_attribute("data-value") == "0"


def test_a_click_pins_and_escape_lets_go(stage: StagePage) -> None:
    stage.open(QUERY)
    for panel in PANELS:
        cell = max(stage.numbers(panel))
        stage.cell(panel, *cell).click()
        stage.page.mouse.move(0, 0)
        stage.agrees()
        assert read_query(stage.query).state.pin == f"{panel}:{','.join(map(str, cell))}"
        assert lit(stage) == expected_light(STATE, panel, cell)
        stage.page.keyboard.press("Escape")
        stage.agrees()
        assert "pin=" not in stage.query and lit(stage) == {}


def test_a_second_click_lets_an_output_cell_go(stage: StagePage) -> None:
    stage.open(QUERY)
    for pinned in (True, False):
        stage.cell("output", 0, 0).click()
        stage.agrees()
        assert ("pin=output:0,0" in stage.query) == pinned


def test_a_pinned_link_is_lit_when_it_is_opened_and_escape_lets_go_wherever_the_focus_is(stage: StagePage) -> None:
    stage.open(f"{QUERY}&pin=cropped:0,3")
    pinned = expected_light(STATE, "cropped", (0, 3))
    assert lit(stage) == pinned
    for leave in (lambda: None, stage.page.locator("h1").first.click, stage.number("stride").focus):
        if not lit(stage):
            stage.cell("cropped", 0, 3).click()
        leave()
        stage.page.mouse.move(0, 0)
        assert lit(stage) == pinned
        stage.page.keyboard.press("Escape")
        assert lit(stage) == {}


def test_escape_first_takes_back_what_was_refused_and_then_lets_go(stage: StagePage) -> None:
    stage.open(f"{QUERY}&pin=cropped:0,3").choose("padding", 99)
    expect(stage.control("problem")).to_be_visible()
    stage.page.keyboard.press("Escape")
    expect(stage.control("problem")).to_be_hidden()
    expect(stage.number("padding")).to_have_value("1")
    stage.number("padding").fill("7")
    stage.page.keyboard.press("Escape")
    expect(stage.number("padding")).to_have_value("1")
    assert lit(stage) == expected_light(STATE, "cropped", (0, 3))
    stage.page.keyboard.press("Escape")
    assert lit(stage) == {}


def test_a_pin_stays_while_another_cell_is_hovered(stage: StagePage) -> None:
    stage.open(f"{QUERY}&pin=output:1,1")
    stage.point("kernel", 0, 1)
    assert lit(stage) == expected_light(STATE, "kernel", (0, 1))
    stage.page.mouse.move(0, 0)
    assert lit(stage) == expected_light(STATE, "output", (1, 1))


# ---- the sum

TERM = re.compile(r"(\+ )?\(?(-?[\d.e-]+)\)?·\(?(-?[\d.e-]+)\)?")


def terms(stage: StagePage) -> list[tuple[float, float]]:
    """The factors of each visible term of the line of numbers."""
    line = stage.panel("sum").locator(".terms").nth(1).locator(".term:visible")
    texts = line.all_inner_texts()
    found = [TERM.fullmatch(re.sub(r"\s+", " ", text).strip()) for text in texts]
    assert all(found), texts
    return [(float(term[2]), float(term[3])) for term in found if term]


def check_sum(stage: StagePage, state: State, panel: str, cell: tuple[int, ...]) -> None:
    """The sum on the page names the cell, has exactly its links for terms, in order, and they add up to its number."""
    section = stage.panel("sum")
    assert section.get_attribute("data-cell") == f"{panel}:{','.join(map(str, cell))}"
    value = float(section.get_attribute("data-value") or "nan")
    assert value == pytest.approx(stage.numbers(panel)[cell])
    shown = terms(stage)
    assert sum(a * b for a, b in shown) == pytest.approx(value)
    if panel == "output":
        feeding = links.feeds(state.geometry, cell)
        x, w = expected.by_cell(state.x), expected.by_cell(state.w)
        assert shown == [(x[source], w[tap]) for source, tap in feeding]


def test_every_sum_has_all_its_terms(stage: StagePage) -> None:
    random = Random(7)
    state = replace(expected.random_state(random), t=None)
    stage.open(write_query(state))
    for panel in ("output", "cropped"):
        cells = sorted(stage.numbers(panel))
        for cell in random.sample(cells, min(8, len(cells))):
            stage.point(panel, *cell)
            check_sum(stage, state, panel, cell)


def test_a_sum_of_81_terms_drops_none(stage: StagePage) -> None:
    state = read_query("input_size=9&kernel_size=9&x=" + nine(-4) + "&w=" + nine(2)).state
    stage.open(write_query(state))
    stage.cell("output", 8, 8).click()
    check_sum(stage, state, "output", (8, 8))
    assert len(terms(stage)) == 81


def nine(first: int) -> str:
    return ";".join(",".join(str(first + (3 * row + column) % 7) for column in range(9)) for row in range(9))


def test_a_sum_half_way_says_so_and_counts_only_the_stamps_laid_down(stage: StagePage) -> None:
    stage.open(f"{write_query(State())}&t=2&pin=output:1,1")
    section = stage.panel("sum")
    expect(section).to_have_attribute("data-value", "14")
    expect(section).to_contain_text("= 14 so far")
    assert section.locator(".terms").nth(1).locator(".term.later:visible").count() == 2


def test_each_term_has_its_input_element_s_colour(stage: StagePage) -> None:
    stage.open()
    stage.point("output", 1, 1)
    chips = stage.panel("sum").locator(".terms").first.locator(".chip:visible")
    colours = chips.evaluate_all("chips => chips.map(chip => getComputedStyle(chip).backgroundColor)")
    assert len(colours) == len(set(colours)) == 4


@pytest.mark.parametrize(
    "query", ["input_size=3&kernel_size=3&stride=2", "input_size=4&kernel_size=4&padding=2&stride=3"]
)
def test_the_sum_follows_the_step_that_is_under_way(stage: StagePage, query: str) -> None:
    stage.open(query)
    size = read_query(query).state.input_size
    for step in range(0, size[0] * size[1], 2):
        stage.show(f"{query}&t={step + 0.4}")
        present = f"x[{step // size[1]},{step % size[1]}]"
        terms = stage.panel("sum").locator(".terms").first.locator(".term:visible").all_inner_texts()
        assert any(present in term for term in terms), (step, terms)
