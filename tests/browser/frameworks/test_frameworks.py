"""The frameworks side by side: crops, numbers and lines of code, each held to the core and to the library itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from deconv_core import ALGORITHMS
from deconv_core.geometry import GeometryError
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from tests.browser.conftest import Visitors
from tests.browser.every_page.test_accessibility import NARROW, SCHEMES, WIDE, violations
from tests.browser.expected import (
    by_cell,
    close,
    cropped,
    of_channels,
    operands_so_far,
    output,
    random_moment,
    random_state,
)
from tests.browser.frameworks.outputs import NAMES, check_said, groups, numbers_of, panel_of, taken
from tests.browser.lit import lit
from tests.browser.reopening import open_and_reopen
from tests.browser.stage_page import StagePage
from tests.oracles import tensorflow_forward
from tests.oracles.source_lines import by_layout
from tests.oracles.worked_examples import TENSORFLOW_FORWARD

PAGE = "frameworks"
FIRST = "input_size=3&kernel_size=3&stride=2&padding=1&output_padding=1&x_fill=count&w_fill=count"


def check(stage: StagePage, state: State) -> None:
    """Every panel shows what the core computes, and libraries share one exactly where they crop alike."""
    assert close(stage.numbers("output"), output(state))
    assert close(stage.numbers("cropped"), cropped(state))
    theirs = output(state)
    geometries = {name: geometry for name in NAMES if (geometry := taken(name, state))}
    shared = groups(stage)
    assert sorted(name for names in shared for name in names) == sorted(geometries)
    for names in shared:
        geometry = geometries[names[0]]
        assert names == [name for name, other in geometries.items() if other == geometry]
        right = of_channels(operands_so_far(state).given_to(ALGORITHMS["scatter"], geometry).output)
        assert close(stage.numbers(names[0]), right), names
        text = stage.control(f"{names[0]}-numbers").inner_text()
        check_said(text, right, theirs)
        if state.frameworks_ask == "crops":
            expect(stage.control(f"{names[0]}-pytorch")).to_be_hidden()


def test_the_first_example_has_one_shape_and_numbers_one_cell_apart(stage: StagePage) -> None:
    stage.open("input_size=2", PAGE).agrees()
    expect(stage.control("tensorflow-numbers")).to_contain_text("Its output is 2×2, PyTorch’s 3×3")
    # The page opens with it: no link says anything else.
    stage.open("", PAGE).agrees()
    expect(stage.control("examples")).to_have_value("one_cell_apart")
    assert {**stage.settings(), "dilation": (1, 1)} == read_query(FIRST).state.settings
    expect(stage.control("tensorflow-numbers")).to_contain_text(
        "The same numbers as PyTorch’s, shifted down by 1 and right by 1. "
        "Cells that PyTorch’s output does not have: 11 of 36."
    )
    stage.open(FIRST, PAGE).agrees()
    mine, theirs = stage.numbers("output"), stage.numbers("tensorflow")
    assert mine.keys() == theirs.keys()
    assert all(mine[r, c] == theirs[r + 1, c + 1] for r, c in product(range(5), repeat=2))
    expect(stage.control("tensorflow-numbers")).to_contain_text("No padding and output_padding of PyTorch")
    assert groups(stage) == [["tensorflow", "keras", "jax", "onnx"], ["onnx_lower"]]
    assert stage.numbers("onnx_lower") == mine
    expect(stage.control("onnx_lower-pytorch")).to_have_text(
        "nn.ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1, output_padding=1)"
    )


def test_random_states_show_the_core_s_numbers(stage: StagePage) -> None:
    random = Random(29)
    stage.open("lang=en", PAGE)
    for number in range(12):
        state = replace(
            random_state(random), pin=None, lang="en", frameworks_ask=("same", "valid", "crops")[number % 3]
        )
        if number > 3:
            height, width = (max(1, axis.uncropped - random.randint(0, 3)) for axis in state.geometry.axes)
            state = replace(state, frameworks_output_shape=(height, width))
        stage.show(write_query(state)).agrees()
        check(stage, state)


COPIED_FROM = [
    FIRST,
    f"{FIRST}&frameworks_output_shape=5",
    f"{FIRST}&frameworks_output_shape=7,8",
    "input_size=2,3&kernel_size=4&stride=2&padding=1&frameworks_output_shape=4,5",
    "input_size=3&kernel_size=2&dilation=2&frameworks_output_shape=4",
    "input_size=2,3&kernel_size=2,4&stride=3,2&padding=0,1",
    "input_size=3&kernel_size=3,2&dilation=2,1",
]


@pytest.mark.parametrize("ask", ["same", "valid"])
def test_copied_lines_run_and_give_the_numbers_on_screen(stage: StagePage, ask: str) -> None:
    stage.open("", PAGE)
    for query in COPIED_FROM:
        stage.show(f"{query}&frameworks_ask={ask}").agrees()
        state = read_query(stage.query).state
        for name in NAMES:
            if taken(name, state):
                for line in (f"{name}-line", f"{panel_of(stage, name)}-pytorch"):
                    right = run(stage.control(line).inner_text(), state)
                    assert close(numbers_of(stage, name), right), (query, line)


# How each framework comes to PyTorch's numbers: by words of its own, or else why not.
EXPLICIT = [
    (FIRST, {"tensorflow": "Each pair", "keras": "a layer that crops", "jax": "how far", "onnx": "pads has"}),
    ("input_size=3&kernel_size=4&stride=2&padding=1", {"keras": "words of its own", "tensorflow": "Each pair"}),
    (
        "input_size=3,2&kernel_size=2&stride=3&output_padding=2,1",
        {"keras": "words of its own", "onnx": "output_padding adds"},
    ),
    (
        "input_size=2&kernel_size=3&dilation=3&output_padding=2",
        {"tensorflow": "with dilation", "keras": "appends zeros", "onnx": "then Pad"},
    ),
    (
        "input_size=3&kernel_size=2,3&stride=2&dilation=2,3&padding=2&output_padding=0,2",
        {"keras": "refuses stride and dilation"},
    ),
    # Nothing of the canvas is left.
    ("input_size=1&kernel_size=1&stride=8&padding=2&output_padding=7", {"tensorflow": "Each pair", "onnx": "pads has"}),
]


def test_every_framework_has_a_line_for_pytorch_s_crops(stage: StagePage) -> None:
    stage.open("", PAGE)
    for query, said in EXPLICIT:
        stage.show(f"{query}&frameworks_ask=crops").agrees()
        state = read_query(stage.query).state
        check(stage, state)
        for name in NAMES[:4]:
            verdict = stage.control(f"{name}-verdict")
            expect(verdict).to_contain_text(said.get(name, "PyTorch’s numbers"), ignore_case=True)
            right = run(stage.control(f"{name}-line").inner_text(), state)
            assert close(output(state), right), (query, name)


def run(line: str, state: State) -> dict[tuple[int, ...], float]:
    """A line as copied, run on the state's numbers."""
    x, w = (np.array(array, dtype=np.float32)[None, None] for array in (state.x, state.w))
    return by_cell(by_layout(line, x, w)[0, 0])


# All at once: "copied" does not stand there for long.
COPIED = """async () => {
    const { later } = await import(new URL("stage/dist/stage.js", document.baseURI).href);
    const find = name => document.querySelector(`[data-control="${name}"]`);
    const idle = async () => { while (later.isPlanned) await new Promise(requestAnimationFrame); };
    const button = find("copy-tensorflow-line");
    const before = button.textContent;
    button.click();
    while (button.textContent === before) await new Promise(requestAnimationFrame);
    const said = [button.textContent];
    for (const name of ["back", "ask-valid"]) {
        find(name).click();
        await idle();
        said.push(button.textContent);
    }
    return said;
}"""


def test_copied_is_said_for_its_while_whatever_is_drawn(stage: StagePage) -> None:
    stage.open(f"{FIRST}&lang=en", PAGE).agrees()
    assert stage.page.evaluate(COPIED) == ["Copied"] * 3
    expect(stage.control("copy-tensorflow-line")).to_have_text("Copy")


def test_a_cell_is_the_same_cell_everywhere(stage: StagePage) -> None:
    stage.open(FIRST, PAGE).agrees()
    stage.point("tensorflow", 2, 3)
    found = lit(stage)
    assert found["tensorflow"] == {(2, 3)}
    assert found["onnx_lower"] == found["output"] == {(1, 2)}
    stage.point("tensorflow", 0, 0)
    assert lit(stage)["cropped"] == {(0, 0)}
    stage.cell("tensorflow", 2, 3).click()
    stage.agrees()
    assert read_query(stage.query).state.pin == "output:1,2"


def test_another_padding_repaints_and_a_link_reopens_it(stage: StagePage) -> None:
    stage.open(FIRST, PAGE).agrees()
    stage.control("ask-valid").click()
    expect(stage.control("ask-valid")).to_have_attribute("aria-pressed", "true")
    assert max(stage.numbers("tensorflow")) == (6, 6)
    assert numbers_of(stage, "onnx_lower") == stage.numbers("onnx_lower") == {}
    stage.agrees()
    state = read_query(stage.query).state
    assert state.frameworks_ask == "valid"
    check(stage, state)
    stage.page.reload()
    stage.ready().agrees()
    check(stage, state)


# The published examples, all ones: what TensorFlow's card must show.
PUBLISHED = {
    "ones_2": [[1, 2], [2, 4]],
    "ones_3": [[1, 2, 1], [2, 4, 2], [1, 2, 1]],
    "ones_4": [[1] * 4] * 4,
    "ones_4_valid": [[1] * 4] * 4,
    "ones_3_of_4": [[1] * 3] * 3,
    "ones_5": [[1, 1, 1, 1, 0]] * 4 + [[0] * 5],
}


def test_the_published_all_ones_are_examples_in_tensorflow_s_words(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    for key, numbers in PUBLISHED.items():
        stage.control("examples").select_option(key)
        assert stage.grid("tensorflow") == numbers, key
        size = len(numbers)
        padding = "VALID" if key in ("ones_3", "ones_4_valid", "ones_5") else "SAME"
        for part in (f"[1, {size}, {size}, 1]", f'padding="{padding}"'):
            expect(stage.control("tensorflow-line")).to_contain_text(part)
        expect(stage.control("examples")).to_have_value(key)
        state = read_query(stage.agrees().query).state
        assert state.frameworks_output_shape == (size, size)
        assert close(stage.numbers("tensorflow"), run(stage.control("tensorflow-line").inner_text(), state)), key


def test_a_wanted_size_is_chosen_refused_and_mended(stage: StagePage) -> None:
    stage.open(FIRST, PAGE).agrees()
    expect(stage.number("output_shape")).to_be_hidden()
    stage.control("output-shape").check()
    expect(stage.number("output_shape")).to_have_value("6")
    stage.choose("output_shape", 5)
    check(stage, read_query(stage.agrees().query).state)
    assert max(numbers_of(stage, "tensorflow")) == max(numbers_of(stage, "pytorch")) == (4, 4)
    stage.choose("output_shape", 8)
    verdict = stage.control("tensorflow-verdict")
    expect(verdict).to_contain_text(
        "TensorFlow refuses 8×8: the forward convolution with SAME must make 3×3 of it again"
    )
    expect(verdict).to_contain_text("5 to 6")
    expect(stage.control("keras-verdict")).to_contain_text("These sizes can be had: 5 to 6")
    expect(stage.control("pytorch-verdict")).to_contain_text("stride − 1 cells more: 5 to 6")
    assert max(numbers_of(stage, "onnx")) == max(numbers_of(stage, "jax")) == (7, 7)
    for name in ("tensorflow", "keras", "pytorch"):
        assert panel_of(stage, name) is None
        expect(stage.control(f"{name}-line")).to_be_hidden()
    stage.agrees().page.reload()
    stage.ready().agrees()
    assert read_query(stage.query).state.frameworks_output_shape == (8, 8)
    stage.control("pytorch-nearest").click()
    expect(stage.number("output_shape")).to_have_value("6")
    check(stage, read_query(stage.agrees().query).state)
    stage.choose("output_shape", 99)
    expect(stage.number("output_shape")).to_have_attribute("aria-invalid", "true")
    expect(stage.panel("tensorflow").locator("[data-cell]")).to_have_count(36)
    expect(stage.page.locator('[data-setting="output_shape"] .hint')).to_contain_text(
        "output_shape is 99, but it must be a whole number: 1 to 8"
    )
    stage.number("output_shape").press("ArrowDown")
    expect(stage.number("output_shape")).to_have_value("5")
    stage.control("output-shape").uncheck()
    assert read_query(stage.agrees().query).state.frameworks_output_shape is None


def test_height_and_width_may_want_sizes_of_their_own(stage: StagePage) -> None:
    stage.open("input_size=2&kernel_size=2&stride=2&frameworks_output_shape=3,4", PAGE).agrees()
    expect(stage.control("keras-verdict")).to_contain_text("both axes at once")
    stage.control("keras-nearest").click()
    stage.choose("output_shape", 3)
    expect(stage.control("keras-line")).to_contain_text("output_padding=1")
    check(stage, read_query(stage.agrees().query).state)


def check_forward(stage: StagePage, state: State) -> None:
    """Both cards of conv2d show the core's numbers, and which cells of x are read, and not."""
    x, w = np.array(state.x), np.array(state.w)
    for name in ("same", "valid"):
        try:
            words = tensorflow_forward.geometry(
                state.input_size, state.kernel_size, state.stride, name.upper(), state.dilation
            )
        except GeometryError:
            expect(stage.control(f"conv_{name}-facts")).to_contain_text("VALID gives nothing here")
            assert stage.numbers(f"conv_{name}") == {}
            continue
        assert close(stage.numbers(f"conv_{name}"), by_cell(tensorflow_forward.run(x, w, words)))
        # What the transposed convolution of ones reaches is what the windows read.
        ones = np.ones((1, *words.input_size)), np.ones((1, 1, *words.kernel_size))
        reached = by_cell(ALGORITHMS["scatter"](*ones, words).output[0])
        read = {cell: value for cell, value in by_cell(x).items() if reached[cell]}
        dropped = {cell: value for cell, value in by_cell(x).items() if not reached[cell]}
        assert (stage.numbers(f"read_{name}"), stage.numbers(f"dropped_{name}")) == (read, dropped)


def test_conv2d_is_shown_in_random_states(stage: StagePage) -> None:
    random = Random(31)
    stage.open("lang=en", PAGE)
    for _ in range(8):
        state = replace(random_state(random), t=None, pin=None, lang="en", frameworks_side="forward")
        stage.show(write_query(state)).agrees()
        check_forward(stage, state)


CONV = {"conv_4": (4, 1), "conv_4_stride_2": (4, 2), "conv_5_stride_2": (5, 2)}


def test_the_published_all_ones_of_conv2d_are_examples(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    for key, what in CONV.items():
        stage.control("examples").select_option(key)
        state = read_query(stage.agrees().query).state
        check_forward(stage, state)
        for size, stride, padding, numbers in TENSORFLOW_FORWARD:
            panel = f"conv_{padding.lower()}"
            if (size, stride) == what:
                assert stage.grid(panel) == numbers, (key, padding)
                for line in (f"{panel}-line", f"{panel}-pytorch"):
                    assert close(stage.numbers(panel), run(stage.control(line).inner_text(), state)), (key, line)
    last = {(r, c) for r, c in product(range(5), repeat=2) if 4 in (r, c)}
    assert stage.numbers("dropped_valid").keys() == last
    expect(stage.control("conv_valid-facts")).to_contain_text("Cells dropped at the end of height and width: 1")
    expect(stage.control("conv_same-facts")).to_contain_text("Zeros padded before: 0; after: 1. No cell is dropped")


def test_copied_lines_of_conv2d_run_and_give_the_numbers_on_screen(stage: StagePage) -> None:
    stage.open("", PAGE)
    for query in ("input_size=5,4&kernel_size=2,3&stride=3,2", "input_size=5&kernel_size=3,2&dilation=2,1"):
        stage.show(f"{query}&frameworks_side=forward").agrees()
        state = read_query(stage.query).state
        for panel, which in product(("conv_same", "conv_valid"), ("line", "pytorch")):
            right = run(stage.control(f"{panel}-{which}").inner_text(), state)
            assert close(stage.numbers(panel), right), (panel, which)


def test_a_cell_of_conv2d_is_a_window_over_x(stage: StagePage) -> None:
    stage.open("x=1,2,3;4,5,6;7,8,9&w=1,2;3,4&stride=2", PAGE).agrees()
    assert stage.numbers("conv_valid") == {}
    stage.control("side-forward").click()
    expect(stage.control("tensorflow-line")).to_be_hidden()
    expect(stage.control("conv_valid-line")).to_be_visible()
    stage.point("conv_same", 1, 1)
    found = lit(stage)
    assert (found["input"], found["kernel"], found["conv_same"]) == ({(2, 2)}, {(0, 0)}, {(1, 1)})
    sums = stage.panel("sum")
    expect(sums).to_have_attribute("data-value", "9")
    expect(sums).to_contain_text("conv2d[1,1]")
    # It is no cell that every page knows: a click leaves nothing in the link.
    stage.cell("conv_same", 1, 1).click()
    assert read_query(stage.agrees().query).state.pin is None
    stage.point("read_valid", 1, 1)
    found = lit(stage)
    assert (found["input"], found["conv_valid"], found["conv_same"]) == ({(1, 1)}, {(0, 0)}, {(0, 0)})
    stage.cell("dropped_valid", 2, 0).click()
    assert read_query(stage.agrees().query).state.pin == "input:2,0"
    assert "conv_valid" not in lit(stage)
    stage.page.reload()
    stage.ready().agrees()
    check_forward(stage, read_query(stage.query).state)
    stage.control("side-transposed").click()
    expect(stage.control("tensorflow-line")).to_be_visible()
    assert stage.numbers("conv_same") == stage.numbers("read_valid") == {}
    check(stage, read_query(stage.agrees().query).state)


def test_going_to_conv2d_and_back_leaves_every_card_as_it_was(stage: StagePage) -> None:
    stage.open(f"{FIRST}&frameworks_ask=crops", PAGE).agrees()
    before = {name: stage.numbers(name) for name in NAMES}
    stage.control("side-forward").click()
    assert all(stage.numbers(name) == {} for name in NAMES)
    stage.control("side-transposed").click()
    assert {name: stage.numbers(name) for name in NAMES} == before
    check(stage, read_query(stage.agrees().query).state)


def test_where_valid_has_nothing_to_give_it_says_so_and_comes_back(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3&frameworks_side=forward", PAGE).agrees()
    stage.choose("kernel_size", 4)
    check_forward(stage, read_query(stage.agrees().query).state)
    expect(stage.control("conv_valid-line")).to_be_hidden()
    stage.choose("kernel_size", 3)
    check_forward(stage, read_query(stage.agrees().query).state)
    expect(stage.control("conv_valid-line")).to_be_visible()


def test_keras_takes_a_stride_or_a_dilation(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=2&stride=2&dilation=2", PAGE).agrees()
    expect(stage.control("keras-verdict")).to_contain_text("Keras refuses stride and dilation above 1 together")
    expect(stage.control("keras-own")).to_have_text(
        "`strides > 1` not supported in conjunction with `dilation_rate > 1`. "
        "Received: strides=(2, 2) and dilation_rate=(2, 2)"
    )
    expect(stage.control("keras-line")).to_be_hidden()
    expect(stage.control("keras-nearest")).to_have_text("Take dilation=1")
    stage.control("keras-nearest").click()
    expect(stage.control("keras-line")).to_be_visible()
    expect(stage.control("keras-own")).to_be_hidden()
    assert stage.setting("dilation") == (1, 1)
    check(stage, read_query(stage.agrees().query).state)


# A size that is refused, and what the library itself says of it.
OWN = {
    "tensorflow": ("TensorFlow 2.21.0 says:", "actual = 3, computed = 5 spatial_dim: 1 input: 9 filter: 3 output: 3"),
    "keras": ("Keras 3.15.1 says:", "At dimension 0, `output_padding` is 4 but `strides` is 2."),
    "onnx": ("ONNX Runtime 1.32.0 says:", "Expected input size 4 but got 3 (output_size=9, kernel=3, stride=2"),
    "onnx_lower": ("ONNX Runtime 1.32.0 says:", "Expected input size 4 but got 3 (output_size=9"),
    "pytorch": ("PyTorch", "requested an output size of (9, 9), but valid sizes range from [5, 5] to [6, 6]"),
}


def test_a_refused_size_has_the_library_s_own_words_and_the_nearest_in_one_click(stage: StagePage) -> None:
    stage.open("", PAGE)
    for name in OWN:
        stage.show(f"{FIRST}&frameworks_output_shape=9").agrees()
        check_refused(stage, name)


def check_refused(stage: StagePage, name: str) -> None:
    whose, words = OWN[name]
    card = stage.page.locator(".library").filter(has=stage.control(f"{name}-verdict"))
    expect(card.locator(".says")).to_contain_text(whose)
    expect(stage.control(f"{name}-own")).to_contain_text(words)
    nearest = 8 if name.startswith("onnx") else 6
    expect(stage.control(f"{name}-nearest")).to_have_text(f"Take {nearest}×{nearest}")
    stage.control(f"{name}-nearest").click()
    expect(stage.control(f"{name}-own")).to_be_hidden()
    expect(stage.control(f"{name}-line")).to_be_visible()
    state = read_query(stage.agrees().query).state
    assert state.frameworks_output_shape == (nearest, nearest)
    check(stage, state)
    # JAX takes any size.
    expect(stage.control("jax-own")).to_be_hidden()


def test_where_tensorflow_computes_what_its_own_rule_excludes_that_is_said(stage: StagePage) -> None:
    stage.open(
        "input_size=1&kernel_size=2&stride=2&dilation=2&frameworks_ask=valid&frameworks_output_shape=2", PAGE
    ).agrees()
    expect(stage.control("tensorflow-verdict")).to_contain_text("TensorFlow refuses 2×2")
    card = stage.page.locator(".library").filter(has=stage.control("tensorflow-verdict"))
    expect(card.locator(".says")).to_contain_text("With dilation, TensorFlow 2.21.0 hardly checks the size")
    expect(stage.control("tensorflow-own")).to_be_hidden()


@pytest.mark.parametrize(
    "question",
    [
        {"frameworks_ask": "crops"},
        {"frameworks_ask": "valid", "frameworks_output_shape": (6, 7)},
        {"frameworks_side": "forward", "frameworks_output_shape": (3, 3)},
    ],
)
def test_a_link_reopens_every_question(stage: StagePage, question: dict[str, Any]) -> None:
    state = random_moment(Random(len(question)))
    open_and_reopen(stage, PAGE, replace(state, **question))


QUESTIONS = ["frameworks_ask=same", "frameworks_ask=crops", "frameworks_output_shape=5,8", "frameworks_side=forward"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious(visitors: Visitors, scheme: str) -> None:
    stage = visitors(color_scheme=scheme).open("", PAGE)
    for number, question in enumerate(QUESTIONS):
        stage.show(f"{FIRST}&t=4&{question}").agrees()
        # Every question is looked at wide and narrow, in one scheme each.
        width, height = (WIDE, NARROW)[(number + SCHEMES.index(scheme)) % 2]
        stage.page.set_viewport_size({"width": width, "height": height})
        assert violations(stage.ready()) == [], question
        assert stage.page.evaluate("document.documentElement.scrollWidth") <= width
