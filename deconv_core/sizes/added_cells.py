"""The cells that output_padding adds at the far edge: where they lie, and which of them no link reaches.

PyTorch crops `padding` cells at both ends of an axis, then moves the far edge out again by output_padding. What that
adds lies inside the canvas as far as it was cropped there, then beyond it. An added cell is zero, whatever the numbers,
exactly where no link reaches it: in a gap between stamps, and everywhere beyond the canvas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from deconv_core.geometry import Axis, Geometry
from deconv_core.links import axis_coverage


@dataclass(frozen=True)
class AddedCells:
    """How many lie `inside` the canvas, taken back from the crop; how many of these in `gaps`, where no link reaches;
    how many `beyond` the canvas, where none can."""

    inside: int
    gaps: int
    beyond: int


def along(axis: Axis) -> AddedCells:
    """Rows or columns that output_padding adds on one axis."""
    return in_corner(Geometry((axis,)))


def in_corner(geometry: Geometry) -> AddedCells:
    """Cells that output_padding adds on every axis at once."""
    cuts = [_Cuts.of(axis) for axis in geometry.axes]
    inside = _Box.of(geometry, [slice(cut.kept, cut.canvas) for cut in cuts])
    both = _Box.of(geometry, [slice(cut.kept, cut.output) for cut in cuts])
    return AddedCells(inside.cells, inside.cells - inside.reached, both.cells - inside.cells)


def in_output(geometry: Geometry) -> AddedCells:
    """Cells that output_padding adds on any axis, the corner with them."""
    cuts = [_Cuts.of(axis) for axis in geometry.axes]
    kept, canvas, output = (
        _Box.of(geometry, [slice(0, end) for end in ends])
        for ends in zip(*((cut.kept, cut.canvas, cut.output) for cut in cuts), strict=True)
    )
    inside = canvas.cells - kept.cells
    return AddedCells(inside, inside - (canvas.reached - kept.reached), output.cells - canvas.cells)


@dataclass(frozen=True)
class _Cuts:
    """Where one axis of the output is cut, in cells from its start: without output_padding it ends at `kept`, the
    canvas ends at `canvas`, all ends at `output`."""

    kept: int
    canvas: int
    output: int

    @classmethod
    def of(cls, axis: Axis) -> _Cuts:
        added = max(0, axis.crop_before - axis.crop_after)
        kept = max(0, axis.output - added)
        return cls(kept, min(axis.output, max(kept, axis.uncropped - axis.crop_before)), axis.output)


@dataclass(frozen=True)
class _Box:
    """A box of output cells: how many, and how many of them links reach."""

    cells: int
    reached: int

    @classmethod
    def of(cls, geometry: Geometry, spans: Sequence[slice]) -> _Box:
        counts = [axis_coverage(axis)[span] for axis, span in zip(geometry.axes, spans, strict=True)]
        return cls(prod(map(len, counts)), prod(int(np.count_nonzero(one)) for one in counts))
