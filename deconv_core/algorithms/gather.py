"""Gather: the same numbers as an ordinary convolution with stride 1, as a sliding window sees them.

    stretched   stride - 1 zeros inserted between input elements
    bordered    dilation * (kernel - 1) - crop cells of zeros added at each end; cells taken away where that is negative
    kernel      turned by 180 degrees, input and output channels exchanged
    output      sum over each window of bordered cells, dilation apart, times the kernel, plus bias

Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", chapter 4 (arXiv:1603.07285).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from deconv_core.algorithms.operands import IN_CHANNELS, Array, Operands, framed, last_axes, prepare
from deconv_core.geometry import Axis, Geometry


@dataclass(frozen=True, eq=False)
class Gather:
    """Steps: the stretched input, its border, the turned kernel, the windows, the output."""

    operands: Operands
    output: Array
    """`[batch?, out_channels, *output_size]`"""

    @cached_property
    def stretched(self) -> Array:
        """`[batch?, in_channels, *stretched_size]`: (input - 1) * stride + 1 cells an axis."""
        return self.operands.joined(stretched(self.operands))

    @property
    def border(self) -> tuple[tuple[int, int], ...]:
        """Cells added before and after, per axis; negative: cells of the stretched input taken away."""
        return tuple(border(axis) for axis in self.operands.geometry.axes)

    @cached_property
    def bordered(self) -> Array:
        """`[batch?, in_channels, *bordered_size]`: output + dilation * (kernel - 1) cells an axis."""
        return self.operands.joined(bordered(self.operands))

    @property
    def kernel(self) -> Array:
        """Weight of the equivalent convolution, `[out_channels, in_channels // groups, *kernel_size]`."""
        kernel = turned(self.operands).swapaxes(1, 2)
        return kernel.reshape(-1, *kernel.shape[2:])

    @property
    def spread_kernel(self) -> Array:
        """The kernel with dilation - 1 zeros between its taps, as it lies on the bordered input."""
        return spread(self.kernel, self.operands.geometry.dilation)

    @property
    def windows(self) -> Array:
        """What each output cell sees, `[batch?, in_channels, *output_size, *kernel_size]`: a read-only view."""
        return windows(self.bordered, self.operands.geometry)


def run(x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1) -> Gather:
    """Window after window; inserted zeros are multiplied like the rest.

    x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias
    `[out_channels]`; GeometryError if a shape does not fit. For dtypes, see Operands.
    """
    operands = prepare(x, w, geometry, bias, groups)
    seen, kernel = windows(bordered(operands), geometry), turned(operands)
    taps = range(-len(geometry.axes), 0)
    sums = operands.zeros(geometry.output_size)
    for cell in np.ndindex(*geometry.output_size):
        window = seen[:, :, :, None, *cell]
        sums[last_axes(cell)] = (window * kernel).sum(axis=(IN_CHANNELS, *taps))
    return Gather(operands, operands.finished(sums))


def stretched(operands: Operands) -> Array:
    """x with stride - 1 zeros between its elements, `[batch, groups, in_channels // groups, *stretched_size]`."""
    return spread(operands.x, operands.geometry.stride)


def bordered(operands: Operands) -> Array:
    """The stretched input within its border, `[batch, groups, in_channels // groups, *bordered_size]`."""
    axes = operands.geometry.axes
    sizes = (axis.output + axis.dilation * (axis.kernel - 1) for axis in axes)
    return framed(stretched(operands), [-border(axis)[0] for axis in axes], sizes)


def border(axis: Axis) -> tuple[int, int]:
    """Zeros before and after the stretched input, so that the first window ends on the first uncropped cell."""
    reach = axis.dilation * (axis.kernel - 1)
    return reach - axis.crop_before, reach - axis.crop_after


def turned(operands: Operands) -> Array:
    """w turned by 180 degrees: its kernel axes, all behind the three of groups and channels, run backwards."""
    return np.flip(operands.w, tuple(range(3, operands.w.ndim)))


def windows(cells: Array, geometry: Geometry) -> Array:
    """Views of bordered cells `[…, *bordered_size]`, dilation apart: `[…, *output_size, *kernel_size]`."""
    reach = [axis.dilation * (axis.kernel - 1) + 1 for axis in geometry.axes]
    close = sliding_window_view(cells, reach, tuple(range(-len(reach), 0)))
    apart: Array = close[last_axes(slice(None, None, dilation) for dilation in geometry.dilation)]
    return apart


def spread(cells: Array, steps: tuple[int, ...]) -> Array:
    """Cells a step apart on the last axes, zeros between them."""
    sizes = ((size - 1) * step + 1 for size, step in zip(cells.shape[-len(steps) :], steps, strict=True))
    apart = np.zeros((*cells.shape[: -len(steps)], *sizes), cells.dtype)
    apart[last_axes(slice(None, None, step) for step in steps)] = cells
    return apart
