"""Matrix: the transposed convolution as a matrix times the input; its transpose is the forward convolution.

    matrix[output cell, input cell] = w[tap]                  where a link joins the two, else 0
    output  = matrix x + bias                                 forward = matrix^T y

A row for each output cell and a column for each input cell, both numbered row-major.

Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 4.1 (arXiv:1603.07285).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from deconv_core.algorithms.operands import IN_CHANNELS, OUT_CHANNELS, Array, Operands, check_shape, last_axes, prepare
from deconv_core.geometry import Geometry
from deconv_core.links import feeds


@dataclass(frozen=True, eq=False)
class Matrix:
    """Steps: the matrix with its zeros, the output; and the forward convolution."""

    operands: Operands
    matrix: Array
    """`[groups, in_channels // groups, out_channels // groups, output cells, input cells]`"""
    output: Array
    """`[batch?, out_channels, *output_size]`"""

    def dense(self, in_channel: int = 0, out_channel: int = 0) -> Array:
        """`[output cells, input cells]`, for a channel of the input and one of its group's output channels."""
        per_input = self.matrix.reshape(-1, *self.matrix.shape[2:])
        dense: Array = per_input[in_channel, out_channel]
        return dense

    def forward(self, y: ArrayLike) -> Array:
        """The transposed matrix times y `[batch?, out_channels, *output_size]`: the forward convolution.

        Returns `[batch?, in_channels, *input_size]`. GeometryError if y's shape is not the output's.
        """
        operands = self.operands
        cells = np.asarray(y)
        check_shape("y", cells, self.output.shape)
        cells = cells.reshape(*operands.sums_shape, -1)
        sums = times(self.matrix.swapaxes(-1, -2), np.expand_dims(cells, IN_CHANNELS), OUT_CHANNELS)
        return operands.joined(sums.reshape(operands.x.shape))


def run(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Matrix:
    """Write the matrix row by row, then multiply. For small sizes: all zeros are there.

    x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias
    `[out_channels]`; GeometryError if a shape does not fit. For dtypes, see Operands.
    """
    operands = prepare(x, w, geometry, bias, groups)
    shape = prod(geometry.output_size), prod(geometry.input_size)
    matrix = np.zeros(operands.w.shape[:3] + shape, operands.w.dtype)
    for row, output_cell in enumerate(np.ndindex(*geometry.output_size)):
        for input_cell, tap in feeds(geometry, output_cell):
            column = np.ravel_multi_index(input_cell, geometry.input_size)
            matrix[..., row, column] = operands.w[last_axes(tap)]
    sums = times(matrix, np.expand_dims(operands.cells, OUT_CHANNELS), IN_CHANNELS)
    return Matrix(operands, matrix, operands.finished(sums.reshape(*operands.sums_shape, *geometry.output_size)))


def times(matrix: Array, cells: Array, channels: int) -> Array:
    """Every pair of channels' matrix times its cells, summed over the axis of `channels`."""
    sums: Array = (matrix @ cells[..., None])[..., 0].sum(axis=channels)
    return sums
