"""The badge: numbers that are PyTorch's are told so, and nothing else is, whatever a browser sends."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.judge.verdict import ORDERS, SHOWN_LIMIT, Order, Verdict, check
from deconv_core.state.fields import FIELD, SETTINGS, State
from deconv_core.state.legal import nearest
from deconv_core.state.presets import PRESETS
from deconv_core.state.query import write_query
from deconv_core.state.query_text import number_text
from deconv_core.words import LANGUAGES, explain

OPENING = "6,14,4,2,17,21,0,1,5"


def shown_by(state: State, stamps: float | None = None) -> list[float]:
    """The output cells in float64, stamp by stamp as the browser adds them up, row by row."""
    sums = np.zeros((state.out_channels, *state.geometry.output_size))
    w = np.array(state.numbers("w"))
    for channel, bias in enumerate(state.bias or ()):
        sums[channel] = bias
    elements = list(np.ndenumerate(np.array(state.numbers("x"))))
    for (channel, *cell), value in elements[: None if stamps is None else math.floor(stamps)]:
        first = channel // (state.in_channels // state.groups) * w.shape[1]
        for (out, *tap), weight in np.ndenumerate(w[channel]):
            steps = zip(cell, state.stride, tap, state.dilation, state.padding, strict=True)
            place = tuple(i * stride + k * dilation - padding for i, stride, k, dilation, padding in steps)
            if all(0 <= at < size for at, size in zip(place, sums.shape[1:], strict=True)):
                sums[(first + out, *place)] += value * weight
    numbers: list[float] = sums.ravel().tolist()
    return numbers


def text(numbers: list[float]) -> str:
    return ",".join(map(number_text, numbers))


def big_state(rng: np.random.Generator) -> State:
    """The largest output there is."""
    x, w = rng.standard_normal((16, 16)).tolist(), rng.standard_normal((9, 9)).tolist()
    return State(
        input_size=(16, 16),
        kernel_size=(9, 9),
        stride=(8, 8),
        dilation=(8, 8),
        x=tuple(map(tuple, x)),
        w=tuple(map(tuple, w)),
    )


def test_the_largest_output_is_compared_to_its_last_cell() -> None:
    state = big_state(np.random.default_rng(0))
    shown = shown_by(state)
    assert len(shown) == 185 * 185
    assert check(write_query(state), text(shown)).ok
    shown[-1] += 0.5
    assert check(write_query(state), text(shown)).worst == (184, 184)


def test_the_opening_is_pytorch_s_to_the_last_digit() -> None:
    assert check("", OPENING) == Verdict(True, torch.__version__.split("+")[0], "float32", 0.0, None, None)


@pytest.mark.parametrize("preset", [preset for preset in PRESETS if preset.state.x and preset.state.w])
def test_every_preset_with_numbers_is_right(preset: object) -> None:
    verdict = check(preset.query, text(shown_by(preset.state)))
    assert verdict.ok and verdict.difference == 0


@pytest.mark.parametrize(
    ("t", "shown"),
    [
        ("0", "0,0,0,0,0,0,0,0,0"),
        ("0.99", "0,0,0,0,0,0,0,0,0"),
        ("1", "6,2,0,2,10,0,0,0,0"),
        ("2.5", "6,14,4,2,14,20,0,0,0"),
        ("4", OPENING),
    ],
)
def test_the_stamps_laid_down_so_far_are_what_is_compared(t: str, shown: str) -> None:
    assert check(f"t={t}", shown).ok
    assert check(f"t={t}", OPENING).ok == (shown == OPENING)


@pytest.mark.parametrize("cell", range(9))
def test_one_wrong_cell_is_found(cell: int) -> None:
    numbers = [float(number) for number in OPENING.split(",")]
    numbers[cell] += 0.001
    verdict = check("", text(numbers))
    assert (verdict.ok, verdict.worst, verdict.problem) == (False, divmod(cell, 3), None)
    assert verdict.difference == pytest.approx(0.001)


def test_an_error_that_float32_would_hide_is_found() -> None:
    shown = "6.0000001,14,4,2,17,21,0,1,5"
    assert abs(np.float32(6.0000001) - np.float32(6)) == 0
    assert check("", shown).worst == (0, 0)
    assert check("", "6.000000000001,14,4,2,17,21,0,1,5").ok


def test_terms_that_cancel_are_judged_by_their_size_not_by_their_sum() -> None:
    state = State(input_size=(1, 2), kernel_size=(1, 2), x=((0.1, -0.1),), w=((333333.1, 333333.2),))
    shown = shown_by(state)
    assert abs(shown[1]) < 0.011 < abs(shown[0])
    assert check(write_query(state), text(shown)).ok
    assert not check(write_query(state), text([shown[0], shown[1] * 1.01, shown[2]])).ok


cells = st.one_of(st.integers(-9, 9).map(float), st.floats(-1e6, 1e6), st.sampled_from([5e-324, 1e-40, -1e6, 1e-7]))


@st.composite
def states(draw: st.DrawFn) -> State:
    asked = {key: (draw(limits(key)), draw(limits(key))) for key in SETTINGS}
    near = nearest(asked)

    def grid(size: tuple[int, int]) -> tuple[tuple[float, ...], ...]:
        return tuple(tuple(draw(cells) for _ in range(size[1])) for _ in range(size[0]))

    stamps = near["input_size"][0] * near["input_size"][1]
    t = draw(st.one_of(st.none(), st.floats(0, stamps)))
    return State(**near, x=grid(near["input_size"]), w=grid(near["kernel_size"]), t=t)


def limits(key: str) -> st.SearchStrategy[int]:
    return st.integers(FIELD[key].low, 3 if "size" in key else min(FIELD[key].high, 8))


@given(states())
@settings(max_examples=150, deadline=None)
def test_any_state_s_sums_are_right_and_moved_ones_are_wrong(state: State) -> None:
    numbers = shown_by(state, state.t)
    verdict = check(write_query(state), text_of_any(numbers))
    assert verdict.ok and verdict.problem is None
    moved = [*numbers[:-1], numbers[-1] + max(1.0, abs(numbers[-1])) * 1e12]
    assert not check(write_query(state), text_of_any(moved)).ok


def text_of_any(numbers: list[float]) -> str:
    return ",".join(map(repr, numbers))


# ---- what cannot be compared ----

PROBLEMS = [
    ("", "", "shown_wrong_count"),
    ("", "1,2,3", "shown_wrong_count"),
    ("", OPENING + ",1", "shown_wrong_count"),
    ("", OPENING.replace("17", "NaN"), "shown_not_numbers"),
    ("", OPENING.replace("17", "Infinity"), "shown_not_numbers"),
    ("", OPENING.replace("17", "1e999"), "shown_not_numbers"),
    ("", OPENING.replace("17", "9" * 400), "shown_not_numbers"),
    ("", OPENING.replace("17", "9" * 5000), "shown_not_numbers"),
    ("", OPENING.replace("17", ""), "shown_not_numbers"),
    ("", OPENING.replace("17", "[17]"), "shown_not_numbers"),
    ("", OPENING.replace("17", "true"), "shown_not_numbers"),
    ("", OPENING.replace("17", "1_7"), "shown_not_numbers"),
    ("", OPENING.replace("17", "１７"), "shown_not_numbers"),
    ("", OPENING.replace("17", "1-7"), "shown_not_numbers"),
    ("", OPENING.replace("17", "\ud800"), "shown_not_numbers"),
    ("", OPENING.replace("17", "17\x00"), "shown_not_numbers"),
    ("", "0," * SHOWN_LIMIT, "shown_too_long"),
    ("input_size=3", OPENING, "no_numbers"),
    ("kernel_size=3", OPENING, "no_numbers"),
    ("padding=9", OPENING, "output_too_small"),
    ("x=<b>", OPENING, "cell_not_a_number"),
    ("x" * 20_000, OPENING, "too_long"),
]


@pytest.mark.parametrize(("query", "shown", "code"), PROBLEMS, ids=range(len(PROBLEMS)))
def test_what_cannot_be_compared_says_why(query: str, shown: str, code: str) -> None:
    verdict = check(query, shown)
    assert (verdict.ok, verdict.worst, verdict.difference) == (False, None, 0)
    assert verdict.problem is not None and verdict.problem.code == code
    for lang in LANGUAGES:
        assert "{" not in explain(lang, code, verdict.problem.field, verdict.problem.values)


@given(st.text(max_size=40), st.text("0123456789+-.eE,[]", max_size=60))
@settings(max_examples=200, deadline=None)
def test_rubbish_gets_a_verdict(query: str, shown: str) -> None:
    verdict = check(query, shown)
    assert verdict.version and math.isfinite(verdict.difference)


@given(st.lists(st.text("0123456789+-.eE", max_size=8), min_size=9, max_size=9).map(",".join))
@settings(max_examples=200, deadline=None)
def test_numbers_of_any_size_get_a_verdict(shown: str) -> None:
    verdict = check("", shown)
    assert math.isfinite(verdict.difference)


# ---- in the middle of the work ----


def partial(order: Order, done: int) -> np.ndarray:
    """The opening's output after `done` steps, added up link by link."""
    x, w, output = np.array([[2, 4], [0, 1]]), np.array([[3, 1], [1, 5]]), np.zeros((3, 3))
    for i, j, a, b in np.ndindex(2, 2, 2, 2):
        step = {"stamps": 2 * i + j, "taps": 2 * a + b, "cells": 3 * (i + a) + j + b}[order]
        output[i + a, j + b] += x[i, j] * w[a, b] * (step < done)
    return output


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("done", [0, 1, 3, 4, 9])
def test_every_step_of_every_order_is_judged(order: Order, done: int) -> None:
    shown = partial(order, done)
    assert check("", text(shown.ravel().tolist()), order, done).ok
    shown[1, 1] += 1
    assert check("", text(shown.ravel().tolist()), order, done).worst == (1, 1)
