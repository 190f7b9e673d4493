"""The rows that padding removes from the matrix, where they are asked for."""

from __future__ import annotations

from playwright.sync_api import expect

from deconv_core.state.query import read_query
from tests.browser.expected import by_cell, close, cropped
from tests.browser.expected_matrix import PAGE, QUERY, STATE, check_every_number
from tests.browser.lit import all_links, on_screen
from tests.browser.stage_page import StagePage


def test_removed_rows_are_the_cropped_cells_links(stage: StagePage) -> None:
    stage.open(QUERY, PAGE)
    assert stage.numbers("removed") == {} == stage.numbers("cropped")
    stage.control("removed").click()
    gone = [one for one in all_links(STATE) if on_screen(STATE, one[2])[0] == "cropped"]
    right = dict.fromkeys(((*cell, column) for cell in cropped(STATE) for column in range(4)), 0.0)
    w = by_cell(STATE.w)
    right |= {(*target, 2 * source[0] + source[1]): w[tap] for source, tap, target in gone}
    assert stage.numbers("removed") == right
    assert close(stage.numbers("cropped"), cropped(STATE))
    check_every_number(stage, STATE)
    source, tap, target = gone[0]
    stage.cell("removed", *target, 2 * source[0] + source[1]).click()
    stage.agrees()
    assert read_query(stage.query).state.pin == "buffers:" + ",".join(map(str, source + tap))


def test_a_link_reopens_the_removed_rows(stage: StagePage) -> None:
    stage.open(QUERY, PAGE)
    stage.control("removed").click()
    stage.agrees()
    assert read_query(stage.query).state.matrix_removed == "shown"
    removed = stage.numbers("removed")
    assert removed
    stage.open(stage.query, PAGE)
    expect(stage.control("removed")).to_be_checked()
    assert stage.numbers("removed") == removed
    stage.control("removed").click()
    stage.agrees()
    assert "matrix_removed=" not in stage.query and stage.numbers("removed") == {}


def test_nothing_is_removed_without_padding(stage: StagePage) -> None:
    stage.open("", PAGE)
    expect(stage.control("removed")).to_be_disabled()
