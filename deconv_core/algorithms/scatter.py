"""Scatter: every input element stamps its own copy of the kernel onto the canvas, and the stamps add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from deconv_core.algorithms.canvas import Canvas
from deconv_core.algorithms.contraction import Contraction
from deconv_core.algorithms.operands import Array, Operands, last_axes, prepare
from deconv_core.geometry import Geometry
from deconv_core.links import Cell, checked


@dataclass(frozen=True, eq=False)
class Scatter:
    """Steps: the stamps, the canvas (their sum), the output (what the crops leave of it, plus bias)."""

    operands: Operands
    sums: Canvas
    output: Array
    """`[batch?, out_channels, *output_size]`"""

    @cached_property
    def canvas(self) -> Array:
        """The uncropped sum, without bias, `[batch?, out_channels, *uncropped_size]`."""
        return self.operands.joined(self.sums.whole())

    def stamp(self, cell: Sequence[int]) -> Array:
        """What one input cell writes, per input channel: `[batch?, in_channels, out_channels // groups, *kernel_size]`.

        Tap k of it lies at canvas position cell * stride + k * dilation. GeometryError if there is no such cell.
        """
        o = self.operands
        x = o.x[last_axes(checked(cell, o.geometry.input_size, "cell"))]
        return o.joined(x[last_axes([None] * (1 + len(o.geometry.axes)))] * o.w)

    def stamps(self) -> Iterator[tuple[Cell, Array]]:
        """(cell, stamp) of every input cell, one at a time, in row-major order."""
        for cell in product(*map(range, self.operands.geometry.input_size)):
            yield cell, self.stamp(cell)


def run(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Scatter:
    """Add up stamps: one row of taps of all of them is multiplied at a time, then added tap by tap.

    x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias
    `[out_channels]`; GeometryError if a shape does not fit. For dtypes, see Operands.
    """
    operands = prepare(x, w, geometry, bias, groups)
    canvas = Canvas(operands)
    cells = canvas.laid_out(operands.x)
    multiply, weights, last = Contraction(), _per_row(operands.w), geometry.kernel_size[-1]
    for items, positions in canvas.blocks(cells.shape[-1], weights.shape[1] * weights.shape[2]):
        block = cells[items, ..., positions]
        for row, matrix in zip(np.ndindex(*geometry.kernel_size[:-1]), weights, strict=True):
            products = multiply(matrix, block)
            products = products.reshape(*products.shape[:2], last, -1, products.shape[-1])
            for tap in range(last):
                canvas.add((*row, tap), items, positions, products[:, :, tap])
    return Scatter(operands, canvas, operands.finished(canvas.cropped()))


def _per_row(w: Array) -> Array:
    """w as one matrix a row of taps, `[row, groups, taps of a row * out_channels // groups, in_channels // groups]`."""
    groups, inputs, outputs, *_, last = w.shape
    rows = np.ascontiguousarray(w.reshape(groups, inputs, outputs, -1, last).transpose(3, 0, 1, 4, 2))
    return rows.reshape(-1, groups, inputs, last * outputs).swapaxes(-1, -2)
