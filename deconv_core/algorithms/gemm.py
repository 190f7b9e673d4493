"""GEMM: one matrix product makes every tap's products, col2im folds them onto the canvas.

    columns = W^T x                                                              [out_channels * taps, input cells]
    canvas[input_index * stride + tap_index * dilation] += columns[tap_index, input_index]
    output  = the canvas without its crops, plus bias

Source: PyTorch's CPU code, which does just this (aten/src/ATen/native/NaiveConvolutionTranspose2d.cpp).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from deconv_core.algorithms.operands import Array, Operands, last_axes, prepare
from deconv_core.geometry import Geometry
from deconv_core.links import axis_links


@dataclass(frozen=True, eq=False)
class Gemm:
    """Steps: the weights as a matrix, the input as a matrix, their product (the columns), canvas and output."""

    operands: Operands
    canvas: Array
    """The folded columns, uncropped, without bias, `[batch?, out_channels, *uncropped_size]`"""
    output: Array
    """`[batch?, out_channels, *output_size]`"""

    @property
    def weights(self) -> Array:
        """W^T, `[groups, out_channels // groups * taps, in_channels // groups]`: taps row-major, they vary fastest."""
        return weights(self.operands)

    @property
    def cells(self) -> Array:
        """The input, `[batch, groups, in_channels // groups, input cells]`, cells row-major."""
        return self.operands.cells

    @cached_property
    def columns(self) -> Array:
        """W^T x, `[batch?, out_channels * taps, input cells]`: a column holds all that one input cell writes."""
        return self.operands.joined(self.weights @ self.cells)


def run(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Gemm:
    """Multiply, then fold tap after tap.

    x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias
    `[out_channels]`; GeometryError if a shape does not fit. For dtypes, see Operands.
    """
    operands = prepare(x, w, geometry, bias, groups)
    positions = [axis_links(axis).position for axis in geometry.axes]
    columns = weights(operands) @ operands.cells
    products = columns.reshape(*operands.sums_shape, *geometry.kernel_size, *geometry.input_size)
    canvas = operands.zeros(geometry.uncropped_size)
    for tap in np.ndindex(*geometry.kernel_size):
        reached = np.ix_(*(table[:, index] for table, index in zip(positions, tap, strict=True)))
        canvas[last_axes(reached)] += products[:, :, :, *tap]
    return Gemm(operands, operands.joined(canvas), operands.finished(operands.cropped(canvas)))


def weights(operands: Operands) -> Array:
    """W^T, `[groups, out_channels // groups * taps, in_channels // groups]`, without a copy."""
    w = operands.w
    return w.reshape(*w.shape[:2], prod(w.shape[2:])).swapaxes(-1, -2)
