"""Links: which input cell reaches which output cell through which kernel tap.

    position = input_index * stride + tap_index * dilation      on the uncropped canvas
    output_index = position - crop_before                       kept if inside [0, output), else cropped

Each axis has its own small table; an n-dimensional link is one link of every axis, so counts multiply and nothing here
builds more than it returns. A cell is a tuple with one index an axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from deconv_core.geometry import Axis, Geometry, GeometryError, whole

Cell = tuple[int, ...]
Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class AxisLinks:
    """All links of one axis, kept or cropped: three tables `[input, kernel]`."""

    position: Indices
    output: Indices
    inside: NDArray[np.bool_]


def axis_links(axis: Axis) -> AxisLinks:
    """Canvas position, output index and whether it is kept, for every input element and tap of the axis."""
    position = np.add.outer(np.arange(axis.input) * axis.stride, np.arange(axis.kernel) * axis.dilation)
    output = position - axis.crop_before
    return AxisLinks(position, output, (output >= 0) & (output < axis.output))


def tap_slices(axis: Axis, tap: int) -> tuple[slice, slice]:
    """The kept links of one tap: which input elements, and, in the same order, which output cells."""
    return clip(tap * axis.dilation - axis.crop_before, axis.stride, axis.input, axis.output)


def clip(first: int, step: int, count: int, size: int) -> tuple[slice, slice]:
    """Of the places first, first + step, … (`count` of them), those in [0, size): their numbers and themselves."""
    low = max(0, -(first // step))
    high = max(low, min(count, -((first - size) // step)))
    place = first + low * step
    return slice(low, high), slice(place, place + (high - low - 1) * step + 1 if high > low else place, step)


def axis_coverage(axis: Axis) -> Indices:
    """Number of kept links per output cell, `[output]`."""
    counts = np.zeros(axis.output, np.intp)
    for tap in range(axis.kernel):
        counts[tap_slices(axis, tap)[1]] += 1
    return counts


def coverage(geometry: Geometry) -> Indices:
    """Number of kept links per output cell, `[*output_size]`: where it is uneven, it makes a checkerboard."""
    return reduce(np.multiply.outer, map(axis_coverage, geometry.axes))


def axis_count(axis: Axis) -> int:
    """Number of kept links of one axis."""
    slices = (tap_slices(axis, tap)[0] for tap in range(axis.kernel))
    return sum(inputs.stop - inputs.start for inputs in slices)


def count(geometry: Geometry) -> int:
    """Number of kept links: the non-zero entries of the sparse matrix, for one pair of channels."""
    return prod(map(axis_count, geometry.axes))


def feeds(geometry: Geometry, output_cell: Sequence[int]) -> list[tuple[Cell, Cell]]:
    """(input cell, tap cell) of each link that feeds the output cell, input cells in row-major order.

    Empty for a cell in a gap between stamps, or beyond the canvas. GeometryError if there is no such cell.
    """
    cell = checked(output_cell, geometry.output_size, "output_cell")
    return _joined([_axis_feeds(axis, index) for axis, index in zip(geometry.axes, cell, strict=True)])


def _axis_feeds(axis: Axis, output: int) -> list[tuple[int, int]]:
    # The larger the tap, the smaller the input index; falling taps give the rising inputs of row-major order.
    position = output + axis.crop_before
    pairs = (((position - tap * axis.dilation), tap) for tap in reversed(range(axis.kernel)))
    return [(p // axis.stride, tap) for p, tap in pairs if p % axis.stride == 0 and 0 <= p // axis.stride < axis.input]


def fed_by(geometry: Geometry, input_cell: Sequence[int]) -> list[tuple[Cell, Cell]]:
    """(tap cell, output cell) of each kept link that the input cell feeds, tap cells in row-major order.

    Empty if its whole stamp is cropped. GeometryError if there is no such cell.
    """
    cell = checked(input_cell, geometry.input_size, "input_cell")
    return _joined([_axis_fed_by(axis, index) for axis, index in zip(geometry.axes, cell, strict=True)])


def _axis_fed_by(axis: Axis, index: int) -> list[tuple[int, int]]:
    first = index * axis.stride - axis.crop_before
    pairs = ((tap, first + tap * axis.dilation) for tap in range(axis.kernel))
    return [(tap, output) for tap, output in pairs if 0 <= output < axis.output]


def _joined(axes: list[list[tuple[int, int]]]) -> list[tuple[Cell, Cell]]:
    """One link of every axis, as two cells; the last axis varies fastest."""
    return [(tuple(a for a, _ in links), tuple(b for _, b in links)) for links in product(*axes)]


def checked(cell: Sequence[int], size: tuple[int, ...], field: str) -> Cell:
    """`cell` as Python ints; GeometryError unless it has one index an axis, each in [0, size)."""
    indices = tuple(whole(field, index, axis) for axis, index in enumerate(cell))
    if len(indices) != len(size) or not all(0 <= index < length for index, length in zip(indices, size, strict=True)):
        message = f"{field} is {indices}, but cells run from 0 to one less than {size} on each axis. Pick one inside."
        raise GeometryError(message, "no_such_cell", field, None, {"cell": indices, "size": size})
    return indices
