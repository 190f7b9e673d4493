"""GEMM: one matrix product makes every tap's products, col2im folds them onto the canvas.

This is what PyTorch's CPU code does: columns = W^T x, then col2im
(aten/src/ATen/native/NaiveConvolutionTranspose2d.cpp).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from deconv_core.algorithms.canvas import Canvas
from deconv_core.algorithms.contraction import Contraction, contract
from deconv_core.algorithms.operands import Array, Operands, prepare
from deconv_core.geometry import Geometry


@dataclass(frozen=True, eq=False)
class Gemm:
    """Steps: the weights as a matrix, the input as a matrix, their product (the columns), canvas and output."""

    operands: Operands
    sums: Canvas
    output: Array
    """`[batch?, out_channels, *output_size]`"""

    @property
    def weights(self) -> Array:
        """W^T, `[groups, out_channels // groups * taps, in_channels // groups]`: taps row-major, they vary fastest."""
        return as_matrix(self.operands.w)

    @property
    def cells(self) -> Array:
        """The input, `[batch, groups, in_channels // groups, input cells]`, cells row-major."""
        return self.operands.x.reshape(*self.operands.x.shape[:3], -1)

    @cached_property
    def columns(self) -> Array:
        """W^T x, `[batch?, out_channels * taps, input cells]`: a column holds all that one input cell writes."""
        return self.operands.joined(contract(self.weights, self.cells))

    @cached_property
    def canvas(self) -> Array:
        """The folded columns, uncropped, without bias, `[batch?, out_channels, *uncropped_size]`."""
        return self.operands.joined(self.sums.whole())


def run(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Gemm:
    """Multiply, then fold: block by block, so that columns are read while the processor's cache still has them.

    x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias
    `[out_channels]`; GeometryError if a shape does not fit. For dtypes, see Operands.
    """
    operands = prepare(x, w, geometry, bias, groups)
    canvas = Canvas(operands)
    cells = canvas.laid_out(operands.x)
    multiply, weights = Contraction(), as_matrix(operands.w)
    taps = list(np.ndindex(*geometry.kernel_size))
    for items, positions in canvas.blocks(cells.shape[-1], weights.shape[0] * weights.shape[1]):
        columns = multiply(weights, cells[items, ..., positions])
        products = columns.reshape(*columns.shape[:2], -1, len(taps), columns.shape[-1])
        for index, tap in enumerate(taps):
            canvas.add(tap, items, positions, products[..., index, :])
    return Gemm(operands, canvas, operands.finished(canvas.cropped()))


def as_matrix(w: Array) -> Array:
    """w `[groups, in, out, *kernel_size]` as `[groups, out * taps, in]`, without a copy."""
    return w.reshape(*w.shape[:2], prod(w.shape[2:])).swapaxes(-1, -2)
