"""The PyTorch page: its numbers are PyTorch's, and what stands below the stage is about this very state."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Locator, expect

from deconv_core import ALGORITHMS
from deconv_core.export import python_program
from deconv_core.frameworks import pytorch
from deconv_core.judge import famous_refusals, growth
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from deconv_core.words import fill, load
from tests.browser.expected import random_moment
from tests.browser.lit import expected_light, lit
from tests.browser.stage_page import StagePage
from tests.browser.stepping import lay_four_cells
from tests.oracles.worked_examples import OUTPUTS

PAGE = "pytorch"
TEXTS = load("en")
PLANAR = [one for one in OUTPUTS if isinstance(one[0][0], list)]


def text(key: str, **values: object) -> str:
    return fill(TEXTS[f"pytorch.{key}"], **values)


def table(stage: StagePage) -> list[list[str]]:
    rows = stage.page.locator("table tbody tr")
    expect(rows).to_have_count(8)
    return [row.locator("td").all_inner_texts() for row in rows.all()]


def rows_of(values: list[list[float]]) -> str:
    return ";".join(",".join(map(str, row)) for row in values)


def code(stage: StagePage) -> Locator:
    return stage.page.locator('[data-testid="stCode"] code').first


def test_worked_examples(stage: StagePage) -> None:
    stage.open("", PAGE)
    for x, w, settings, expected in PLANAR:
        words = "".join(f"&{key}={value}" for key, value in settings.items())
        stage.show(f"x={rows_of(x)}&w={rows_of(w)}{words}").agrees()
        assert stage.grid("output") == expected


def test_the_program_is_of_the_state_that_is_shown(stage: StagePage) -> None:
    random = Random(24)
    stage.open("", PAGE)
    for _ in range(3):
        state = random_moment(random)
        stage.show(write_query(state)).agrees()
        program = python_program.in_pytorch(state, state.lang or "en")
        expect(code(stage)).to_have_text(program.rstrip(), use_inner_text=True)


def test_a_step_is_one_output_cell(stage: StagePage) -> None:
    lay_four_cells(stage, PAGE)
    stage.control("play").click()
    stage.page.wait_for_function(
        "() => document.querySelector('[data-panel=output] [data-cell=\"2,2\"]').dataset.value === '5'"
    )
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
    stage.agrees()


LIGHTING = "x=1,2;3,4&w=1,2,3;4,5,6;7,8,9&stride=2&padding=1&output_padding=1&dilation=1"
UNREACHED = "x=1,2;3,4&w=1,2;3,4&stride=3&output_padding=2&padding=0"


def test_pointing_at_a_cell_lights_what_is_linked(stage: StagePage) -> None:
    stage.open(LIGHTING, PAGE)
    for panel, cell in (("output", (1, 1)), ("input", (0, 1)), ("kernel", (2, 2))):
        check_light(stage, LIGHTING, panel, cell)
    stage.show(UNREACHED)
    check_light(stage, UNREACHED, "output", (4, 4))


def check_light(stage: StagePage, query: str, panel: str, cell: tuple[int, int]) -> None:
    stage.point(panel, *cell)
    light = expected_light(read_query(query).state, panel, cell)
    assert lit(stage) == {name: cells for name, cells in light.items() if name in ("input", "kernel", "output")}


def test_the_state_comes_along_from_the_first_page_and_goes_back(stage: StagePage) -> None:
    query = "x=2,4;0,1&w=3,1;1,5&stride=2&t=2&pin=output:1,1"
    stage.open(query).agrees()
    stage.go("pytorch").agrees()
    assert read_query(stage.query).state == read_query(f"{query}&lang=en").state
    # Half of the output's sixteen cells are done.
    assert stage.time() == 8
    stage.go("buffers").agrees()
    assert stage.time() == 2
    assert stage.panel("sum").get_attribute("data-cell") == "output:1,1"


def test_a_cropped_cell_pinned_elsewhere_stays_pinned(stage: StagePage) -> None:
    stage.open("stride=2&padding=1&pin=cropped:0,0", PAGE).agrees()
    assert "pin=cropped:0,0" in stage.query
    assert lit(stage) == {"input": {(0, 0)}, "kernel": {(0, 0)}}


def test_the_table_follows_the_stage(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    rows = table(stage)
    assert [row[:2] for row in rows] == [
        [text(f"algorithm_{name}"), dtype] for dtype in ("float32", "float64") for name in ALGORITHMS
    ]
    assert {tuple(row[2:4]) for row in rows} == {("0", "0")}
    assert all(re.fullmatch(r"\d+\.\d{3}\sms\s\(\d+\.\d×\)", row[4]) for row in rows)
    stage.open("x=3,1,5,2;5,2,3,3;5,3,2,1;4,2,2,2&w=0.1,1,2;3,0.3,1;2,1,0.7", PAGE).agrees()
    gather = stage.page.locator("table tbody tr").nth(1).locator("td")
    expect(gather.nth(2)).to_have_text("3.8e−6")
    differing = [row for row in table(stage) if row[2] != "0"]
    assert {row[0] for row in differing} == {text("algorithm_gather")}
    for axes in (1, 3):
        stage.page.get_by_text(text(f"axes_{axes}")).click()
        expect(stage.page.get_by_text(f"conv_transpose{axes}d of PyTorch {pytorch.version()}")).to_be_visible()


def test_plotly_comes_only_with_the_map(stage: StagePage) -> None:
    loaded: list[str] = []
    stage.page.on("request", lambda request: loaded.append(request.url))
    stage.open("x=3,1,5,2;5,2,3,3;5,3,2,1;4,2,2,2&w=0.1,1,2;3,0.3,1;2,1,0.7", PAGE).agrees()
    table(stage)
    assert [url for url in loaded if "plotly" in url.lower()] == []
    stage.page.get_by_text(text("map"), exact=True).click()
    said = text("map_some", count=3, total=36, difference="3.8e−6", algorithm=text("algorithm_gather"), dtype="float32")
    expect(stage.page.get_by_text(said)).to_be_visible()
    expect(stage.page.locator(".js-plotly-plot .heatmaplayer")).to_have_count(1)
    assert [url for url in loaded if "plotly" in url.lower()] != []


def test_the_program_is_this_state_s_and_runs(stage: StagePage, tmp_path: Path) -> None:
    stage.open("stride=2&padding=1", PAGE).agrees()
    state = read_query(stage.query).state
    expect(code(stage)).to_have_text(python_program.in_pytorch(state, "en").rstrip(), use_inner_text=True)
    stage.choose("stride", 3)
    stage.agrees()
    stage.page.get_by_role("tab", name=text("run_numpy")).click()
    state = read_query(stage.query).state
    program = python_program.in_numpy(state, "en")
    shown = stage.page.locator('[data-testid="stCode"] code').nth(1)
    expect(shown).to_have_text(program.rstrip(), use_inner_text=True)
    with stage.page.expect_download() as download:
        stage.page.get_by_role("button", name=text("download", name="conv_transpose_numpy.py")).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.read_text("utf-8") == program
    subprocess.run([sys.executable, path], check=True, capture_output=True)


def test_what_pytorch_refuses_stands_beside_the_rule(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    famous = {one.rule: one for one in famous_refusals.FAMOUS}
    for rule in ("output_size", "zero_stride"):
        choices = stage.page.get_by_role("radiogroup", name=text("refused_pick"))
        choices.get_by_text(famous[rule].source, exact=True).click()
        expect(stage.page.get_by_text(text(f"why_{rule}"))).to_be_visible()
        expect(stage.page.get_by_text(str(pytorch.ask(**famous[rule].settings)))).to_be_visible()
        expect(stage.page.get_by_text(text("refused_same"))).to_be_visible()


# Presses a button in the first frame that has it: on a quick machine all is measured soon.
PRESSED = """name => {
    const found = [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === name);
    found?.click();
    return Boolean(found);
}"""
# How many sizes the chart has.
MEASURED = "() => document.querySelector('.js-plotly-plot')?.data[0].x.length ?? 0"


def test_times_are_measured_on_request_and_can_be_stopped(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    start, stop = (
        stage.page.get_by_role("button", name=text(f"time_{name}"), exact=True) for name in ("start", "stop")
    )
    start.click()
    stage.page.wait_for_function(PRESSED, arg=text("time_stop"))
    expect(start).to_be_visible()
    # What was measured until then is shown, if anything was, and the next one may begin.
    assert stage.page.evaluate(MEASURED) < len(growth.geometries(State()))
    start.click()
    expect(stage.page.get_by_text(text("time_of", source="nn.ConvTranspose2d(1, 1, kernel_size=2)"))).to_be_visible()
    expect(stop).to_have_count(0)
    expect(stage.page.locator(".js-plotly-plot .scatterlayer .trace")).to_have_count(5)


def test_a_layer_is_checked_at_its_real_size(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    line, size = (stage.page.get_by_label(text(f"real_{name}"), exact=True) for name in ("line", "input"))
    start = stage.page.get_by_role("button", name=text("real_start"), exact=True)
    layer = "nn.ConvTranspose1d(64, 32, kernel_size=16, stride=8, padding=4)"
    line.fill(layer)
    size.fill("100")
    size.press("Enter")
    start.click()
    said = {"layer": layer, "input": "64×100", "output": "32×800", "compared": "25,600", "version": pytorch.version()}
    expect(stage.page.get_by_text(text("real_agrees", **said))).to_be_visible()
    line.fill("nn.ConvTranspose2d(ngf * 8, 4, 4)")
    line.press("Enter")
    start.click()
    refused = fill(TEXTS["problems.real_size_open"], name="in_channels", value="ngf * 8")
    expect(stage.page.get_by_text(refused)).to_be_visible()
    expect(stage.page.get_by_text(text("real_agrees", **said))).to_have_count(0)


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_the_parts_below_speak_the_reader_s_language(stage: StagePage, lang: str) -> None:
    stage.open(f"lang={lang}", PAGE).agrees()
    for key in ("compare", "run", "real_head", "refused", "time"):
        expect(stage.page.get_by_role("heading", name=load(lang)[f"pytorch.{key}"])).to_be_visible()
    expect(code(stage)).to_contain_text(load(lang)["pytorch.code_numbers_2"])


def test_the_largest_state_answers(stage: StagePage) -> None:
    stage.open("input_size=16&kernel_size=9&stride=8&dilation=8", PAGE).agrees()
    assert len(stage.numbers("output")) == 185 * 185
    expect(code(stage)).to_contain_text(text("code_sums"))
    table(stage)
