"""The matrix on the page is the core's, number by number; read either way, and turned over, it is the same matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import prod
from random import Random

import numpy as np
import pytest
import scipy.sparse
from playwright.sync_api import Request, expect

from deconv_core import ALGORITHMS, link
from deconv_core.frameworks import pytorch
from deconv_core.state import State

from .conftest import Visitors
from .expected import Numbers, by_cell, close, cropped, random_state
from .lit import all_links, lit, on_screen
from .stage_page import StagePage

PAGE = "matrix"
LIMIT = 64
# Up to so many rows and columns, the small matrix has cells that can be pointed at.
POINTED = 28
EXAMPLES = {
    "stamps overlap": "x=2,4;0,1&w=3,1;1,5",
    "cropped": "x=2,4;0,1&w=3,1;1,5&stride=2&padding=1",
    "rows without links": "x=1,1;1,1&w=1,2;3,4&stride=3&output_padding=2",
    "uneven axes": "x=1,2,3;4,5,6&w=1,2&stride=1,2&padding=0,1&output_padding=0,1&dilation=1,3",
    "64 rows": "input_size=4&kernel_size=2&stride=2&x=1,2,3,4;5,6,7,8;9,1,2,3;4,5,6,7&w=1,2;3,4",
}
# Some rows are removed, some entries are nobody's, and one weight is zero.
QUERY = "x=2,4;0,1&w=3,0;1,5&stride=2&padding=1&output_padding=1&lang=en"
STATE = link.read(QUERY).state


def small_states(seed: int, count: int) -> Iterator[State]:
    random = Random(seed)
    while count:
        state = random_state(random)
        if max(prod(state.input_size), prod(state.geometry.output_size)) <= LIMIT:
            count -= 1
            yield replace(state, t=None, pin=None, lang="en")


def matrix(state: State):
    return ALGORITHMS["matrix"](np.array([state.x]), np.array(state.w)[None, None], state.geometry)


def vector(array) -> Numbers:
    return by_cell(np.ravel(array))


def check_every_number(stage: StagePage, state: State) -> None:
    """Every panel holds the core's numbers, and the output PyTorch's."""
    steps = matrix(state)
    theirs = pytorch.reference([state.x], [[state.w]], state.settings, dtype="float64")[0]
    assert stage.numbers("input") == by_cell(state.x)
    assert stage.numbers("kernel") == by_cell(state.w)
    assert close(stage.numbers("output"), by_cell(theirs))
    assert close(stage.numbers("y_vector"), vector(theirs))
    if state.side == "transposed":
        assert stage.numbers("matrix") == by_cell(steps.dense())
        assert stage.numbers("x_vector") == vector(state.x)
        assert stage.numbers("forward") == {}
    else:
        assert stage.numbers("matrix") == by_cell(steps.dense().T)
        assert close(stage.numbers("forward"), vector(steps.forward(steps.output)))
        assert stage.numbers("x_vector") == {}
    check_the_transpose(stage, state, steps.dense())


def check_the_transpose(stage: StagePage, state: State, matrix) -> None:
    """What stands beside the matrix is the other one, number by number; a picture without numbers where it is large."""
    right = by_cell(matrix.T if state.side == "transposed" else matrix)
    shown = stage.numbers("transpose")
    assert shown == right or (shown == {} and max(matrix.shape) > POINTED)
    if shown:
        assert shown == {cell[::-1]: value for cell, value in stage.numbers("matrix").items()}
    else:
        expect(stage.page.locator(".board.transpose canvas").first).to_be_visible()


@pytest.mark.parametrize("query", EXAMPLES.values(), ids=list(EXAMPLES))
def test_worked_examples(stage: StagePage, query: str) -> None:
    state = link.read(query).state
    stage.open(link.write(state), PAGE)
    check_every_number(stage, state)
    stage.control("side-forward").click()
    check_every_number(stage, replace(state, side="forward"))
    stage.agrees()


def test_random_states(stage: StagePage) -> None:
    for state, side in zip(small_states(11, 6), ["transposed", "forward"] * 3, strict=True):
        turned = replace(state, side=side)
        stage.open(link.write(turned), PAGE)
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
    stage.open("t=0&order=columns", PAGE)
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
    assert link.read(stage.query).state == link.read("t=2&order=columns&lang=en").state
    stage.control("order-rows").click()
    assert stage.time() == 4.5
    assert stage.grid("output") == [[6, 14, 4], [2, 0, 0], [0, 0, 0]]
    stage.agrees()


def test_in_the_middle_of_any_work_pytorch_agrees(stage: StagePage) -> None:
    random = Random(12)
    for state, (order, side) in zip(
        small_states(13, 4), product(("rows", "columns"), ("transposed", "forward")), strict=True
    ):
        t = round(random.uniform(0, prod(state.input_size)), 2)
        stage.open(link.write(replace(state, t=t, order=order, side=side)), PAGE).agrees()


def test_playing_comes_to_the_end(stage: StagePage) -> None:
    stage.open("t=3", PAGE)
    stage.control("speed").select_option("4")
    stage.control("play").click()
    expect(stage.control("time")).to_have_js_property("value", "9")
    check_every_number(stage, State())


# ---- light


def expected_light(state: State, links: list, alone: tuple[str, tuple[int, ...]]) -> dict[str, set[tuple[int, ...]]]:
    """What these links light on this page, removed rows not drawn; and the cell that is pointed at itself."""
    panel, cell = alone
    light: dict[str, set[tuple[int, ...]]] = {panel: {cell}}

    def flat(cell: tuple[int, ...], size: tuple[int, ...]) -> int:
        return int(np.ravel_multi_index(cell, size))

    for source, tap, target in links:
        column = flat(source, state.input_size)
        light.setdefault("input", set()).add(source)
        light.setdefault("kernel", set()).add(tap)
        strip = "forward" if state.side == "forward" else "x_vector"
        light.setdefault(strip, set()).add((column,))
        name, where = on_screen(state, target)
        if name == "output":
            row = flat(where, state.geometry.output_size)
            light.setdefault("output", set()).add(where)
            light.setdefault("y_vector", set()).add((row,))
            entry = (row, column) if state.side == "transposed" else (column, row)
            light.setdefault("matrix", set()).add(entry)
            light.setdefault("transpose", set()).add(entry[::-1])
    return light


@pytest.mark.parametrize("side", ["transposed", "forward"])
def test_hovering_lights_what_is_linked(stage: StagePage, side: str) -> None:
    state = replace(STATE, side=side)
    stage.open(link.write(state), PAGE)
    links = all_links(state)
    height, width = state.geometry.output_size
    kept = [link for link in links if on_screen(state, link[2])[0] == "output"]
    for one in kept:
        row, column = width * on_screen(state, one[2])[1][0] + on_screen(state, one[2])[1][1], 2 * one[0][0] + one[0][1]
        entry = (row, column) if side == "transposed" else (column, row)
        stage.point("matrix", *entry)
        assert lit(stage) == expected_light(state, [one], ("matrix", entry)), entry
    for source in product(range(2), repeat=2):
        strip = "x_vector" if side == "transposed" else "forward"
        at = (2 * source[0] + source[1],)
        stage.point(strip, *at)
        assert lit(stage) == expected_light(state, [one for one in links if one[0] == source], (strip, at))
    for target in product(range(height), range(width)):
        at = (width * target[0] + target[1],)
        stage.point("y_vector", *at)
        reached = [one for one in kept if on_screen(state, one[2])[1] == target]
        light = expected_light(state, reached, ("y_vector", at))
        assert lit(stage) == light | {"output": {target}}
    stage.point("kernel", 1, 1)
    assert lit(stage) == expected_light(state, [one for one in links if one[1] == (1, 1)], ("kernel", (1, 1)))


@pytest.mark.parametrize("side", ["transposed", "forward"])
def test_the_transpose_is_pointed_at_as_the_matrix_is(stage: StagePage, side: str) -> None:
    state = replace(STATE, side=side)
    stage.open(link.write(state), PAGE)
    for row, column in stage.numbers("transpose"):
        stage.point("matrix", column, row)
        light = lit(stage)
        readout = stage.page.locator(".board.matrix .readout").inner_text()
        stage.point("transpose", row, column)
        assert lit(stage) == light, (row, column)
        assert stage.page.locator(".board.matrix .readout").inner_text() == readout
        assert (light.get("transpose") == {(row, column)}) == (light.get("matrix") == {(column, row)})
    assert light


def test_the_same_row_and_column_are_framed_in_both(stage: StagePage) -> None:
    for query in ("pin=input:0,1", "pin=output:1,1"):
        stage.open(query, PAGE).agrees()
        light = lit(stage)
        assert light["transpose"] == {cell[::-1] for cell in light["matrix"]}
        frames = stage.page.locator(":is(.board.matrix, .board.transpose) .sheet > canvas:nth-of-type(2)")
        expect(frames).to_have_count(2)
        for frame in frames.all():
            expect(frame).to_be_visible()


def test_what_is_being_read_is_lit_in_both(stage: StagePage) -> None:
    for order, t in (("rows", 2.2), ("columns", 1.6)):
        stage.open(f"order={order}&t={t}", PAGE).agrees()
        light = lit(stage)
        assert light["matrix"] and light["transpose"] == {cell[::-1] for cell in light["matrix"]}


def test_an_entry_of_the_transpose_is_pinned_as_its_link(stage: StagePage) -> None:
    stage.open("", PAGE)
    stage.cell("transpose", 1, 4).click()
    stage.agrees()
    assert link.read(stage.query).state.pin == "buffers:0,1,1,0"
    stage.control("side-forward").click()
    expect(stage.page.locator(".board.matrix .readout")).to_have_text("C[1,4] = w[1,0] = 1")
    assert lit(stage)["matrix"] == {(1, 4)} and lit(stage)["transpose"] == {(4, 1)}


def test_an_entry_that_is_no_link_is_nobody_s(stage: StagePage) -> None:
    stage.open(QUERY, PAGE)
    entries = np.array(matrix(replace(STATE, w=((1.0, 1.0), (1.0, 1.0)))).dense())
    row, column = (int(at) for at in np.argwhere(entries == 0)[0])
    stage.point("matrix", row, column)
    assert lit(stage) == {}
    stage.cell("matrix", row, column).click()
    stage.agrees()
    assert "pin=" not in stage.query


def test_a_clicked_entry_is_pinned_as_its_link(stage: StagePage) -> None:
    stage.open("", PAGE)
    # Row 4 is y[1,1], column 1 is x[0,1]: one row below, so tap w[1,0].
    stage.cell("matrix", 4, 1).click()
    stage.agrees()
    assert link.read(stage.query).state.pin == "buffers:0,1,1,0"
    expect(stage.page.locator(".board.matrix .readout")).to_have_text("Cᵀ[4,1] = w[1,0] = 1")
    stage.control("side-forward").click()
    expect(stage.page.locator(".board.matrix .readout")).to_have_text("C[1,4] = w[1,0] = 1")


def test_arrow_keys_walk_over_the_entries(stage: StagePage) -> None:
    stage.open("", PAGE)
    stage.cell("matrix", 0, 0).focus()
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("ArrowRight")
    expect(stage.cell("matrix", 1, 1)).to_be_focused()
    stage.page.keyboard.press("Enter")
    stage.agrees()
    assert link.read(stage.query).state.pin == "buffers:0,1,0,0"


# ---- removed rows, text


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
    assert link.read(stage.query).state.pin == "buffers:" + ",".join(map(str, source + tap))


def test_a_link_reopens_the_removed_rows(stage: StagePage) -> None:
    stage.open(QUERY, PAGE)
    stage.control("removed").click()
    stage.agrees()
    assert link.read(stage.query).state.removed == "shown"
    removed = stage.numbers("removed")
    assert removed
    stage.open(stage.query, PAGE)
    expect(stage.control("removed")).to_be_checked()
    assert stage.numbers("removed") == removed
    stage.control("removed").click()
    stage.agrees()
    assert "removed=" not in stage.query and stage.numbers("removed") == {}


def test_showing_removed_rows_keeps_the_example(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    example = stage.control("examples").input_value()
    stage.open("removed=shown&order=columns", PAGE).agrees()
    assert example and stage.control("examples").input_value() == example


def test_nothing_is_removed_without_padding(stage: StagePage) -> None:
    stage.open("", PAGE)
    expect(stage.control("removed")).to_be_disabled()


def test_the_matrix_says_how_full_it_is(stage: StagePage) -> None:
    stage.open("", PAGE)
    text = stage.control("density").inner_text()
    # 36 numbers; or 16 values, 16 columns and 10 starts of rows.
    assert text.startswith("16 of 9·4 = 36 entries are links: 44.4%.")
    assert "144 bytes" in text and "168 bytes" in text
    stage.control("side-forward").click()
    assert stage.control("density").inner_text().startswith("16 of 4·9 = 36")


# ---- coming back, going on


def test_a_link_reopens_the_page_as_it_was(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=2.5&pin=output:1,1&order=columns&side=forward", PAGE).agrees()
    before = (stage.query, stage.numbers("matrix"), stage.numbers("y_vector"), stage.pictures())
    stage.open(stage.query, PAGE).agrees()
    assert (stage.query, stage.numbers("matrix"), stage.numbers("y_vector"), stage.pictures()) == before
    assert {f"{part}" for part in stage.query.split("&")} >= {
        "order=columns",
        "side=forward",
        "t=2.5",
        "pin=output:1,1",
    }


def test_the_state_comes_along_from_the_first_page_and_goes_back(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=2&pin=output:1,1").agrees()
    stage.go("Matrix").agrees()
    assert link.read(stage.query).state == link.read(f"{QUERY}&t=2&pin=output:1,1").state
    stage.control("order-columns").click()
    stage.go("Buffers").agrees()
    assert stage.time() == 2
    expect(stage.panel("sum")).to_have_attribute("data-cell", "output:1,1")
    stage.go("Matrix").agrees()
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
    check_every_number(stage, replace(State(), side="forward"))


# ---- large ones, and files


def test_plotly_is_loaded_only_where_it_draws(stage: StagePage) -> None:
    asked: list[str] = []

    def hear(request: Request) -> None:
        asked.append(request.url.lower())

    stage.page.on("request", hear)
    stage.open("", PAGE).agrees()
    expect(stage.page.get_by_text("Take the matrix along")).to_be_visible()
    assert not any("plotly" in url for url in asked)
    stage.choose("input_size", 9)
    expect(stage.control("too-large")).to_contain_text("100 rows and 81 columns")
    assert stage.numbers("matrix") == {} == stage.numbers("y_vector")
    assert stage.numbers("transpose") == {}
    expect(stage.page.locator(".board.transpose")).to_be_hidden()
    expect(stage.page.locator(".js-plotly-plot")).to_be_visible()
    assert any("plotly" in url for url in asked)
    links = "() => document.querySelector('.js-plotly-plot')._fullData[0]._length"
    assert stage.page.evaluate(links) == 81 * 4
    stage.agrees()
    stage.choose("input_size", 2)
    expect(stage.page.locator(".js-plotly-plot")).to_have_count(0)
    assert len(stage.numbers("matrix")) == 36 == len(stage.numbers("transpose"))


def test_the_sentence_in_place_of_the_matrix_takes_no_more_room_than_it_needs(visitors: Visitors) -> None:
    stage = visitors(viewport={"width": 1440, "height": 900}).open("", PAGE)
    picture = stage.page.locator(".board.matrix .box").bounding_box()
    for query in ("input_size=3", "input_size=4&kernel_size=2&stride=2", "stride=2&padding=1"):
        assert stage.open(query, PAGE).page.locator(".board.matrix .box").bounding_box() == picture
    stage.open("input_size=16&kernel_size=9&stride=8&dilation=8", PAGE)
    box = stage.page.locator(".board.matrix .box").bounding_box()
    sentence = stage.control("too-large").bounding_box()
    assert picture and box and sentence and sentence["height"] <= box["height"] < sentence["height"] + 10
    stage.control("reset").click()
    expect(stage.panel("matrix").locator("[data-cell]")).to_have_count(36)
    assert stage.page.locator(".board.matrix .box").bounding_box() == picture


def test_beyond_4096_rows_the_page_says_how_many_there_are(stage: StagePage) -> None:
    stage.open("input_size=16&kernel_size=9&stride=8&dilation=8&lang=en", PAGE).agrees()
    # 185·185 rows, 256 columns; 81 taps for each of the columns.
    expect(stage.page.get_by_text("34225 rows and 256 columns, 20736 of 8761600 entries")).to_be_visible()
    assert stage.page.locator(".js-plotly-plot").count() == 0
    expect(stage.control("too-large")).to_contain_text("too many for the map of its links (up to 4096)")


@pytest.mark.parametrize("side", ["transposed", "forward"])
def test_the_files_hold_the_matrix_that_is_in_front(stage: StagePage, side: str, tmp_path) -> None:
    state = replace(STATE, side=side)
    right = matrix(state).dense() if side == "transposed" else matrix(state).dense().T
    stage.open(link.write(state), PAGE).agrees()
    size = f"{right.shape[0]}x{right.shape[1]}"
    files = {kind: tmp_path / f"{side}_{size}.{kind}" for kind in ("npz", "csv")}
    for path in files.values():
        with stage.page.expect_download() as download:
            stage.page.get_by_role("button", name=path.name).click()
        assert download.value.suggested_filename == path.name
        download.value.save_as(path)
    assert np.array_equal(scipy.sparse.load_npz(files["npz"]).toarray(), right)
    lines = files["csv"].read_text().splitlines()
    assert lines[0] == "row,column,value"
    rebuilt = np.zeros(right.shape)
    for row, column, value in (line.split(",") for line in lines[1:]):
        rebuilt[int(row), int(column)] = float(value)
    assert np.array_equal(rebuilt, right)
