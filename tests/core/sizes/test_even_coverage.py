"""Even coverage is what counting the links of every cell says, at the borders too."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconv_core.geometry import Axis
from deconv_core.links import axis_coverage
from deconv_core.sizes.even_coverage import is_even, layer_is_even
from deconv_core.sizes.ranges import KEYS

Layer = tuple[int, ...]


@st.composite
def layers(draw: st.DrawFn) -> tuple[int, ...]:
    """kernel, stride, padding, output_padding, dilation: as PyTorch takes them."""
    kernel, stride, dilation = draw(st.integers(1, 12)), draw(st.integers(1, 6)), draw(st.integers(1, 6))
    if draw(st.booleans()):
        kernel = stride * draw(st.integers(1, 3))
    return kernel, stride, draw(st.integers(0, 12)), draw(st.integers(0, max(stride, dilation) - 1)), dilation


def axis_of(size: int, layer: tuple[int, ...]) -> Axis:
    kernel, stride, padding, output_padding, dilation = layer
    return Axis(size, kernel, stride, dilation, padding, padding - output_padding)


def said(size: int, layer: tuple[int, ...]) -> bool:
    return bool(is_even(size, *(np.array([number]) for number in layer))[0])


def inside(layer: tuple[int, ...]) -> set[int]:
    """How many links the cells have that no border is near to, on an input that is large enough to have such."""
    kernel, stride, _, _, dilation = layer
    reach = dilation * (kernel - 1) + 1
    counts = axis_coverage(Axis(2 * reach + 4 * stride, kernel, stride, dilation))[reach:-reach]
    assert len(counts) >= stride
    return set(counts.tolist())


@given(st.integers(1, 12), layers())
def test_equally_many_inside_and_none_without_any(size: int, layer: tuple[int, ...]) -> None:
    kernel, stride, padding, output_padding, dilation = layer
    if (size - 1) * stride + dilation * (kernel - 1) - 2 * padding + output_padding < 0:
        return
    assert said(size, layer) == (len(inside(layer)) == 1 and axis_coverage(axis_of(size, layer)).all())


def test_many_settings_at_once_are_each_their_own() -> None:
    many = [
        one
        for one in product(range(1, 7), range(1, 5), range(3), range(2), range(1, 4))
        if one[3] < max(one[1], one[4])
    ]
    together = is_even(5, *np.array(many).T)
    for layer, even in zip(many, together.tolist(), strict=True):
        kernel, stride, padding, output_padding, dilation = layer
        if 4 * stride + dilation * (kernel - 1) - 2 * padding + output_padding >= 0:
            assert even == said(5, layer), layer


@pytest.mark.parametrize(
    ("layer", "even"),
    [
        ((3, 2, 1, 1, 1), False),
        ((4, 2, 1, 0, 1), True),
        ((4, 2, 1, 1, 1), True),
        ((2, 2, 0, 0, 1), True),
        # Its last row and column are beyond the canvas.
        ((2, 2, 0, 1, 1), False),
        # A gap at either border, that padding crops or does not.
        ((4, 2, 0, 0, 3), False),
        ((4, 2, 2, 0, 3), True),
        ((4, 2, 2, 1, 3), False),
    ],
)
def test_the_worked_cases(layer: tuple[int, ...], even: bool) -> None:
    assert said(8, layer) == even


@given(st.integers(1, 12), layers(), st.integers(1, 12), layers())
def test_a_layer_is_even_where_it_is_on_both_axes(high: int, first: Layer, wide: int, second: Layer) -> None:
    settings = {key: tuple(pair) for key, *pair in zip(KEYS, first, second, strict=True)}
    assert layer_is_even((high, wide), settings) == (said(high, first) and said(wide, second))
