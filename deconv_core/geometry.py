"""Sizes of one transposed convolution: per axis, how far it spreads and which cells are cropped.

    uncropped = (input - 1) * stride + dilation * (kernel - 1) + 1
    output    = uncropped - crop_before - crop_after

The first line counts the canvas's cells, from the first tap of the first stamp to the last of the last; a negative crop
appends cells beyond it, which no stamp reaches. Every framework's words for padding come down to the two crops (see
deconv_core.frameworks).
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, SupportsIndex, cast

from deconv_core.refusal import Refusal, RefusedError, Value

PerAxis = SupportsIndex | Sequence[SupportsIndex]


class GeometryError(RefusedError):
    """A setting that makes no transposed convolution.

    Its refusal's `code` is a stable snake_case name of the broken rule, `field` the setting, `axis` its axis (None: not
    one axis alone), `values` what a text template in any language needs to say the same. str() says it in English.
    """

    def __init__(
        self, message: str, code: str, field: str, axis: int | None = None, values: Mapping[str, Value] | None = None
    ) -> None:
        super().__init__(Refusal(code, field, dict(values or {}), None, axis))
        # What it is made of again, where it is copied.
        self.args = (message, code, field, axis, values)
        self.english = message

    def __str__(self) -> str:
        return self.english if self.axis is None else f"Axis {self.axis}: {self.english}"

    @property
    def message(self) -> str:
        """The sentence in English, without the axis."""
        return self.english

    def on_axis(self, axis: int) -> GeometryError:
        """The same error, saying on which axis it happened."""
        return GeometryError(self.english, self.code, self.field, axis, self.values)


def whole(field: str, value: Any, axis: int | None = None) -> int:
    """`value` as a Python int; GeometryError if it is a bool or no integer (2.0 and "2" are none)."""
    try:
        if isinstance(value, bool):
            raise TypeError
        return operator.index(value)
    except TypeError:
        message = f"{field} is {value!r}, but it must be a whole number. Give an integer such as 1."
        raise GeometryError(message, "not_an_integer", field, axis, {"value": repr(value)}) from None


def at_least(field: str, value: int, minimum: int, axis: int | None = None, **more: Value) -> int:
    """`value`; GeometryError, with `more` values, if it is below `minimum`."""
    if value < minimum:
        message = f"{field} is {value}, but it must be at least {minimum}. Raise {field} to {minimum} or more."
        raise GeometryError(message, "too_small", field, axis, {"value": value, "minimum": minimum, **more})
    return value


def is_single(value: PerAxis) -> bool:
    """Whether `value` is one number for all axes, not one number for each."""
    return isinstance(value, (str, bytes)) or not hasattr(value, "__len__") or getattr(value, "ndim", 1) == 0


def axis_count(size: PerAxis) -> int:
    """How many axes a size speaks of: a single integer, of one."""
    return 1 if is_single(size) else len(cast(Sequence[SupportsIndex], size))


def per_axis(field: str, value: PerAxis, axes: int) -> tuple[int, ...]:
    """`value` as one int for each of `axes` axes: a single integer stands for all of them."""
    if is_single(value):
        return (whole(field, value),) * axes
    value = cast(Sequence[SupportsIndex], value)
    numbers = tuple(whole(field, number, axis) for axis, number in enumerate(value))
    if len(numbers) != axes:
        message = (
            f"{field} is {numbers}, with {len(numbers)} numbers, but there are {axes} axes. Give one integer or {axes}."
        )
        raise GeometryError(message, "wrong_number_of_axes", field, None, {"value": numbers, "axes": axes})
    return numbers


@dataclass(frozen=True)
class Axis:
    """One axis: sizes in cells, stride and dilation in cells of the output; the crops may be negative.

    Raises GeometryError for anything but integers, for a size, stride or dilation below 1, and for an empty output.
    """

    input: int
    kernel: int
    stride: int = 1
    dilation: int = 1
    crop_before: int = 0
    crop_after: int = 0

    def __post_init__(self) -> None:
        for field in ("input", "kernel", "stride", "dilation", "crop_before", "crop_after"):
            number = whole(field, getattr(self, field))
            # The dataclass is frozen for its users; here NumPy integers become Python's, which never overflow.
            object.__setattr__(self, field, number)
        for field in ("input", "kernel", "stride", "dilation"):
            at_least(field, getattr(self, field), 1)
        if self.output < 1:
            raise self._nothing_left()

    @property
    def uncropped(self) -> int:
        """Cells of the canvas: from the first stamp's first tap to the last stamp's last."""
        return (self.input - 1) * self.stride + self.dilation * (self.kernel - 1) + 1

    @property
    def output(self) -> int:
        """Cells of the output: the canvas without the cropped ones, with the appended ones."""
        return self.uncropped - self.crop_before - self.crop_after

    def _nothing_left(self) -> GeometryError:
        values: dict[str, Value] = {
            "output": self.output,
            "uncropped": self.uncropped,
            "crop_before": self.crop_before,
            "crop_after": self.crop_after,
            "spare": self.uncropped - 1,
        }
        message = (
            f"the output would have {self.output} cells, but it must have at least 1: the canvas has {self.uncropped} "
            f"and {self.crop_before} + {self.crop_after} are cropped. Crop less, or enlarge input, kernel or stride."
        )
        return GeometryError(message, "output_too_small", "output", None, values)


@dataclass(frozen=True)
class Geometry:
    """A transposed convolution over one or more axes, outermost first. All sizes below are tuples, one int an axis."""

    axes: tuple[Axis, ...]

    def __post_init__(self) -> None:
        axes = tuple(self.axes)
        for axis in axes:
            if not isinstance(axis, Axis):
                raise TypeError(f"Geometry takes Axis objects, not {type(axis).__name__}")
        if not axes:
            message = "axes is empty, but there must be at least 1. Give an Axis for each dimension."
            raise GeometryError(message, "no_axes", "axes")
        object.__setattr__(self, "axes", axes)

    @classmethod
    def of(
        cls,
        input_size: PerAxis,
        kernel_size: PerAxis,
        stride: PerAxis = 1,
        dilation: PerAxis = 1,
        crop_before: PerAxis = 0,
        crop_after: PerAxis = 0,
    ) -> Geometry:
        """From sizes for all axes; a single integer stands for every axis of input_size (alone: one axis)."""
        count = axis_count(input_size)
        settings = (input_size, kernel_size, stride, dilation, crop_before, crop_after)
        names = ("input", "kernel", "stride", "dilation", "crop_before", "crop_after")
        columns = (per_axis(name, setting, count) for name, setting in zip(names, settings, strict=True))
        return cls(tuple(axis_at(index, *row) for index, row in enumerate(zip(*columns, strict=True))))

    @property
    def input_size(self) -> tuple[int, ...]:
        return tuple(axis.input for axis in self.axes)

    @property
    def kernel_size(self) -> tuple[int, ...]:
        return tuple(axis.kernel for axis in self.axes)

    @property
    def stride(self) -> tuple[int, ...]:
        return tuple(axis.stride for axis in self.axes)

    @property
    def dilation(self) -> tuple[int, ...]:
        return tuple(axis.dilation for axis in self.axes)

    @property
    def crop_before(self) -> tuple[int, ...]:
        return tuple(axis.crop_before for axis in self.axes)

    @property
    def crop_after(self) -> tuple[int, ...]:
        return tuple(axis.crop_after for axis in self.axes)

    @property
    def uncropped_size(self) -> tuple[int, ...]:
        return tuple(axis.uncropped for axis in self.axes)

    @property
    def output_size(self) -> tuple[int, ...]:
        return tuple(axis.output for axis in self.axes)


def axis_at(index: int, *numbers: int) -> Axis:
    """Axis(*numbers), whose GeometryError names axis `index`."""
    try:
        return Axis(*numbers)
    except GeometryError as error:
        raise error.on_axis(index) from None
