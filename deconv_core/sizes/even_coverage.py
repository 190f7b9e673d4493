"""Which layers cover their output evenly, so that no checkerboard comes from how many terms the cells have.

Two things make it even. Inside, where no border is near, every cell is reached by equally many links. Tap t of a
stamp falls on residue t * dilation modulo stride; those residues are the multiples of gcd(dilation, stride), each met
by every (stride / gcd)th tap. So all are met equally often exactly if dilation and stride have no common divisor and
stride divides kernel. And at the borders, where links are fewer, no cell is left without any.

Each residue, or phase, still has weights of its own: these can make a checkerboard where the coverage is even.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from deconv_core.geometry import PerAxis, axis_count, per_axis
from deconv_core.sizes.ranges import KEYS

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


def layer_is_even(input_size: PerAxis, settings: Mapping[str, PerAxis]) -> bool:
    """Whether one layer, all of its settings in PyTorch's words, covers its output evenly on every axis."""
    axes = axis_count(input_size)
    sizes = per_axis("input_size", input_size, axes)
    rows = zip(*(per_axis(key, settings[key], axes) for key in KEYS), strict=True)
    return all(is_even(size, *np.array([row]).T)[0] for size, row in zip(sizes, rows, strict=True))


def is_even(
    size: int,
    kernel: Integers,
    stride: Integers,
    padding: Integers,
    output_padding: Integers,
    dilation: Integers,
) -> Booleans:
    """Whether these settings, one a place, cover the output of an input of `size` cells evenly, along one axis."""
    even: Booleans = (kernel % stride == 0) & (np.gcd(dilation, stride) == 1)
    k, s, p, op, d = (one[even] for one in (kernel, stride, padding, output_padding, dilation))
    even[even] = _reach_every_cell(size, k, s, p, op, d)
    return even


def _reach_every_cell(
    size: int, kernel: Integers, stride: Integers, padding: Integers, output_padding: Integers, dilation: Integers
) -> Booleans:
    """Whether links reach every output cell, given that the taps meet all residues equally often.

    The cells of one residue are every stride-th: counted in those steps from the first tap that falls on them, the
    following ones start `dilation` apart, and each fills as many places as there are input cells.
    """
    last = (size - 1) * stride + dilation * (kernel - 1) - padding + output_padding
    # A row for each of the first `stride` taps: they fall on all residues.
    tap = np.arange(stride.max(initial=0))[:, None]
    start = tap * dilation
    low, high = -((start - padding) // stride), (last - start) // stride
    filled = [_filled(end, size, kernel // stride, dilation) for end in (low - 1, high)]
    reach: Booleans = ((tap >= stride) | (filled[1] - filled[0] == high - low + 1)).all(axis=0)
    return reach


def _filled(last: Integers, size: int, taps: Integers, dilation: Integers) -> Integers:
    """How many of the places 0 to `last` are filled by `taps` runs of `size` places that start `dilation` apart."""
    last = np.maximum(last, -1)
    before = np.minimum(last // dilation, taps - 1)
    filled: Integers = before * np.minimum(size, dilation) + np.minimum(last - before * dilation + 1, size)
    return filled
