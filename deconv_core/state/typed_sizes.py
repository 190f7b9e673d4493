"""What a person types into the solver and its neighbours, read: sizes such as `12` or `12,16`, ranges such as `1-9`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from deconv_core.refusal import UnreadError, Value, unread
from deconv_core.sizes.ranges import HIGHEST, LOWEST, Range
from deconv_core.state.fields import Setting
from deconv_core.state.panel_query import FIELD_LIMIT
from deconv_core.state.query_text import echo, parse_whole

RequestCode = Literal[
    "field_too_long",
    "empty",
    "not_a_whole_number",
    "too_many_axes",
    "out_of_range",
    "not_a_range",
    "backwards",
]

SIZE_LIMIT = 100_000
# A hyphen, or what a phone's keyboard makes of one.
DASH = re.compile(r"[-–—−~]")
# 12,16 and 12 x 16, and what a Chinese keyboard makes of the comma.
APART = re.compile(r"[,，、]|(?<=[\d ])[xX×](?=[\d ])")


def _unread(code: RequestCode, field: str, values: Mapping[str, Value] | None = None) -> UnreadError:
    """A field that cannot be read; `field` is the setting's name."""
    return unread(code, values, field)


def pair(field: str, text: str, low: int = 1, high: int = SIZE_LIMIT) -> tuple[int, int]:
    """(height, width) from one whole number for both or two apart by a comma, each from `low` to `high`."""
    height, width = per_axis(field, text, 2, low, high)
    return (height, width)


def per_axis(field: str, text: str, axes: int, low: int = 1, high: int = SIZE_LIMIT) -> tuple[int, ...]:
    """A number for each of so many axes, from one whole number for all or as many, apart by commas."""
    _check_length(field, text)
    parts = [part.strip() for part in APART.split(text.strip().strip("()[]"))]
    # As Python prints a tuple of one.
    parts = parts[:-1] if len(parts) == 2 and not parts[1] else parts
    if len(parts) not in (1, axes):
        raise _unread("too_many_axes", field, {"value": echo(text), "count": len(parts), "axes": axes})
    numbers = [_whole(field, part, low, high, text) for part in parts]
    return tuple(numbers * axes if len(numbers) == 1 else numbers)


def span(field: str, text: str, low: int, high: int = HIGHEST) -> Range:
    """The range that `3` or `1-9` says, within `low` to `high`."""
    _check_length(field, text)
    parts = [part.strip() for part in DASH.split(text)]
    if len(parts) > 2 or not all(parts):
        code: RequestCode = "empty" if not text.strip() else "not_a_range"
        raise _unread(code, field, {"value": echo(text), "low": low, "high": high})
    ends = [_whole(field, part, low, high, text) for part in parts]
    if ends[0] > ends[-1]:
        raise _unread("backwards", field, {"first": ends[0], "last": ends[-1]})
    return Range(ends[0], ends[-1])


def size(field: str, text: str, axes: int) -> Setting | None:
    """Cells of each axis; None for an empty text."""
    return per_axis(field, text, axes) if text.strip() else None


def setting(key: str, text: str, axes: int) -> Setting | Range | None:
    """A setting of a layer, legal or not, or a range of it; None for an empty text."""
    if not text.strip():
        return None
    is_range = DASH.search(text)
    return span(key, text, LOWEST[key]) if is_range else per_axis(key, text, axes, LOWEST[key], HIGHEST)


def _check_length(field: str, text: str) -> None:
    if len(text) > FIELD_LIMIT:
        raise _unread("field_too_long", field, {"length": len(text), "limit": FIELD_LIMIT})


def _whole(field: str, text: str, low: int, high: int, typed: str) -> int:
    """The number that a part of what was typed says; a refusal quotes all of it."""
    if not text:
        raise _unread("empty", field, {"low": low, "high": high})
    number = parse_whole(text)
    if number is None:
        raise _unread("not_a_whole_number", field, {"value": echo(typed), "low": low, "high": high})
    if not low <= number <= high:
        raise _unread("out_of_range", field, {"value": number, "low": low, "high": high})
    return number
