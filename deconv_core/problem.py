"""What cannot be in a state, said as a code with values; and the nearest settings that can be.

One predicate decides what is legal: deconv_core.frameworks.pytorch.geometry, within the limits of state.FIELDS.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from typing import Literal

from deconv_core.frameworks import pytorch
from deconv_core.geometry import GeometryError
from deconv_core.state import AXES, FIELD, SETTINGS, Field, Pair, Settings

Value = str | int | float

Code = Literal[
    "too_long",
    "repeated",
    "empty",
    "too_many_axes",
    "not_a_whole_number",
    "setting_out_of_range",
    "out_of_range",
    "not_a_number",
    "not_a_choice",
    "cell_not_a_number",
    "cell_out_of_range",
    "rows_differ",
    "too_many_cells",
    "size_disagrees",
    "output_padding_too_large",
    "output_too_small",
    "not_a_pin",
    "pin_outside",
    "pin_inside_frame",
    "no_numbers",
    "shown_too_long",
    "shown_not_numbers",
    "shown_wrong_count",
    "no_pytorch",
]


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be: `code` names its text (words key "problems.<code>"), `values` fill it in.

    `field` is the key in the table, or "query", or "shown". values["axis"], where there is one, is "height", "width" or
    "both". `message` is PyTorch's own words for it, if PyTorch refuses it too.
    """

    code: Code
    field: str
    values: dict[str, Value] = dataclasses.field(default_factory=dict)
    message: str | None = None


def range_problems(settings: Settings) -> list[Problem]:
    """Which settings are outside their limits; the same on both axes is one problem."""
    return [problem for key in SETTINGS for problem in _range_problems(key, settings)]


def rule_problems(settings: Settings) -> list[Problem]:
    """Why PyTorch refuses these settings, at most one problem an axis; the same on both axes is one problem.

    The settings may be beyond what the stage shows, but must be at least as low as PyTorch takes them.
    """
    message = pytorch.refusal(**settings)
    found = [_rule_problem(settings, axis, message) for axis in range(len(AXES))]
    return _merged([problem for problem in found if problem])


def nearest(settings: Settings) -> Settings:
    """The legal settings next to these: within their limits, then output_padding lowered, then padding."""
    height, width = (_nearest(_on_axis(settings, axis)) for axis in range(len(AXES)))
    return {key: (height[key], width[key]) for key in SETTINGS}


def clamp(key: str, value: float) -> float:
    """`value`, or the limit of the field that it is beyond."""
    return max(FIELD[key].low, min(FIELD[key].high, value))


def _range_problems(key: str, settings: Settings) -> list[Problem]:
    field, asked = FIELD[key], settings[key]
    # PyTorch has no upper limits; what it says of too low a value it says whatever the other settings are.
    message = pytorch.refusal(**{**nearest(settings), key: asked}) if min(asked) < field.low else None
    return limit_problems(field, asked, message)


def limit_problems(field: Field, asked: Pair, message: str | None = None) -> list[Problem]:
    """Which of two numbers, one an axis, are outside their field's limits; the same on both axes is one problem."""
    limits: dict[str, Value] = {"low": field.low, "high": field.high}
    found = [
        Problem("setting_out_of_range", field.key, {"axis": axis, "value": value, **limits}, message)
        for axis, value in zip(AXES, asked, strict=True)
        if not field.holds(value)
    ]
    return _merged(found)


def _merged(problems: list[Problem]) -> list[Problem]:
    """The same problems, where two that differ in their axis only become one with axis "both"."""
    if len(problems) == 2 and _without_axis(problems[0]) == _without_axis(problems[1]):
        return [replace(problems[0], values={**problems[0].values, "axis": "both"})]
    return problems


def _without_axis(problem: Problem) -> Problem:
    return replace(problem, values={**problem.values, "axis": ""})


def _on_axis(settings: Settings, axis: int) -> dict[str, int]:
    return {key: pair[axis] for key, pair in settings.items()}


def _nearest(one: dict[str, int]) -> dict[str, int]:
    return _legal({key: int(clamp(key, value)) for key, value in one.items()})


def _legal(one: dict[str, int]) -> dict[str, int]:
    """output_padding lowered, then padding, until PyTorch takes them."""
    near = dict(one)
    while error := _obstacle(near):
        near[error.field] -= 1
    return near


def _obstacle(one: dict[str, int]) -> GeometryError | None:
    """Why PyTorch refuses these settings of one axis, if it does: its field is output_padding, then padding."""
    try:
        pytorch.geometry(**one)
    except GeometryError as error:
        return error
    return None


def _rule_problem(settings: Settings, axis: int, message: str | None) -> Problem | None:
    one = _on_axis(settings, axis)
    error = _obstacle(one)
    if error is None:
        return None
    key = error.field
    values: dict[str, Value] = {"axis": AXES[axis], "value": one[key], "most": _legal(one)[key]}
    if key == "output_padding":
        values |= {"stride": one["stride"], "dilation": one["dilation"], "limit": max(one["stride"], one["dilation"])}
        return Problem("output_padding_too_large", key, values, message)
    canvas = pytorch.geometry(**{**one, "padding": 0}).axes[0].uncropped
    output = canvas - 2 * one["padding"] + one["output_padding"]
    values |= {"canvas": canvas, "output_padding": one["output_padding"], "output": output}
    return Problem("output_too_small", key, values, message)
