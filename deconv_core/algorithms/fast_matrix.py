"""The matrix of matrix.py without its zeros: one entry for each kept link, in time and memory linear in their number.

The entry's value is the weight of the link's tap. All pairs of channels share one pattern of entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from deconv_core.algorithms.fast import contract
from deconv_core.algorithms.operands import Array, Operands, check_shape, last_axes, prepare
from deconv_core.geometry import Axis, Geometry
from deconv_core.links import Indices, tap_slices


@dataclass(frozen=True, eq=False)
class Pattern:
    """Where the matrix has entries: coordinates of the kept links, without values.

    Links are kept in one array axis per axis of the geometry, each ordered by tap, then input element; so the links of
    one tap are a block. `starts` says per axis where each tap's links start.
    """

    row_grid: Indices
    column_grid: Indices
    starts: tuple[Indices, ...]
    geometry: Geometry

    @property
    def shape(self) -> tuple[int, int]:
        """(output cells, input cells)."""
        return prod(self.geometry.output_size), prod(self.geometry.input_size)

    @property
    def rows(self) -> Indices:
        """Output cell of each link, `[links]`."""
        return self.row_grid.reshape(-1)

    @property
    def columns(self) -> Indices:
        """Input cell of each link, `[links]`."""
        return self.column_grid.reshape(-1)

    @cached_property
    def taps(self) -> Indices:
        """Tap of each link, `[links]`, numbered row-major: which weight its entry has."""
        per_axis = [np.repeat(np.arange(len(starts) - 1), np.diff(starts)) for starts in self.starts]
        return _numbered(per_axis, self.geometry.kernel_size).reshape(-1)

    def per_tap(self) -> Iterator[tuple[tuple[int, ...], Indices, Indices]]:
        """(tap cell, its rows, its columns); neither a row nor a column comes twice in one tap."""
        for tap in np.ndindex(*self.geometry.kernel_size):
            block = tuple(slice(starts[k], starts[k + 1]) for k, starts in zip(tap, self.starts, strict=True))
            yield tap, self.row_grid[block].reshape(-1), self.column_grid[block].reshape(-1)


def pattern(geometry: Geometry) -> Pattern:
    """The matrix's entries, in time and memory linear in the number of kept links."""
    links = [_axis_links(axis) for axis in geometry.axes]
    rows = _numbered([row for row, _, _ in links], geometry.output_size)
    columns = _numbered([column for _, column, _ in links], geometry.input_size)
    return Pattern(rows, columns, tuple(starts for _, _, starts in links), geometry)


def _axis_links(axis: Axis) -> tuple[Indices, Indices, Indices]:
    """Output index and input index of the axis's kept links, by tap; where each tap's links start, and the end."""
    slices = [tap_slices(axis, tap) for tap in range(axis.kernel)]
    inputs, outputs = (
        np.concatenate([np.arange(s.start, s.stop, s.step) for s in part]) for part in zip(*slices, strict=True)
    )
    starts = np.cumsum([0, *(part.stop - part.start for part, _ in slices)])
    return outputs, inputs, starts


def _numbered(per_axis: list[Indices], size: tuple[int, ...]) -> Indices:
    """Row-major cell numbers of every combination of per-axis indices, one array axis an axis."""
    weights = [prod(size[axis + 1 :]) for axis in range(len(size))]
    return reduce(np.add.outer, (index * weight for index, weight in zip(per_axis, weights, strict=True)))


@dataclass(frozen=True, eq=False)
class SparseMatrix:
    """Steps: the pattern of entries, the values of a pair of channels, the output; and the forward convolution."""

    operands: Operands
    pattern: Pattern
    output: Array
    """`[batch?, out_channels, *output_size]`"""

    def values(self, in_channel: int = 0, out_channel: int = 0) -> Array:
        """Value of each entry, `[links]`, for a channel of the input and one of its group's output channels."""
        w = self.operands.w.reshape(-1, self.operands.w.shape[2], prod(self.operands.geometry.kernel_size))
        values: Array = w[in_channel, out_channel][self.pattern.taps]
        return values

    def dense(self, in_channel: int = 0, out_channel: int = 0) -> Array:
        """The matrix with its zeros, `[output cells, input cells]`, for the same two channels. For small sizes."""
        dense = np.zeros(self.pattern.shape, self.operands.w.dtype)
        dense[self.pattern.rows, self.pattern.columns] = self.values(in_channel, out_channel)
        return dense

    def forward(self, y: ArrayLike) -> Array:
        """The transposed matrix times y `[batch?, out_channels, *output_size]`: the forward convolution.

        Returns `[batch?, in_channels, *input_size]`. GeometryError if y's shape is not the output's.
        """
        operands = self.operands
        sums = np.asarray(y)
        check_shape("y", sums, self.output.shape)
        cells = sums.reshape(*operands.sums_shape, -1)
        result = np.zeros((*operands.x.shape[:3], self.pattern.shape[1]), np.result_type(cells, operands.w))
        for tap, rows, columns in self.pattern.per_tap():
            result[..., columns] += contract(operands.w[last_axes(tap)], cells[..., rows])
        return operands.joined(result.reshape(operands.x.shape))


def run(
    x: ArrayLike, w: ArrayLike, geometry: Geometry, *, bias: ArrayLike | None = None, groups: int = 1
) -> SparseMatrix:
    """Entries of one tap have one weight, so they are multiplied together. Arguments and errors as in matrix.run."""
    operands = prepare(x, w, geometry, bias, groups)
    entries = pattern(geometry)
    cells = operands.cells
    sums = operands.zeros(entries.shape[:1])
    for tap, rows, columns in entries.per_tap():
        sums[..., rows] += contract(operands.w[last_axes(tap)].swapaxes(-1, -2), cells[..., columns])
    return SparseMatrix(operands, entries, operands.finished(sums.reshape(*operands.sums_shape, *geometry.output_size)))
