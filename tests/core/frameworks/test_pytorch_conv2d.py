"""Sizes by formula, for every setting of one axis in a box, against PyTorch itself, forward and back."""

from __future__ import annotations

from itertools import product

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from deconv_core.frameworks import pytorch
from deconv_core.frameworks.pytorch_conv2d import SharedSizes, forward_size, shared_sizes, surplus
from deconv_core.geometry import GeometryError
from deconv_core.state.fields import Settings
from deconv_core.state.legal import rule_problems
from deconv_core.words import LANGUAGES, explain
from tests.given.states import settings_of_states
from tests.oracles import worked_examples as worked

# input, kernel, stride, dilation, padding, output_padding
BOX = (range(1, 13), range(1, 6), range(1, 5), range(1, 4), range(5), range(4))
INPUTS = {size: torch.zeros(1, 1, size, dtype=torch.float64) for size in range(1, 13)}
KERNELS = {size: torch.zeros(1, 1, size, dtype=torch.float64) for size in range(1, 6)}

small = st.integers(1, 40)
kernel = st.integers(1, 9)
stride, dilation = st.integers(1, 8), st.integers(1, 8)
padding = st.integers(0, 9)


def predicted(size: int, k: int, s: int, d: int, p: int, op: int) -> int | str:
    """The output's size as the geometry has it, or the message that PyTorch would say."""
    words = (size, k, s, p, op, d)
    try:
        return pytorch.geometry(*words).output_size[0]
    except GeometryError:
        message = pytorch.refusal(*words)
        assert message is not None
        return message


def computed(size: int, k: int, s: int, d: int, p: int, op: int) -> int | str:
    try:
        with torch.inference_mode():
            return functional.conv_transpose1d(INPUTS[size], KERNELS[k], None, s, p, op, 1, d).shape[-1]
    except RuntimeError as error:
        return str(error)


def test_every_setting_of_one_axis_has_pytorch_s_size_or_its_refusal() -> None:
    """All 14,400 of them, really run. PyTorch runs a 1-D call as a 2-D one of height 1, so axes are checked alike."""
    wrong = [case for case in product(*BOX) if predicted(*case) != computed(*case)]
    assert wrong == []


def test_both_axes_of_a_plane_follow_the_same_rule() -> None:
    """Every setting again, as one of two axes, beside another one: sizes and refusals are each axis's own."""
    cases = list(product(*BOX))
    for height, width in zip(cases[::7], cases[::-7], strict=True):
        size, k, s, d, p, op = zip(height, width, strict=True)
        x, w = torch.zeros(1, 1, *size, dtype=torch.float64), torch.zeros(1, 1, *k, dtype=torch.float64)
        try:
            with torch.inference_mode():
                shape: object = tuple(functional.conv_transpose2d(x, w, None, s, p, op, 1, d).shape[2:])
        except RuntimeError as error:
            assert str(error) == pytorch.refusal(size, k, s, p, op, d)
        else:
            assert shape == pytorch.geometry(size, k, s, p, op, d).output_size


def conv1d(big: int, k: int, s: int, p: int, d: int) -> int:
    with torch.inference_mode():
        x, w = torch.zeros(1, 1, big), torch.zeros(1, 1, k)
        return functional.conv1d(x, w, None, s, p, d).shape[-1]


@given(small, kernel, stride, padding, dilation)
def test_exactly_these_sizes_fall_on_it(n: int, k: int, s: int, p: int, d: int) -> None:
    shared = shared_sizes(n, k, s, p, d)
    assert len(shared.sizes) <= s
    around = range(max(1, shared.first - s), shared.first + 2 * s)
    assert tuple(big for big in around if forward_size(big, k, s, p, d) == n) == shared.sizes
    for big in shared.sizes:
        assert conv1d(big, k, s, p, d) == n


@given(small, kernel, stride, padding, dilation)
def test_output_padding_picks_among_them_and_pytorch_agrees(n: int, k: int, s: int, p: int, d: int) -> None:
    shared = shared_sizes(n, k, s, p, d)
    for op in range(max(s, d) + 1):
        size = shared.first + op
        legal = pytorch.refusal(n, k, s, p, op, d) is None
        assert (size in shared.reachable) == legal
        assert shared.output_padding(size) == (op if legal else None)
        if legal:
            assert pytorch.geometry(n, k, s, p, op, d).output_size == (size,)
            assert (size in shared.sizes) == (op < s)
    assert shared.default == (shared.first if pytorch.refusal(n, k, s, p, 0, d) is None else None)


@given(small, kernel, stride, padding, dilation, st.integers(0, 24))
def test_from_the_stride_on_the_forward_convolution_makes_more_than_went_in(
    n: int, k: int, s: int, p: int, d: int, op: int
) -> None:
    """Also where PyTorch refuses: then the size is the one that would come out."""
    big = shared_sizes(n, k, s, p, d).first + op
    if big >= 1:
        assert forward_size(big, k, s, p, d) - n == surplus(op, s) == conv1d(big, k, s, p, d) - n
        assert (surplus(op, s) == 0) == (op < s)


@given(settings_of_states(), st.integers(0, 8), st.sampled_from(LANGUAGES))
def test_the_reason_that_is_given_is_what_the_forward_convolution_does(settings: Settings, op: int, lang: str) -> None:
    settings = {**settings, "output_padding": (op, op)}
    for problem in rule_problems(settings):
        if problem.code != "output_padding_too_large":
            continue
        axis = 1 if problem.values["axis"] == "width" else 0
        n, k, s, p, _, d = (pair[axis] for pair in settings.values())
        big = shared_sizes(n, k, s, p, d).first + op
        more = forward_size(big, k, s, p, d) - n
        assert more > 0
        assert f"⌊{op} / {s}⌋ = {more} " in explain(lang, problem.code, problem.field, problem.values)


def test_the_worked_case() -> None:
    k, s, p = worked.HALVING.values()
    big, n, default = worked.HALVING_SIZES.values()
    assert forward_size(big, k, s, p) == forward_size(default, k, s, p) == n
    shared = shared_sizes(n, k, s, p)
    assert shared == SharedSizes(n, default, s, 1)
    assert shared.sizes == (default, big)
    assert (shared.default, shared.output_padding(big), shared.output_padding(13)) == (default, 1, None)


def test_where_nothing_would_be_left_only_output_padding_helps() -> None:
    shared = shared_sizes(1, 1, stride=3, padding=1)
    assert (shared.first, shared.default, shared.sizes) == (-1, None, (1,))
    assert shared.output_padding(1) == 2


@pytest.mark.parametrize("wrong", [(0, 1), (1, 0), (1, 1, 0), (1, 1, 1, -1), (1, 1, 1, 0, 0)])
def test_what_is_no_layer_is_refused(wrong: tuple[int, ...]) -> None:
    with pytest.raises(GeometryError):
        shared_sizes(*wrong)
