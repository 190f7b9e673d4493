"""Cells that no link reaches: they hold zeros, whatever is in the input and in the kernel.

An output cell at `position` of the canvas is reached if position = input_index * stride + tap_index * dilation for
some input cell and some tap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deconv_core.geometry import Axis
from deconv_core.links import tap_slices

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Unreached:
    """Output cells of one axis that no link reaches: `count` in all, the last `at_end` cells among them."""

    count: int
    at_end: int


def unreached(axis: Axis) -> Unreached:
    empty = np.ones(axis.output, bool)
    for tap in range(axis.kernel):
        empty[tap_slices(axis, tap)[1]] = False
    return Unreached(int(empty.sum()), int(np.logical_and.accumulate(empty[::-1]).sum()))


def is_reached(position: Integers, inputs: int, kernel: Integers, stride: Integers, dilation: Integers) -> Flags:
    """Whether a link reaches this position of the canvas; each array one number a layer, `inputs` cells of input."""
    # The taps whose input cell, were it a whole number, is there; of `stride` neighbours one has a whole one, or none.
    first = np.maximum(0, -(((inputs - 1) * stride - position) // dilation))
    last = np.minimum(kernel - 1, position // dilation)
    found = np.zeros(position.shape, bool)
    for step in range(np.minimum(last - first + 1, stride).max(initial=0)):
        tap = first + step
        found |= (tap <= last) & ((position - tap * dilation) % stride == 0)
    return found
