"""Scatter: every input element stamps its own copy of the kernel onto the canvas, and the stamps add up.

    canvas[input_index * stride + tap_index * dilation] += x[input_index] * w[tap_index]
    output = the canvas without its crops, plus bias

Source: PyTorch's ConvTranspose2d; the picture is that of Odena, Dumoulin and Olah, "Deconvolution and Checkerboard
Artifacts" (doi:10.23915/distill.00003), where every point of the small image paints a square in the larger one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from deconv_core.algorithms.operands import IN_CHANNELS, Array, Operands, last_axes, prepare
from deconv_core.geometry import Geometry
from deconv_core.links import Cell, axis_links, checked


@dataclass(frozen=True, eq=False)
class Scatter:
    """Steps: the stamps, the canvas (their sum), the output (what the crops leave of it, plus bias)."""

    operands: Operands
    canvas: Array
    """The uncropped sum, without bias, `[batch?, out_channels, *uncropped_size]`"""
    output: Array
    """`[batch?, out_channels, *output_size]`"""

    def stamp(self, cell: Sequence[int]) -> Array:
        """What one input cell writes, per input channel: `[batch?, in_channels, out_channels // groups, *kernel_size]`.

        Tap k of it lies at canvas position cell * stride + k * dilation. GeometryError if there is no such cell.
        """
        checked_cell = checked(cell, self.operands.geometry.input_size, "cell")
        return self.operands.joined(stamp(self.operands, checked_cell))

    def stamps(self) -> Iterator[tuple[Cell, Array]]:
        """(cell, stamp) of every input cell, one at a time, in row-major order."""
        for cell in np.ndindex(*self.operands.geometry.input_size):
            yield cell, self.stamp(cell)


def run(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Scatter:
    """Stamp after stamp.

    x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias
    `[out_channels]`; GeometryError if a shape does not fit. For dtypes, see Operands.
    """
    operands = prepare(x, w, geometry, bias, groups)
    positions = [axis_links(axis).position for axis in geometry.axes]
    canvas = operands.zeros(geometry.uncropped_size)
    for cell in np.ndindex(*geometry.input_size):
        reached = np.ix_(*(table[index] for table, index in zip(positions, cell, strict=True)))
        canvas[last_axes(reached)] += stamp(operands, cell).sum(axis=IN_CHANNELS)
    return Scatter(operands, operands.joined(canvas), operands.finished(operands.cropped(canvas)))


def stamp(operands: Operands, cell: Cell) -> Array:
    """x at one input cell times the kernel, `[batch, groups, in_channels // groups, out_channels // groups, *taps]`."""
    x = operands.x[last_axes(cell)]
    products: Array = x[last_axes([None] * (1 + len(cell)))] * operands.w
    return products
