"""What every framework's words have in common: one number an axis, the legal ranges, and the axis that they make."""

from __future__ import annotations

from deconv_core.geometry import Axis, GeometryError, PerAxis, at_least, axis_count, per_axis, whole
from deconv_core.refusal import Value

Sizes = tuple[int, ...]


def spread(settings: dict[str, PerAxis], lowest: dict[str, int], most: int = 3) -> dict[str, Sizes]:
    """Each setting as one int an axis, none below its lowest (1 if not named); the first says how many axes.

    GeometryError for anything else, and for more than `most` axes.
    """
    first, size = next(iter(settings.items()))
    count = axis_count(size)
    if not 1 <= count <= most:
        message = f"{first} has {count} axes, but there can be 1 to {most}. Give 1 to {most} sizes."
        raise GeometryError(message, "wrong_number_of_axes", first, None, {"value": str(size), "axes": count})
    spread = {field: per_axis(field, value, count) for field, value in settings.items()}
    for field, numbers in spread.items():
        for axis, number in enumerate(numbers):
            at_least(field, number, lowest.get(field, 1), axis)
    return spread


def chosen(field: str, value: object, choices: tuple[str, ...]) -> str:
    """`value`; GeometryError unless it is one of the `choices`, in these very letters."""
    if not isinstance(value, str) or value not in choices:
        message = f"{field} is {value!r}, but it must be one of {', '.join(choices)}."
        raise GeometryError(message, "not_a_choice", field, None, {"value": repr(value), "choices": ", ".join(choices)})
    return value


def pairs(field: str, value: object, axes: int) -> tuple[tuple[int, int], ...]:
    """`value` as (before, after) for each axis; GeometryError unless it is a list of so many pairs of whole numbers."""
    rows = value if isinstance(value, (list, tuple)) else ()
    if len(rows) != axes or not all(isinstance(row, (list, tuple)) and len(row) == 2 for row in rows):
        message = f"{field} is {value}, but it must be a word or a pair (before, after) for each of the {axes} axes."
        raise GeometryError(message, "wrong_padding_pairs", field, None, {"value": str(value), "axes": axes})
    return tuple((whole(field, before), whole(field, after)) for before, after in rows)


def within(field: str, value: int, low: int, high: int, why: str, axis: int, **more: Value) -> int:
    """`value`; GeometryError, with the reason and `more` values, unless it is from `low` to `high`."""
    if not low <= value <= high:
        nearest = min(max(value, low), high)
        message = f"{field} is {value}, but {why}: {low} to {high}. The nearest is {nearest}."
        values: dict[str, Value] = {"value": value, "low": low, "high": high, "nearest": nearest, **more}
        raise GeometryError(message, f"{field}_outside", field, axis, values)
    return value


def canvas(size: int, kernel: int, stride: int, dilation: int) -> int:
    """Cells of the uncropped canvas of one axis."""
    return Axis(size, kernel, stride, dilation).uncropped


def cut(index: int, size: int, kernel: int, stride: int, dilation: int, before: int, output: int) -> Axis:
    """The axis with `output` cells of which the first is the canvas's cell `before`; GeometryError names its index."""
    after = canvas(size, kernel, stride, dilation) - before - output
    try:
        return Axis(size, kernel, stride, dilation, before, after)
    except GeometryError as error:
        raise error.on_axis(index) from None
