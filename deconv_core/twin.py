"""Another framework's numbers in PyTorch: the padding and output_padding that give them, or else a recipe.

Two geometries with the same input, kernel, stride and dilation give the same numbers, whatever x and w, exactly where
they keep the same cells of the canvas: the crops decide. PyTorch crops no more after than before, never less than
nothing before, and takes back fewer cells than max(stride, dilation); beyond that, there are no words. The recipe runs
without a crop, slices, and appends the cells that no link reaches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deconv_core.frameworks import pytorch
from deconv_core.geometry import Axis, Geometry, GeometryError

Sizes = tuple[int, ...]


@dataclass(frozen=True)
class Twin:
    """PyTorch's `padding` and `output_padding`, one int an axis, that give a geometry's numbers."""

    padding: Sizes
    output_padding: Sizes


def twin(geometry: Geometry) -> Twin | None:
    """The one pair of PyTorch's settings with this geometry's numbers; None where there is none."""
    try:
        words = pytorch.words(geometry)
    except GeometryError:
        return None
    return Twin(words["padding"], words["output_padding"])


def obstacles(geometry: Geometry) -> dict[int, GeometryError]:
    """Why PyTorch has no words, by axis; empty where it has."""
    found = {}
    for index, axis in enumerate(geometry.axes):
        try:
            pytorch.check_wordable(axis, index)
        except GeometryError as error:
            found[index] = error
    return found


def differing(ours: Axis, theirs: Axis) -> tuple[int, ...]:
    """The cells of `theirs` that are not the same cell of the canvas as in `ours`, along one axis.

    Both have the same input, kernel, stride and dilation. A cell beyond the other's end differs too.
    """
    same = ours.crop_before == theirs.crop_before
    return tuple(range(ours.output, theirs.output)) if same else tuple(range(theirs.output))


def recipe(geometry: Geometry) -> str:
    """PyTorch source that makes `y` `[batch, out, *output_size]` from `x` and `w` in PyTorch's order, by any crops.

    It expects `from torch.nn import functional as F`.
    """
    return "\n".join(_recipe(geometry))


def _recipe(geometry: Geometry) -> Iterator[str]:
    count = len(geometry.axes)
    yield f"y = F.conv_transpose{count}d(x, w, stride={geometry.stride}, dilation={geometry.dilation})"
    kept = [_kept(axis) for axis in geometry.axes]
    if kept != [(0, axis.uncropped) for axis in geometry.axes]:
        yield f"y = y[..., {', '.join(f'{start}:{stop}' for start, stop in kept)}]"
    # F.pad begins with the last axis.
    margins = [cells for axis in reversed(geometry.axes) for cells in _appended(axis)]
    if any(margins):
        yield f"y = F.pad(y, {tuple(margins)})"


def _kept(axis: Axis) -> tuple[int, int]:
    """The canvas cells of an axis inside the frame, as a slice; an empty one where the frame lies beyond them."""
    start, stop = max(0, axis.crop_before), min(axis.uncropped, axis.crop_before + axis.output)
    return (start, stop) if start < stop else (0, 0)


def _appended(axis: Axis) -> tuple[int, int]:
    """The cells before and after that the canvas does not have."""
    start, stop = _kept(axis)
    before = min(axis.output, max(0, -axis.crop_before))
    return before, axis.output - (stop - start) - before
