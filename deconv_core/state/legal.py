"""What cannot be in a state, said as a code with values; and the nearest settings that can be.

One predicate decides what is legal: deconv_core.frameworks.pytorch.geometry, within the limits of fields.FIELDS.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from deconv_core.frameworks import pytorch
from deconv_core.frameworks.pytorch_conv2d import surplus
from deconv_core.geometry import GeometryError
from deconv_core.refusal import Refusal, Value
from deconv_core.state import budget
from deconv_core.state.budget import ONE_PAIR, Channels
from deconv_core.state.fields import FIELD, SETTINGS, Field, Setting, Settings, all_axes, axis_names

Code = Literal[
    "too_long",
    "repeated",
    "empty",
    "too_many_axes",
    "one_axis",
    "several_rows",
    "parts_differ",
    "groups_do_not_divide",
    "budget_cells",
    "budget_links",
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
    "broken",
    "unknown_word",
    "unknown_word_near",
]


def range_problems(settings: Settings) -> list[Refusal]:
    """Which settings are outside their limits; the same on both axes is one problem."""
    return [problem for key in SETTINGS for problem in _range_problems(key, settings)]


def rule_problems(settings: Settings) -> list[Refusal]:
    """Why PyTorch refuses these settings, at most one problem an axis; the same on both axes is one problem.

    The settings may be beyond what the stage shows, but must be at least as low as PyTorch takes them.
    """
    message = pytorch.refusal(**settings)
    axes = _axes(settings)
    found = [_rule_problem(*one, message) for one in zip(axes, axis_names(len(axes)), strict=True)]
    return _merged([problem for problem in found if problem], len(axes))


def pytorch_problems(settings: Settings) -> list[Refusal]:
    """Why PyTorch refuses these settings, however far they are beyond what the stage shows: too low ones first."""
    low = [problem for problem in range_problems(settings) if _is_low(problem)]
    return low or rule_problems(settings)


def _is_low(problem: Refusal) -> bool:
    value = problem.values["value"]
    return isinstance(value, int) and value < FIELD[problem.field].low


def budget_problems(settings: Settings, channels: Channels = ONE_PAIR) -> list[Refusal]:
    """Whether a layer within all limits is too much in all."""
    problem = budget.over(settings, channels)
    return [problem] if problem else []


def nearest(settings: Settings, channels: Channels = ONE_PAIR) -> Settings:
    """The legal settings next to these: within their limits and in all not too much, then output_padding lowered, then
    padding."""
    rank = len(settings["input_size"])
    limited = {key: tuple(int(clamp(key, value, rank)) for value in settings[key]) for key in SETTINGS}
    axes = [_legal(one) for one in _axes(budget.within(limited, channels))]
    return {key: tuple(one[key] for one in axes) for key in SETTINGS}


def clamp(key: str, value: float, rank: int = 2) -> float:
    """`value`, or the limit of the field that it is beyond, in a layer of so many axes."""
    return float(max(FIELD[key].low, min(FIELD[key].high_at(rank), value)))


def _range_problems(key: str, settings: Settings) -> list[Refusal]:
    field, asked = FIELD[key], settings[key]
    # PyTorch has no upper limits; what it says of too low a value it says whatever the other settings are.
    message = pytorch.refusal(**{**nearest(settings), key: asked}) if min(asked) < field.low else None
    return limit_problems(key, field, asked, message)


def limit_problems(said: str, field: Field, asked: Setting, message: str | None = None) -> list[Refusal]:
    """Which numbers, one an axis, are outside their field's limits; `said`: what the link calls the field."""
    rank = len(asked)
    limits: dict[str, Value] = {"low": field.low, "high": field.high_at(rank)}
    found = [
        Refusal("setting_out_of_range", said, {"axis": axis, "value": value, **limits}, message)
        for axis, value in zip(axis_names(rank), asked, strict=True)
        if not field.holds(value, rank)
    ]
    return _merged(found, len(asked))


def _merged(problems: list[Refusal], axes: int) -> list[Refusal]:
    """The problems, or one with axis "both" or "all" where they are the same on all of several axes."""
    alike = len(problems) == axes > 1 and all(_without_axis(one) == _without_axis(problems[0]) for one in problems)
    return [replace(problems[0], values={**problems[0].values, "axis": all_axes(axes)})] if alike else problems


def _without_axis(problem: Refusal) -> Refusal:
    return replace(problem, values={**problem.values, "axis": ""})


def _axes(settings: Settings) -> list[dict[str, int]]:
    """The settings of each axis."""
    return [dict(zip(settings, one, strict=True)) for one in zip(*settings.values(), strict=True)]


def _legal(one: dict[str, int]) -> dict[str, int]:
    """output_padding lowered, then padding, as little as PyTorch takes them; however far they are from that."""
    near = dict(one)
    while error := _obstacle(near):
        near[error.field] = _next(near, error)
    return near


def _next(near: dict[str, int], error: GeometryError) -> int:
    """The nearest that the broken rule takes: padding takes two cells from the output."""
    if error.code == "output_padding_too_big":
        return max(near["stride"], near["dilation"]) - 1
    if error.code == "output_too_small":
        missing = 1 - int(str(error.values["output"]))
        return near["padding"] - -(-missing // 2)
    return int(str(error.values["minimum"]))


def _obstacle(one: dict[str, int]) -> GeometryError | None:
    """Why PyTorch refuses these settings of one axis, if it does: its field is output_padding, then padding."""
    try:
        pytorch.geometry(**one)
    except GeometryError as error:
        return error
    return None


def _rule_problem(one: dict[str, int], axis: str, message: str | None) -> Refusal | None:
    error = _obstacle(one)
    if error is None:
        return None
    key = error.field
    values: dict[str, Value] = {"axis": axis, "value": one[key], "most": _legal(one)[key]}
    if key == "output_padding":
        values |= {"stride": one["stride"], "dilation": one["dilation"], "limit": max(one["stride"], one["dilation"])}
        values["more"] = surplus(one[key], one["stride"])
        return Refusal("output_padding_too_large", key, values, message)
    canvas = pytorch.geometry(**{**one, "padding": 0}).axes[0].uncropped
    output = canvas - 2 * one["padding"] + one["output_padding"]
    # Beside the minus signs of its formula.
    shown = str(output).replace("-", "−")
    values |= {"canvas": canvas, "output_padding": one["output_padding"], "output": shown}
    return Refusal("output_too_small", key, values, message)
