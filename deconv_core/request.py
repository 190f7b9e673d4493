"""What a person types into the solver and its neighbours, read: sizes such as `12` or `12,16`, ranges such as `1-9`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from deconv_core.link_text import echo, parse_whole
from deconv_core.ranges import KEYS, LOWEST, Range, Ranges
from deconv_core.state import AXES, Pair

Value = str | int
RequestCode = Literal[
    "field_too_long",
    "empty",
    "not_a_whole_number",
    "too_many_axes",
    "out_of_range",
    "not_a_range",
    "backwards",
]

TEXT_LIMIT = 40
SIZE_LIMIT = 100_000
SETTING_LIMIT = 1_000
# A hyphen, or what a phone's keyboard makes of one.
DASH = re.compile(r"\s*[-–—−~]\s*")
# 12,16 and 12 x 16, and what a Chinese keyboard makes of the comma.
APART = re.compile(r"[,，、]|(?<=[\d ])[xX×](?=[\d ])")


class RequestError(ValueError):
    """A field that cannot be read. `code` names its words, `values` fill them in; `field` is the setting's name."""

    def __init__(self, code: RequestCode, field: str, values: Mapping[str, Value] | None = None) -> None:
        super().__init__(code, field, values)
        self.code = code
        self.field = field
        self.values: dict[str, Value] = dict(values or {})


def pair(field: str, text: str, low: int = 1, high: int = SIZE_LIMIT) -> Pair:
    """(height, width) from one whole number for both or two apart by a comma, each from `low` to `high`."""
    _check_length(field, text)
    parts = [part.strip() for part in APART.split(text.strip().strip("()[]"))]
    # As Python prints a tuple of one.
    parts = parts[:-1] if len(parts) == 2 and not parts[1] else parts
    if len(parts) > len(AXES):
        raise RequestError("too_many_axes", field, {"value": echo(text), "count": len(parts)})
    height, width = ([_whole(field, part, low, high, text) for part in parts] * 2)[:2]
    return (height, width)


def span(field: str, text: str, low: int, high: int = SETTING_LIMIT) -> Range:
    """The range that `3` or `1-9` says, within `low` to `high`."""
    _check_length(field, text)
    parts = DASH.split(text.strip())
    if len(parts) > 2 or not all(parts):
        code: RequestCode = "empty" if not text.strip() else "not_a_range"
        raise RequestError(code, field, {"value": echo(text), "low": low, "high": high})
    ends = [_whole(field, part, low, high, text) for part in parts]
    if ends[0] > ends[-1]:
        raise RequestError("backwards", field, {"first": ends[0], "last": ends[-1]})
    return Range(ends[0], ends[-1])


def spans(texts: Mapping[str, str]) -> Ranges:
    """The solver's ranges, from one text a setting."""
    return Ranges(**{key: span(key, texts[key], LOWEST[key]) for key in KEYS})


def layer(texts: Mapping[str, str]) -> dict[str, Pair]:
    """A layer's settings, from one text each: in PyTorch's words, legal or not."""
    limits = {**LOWEST, "input_size": 1}
    return {
        key: pair(key, text, limits[key], SIZE_LIMIT if key == "input_size" else SETTING_LIMIT)
        for key, text in texts.items()
    }


def _check_length(field: str, text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise RequestError("field_too_long", field, {"length": len(text), "limit": TEXT_LIMIT})


def _whole(field: str, text: str, low: int, high: int, typed: str) -> int:
    """The number that a part of what was typed says; a refusal quotes all of it."""
    if not text:
        raise RequestError("empty", field, {"low": low, "high": high})
    number = parse_whole(text)
    if number is None:
        raise RequestError("not_a_whole_number", field, {"value": echo(typed), "low": low, "high": high})
    if not low <= number <= high:
        raise RequestError("out_of_range", field, {"value": number, "low": low, "high": high})
    return number
