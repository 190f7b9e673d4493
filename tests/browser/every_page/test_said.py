"""What stands beside the pictures, held to the core on random states: titles, sums, names, crops and signs."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from playwright.sync_api import expect

from deconv_core.links import coverage
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from deconv_core.words import fill, load
from pages._ui.names import FIRST
from tests.browser.expected import random_state
from tests.browser.frameworks.outputs import NAMES, panel_of, taken
from tests.browser.stage_page import StagePage

PAGES = ("buffers", "stretched", "matrix", "columns", "proofs", "back", "pytorch", "sizes", "frameworks", "dilated")
WITH_CANVAS = ("buffers", "columns", "sizes", "frameworks", "dilated")
# A row is appended beyond the canvas; the output is as large as the canvas, and is not the canvas.
BEYOND = "input_size=3&kernel_size=5&stride=3&padding=1&output_padding=2"
# The same canvas and output, and nothing beyond.
WITHIN = "input_size=3&kernel_size=5&stride=3"
GAPS = "x=1,2;3,4&w=3&stride=3&output_padding=2"


def path(page: str) -> str:
    return "" if page == FIRST else page


def by(size: tuple[int, ...]) -> str:
    return "×".join(map(str, size))


def title(state: State, page: str) -> str:
    texts, geometry = load(state.lang or "en"), state.geometry
    extent = tuple(max(axis.uncropped, axis.crop_before + axis.output) for axis in geometry.axes)
    key = "frameworks.title_canvas" if page == "frameworks" else "stage.title_canvas"
    if extent != geometry.uncropped_size:
        key = f"{key}_appended"
    return fill(texts[key], canvas=by(geometry.uncropped_size), extent=by(extent), output=by(geometry.output_size))


@pytest.mark.parametrize("page", WITH_CANVAS)
def test_the_canvas_s_title_has_the_size_of_the_picture(stage: StagePage, page: str) -> None:
    random = Random(page)
    states = [read_query(BEYOND).state, *(replace(random_state(random), pin=None) for _ in range(3))]
    stage.open("", path(page))
    for state in states:
        stage.show(write_query(state))
        expect(stage.page.locator(".board.canvas .title")).to_have_text(title(state, page))


def test_the_title_follows_where_only_what_is_appended_changes(stage: StagePage) -> None:
    stage.open(f"{WITHIN}&padding=0").agrees()
    stage.choose("output_padding", 2)
    stage.choose("padding", 1)
    state = read_query(BEYOND).state
    assert state.geometry.output_size == read_query(WITHIN).state.geometry.output_size
    expect(stage.page.locator(".board.canvas .title")).to_have_text(title(state, "buffers"))


def unreached(state: State) -> list[int]:
    """An output cell that no link reaches."""
    return np.argwhere(coverage(state.geometry) == 0)[-1].tolist()


@pytest.mark.parametrize("page", ["buffers", "stretched", "back", "frameworks"])
def test_a_cell_without_terms_is_zero_once(stage: StagePage, page: str) -> None:
    state = read_query(GAPS).state
    stage.open(GAPS, path(page)).agrees()
    cell = unreached(state)
    stage.point("output", *cell)
    name = f"y[{cell[0]},{cell[1]}] ="
    folded = "+ products with zeros (1) = 0" if page == "stretched" else "= 0"
    assert written(stage) == [plain(f"{name} {load('en')['stage.no_stamp']}"), plain(folded)]
    if page == "stretched":
        stage.panel("sum").locator(".more:visible").click()
        assert written(stage) == [plain(f"{name} 0·w[0,0]"), plain("= 0·3 show fewer = 0")]


def test_a_proof_without_terms_ends_with_its_zero(stage: StagePage) -> None:
    stage.open(GAPS, "proofs").agrees()
    stage.point("output", *unreached(read_query(GAPS).state))
    for row in stage.page.locator(".terms-table tr:not(.head, .products)").all():
        total, terms = row.locator("output").inner_text(), row.locator("td").all_inner_texts()
        # What is equal to it stands behind it.
        assert total.startswith("0") and total.endswith("=") == bool("".join(terms).strip())


def written(stage: StagePage) -> list[str]:
    """The sum's two lines as they are seen."""
    return [plain(line.inner_text()) for line in stage.panel("sum").locator(".terms").all()]


def plain(text: str) -> str:
    """Without its spaces, which only the layout makes."""
    return "".join(text.split())


def test_a_link_is_named_by_its_input_element_and_its_tap(stage: StagePage) -> None:
    random = Random(4)
    for number in range(3):
        state = replace(random_state(random, 3), t=None, pin=None, lang="en")
        rows, columns = state.input_size
        cell = (random.randrange(rows), random.randrange(columns), *map(random.randrange, state.kernel_size))
        i, j, a, b = cell
        pinned = write_query(replace(state, pin=f"buffers:{i},{j},{a},{b}"))
        (stage.show(pinned) if number else stage.open(pinned)).agrees()
        expect(stage.page.locator(".board.buffers .readout")).to_contain_text(f"x[{i},{j}]·w[{a},{b}] = ")
        label = re.compile("^" + re.escape(f"stamp of x[{i},{j}], tap w[{a},{b}] = "))
        expect(stage.cell("buffers", *cell)).to_have_attribute("aria-label", label)
        stage.go("columns").agrees()
        expect(stage.page.locator(".board.columns .readout")).to_contain_text(f"w[{a},{b}]·x[{i},{j}] = ")
        stage.go("buffers")


def test_a_framework_crops_or_appends_and_both_are_counted(stage: StagePage) -> None:
    random = Random(9)
    appended = 0
    stage.open("lang=en", "frameworks")
    for number in range(8):
        ask = ("same", "valid", "crops", "same")[number % 4]
        state = replace(
            random_state(random, 3), t=None, pin=None, lang="en", frameworks_ask=ask, frameworks_side="transposed"
        )
        state = replace(state, frameworks_output_shape=(9, 8) if number == 3 else None)
        stage.show(write_query(state)).judged()
        for name in NAMES:
            geometry = taken(name, state)
            if geometry is None:
                continue
            ends = (geometry.crop_before, geometry.crop_after)
            before, after = (each(tuple(max(0, one) for one in crops)) for crops in ends)
            text = load("en")["frameworks.crops"]
            said = [fill(text, size=by(geometry.output_size), before=before, after=after)]
            if min(*ends[0], *ends[1]) < 0:
                appended += 1
                first, last = (each(tuple(max(0, -one) for one in crops)) for crops in ends)
                said.append(fill(load("en")["frameworks.appends"], before=first, after=last))
            crops = stage.page.locator(f".board.{panel_of(stage, name)} .crops")
            expect(crops).to_have_text(" ".join(said))
            assert "-" not in crops.inner_text()
    assert appended


def each(numbers: tuple[int, ...]) -> str:
    return str(numbers[0]) if numbers[0] == numbers[1] else f"{numbers[0]}, {numbers[1]}"


def test_the_operation_has_one_sign_on_every_page(stage: StagePage) -> None:
    found = set()
    stage.open("input_size=2&kernel_size=2")
    for page in PAGES:
        if page != FIRST:
            stage.go(page)
        found |= set(stage.page.locator(".stage .sign").all_inner_texts())
    assert found - {"→", "=", "Δ"} == {"∗"}
