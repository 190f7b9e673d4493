"""The matrix on the page is the core's, number by number; read either way, and turned over, it is the same matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import prod
from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from tests.browser.conftest import Visitors
from tests.browser.expected import random_state
from tests.browser.expected_matrix import LIMIT, PAGE, QUERY, check_every_number
from tests.browser.stage_page import StagePage

EXAMPLES = {
    "stamps overlap": "x=2,4;0,1&w=3,1;1,5",
    "cropped": "x=2,4;0,1&w=3,1;1,5&stride=2&padding=1",
    "rows without links": "x=1,1;1,1&w=1,2;3,4&stride=3&output_padding=2",
    "uneven axes": "x=1,2,3;4,5,6&w=1,2&stride=1,2&padding=0,1&output_padding=0,1&dilation=1,3",
    "64 rows": "input_size=4&kernel_size=2&stride=2&x=1,2,3,4;5,6,7,8;9,1,2,3;4,5,6,7&w=1,2;3,4",
}


def small_states(seed: int, count: int) -> Iterator[State]:
    random = Random(seed)
    while count:
        state = random_state(random)
        if max(prod(state.input_size), prod(state.geometry.output_size)) <= LIMIT:
            count -= 1
            yield replace(state, t=None, pin=None, lang="en")


def test_worked_examples(stage: StagePage) -> None:
    stage.open("", PAGE)
    for query in EXAMPLES.values():
        state = read_query(query).state
        stage.show(write_query(state))
        check_every_number(stage, state)
        stage.control("side-forward").click()
        check_every_number(stage, replace(state, matrix_side="forward"))
        stage.agrees()


def test_random_states(stage: StagePage) -> None:
    stage.open("", PAGE)
    for state, side in zip(small_states(11, 6), ["transposed", "forward"] * 3, strict=True):
        turned = replace(state, matrix_side=side)
        stage.show(write_query(turned))
        check_every_number(stage, turned)
        stage.agrees()


# ---- time


def test_row_by_row_a_step_is_one_output_cell(stage: StagePage) -> None:
    stage.open("t=0", PAGE)
    assert set(stage.numbers("y_vector").values()) == {0}
    for _ in range(4):
        stage.control("forward").click()
    assert stage.grid("output") == [[6, 14, 4], [2, 0, 0], [0, 0, 0]]
    assert list(stage.numbers("y_vector").values()) == [6, 14, 4, 2, 0, 0, 0, 0, 0]
    expect(stage.panel("sum")).to_have_attribute("data-cell", "output:1,0")
    stage.agrees()


def test_column_by_column_a_step_is_one_stamp(stage: StagePage) -> None:
    stage.open("t=0&matrix_order=columns", PAGE)
    for _ in range(2):
        stage.control("forward").click()
    assert stage.grid("output") == [[6, 14, 4], [2, 14, 20], [0, 0, 0]]
    assert list(stage.numbers("y_vector").values()) == [6, 14, 4, 2, 14, 20, 0, 0, 0]
    stage.agrees()
    stage.control("end").click()
    check_every_number(stage, State())
    stage.agrees()


def test_both_orders_end_with_the_same_matrix_and_keep_the_time(stage: StagePage) -> None:
    stage.open("t=2", PAGE).agrees()
    entries = stage.numbers("matrix")
    assert stage.time() == 4.5
    stage.control("order-columns").click()
    assert stage.time() == 2 and stage.numbers("matrix") == entries
    assert stage.control("order-columns").get_attribute("aria-pressed") == "true"
    assert stage.grid("output") == [[6, 14, 4], [2, 14, 20], [0, 0, 0]]
    stage.agrees()
    assert read_query(stage.query).state == read_query("t=2&matrix_order=columns&lang=en").state
    stage.control("order-rows").click()
    assert stage.time() == 4.5
    assert stage.grid("output") == [[6, 14, 4], [2, 0, 0], [0, 0, 0]]
    stage.agrees()


def test_in_the_middle_of_any_work_pytorch_agrees(stage: StagePage) -> None:
    random = Random(12)
    stage.open("", PAGE)
    for state, (order, side) in zip(
        small_states(13, 4), product(("rows", "columns"), ("transposed", "forward")), strict=True
    ):
        t = round(random.uniform(0, prod(state.input_size)), 2)
        stage.show(write_query(replace(state, t=t, matrix_order=order, matrix_side=side))).agrees()


def test_playing_comes_to_the_end(stage: StagePage) -> None:
    stage.open("t=3", PAGE)
    stage.control("speed").select_option("4")
    stage.control("play").click()
    expect(stage.control("time")).to_have_js_property("value", "9")
    check_every_number(stage, State())


def test_the_matrix_says_how_full_it_is(stage: StagePage) -> None:
    stage.open("", PAGE)
    text = stage.control("density").inner_text()
    # 36 numbers; or 16 values, 16 columns and 10 starts of rows.
    assert text.startswith("Links: 16 of 9·4 = 36, 44.4%.")
    assert "144 bytes" in text and "168 bytes" in text
    stage.control("side-forward").click()
    assert stage.control("density").inner_text().startswith("Links: 16 of 4·9 = 36")


# ---- coming back, going on


def test_showing_removed_rows_keeps_the_example(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    example = stage.control("examples").input_value()
    stage.open("matrix_removed=shown&matrix_order=columns", PAGE).agrees()
    assert example and stage.control("examples").input_value() == example


def test_a_link_reopens_the_page_as_it_was(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=2.5&pin=output:1,1&matrix_order=columns&matrix_side=forward", PAGE).agrees()
    before = (stage.query, stage.numbers("matrix"), stage.numbers("y_vector"), stage.pictures())
    stage.open(stage.query, PAGE).agrees()
    assert (stage.query, stage.numbers("matrix"), stage.numbers("y_vector"), stage.pictures()) == before
    assert {f"{part}" for part in stage.query.split("&")} >= {
        "matrix_order=columns",
        "matrix_side=forward",
        "t=2.5",
        "pin=output:1,1",
    }


def test_the_state_comes_along_from_the_first_page_and_goes_back(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=2&pin=output:1,1").agrees()
    stage.go("matrix").agrees()
    assert read_query(stage.query).state == read_query(f"{QUERY}&t=2&pin=output:1,1").state
    stage.control("order-columns").click()
    stage.go("buffers").agrees()
    assert stage.time() == 2
    expect(stage.panel("sum")).to_have_attribute("data-cell", "output:1,1")
    stage.go("matrix").agrees()
    assert stage.control("order-columns").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_sheet_turns_over_unless_motion_is_reduced(visitors: Visitors, motion: str) -> None:
    stage = visitors(reduced_motion=motion).open("", PAGE)
    count = stage.page.evaluate("""() => {
        document.querySelector('[data-control="side-forward"]').click();
        return ["matrix", "transpose"].map(name =>
            document.querySelector(`.board.${name} .sheet`).getAnimations().length);
    }""")
    assert [at > 0 for at in count] == [motion == "no-preference"] * 2
    check_every_number(stage, replace(State(), matrix_side="forward"))
