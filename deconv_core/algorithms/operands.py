"""What every algorithm works on: x, w and bias with their groups split out, checked against the geometry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deconv_core.geometry import Geometry, GeometryError, at_least, whole

Array = NDArray[Any]

LAYOUTS = {
    "x": "[batch?, in_channels, *input_size]",
    "w": "[in_channels, out_channels // groups, *kernel_size], none of them empty",
    "bias": "[out_channels]",
    "y": "[batch?, out_channels, *output_size]",
}

# Axes of all products `[batch, groups, in_channels // groups, out_channels // groups, …]` before they are summed.
IN_CHANNELS, OUT_CHANNELS = 2, 3


def last_axes(indices: Iterable[int | slice | Array | None]) -> tuple[Any, ...]:
    """Index that picks `indices` on the last axes, all of the leading ones."""
    return (..., *indices)


def framed(cells: Array, starts: Iterable[int], sizes: Iterable[int]) -> Array:
    """On the last axes, `size` cells from `start` on, which may lie before the first: zeros where no cells are.

    A view of `cells` where it has them all.
    """
    frame = list(zip(starts, sizes, strict=True))
    counts = cells.shape[-len(frame) :]
    beyond = [(max(0, -start), max(0, start + size - n)) for (start, size), n in zip(frame, counts, strict=True)]
    if any(map(any, beyond)):
        cells = np.pad(cells, [(0, 0)] * (cells.ndim - len(frame)) + beyond)
    seen: Array = cells[last_axes(slice(max(0, start), max(0, start) + size) for start, size in frame)]
    return seen


@dataclass(frozen=True, eq=False)
class Operands:
    """Arrays of one dtype: integers become int64 and stay exact; floats keep the widest float given.

    x `[batch, groups, in_channels // groups, *input_size]`,
    w `[groups, in_channels // groups, out_channels // groups, *kernel_size]`,
    bias `[groups, out_channels // groups]` or None. `batched`: whether the caller's x had a batch axis.
    """

    x: Array
    w: Array
    bias: Array | None
    geometry: Geometry
    batched: bool

    @property
    def groups(self) -> int:
        return len(self.w)

    @property
    def sums_shape(self) -> tuple[int, int, int]:
        """(batch, groups, out_channels // groups): the leading axes of everything summed over input channels."""
        return (self.x.shape[0], self.w.shape[0], self.w.shape[2])

    @property
    def cells(self) -> Array:
        """x with its cells numbered row-major, `[batch, groups, in_channels // groups, input cells]`."""
        return self.x.reshape(*self.x.shape[:3], -1)

    def zeros(self, size: tuple[int, ...]) -> Array:
        """Sums to add up, `[batch, groups, out_channels // groups, *size]`."""
        return np.zeros(self.sums_shape + size, self.x.dtype)

    def cropped(self, canvas: Array) -> Array:
        """What the crops leave of a canvas `[…, *uncropped_size]`, `[…, *output_size]`: a view if none is negative."""
        return framed(canvas, self.geometry.crop_before, self.geometry.output_size)

    def joined(self, array: Array) -> Array:
        """`[batch, groups, channels of a group, …]` as `[batch, channels, …]`, or `[channels, …]` if x had no batch."""
        batch, groups, channels, *rest = array.shape
        joined = array.reshape(batch, groups * channels, *rest)
        return joined if self.batched else joined[0]

    def finished(self, sums: Array) -> Array:
        """Sums `[batch, groups, out_channels // groups, *output_size]` plus bias, with x's rank."""
        if self.bias is not None:
            sums = sums + self.bias[last_axes([None] * len(self.geometry.axes))]
        return self.joined(sums)


def prepare(x: ArrayLike, w: ArrayLike, geometry: Geometry, bias: ArrayLike | None = None, groups: int = 1) -> Operands:
    """Check and split x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`.

    GeometryError names the array and the shape that it should have.
    """
    arrays = [np.asarray(array) for array in ((x, w) if bias is None else (x, w, bias))]
    dtype = common_dtype(arrays)
    x, w, *rest = (array.astype(dtype, copy=False) for array in arrays)
    groups = at_least("groups", whole("groups", groups), 1)
    axes = len(geometry.axes)
    check_shape("w", w, w.shape[:2] + geometry.kernel_size, w.ndim == axes + 2 and min(w.shape) > 0)
    in_channels, out_of_group = w.shape[:2]
    batched = x.ndim == axes + 2
    check_shape("x", x, (*x.shape[: int(batched)], in_channels, *geometry.input_size))
    check_groups(in_channels, groups)
    for array in rest:
        check_shape("bias", array, (groups * out_of_group,))
    return Operands(
        x.reshape(x.shape[0] if batched else 1, groups, in_channels // groups, *geometry.input_size),
        w.reshape(groups, in_channels // groups, *w.shape[1:]),
        rest[0].reshape(groups, out_of_group) if rest else None,
        geometry,
        batched,
    )


def common_dtype(arrays: list[Array]) -> np.dtype[Any]:
    """int64 if all are integers or bools; else the widest of the float dtypes: integers adapt to them."""
    for array in arrays:
        if array.dtype.kind not in "biufc":
            message = f"an array holds {array.dtype}, but only numbers can be computed with. Give integers or floats."
            raise GeometryError(message, "not_numbers", "dtype", None, {"value": str(array.dtype)})
    floats = [array.dtype for array in arrays if array.dtype.kind in "fc"]
    return np.result_type(*floats) if floats else np.dtype(np.int64)


def check_shape(field: str, array: Array, expected: tuple[int, ...], also: bool = True) -> None:
    """GeometryError unless the array has the expected shape."""
    if array.shape != expected or not also:
        message = (
            f"{field} has shape {array.shape}, but must have {expected}: {LAYOUTS[field]}. "
            "Reshape it or change the geometry."
        )
        raise GeometryError(message, "wrong_shape", field, None, {"value": array.shape, "expected": expected})


def check_groups(in_channels: int, groups: int) -> None:
    """GeometryError unless the input channels fall into equal groups."""
    if in_channels % groups:
        message = f"groups is {groups}, but it must divide in_channels ({in_channels}). Use one of its divisors."
        raise GeometryError(message, "wrong_groups", "groups", None, {"value": groups, "in_channels": in_channels})
