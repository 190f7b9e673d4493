"""A matrix pasted on a cell or into its box: read as NumPy, PyTorch and spreadsheets write it, or told why not."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from deconv_core.state.fields import FIELD
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, load
from pages._ui.names import NAMES
from tests.browser import expected
from tests.browser.conftest import Visitors
from tests.browser.server import serving
from tests.browser.serving.test_sharing import NETWORK
from tests.browser.stage_page import StagePage

READ = """async texts => {
    const { isMatrix, readMatrix } = await import("/stage/state/matrix_text.js");
    return texts.map(text => isMatrix(text) ? readMatrix(text) : null);
}"""

Rows = list[list[float]]


def torch_text(rows: Rows, dtype: str = "float64") -> str:
    import torch

    with_all = torch.tensor(rows, dtype=getattr(torch, dtype))
    torch.set_printoptions(precision=10, sci_mode=False, threshold=10**6)
    try:
        return str(with_all)
    finally:
        torch.set_printoptions(profile="default")


def parameter(rows: Rows) -> str:
    """As PyTorch prints a layer's weight."""
    import torch

    return str(torch.nn.Parameter(torch.tensor([[rows]], dtype=torch.float64)))


def numpy_text(rows: Rows, say: Callable[[Any], str]) -> str:
    with np.printoptions(threshold=10**6, precision=17):
        return say(np.array(rows))


def joined(between: str, rows_between: str) -> Callable[[Rows], str]:
    return lambda rows: rows_between.join(between.join(map(repr, row)) for row in rows)


WRITERS: dict[str, Callable[[Rows], str]] = {
    "commas; lines": joined(", ", "\n"),
    "spaces; lines": joined("  ", "\n"),
    "a spreadsheet": lambda rows: joined("\t", "\r\n")(rows) + "\r\n",
    "a link": joined(",", ";"),
    "semicolons": joined(" ", "; "),
    "a CSV with semicolons": joined(";", "\n"),
    "Python": repr,
    "MATLAB": lambda rows: f"A = [{joined(' ', '; ')(rows)}];",
    "a call": lambda rows: f"w = np.array({rows}, dtype=np.float32)",
    "another": lambda rows: f"torch.tensor({rows})",
    "rows alone": lambda rows: ",\n".join(map(repr, rows)),
    "NumPy's str": lambda rows: numpy_text(rows, str),
    "NumPy's repr": lambda rows: numpy_text(rows, repr),
    "PyTorch's repr": torch_text,
    "a parameter": parameter,
}


def matrices(random: Random, count: int) -> list[Rows]:
    """Of several numbers each."""
    made = []
    for _ in range(count):
        rows, columns = random.choice([(1, 3), (2, 1), (3, 3), (2, 5), (16, 16), (9, 4)])
        most, parts = random.choice([(9, 1), (4000, 8)])
        made.append([[random.randint(-most, most) / parts for _ in range(columns)] for _ in range(rows)])
    return made


@pytest.mark.parametrize("name", WRITERS)
def test_what_others_write_is_read(modules: Page, name: str) -> None:
    asked = matrices(Random(name), 25)
    if name == "a CSV with semicolons":
        # On a line alone they stand between rows.
        asked = [rows for rows in asked if len(rows) > 1]
    texts = [WRITERS[name](rows) for rows in asked]
    assert modules.evaluate(READ, texts) == [{"rows": rows} for rows in asked]


def test_a_printed_one_dimensional_array_is_a_row(modules: Page) -> None:
    texts = [str(np.arange(3)), repr(np.arange(16) + 0.5), "[7]", "array([1., 2.])"]
    rows = [[[0, 1, 2]], [list(np.arange(16) + 0.5)], [[7]], [[1, 2]]]
    assert [found["rows"] for found in modules.evaluate(READ, texts)] == rows


REFUSED = {
    "1 2\n3": ("rows_differ", {"row": 1, "count": 1, "first": 2}),
    "[[1, 2], [3, 4, 5]]": ("rows_differ", {"row": 1, "count": 3, "first": 2}),
    "1 2\n3 x": ("cell_not_a_number", {"row": 1, "column": 1, "value": "x"}),
    "1,5\t2,5": ("cell_not_a_number", {"row": 0, "column": 0, "value": "1,5"}),
    "1,,2": ("cell_not_a_number", {"row": 0, "column": 1, "value": ""}),
    "nan 1": ("cell_not_a_number", {"row": 0, "column": 0, "value": "nan"}),
    "0x10 1": ("cell_not_a_number", {"row": 0, "column": 0, "value": "0x10"}),
    "[1, 1e7]": ("cell_out_of_range", {"row": 0, "column": 1, "value": "1e7"}),
    "[[[1, 2]], [[3, 4]]]": ("matrix_several", {}),
    "[[[1. 2.]\n  [3. 4.]]\n\n [[5. 6.]\n  [7. 8.]]]": ("matrix_several", {}),
    "[[1, ..., 2]]": ("matrix_left_out", {}),
    "[[1 2]": ("matrix_unread", {}),
    "1 2]": ("matrix_unread", {}),
    "]1[": ("matrix_unread", {}),
    "[]": ("matrix_unread", {}),
    ";": ("matrix_unread", {}),
    "5 [1 2]": ("matrix_unread", {}),
    "np.array([[1, 2], [3, 4]]) + 1": ("matrix_unread", {}),
    "[1] x [2]": ("matrix_unread", {}),
    "[[1, 2]], [3": ("matrix_unread", {}),
    "1 " * 10_001: ("matrix_unread", {}),
}


def test_what_is_no_matrix_is_refused_and_nothing_is_guessed(modules: Page) -> None:
    for text, (code, values) in REFUSED.items():
        found = modules.evaluate(READ, [text])[0]
        shown = {key: value for key, value in found["values"].items() if key not in ("low", "high")}
        assert (found["code"], shown) == (code, values), text[:40]


def test_one_number_is_no_matrix_nor_is_one_with_a_comma(modules: Page) -> None:
    assert modules.evaluate(READ, ["3", " -0.5 ", "1,5", "-1,5", "x", ""]) == [None] * 6


PASTE = """([selector, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    return !document.querySelector(selector).dispatchEvent(paste);
}"""


def paste_on(stage: StagePage, panel: str, text: str) -> None:
    """On the first cell that the panel has, which need not have the focus."""
    assert stage.page.evaluate(PASTE, [f'[data-panel="{panel}"] [data-cell]', text])


@pytest.mark.parametrize("page", NAMES)
def test_a_pasted_matrix_fills_its_panel_on_every_page(stage: StagePage, page: str) -> None:
    random = Random(page)
    stage.open("input_size=3&kernel_size=3&lang=en", "" if page == NAMES[0] else page)
    for panel, key, size in (("input", "x", "input_size"), ("kernel", "w", "kernel_size")):
        for shape in ((2, 3), (4, 4)):
            rows = [[float(random.randint(-9, 9)) for _ in range(shape[1])] for _ in range(shape[0])]
            paste_on(stage, panel, str(np.array(rows)))
            stage.judged()
            expect(stage.control("problem")).to_be_hidden()
            state = read_query(stage.query).state
            assert (getattr(state, key), getattr(state, size)) == (tuple(map(tuple, rows)), shape)
            assert state.axes_agree or not state.square


def test_the_keys_that_paste_do_it_on_a_cell_and_in_its_box(visitors: Visitors) -> None:
    stage = visitors(permissions=["clipboard-read", "clipboard-write"]).open("lang=en")
    stage.page.evaluate("navigator.clipboard.writeText('1\\t2\\n3\\t4\\n5\\t6')")
    stage.cell("input", 0, 0).click()
    stage.page.keyboard.press("Control+V")
    assert stage.grid("input") == [[1, 2], [3, 4], [5, 6]]
    stage.cell("kernel", 1, 1).dblclick()
    stage.page.keyboard.press("Control+V")
    expect(stage.control("cell-editor")).to_have_count(0)
    assert stage.grid("kernel") == [[1, 2], [3, 4], [5, 6]]
    expect(stage.cell("kernel", 1, 1)).to_be_focused()
    # One number is for one cell.
    stage.page.evaluate("navigator.clipboard.writeText(' 7 ')")
    stage.cell("input", 2, 0).focus()
    stage.page.keyboard.press("Control+V")
    assert stage.grid("input") == [[1, 2], [3, 4], [7, 6]]
    # What is copied from a panel can be pasted into another.
    stage.cell("input", 0, 0).focus()
    stage.page.keyboard.press("Control+C")
    stage.cell("kernel", 0, 0).focus()
    stage.page.keyboard.press("Control+V")
    assert stage.grid("kernel") == [[1, 2], [3, 4], [7, 6]]
    state = read_query(stage.agrees().query).state
    assert stage.numbers("output") == expected.output(state)


def test_a_matrix_may_be_typed_too(stage: StagePage) -> None:
    stage.open("lang=en").cell("kernel", 0, 0).dblclick()
    stage.control("cell-editor").fill("1 2 3; 4 5 6")
    stage.control("cell-editor").press("Enter")
    assert stage.grid("kernel") == [[1, 2, 3], [4, 5, 6]]
    # Numbers that were typed before it do not come back.
    stage.choose("kernel_size", 3)
    assert [row[:3] for row in stage.grid("kernel")[:2]] == [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_taken_is_told_and_changes_nothing(stage: StagePage, lang: str) -> None:
    words = load(lang)
    stage.open(f"input_size=2&kernel_size=4&padding=2&lang={lang}").agrees()
    before = stage.query
    most = int(FIELD["kernel_size"].high)
    told = {
        "1 2\n3": words["problems.rows_differ"].format(field="w", row=1, count=1, first=2),
        "[[1, 2], [3, 1e9]]": words["problems.cell_out_of_range"].format(
            field="w", row=1, column=1, value="1e9", low=-1000000, high=1000000
        ),
        ";".join(["1"] * (most + 1)): words["problems.too_many_cells"].format(
            field="w", axis=words["problems.axis_height"], count=most + 1, high=most
        ),
        "1 2; 3 4": words["stage.matrix_does_not_fit"].format(
            field="kernel_size", size="2×2", why=words["stage.why_output_size"]
        ),
        "[[[1, 2]], [[3, 4]]]": words["stage.matrix_several"],
        "[[1, 2], ..., [3, 4]]": words["stage.matrix_left_out"],
        "[[1, 2]": words["stage.matrix_unread"],
    }
    for text, sentence in told.items():
        paste_on(stage, "kernel", text)
        expect(stage.control("problem").locator("li")).to_have_text(sentence)
        stage.control("dismiss").click()
    assert stage.agrees().query == before


def test_without_the_server_a_matrix_is_taken_and_refused_all_the_same(visitors: Visitors) -> None:
    visitors.expect(NETWORK)
    with serving() as server:
        stage = visitors(server.url).open("lang=en").agrees()
        server.stop()
        paste_on(stage, "input", "1 0\n0 1")
        assert stage.grid("output") == [[3, 1, 0], [1, 8, 1], [0, 1, 5]]
        paste_on(stage, "input", "1 0\n0")
        expect(stage.control("problem")).to_be_visible()
