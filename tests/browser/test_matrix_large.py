"""Matrices too large to be drawn cell by cell, and the files that hold any of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse
from playwright.sync_api import Request, expect

from deconv_core import link

from .conftest import Visitors
from .expected_matrix import PAGE, STATE, matrix
from .stage_page import StagePage


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
