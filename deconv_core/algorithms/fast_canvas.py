"""The canvas on which stamps add up, kept in pieces that make adding fast.

Cells whose positions differ by multiples of the stride form a *phase*. All products of one kernel tap fall in one
phase, moved by a whole number of cells; so each phase is kept as a plain array, where an addition touches neighbouring
cells instead of every stride-th one. A phase has as many cells per axis as the input plus its *reach*: the steps of
stride that the last tap lies away. If the input's rows get that many zeros at their end (see `laid_out`), moving by a
tap is one offset in the flattened array, and an addition is one run through memory however many axes there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product, repeat
from math import prod

import numpy as np

from deconv_core.algorithms.operands import Array, Operands, last_axes
from deconv_core.geometry import Axis, Geometry

# Larger blocks leave the cache, smaller ones spend more on calls than on sums; matrix products want many positions.
BLOCK_BYTES = 1 << 22
FEWEST_POSITIONS = 4096
MOST_WASTE = 2


class Canvas:
    """Adds products per tap, then gives the sum."""

    def __init__(self, operands: Operands) -> None:
        self.geometry: Geometry = operands.geometry
        self.lead = operands.sums_shape
        self.dtype = operands.x.dtype
        self.grid = tuple(axis.input + axis.dilation * (axis.kernel - 1) // axis.stride for axis in self.geometry.axes)
        self.phases = list(product(*map(_phases, self.geometry.axes)))
        # One allocation for all phases: the system hands out large pieces of memory much faster than many small ones.
        self.cells = np.zeros((len(self.phases), *self.lead, *self.grid), self.dtype)
        # Zeros behind each row multiply with the weights, so these must be finite; and they must be few.
        few = self._run_length() <= MOST_WASTE * prod(self.geometry.input_size)
        self.flat = few and bool(np.isfinite(operands.w).all())

    def _run_length(self) -> int:
        """Cells from the first input element to the last, in rows as long as the grid's."""
        last = (size - 1 for size in self.geometry.input_size)
        return 1 + _flat_index(last, self.grid)

    def laid_out(self, x: Array) -> Array:
        """x `[batch, groups, channels, *input_size]` as `[batch, groups, channels, position]`, for `add`."""
        size = self.geometry.input_size
        rows = (size[0], *self.grid[1:])
        if not self.flat or rows == size:
            return x.reshape(*x.shape[:3], -1)
        padded = np.zeros(x.shape[:3] + rows, x.dtype)
        padded[last_axes(map(slice, size))] = x
        return padded.reshape(*x.shape[:3], -1)[..., : self._run_length()]

    def blocks(self, positions: int, channels: int) -> Iterator[tuple[slice, slice]]:
        """Parts of batch and positions whose products, of so many channels in all, stay in the processor's cache."""
        cells = BLOCK_BYTES // (channels * self.dtype.itemsize)
        width = min(positions, max(cells, FEWEST_POSITIONS)) if self.flat else positions
        items = max(1, cells // positions)
        for item, start in product(range(0, self.lead[0], items), range(0, positions, width)):
            yield slice(item, item + items), slice(start, min(start + width, positions))

    def add(self, tap: Sequence[int], items: slice, positions: slice, products: Array) -> None:
        """Add one tap's products `[items, groups, out_channels // groups, positions]` of laid-out input."""
        places = [divmod(k * axis.dilation, axis.stride) for k, axis in zip(tap, self.geometry.axes, strict=True)]
        phase = self.cells[self.phases.index(tuple(rest for _, rest in places)), items]
        moved = [steps for steps, _ in places]
        if self.flat:
            offset = _flat_index(moved, self.grid)
            target = phase.reshape(*phase.shape[:3], -1)[..., offset + positions.start : offset + positions.stop]
        else:
            size = self.geometry.input_size
            target = phase[last_axes(slice(m, m + n) for m, n in zip(moved, size, strict=True))]
        target += products.reshape(target.shape)

    def woven(self) -> Array:
        """The uncropped canvas, `[batch, groups, out_channels // groups, *uncropped_size]`: its phases interleaved."""
        woven = np.zeros(self.lead + self.geometry.uncropped_size, self.dtype)
        for phase, cells in zip(self.phases, self.cells, strict=True):
            places = woven[last_axes(map(slice, phase, repeat(None), self.geometry.stride))]
            places[...] = cells[last_axes(map(slice, places.shape[3:]))]
        return woven


def _phases(axis: Axis) -> list[int]:
    """The phases of one axis that some tap falls in."""
    return sorted({tap * axis.dilation % axis.stride for tap in range(axis.kernel)})


def _flat_index(cell: Iterator[int] | Sequence[int], size: Sequence[int]) -> int:
    index = 0
    for number, length in zip(cell, size, strict=True):
        index = index * length + number
    return index
