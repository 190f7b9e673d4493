"""Scatter, gather and gemm for large arrays: the records of scatter.py, gather.py and gemm.py, in less time.

All positions of one kernel tap are handled together, not one cell after the other, in blocks that stay in the
processor's cache. Arguments, errors and records are those of `run` in the three modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from deconv_core.algorithms.fast_canvas import Canvas
from deconv_core.algorithms.gather import Gather, border, turned
from deconv_core.algorithms.gemm import Gemm, weights
from deconv_core.algorithms.operands import Array, Operands, last_axes, prepare
from deconv_core.algorithms.scatter import Scatter
from deconv_core.geometry import Geometry
from deconv_core.links import clip

# Of one block's sums in gather; its windows and products take as much again each.
BLOCK_BYTES = 1 << 20


def scatter(
    x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1
) -> Scatter:
    """Add up stamps: one row of taps of all of them is multiplied at a time, then added tap by tap."""
    operands = prepare(x, w, geometry, bias, groups)
    canvas = Canvas(operands)
    cells = canvas.laid_out(operands.x)
    multiply, matrices, last = Contraction(), _per_row(operands.w), geometry.kernel_size[-1]
    for items, positions in canvas.blocks(cells.shape[-1], matrices.shape[1] * matrices.shape[2]):
        block = cells[items, ..., positions]
        for row, matrix in zip(np.ndindex(*geometry.kernel_size[:-1]), matrices, strict=True):
            products = multiply(matrix, block)
            products = products.reshape(*products.shape[:2], last, -1, products.shape[-1])
            for tap in range(last):
                canvas.add((*row, tap), items, positions, products[:, :, tap])
    sums = canvas.woven()
    return Scatter(operands, operands.joined(sums), operands.finished(operands.cropped(sums)))


def _per_row(w: Array) -> Array:
    """w as one matrix a row of taps, `[row, groups, taps of a row * out_channels // groups, in_channels // groups]`."""
    groups, inputs, outputs, *_, last = w.shape
    rows = np.ascontiguousarray(w.reshape(groups, inputs, outputs, -1, last).transpose(3, 0, 1, 4, 2))
    return rows.reshape(-1, groups, inputs, last * outputs).swapaxes(-1, -2)


def gemm(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Gemm:
    """Multiply, then fold: block by block, so that columns are read while the processor's cache still has them."""
    operands = prepare(x, w, geometry, bias, groups)
    canvas = Canvas(operands)
    cells = canvas.laid_out(operands.x)
    multiply, matrix = Contraction(), weights(operands)
    taps = list(np.ndindex(*geometry.kernel_size))
    for items, positions in canvas.blocks(cells.shape[-1], matrix.shape[0] * matrix.shape[1]):
        columns = multiply(matrix, cells[items, ..., positions])
        products = columns.reshape(*columns.shape[:2], -1, len(taps), columns.shape[-1])
        for index, tap in enumerate(taps):
            canvas.add(tap, items, positions, products[..., index, :])
    sums = canvas.woven()
    return Gemm(operands, operands.joined(sums), operands.finished(operands.cropped(sums)))


def gather(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Gather:
    """Convolve one kernel tap at a time, rows of output cells block by block: a large output costs no more a cell."""
    operands = prepare(x, w, geometry, bias, groups)
    cells, kernel = _bordered(operands), turned(operands)
    sums = operands.zeros(geometry.output_size)
    multiply = Contraction()
    for rows in _blocks(operands):
        here = last_axes([rows, *map(slice, geometry.output_size[1:])])
        block = sums[here]
        for tap in np.ndindex(*geometry.kernel_size):
            starts = (k * axis.dilation for k, axis in zip(tap, geometry.axes, strict=True))
            window = last_axes(slice(s, s + size) for s, size in zip(starts, geometry.output_size, strict=True))
            seen = cells[window][here]
            products = multiply(kernel[last_axes(tap)].swapaxes(-1, -2), seen.reshape(*seen.shape[:3], -1))
            block += products.reshape(block.shape)
    return Gather(operands, operands.finished(sums))


def _bordered(operands: Operands) -> Array:
    """What gather.bordered gives, without writing the stretched input first."""
    axes = operands.geometry.axes
    sizes = [axis.output + axis.dilation * (axis.kernel - 1) for axis in axes]
    places = [clip(border(axis)[0], axis.stride, axis.input, size) for axis, size in zip(axes, sizes, strict=True)]
    cells = np.zeros((*operands.x.shape[:3], *sizes), operands.x.dtype)
    cells[last_axes(to for _, to in places)] = operands.x[last_axes(of for of, _ in places)]
    return cells


def _blocks(operands: Operands) -> Iterator[slice]:
    """Rows of output cells of which as many channels as go in or out stay in the processor's cache."""
    first, *others = operands.geometry.output_size
    channels = max(prod(operands.sums_shape), prod(operands.x.shape[:3]))
    rows = max(1, BLOCK_BYTES // (operands.x.dtype.itemsize * channels * prod(others)))
    for start in range(0, first, rows):
        yield slice(start, min(start + rows, first))


def contract(weights: Array, x: Array, out: Array | None = None) -> Array:
    """The sum over input channels: weights `[…, out, in]` times x `[…, in, position]` is `[…, out, position]`.

    In their dtype, in `out` if given.
    """
    # One channel leaves nothing to sum; a plain product is ten times faster there than a matrix product.
    product: Array = (np.multiply if weights.shape[-1] == 1 else np.matmul)(weights, x, out=out)
    return product


class Contraction:
    """`contract` for block after block in one piece of memory: each result lasts until the next."""

    def __init__(self) -> None:
        self.memory: Array = np.empty(0)

    def __call__(self, weights: Array, x: Array) -> Array:
        """weights `[groups, out, in]` times x `[items, groups, in, position]`."""
        shape = (*x.shape[:2], weights.shape[-2], x.shape[-1])
        if self.memory.size < prod(shape):
            self.memory = np.empty(prod(shape), x.dtype)
        return contract(weights, x, self.memory[: prod(shape)].reshape(shape))
