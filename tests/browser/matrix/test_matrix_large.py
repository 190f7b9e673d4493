"""Matrices too large to be drawn cell by cell, and the files that hold any of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse
from playwright.sync_api import Request, expect

from deconv_core.state.query import read_query, write_query
from tests.browser.conftest import Visitors
from tests.browser.expected_matrix import PAGE, STATE, matrix
from tests.browser.stage_page import StagePage

# Where everything stands that both kinds of matrix have.
PLACES = """() => [...document.querySelectorAll(".stage .board .box, .stage .timeline")].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [node.parentNode.classList[1], ...[x, y, width, height].map(Math.round)].join(" ");
})"""
# Whether each picture lies in its board's box.
INSIDE = """() => [...document.querySelectorAll(".links-picture canvas:first-child")].map((canvas) => {
    const [inner, outer] = [canvas, canvas.closest(".box")].map((node) => node.getBoundingClientRect());
    return inner.width > 20 && inner.height > 20 && inner.left >= outer.left && inner.right <= outer.right
        && inner.top >= outer.top && inner.bottom <= outer.bottom;
})"""
# Of so many rows and columns, where the middle of an entry has a colour.
DOTS = """([board, rows, columns]) => {
    const canvas = document.querySelector(`.board.${board} .links-picture canvas`);
    const { clientWidth: width, clientHeight: height } = canvas;
    const pen = new OffscreenCanvas(width, height).getContext("2d");
    pen.drawImage(canvas, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height);
    const at = (count, of, length) => Math.floor(1 + (count + 0.5) * (length - 2) / of);
    return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) =>
        data[4 * (at(row, rows, height) * width + at(column, columns, width)) + 3] > 0));
}"""
UNREAD = (
    """() => [...document.querySelectorAll(".links-picture canvas:last-child")].map((canvas) => canvas.toDataURL())"""
)
# The frames over each picture: how many points of the light's rings lie in it.
FRAMED = """() => [...document.querySelectorAll(".links-picture canvas:first-child")].map((canvas) => {
    const { left, right, top, bottom } = canvas.getBoundingClientRect();
    const rings = document.querySelector(".matrix-view > .lamp .rings");
    const corner = rings.closest("svg").getBoundingClientRect();
    return [...rings.points].filter(({ x, y }) => x + corner.left > left - 2 && x + corner.left < right + 2
        && y + corner.top > top - 2 && y + corner.top < bottom + 2).length;
})"""


def test_a_large_matrix_is_a_picture_and_plotly_is_never_loaded(stage: StagePage) -> None:
    asked: list[str] = []

    def hear(request: Request) -> None:
        asked.append(request.url.lower())

    stage.page.on("request", hear)
    stage.open("", PAGE).agrees()
    expect(stage.page.get_by_text("Take the matrix along")).to_be_visible()
    stage.choose("input_size", 9)
    expect(stage.control("too-large")).to_contain_text("This matrix is 100×81. Numbers are written in up to 64×64.")
    assert stage.numbers("matrix") == {} == stage.numbers("y_vector")
    assert stage.numbers("transpose") == {}
    expect(stage.page.get_by_text("The matrix is 100×81; links: 324 of 8100.")).to_be_visible()
    stage.agrees()
    stage.choose("input_size", 2)
    assert len(stage.numbers("matrix")) == 36 == len(stage.numbers("transpose"))
    assert not any("plotly" in url for url in asked)


def test_from_64_rows_to_more_the_page_keeps_its_layout(visitors: Visitors) -> None:
    for width in (1440, 1024, 390):
        stage = visitors(viewport={"width": width, "height": 900}).open("input_size=8&stride=1&kernel_size=1", PAGE)
        before = stage.page.evaluate(PLACES)
        expect(stage.panel("matrix").locator("[data-cell]")).to_have_count(64 * 64)
        for query in ("input_size=8&kernel_size=2", "input_size=16&kernel_size=9&stride=8&dilation=8"):
            stage.open(query, PAGE)
            expect(stage.control("too-large")).to_be_visible()
            assert stage.page.evaluate(PLACES) == before
            assert stage.page.evaluate(INSIDE) == [True, True]


@pytest.mark.parametrize("side", ["transposed", "forward"])
def test_its_picture_has_a_dot_for_each_link(visitors: Visitors, side: str) -> None:
    query = "input_size=9,8&kernel_size=2,3&padding=1,0&output_padding=1,0&stride=2,1"
    state = read_query(f"{query}&x_fill=ones&matrix_side={side}").state
    ones = replace(state, x=((1.0,) * 8,) * 9, w=((1.0,) * 3,) * 2)
    stage = visitors(viewport={"width": 2600, "height": 1600}).open(f"{query}&matrix_side={side}", PAGE)
    right = matrix(ones).dense() != 0
    for board, dots in (("matrix", right), ("transpose", right.T)):
        shown = stage.page.evaluate(DOTS, [board, *(dots if side == "transposed" else dots.T).shape])
        assert np.array_equal(shown, dots if side == "transposed" else dots.T), board


def test_its_picture_follows_time(visitors: Visitors) -> None:
    stage = visitors().open("input_size=9", PAGE)
    seen = [stage.page.evaluate(UNREAD)]
    for act in (stage.control("start").click, stage.control("forward").click):
        act()
        seen.append(stage.page.evaluate(UNREAD))
    assert len(set(map(str, seen))) == 3 and all(len(set(pair)) == 2 for pair in seen[2:])


def test_its_picture_frames_what_is_pointed_at_and_what_is_pinned(visitors: Visitors) -> None:
    """One column or row in each picture; a tap has none of its own."""
    stage = visitors().open("input_size=9", PAGE)
    assert stage.page.evaluate(FRAMED) == [0, 0]
    for panel, frames in (("input", True), ("kernel", False), ("output", True)):
        stage.point(panel, 1, 1)
        inside = stage.page.evaluate(FRAMED)
        assert all(points > 8 for points in inside) if frames else inside == [0, 0], panel
    stage.cell("input", 4, 4).click()
    stage.page.mouse.move(0, 0)
    assert all(points > 8 for points in stage.page.evaluate(FRAMED))
    stage.page.keyboard.press("Escape")
    assert stage.page.evaluate(FRAMED) == [0, 0]


def test_beyond_4096_rows_the_page_says_how_many_there_are(stage: StagePage) -> None:
    stage.open("input_size=16&kernel_size=9&stride=8&dilation=8&lang=en", PAGE).agrees()
    # 185·185 rows, 256 columns; 81 taps for each of the columns.
    expect(stage.page.get_by_text("34225×256; links: 20736 of 8761600")).to_be_visible()
    expect(stage.control("too-large")).to_contain_text("the map of its links is drawn up to 4096×4096")


@pytest.mark.parametrize("side", ["transposed", "forward"])
def test_the_files_hold_the_matrix_that_is_in_front(stage: StagePage, side: str, tmp_path) -> None:
    state = replace(STATE, matrix_side=side)
    right = matrix(state).dense() if side == "transposed" else matrix(state).dense().T
    stage.open(write_query(state), PAGE).agrees()
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
