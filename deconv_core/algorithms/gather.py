"""Gather: the same numbers as an ordinary convolution with stride 1, as a sliding window sees them.

    stretched   stride - 1 zeros inserted between input elements
    bordered    dilation * (kernel - 1) - crop cells of zeros added at each end; cells taken away where that is negative
    kernel      turned by 180 degrees, input and output channels exchanged
    output      sum over each window of bordered cells, dilation apart, times the kernel

Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", chapter 4 (arXiv:1603.07285).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike

from deconv_core.algorithms.contraction import Contraction
from deconv_core.algorithms.operands import Array, Operands, last_axes, prepare
from deconv_core.geometry import Axis, Geometry
from deconv_core.links import clip

# Of one block's sums; its windows and products take as much again each.
BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, eq=False)
class Gather:
    """Steps: the stretched input, its border, the turned kernel, the windows, the output."""

    operands: Operands
    output: Array
    """`[batch?, out_channels, *output_size]`"""

    @cached_property
    def stretched(self) -> Array:
        """`[batch?, in_channels, *stretched_size]`: (input - 1) * stride + 1 cells an axis."""
        return self.operands.joined(_stretched(self.operands))

    @property
    def border(self) -> tuple[tuple[int, int], ...]:
        """Cells added before and after, per axis; negative: cells of the stretched input taken away."""
        return tuple(border(axis) for axis in self.operands.geometry.axes)

    @cached_property
    def bordered(self) -> Array:
        """`[batch?, in_channels, *bordered_size]`: output + dilation * (kernel - 1) cells an axis."""
        return self.operands.joined(_bordered(self.operands))

    @property
    def kernel(self) -> Array:
        """Weight of the equivalent convolution, `[out_channels, in_channels // groups, *kernel_size]`."""
        turned = _turned(self.operands.w).swapaxes(1, 2)
        return turned.reshape(-1, *turned.shape[2:])

    @property
    def spread_kernel(self) -> Array:
        """The kernel with dilation - 1 zeros between its taps, as it lies on the bordered input."""
        dilation = self.operands.geometry.dilation
        sizes = (d * (k - 1) + 1 for d, k in zip(dilation, self.kernel.shape[2:], strict=True))
        spread = np.zeros((*self.kernel.shape[:2], *sizes), self.kernel.dtype)
        spread[last_axes(slice(None, None, d) for d in dilation)] = self.kernel
        return spread

    @property
    def windows(self) -> Array:
        """What each output cell sees, `[batch?, in_channels, *output_size, *kernel_size]`: a read-only view."""
        geometry, cells = self.operands.geometry, self.bordered
        axes = len(geometry.axes)
        steps = cells.strides[-axes:]
        tap_steps = tuple(step * d for step, d in zip(steps, geometry.dilation, strict=True))
        shape = cells.shape[:-axes] + geometry.output_size + geometry.kernel_size
        return as_strided(cells, shape, cells.strides[:-axes] + steps + tap_steps, writeable=False)


def run(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Gather:
    """Convolve the stretched and bordered input, one kernel tap at a time; inserted zeros are multiplied like the rest.

    Rows of output cells are summed block by block, so that a large output costs no more a cell than a small one.

    x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias
    `[out_channels]`; GeometryError if a shape does not fit. For dtypes, see Operands.
    """
    operands = prepare(x, w, geometry, bias, groups)
    cells, kernel = _bordered(operands), _turned(operands.w)
    sums = np.zeros(operands.sums_shape + geometry.output_size, operands.x.dtype)
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


def _blocks(operands: Operands) -> Iterator[slice]:
    """Rows of output cells of which as many channels as go in or out stay in the processor's cache."""
    first, *others = operands.geometry.output_size
    channels = max(prod(operands.sums_shape), prod(operands.x.shape[:3]))
    rows = max(1, BLOCK_BYTES // (operands.x.dtype.itemsize * channels * prod(others)))
    for start in range(0, first, rows):
        yield slice(start, min(start + rows, first))


def border(axis: Axis) -> tuple[int, int]:
    """Zeros before and after the stretched input, so that the first window ends on the first uncropped cell."""
    reach = axis.dilation * (axis.kernel - 1)
    return reach - axis.crop_before, reach - axis.crop_after


def _stretched(operands: Operands) -> Array:
    geometry = operands.geometry
    sizes = ((axis.input - 1) * axis.stride + 1 for axis in geometry.axes)
    stretched = np.zeros((*operands.x.shape[:3], *sizes), operands.x.dtype)
    stretched[last_axes(slice(None, None, stride) for stride in geometry.stride)] = operands.x
    return stretched


def _bordered(operands: Operands) -> Array:
    axes = operands.geometry.axes
    sizes = [axis.output + axis.dilation * (axis.kernel - 1) for axis in axes]
    places = [clip(border(axis)[0], axis.stride, axis.input, size) for axis, size in zip(axes, sizes, strict=True)]
    bordered = np.zeros((*operands.x.shape[:3], *sizes), operands.x.dtype)
    bordered[last_axes(to for _, to in places)] = operands.x[last_axes(of for of, _ in places)]
    return bordered


def _turned(w: Array) -> Array:
    """w turned by 180 degrees: its kernel axes, all behind the three of groups and channels, run backwards."""
    return np.flip(w, tuple(range(3, w.ndim)))
