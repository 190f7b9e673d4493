"""One number, three proofs: all three are right, for every output cell, and show the same links in the same colours."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
from playwright.sync_api import expect

from deconv_core import ALGORITHMS, links
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from tests.browser.expected import Numbers, by_cell, close, output, random_state
from tests.browser.lit import lit
from tests.browser.stage_page import WRITTEN, StagePage

PAGE = "proofs"
WAYS = ("scatter", "gather", "matrix")
EDGES = {
    "padding beyond the kernel's reach": "input_size=3&kernel_size=2&stride=2&padding=2",
    "output_padding beyond padding: cells without terms": "input_size=2&kernel_size=2&stride=3&output_padding=2",
    "one tap": "x=1,2;3,4&w=2&stride=3&padding=1",
    "one input element": "x=7&kernel_size=3&padding=1",
    "uneven axes": "input_size=2,4&kernel_size=3,1&stride=1,3&padding=2,0&output_padding=0,2&dilation=2,1",
}

# Points at every cell of a panel, one after the other, and reads what the page says then.
POINT_AT_ALL = """async panel => {
    const said = [];
    for (const rect of document.querySelectorAll(`[data-panel="${panel}"] [data-cell]`)) said.push(await point(rect));
    return said;
    async function point(rect) {
    rect.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
    await (WRITTEN)();
    const numbers = name => Object.fromEntries([...document.querySelectorAll(`[data-panel="${name}"] [data-cell]`)]
        .filter(cell => !cell.closest('[style*="none"]')).map(cell => [cell.dataset.cell, Number(cell.dataset.value)]));
    return {
        cell: rect.dataset.cell.split(",").map(Number),
        sums: Object.fromEntries([...document.querySelectorAll("[data-proof]")]
            .map(sum => [sum.dataset.proof, sum.dataset.value === undefined ? null : Number(sum.dataset.value)])),
        terms: Object.fromEntries([...document.querySelectorAll(".terms-table tr")].map(row =>
            [row.className, [...row.querySelectorAll("td .chip")].map(chip => chip.textContent)])),
        colours: [...document.querySelectorAll(".terms-table tr:not(.head)")].map(row =>
            [...row.querySelectorAll("td .chip")].map(chip => chip.style.background)),
        rests: Object.fromEntries([...document.querySelectorAll(".terms-table tr")].map(row =>
            [row.className, row.querySelector(".rest").textContent])),
        buffers: numbers("buffers"), row: numbers("row"), factor: numbers("factor"), column: numbers("column"),
    };
    }
}""".replace("WRITTEN", WRITTEN)


def point_at_all(stage: StagePage, panel: str) -> list[dict[str, Any]]:
    said = stage.page.evaluate(POINT_AT_ALL, panel)
    for one in said:
        one["cell"] = tuple(one["cell"])
        for name in ("buffers", "row", "factor", "column"):
            one[name] = {tuple(map(int, cell.split(","))): value for cell, value in one[name].items()}
    return list(said)


def matrix(state: State) -> Any:
    """The core's, [output cells, input cells]."""
    return ALGORITHMS["matrix"](np.array([state.x]), np.array(state.w)[None, None], state.geometry).dense()


def stamps(state: State) -> Numbers:
    return by_cell(np.multiply.outer(np.array(state.x), np.array(state.w)))


def check_output_proofs(stage: StagePage, state: State) -> None:
    """Every output cell: its three sums, its terms, its stamps, its matrix row."""
    right, rows, products = output(replace(state, t=None)), matrix(state), stamps(state)
    said = point_at_all(stage, "output")
    assert [one["cell"] for one in said] == list(right)
    for number, one in enumerate(said):
        assert close({way: one["sums"][way] for way in WAYS}, dict.fromkeys(WAYS, right[one["cell"]]))
        feeds = links.feeds(state.geometry, one["cell"])
        assert one["terms"]["scatter"] == [f"x[{i},{j}]·w[{a},{b}]" for (i, j), (a, b) in feeds]
        assert one["terms"]["matrix"] == [
            f"Cᵀ[{number},{n}]·x[{n}]" for n in (np.ravel_multi_index(i, state.input_size) for i, _ in feeds)
        ]
        assert len({tuple(row) for row in one["colours"]}) == 1
        assert one["buffers"].keys() == {(*i, *k) for i, _ in feeds for k in np.ndindex(state.kernel_size)}
        assert all(value == products[cell] for cell, value in one["buffers"].items())
        assert one["row"] == by_cell(rows[number].reshape(state.input_size))
        assert one["factor"] == by_cell(np.array(state.x)) and one["column"] == {}


def check_input_proofs(stage: StagePage, state: State) -> None:
    """Every input cell: its stamp, its matrix column, the cells that it gives to."""
    weights = {tap: state.w[tap[0]][tap[1]] for tap in np.ndindex(state.kernel_size)}
    for one in point_at_all(stage, "input"):
        given = links.fed_by(state.geometry, one["cell"])
        assert one["sums"] == dict.fromkeys(WAYS)
        assert one["terms"]["head"] == [f"y[{r},{c}]" for _, (r, c) in given]
        assert one["column"] == {cell: weights[tap] for tap, cell in given}
        assert one["buffers"].keys() == {(*one["cell"], *tap) for tap in weights}
        assert one["row"] == one["factor"] == {}


def test_the_proofs_are_right_at_the_edges(stage: StagePage) -> None:
    stage.open("", PAGE)
    for query in EDGES.values():
        state = stage.show(query).state()
        check_output_proofs(stage, state)
        check_input_proofs(stage, state)


def test_ten_random_states_prove_pytorch_s_numbers(stage: StagePage) -> None:
    random = Random(5)
    stage.open("lang=en", PAGE)
    for _ in range(10):
        state = replace(random_state(random, 3), t=None, lang="en")
        stage.show(write_query(state))
        assert stage.state() == state
        assert close(stage.numbers("output"), output(state))
        record = ALGORITHMS["gather"](np.array([state.x]), np.array(state.w)[None, None], state.geometry)
        assert close(stage.numbers("stretched"), by_cell(record.bordered[0]))
        check_output_proofs(stage, state)
        check_input_proofs(stage, state)


def test_on_paper(stage: StagePage) -> None:
    """x = 2 4 / 0 1, w = 3 1 / 1 5: the middle is 2·5 + 4·1 + 0·1 + 1·3, and the kernel's turn is seen in the row."""
    stage.open("pin=output:1,1", PAGE)
    (middle,) = [one for one in point_at_all(stage, "output") if one["cell"] == (1, 1)]
    assert middle["sums"] == dict.fromkeys(WAYS, 17)
    assert middle["terms"]["products"] == ["2·5 = 10", "4·1 = 4", "0·1 = 0", "1·3 = 3"]
    assert middle["terms"]["gather"] == ["s[1,1]·w[1,1]", "s[1,2]·w[1,0]", "s[2,1]·w[0,1]", "s[2,2]·w[0,0]"]
    assert list(middle["row"].values()) == [5, 1, 1, 3]
    (corner,) = [one for one in point_at_all(stage, "output") if one["cell"] == (0, 0)]
    assert corner["rests"] == {
        **dict.fromkeys(("head", "scatter", "products"), ""),
        **dict.fromkeys(("gather", "matrix"), "+ products with zeros (3)"),
    }
    stage.cell("output", 0, 0).click()
    zeros = {"gather": "+ 0·w[0,1] + 0·w[1,0] + 0·w[1,1]", "matrix": "+ 0·x[0,1] + 0·x[1,0] + 0·x[1,1]"}
    for way, written in zeros.items():
        rest = stage.page.locator(f".terms-table tr.{way} .rest")
        rest.get_by_role("button").click()
        assert rest.inner_text().split("show")[0].strip() == written


def subject(stage: StagePage) -> str:
    """What is explained, as one of the proofs' titles says it."""
    stage.page.evaluate(WRITTEN)
    return stage.page.locator(".board.stretched .title").inner_text()


def test_a_step_is_one_output_cell(stage: StagePage) -> None:
    stage.open("t=0", PAGE)
    assert set(stage.numbers("output").values()) == {0}
    for at in range(1, 5):
        stage.control("forward").click()
        assert subject(stage) == f"gather: the window over y[{(at - 1) // 3},{(at - 1) % 3}]"
    assert stage.grid("output") == [[6, 14, 4], [2, 0, 0], [0, 0, 0]]
    stage.agrees()
    stage.control("speed").select_option("4")
    stage.control("play").click()
    expect(stage.page.locator(".count")).to_have_text("cells: 9 of 9")
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
    stage.agrees()


def test_click_and_arrow_keys_choose_the_cell(stage: StagePage) -> None:
    stage.open("stride=2", PAGE)
    stage.cell("output", 1, 1).click()
    assert stage.state().pin == "output:1,1"
    stage.page.keyboard.press("ArrowRight")
    assert subject(stage) == "gather: the window over y[1,2]"
    stage.page.keyboard.press("Enter")
    assert stage.state().pin == "output:1,2"
    address = stage.query
    stage.open(address, PAGE)
    assert subject(stage) == "gather: the window over y[1,2]"


def test_pointing_at_a_part_of_a_proof_lights_that_link_in_all_of_them(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3&stride=2&padding=1&pin=output:1,1", PAGE).agrees()
    part = {"input": {(0, 1)}, "kernel": {(2, 0)}, "output": {(1, 1)}, "buffers": {(0, 1, 2, 0)}, "row": {(0, 1)}}
    for panel, cell in (("buffers", (0, 1, 2, 0)), ("row", (0, 1)), ("factor", (0, 1)), ("stretched", (1, 3))):
        stage.point(panel, *cell)
        light = lit(stage)
        assert {name: light[name] for name in part} == part
        assert light["factor"] == {(0, 1)}
        assert subject(stage) == "gather: the window over y[1,1]", "pointing at a proof must not change it"
        assert stage.page.locator(".terms-table tr.scatter td:not(.rest):not(.dim)").all_inner_texts() == [
            "x[0,1]·w[2,0]"
        ]


def test_the_state_comes_along_from_the_first_page_and_goes_back(stage: StagePage) -> None:
    stage.open("x=2,4;0,1&w=3,1;1,5&stride=2&t=2&pin=output:2,3").agrees()
    stage.go("proofs").agrees()
    query = "x=2,4;0,1&w=3,1;1,5&stride=2&t=2&pin=output:2,3&lang=en"
    assert read_query(stage.query).state == read_query(query).state
    assert subject(stage) == "gather: the window over y[2,3]"
    stage.go("buffers").agrees()
    assert stage.time() == 2 and read_query(stage.query).state == read_query(query).state


def test_the_largest_state_is_proved_at_once(stage: StagePage) -> None:
    """Before all of its hundred thousand cells are written."""
    query = "input_size=16&kernel_size=9&stride=8&dilation=8&x_fill=count&w_fill=count&pin=output:64,64"
    rows = {
        key: tuple(tuple(range(1 + row * n, 1 + row * n + n)) for row in range(n)) for key, n in (("x", 16), ("w", 9))
    }
    right = output(replace(read_query(query).state, **rows))[64, 64]
    stage.page.goto(f"{stage.url}/{PAGE}?{query}")
    for way in WAYS:
        expect(stage.page.locator(f'[data-proof="{way}"]')).to_have_attribute("data-value", f"{right:.0f}")
    assert len(stage.page.locator(".terms-table tr.scatter td .chip").all()) == 81
