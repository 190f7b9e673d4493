"""One reading of a link: a field at a time, and the problems met on the way. What a link is, query.py says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deconv_core.refusal import Refusal, Value
from deconv_core.state import numbers_text
from deconv_core.state.budget import Channels
from deconv_core.state.fields import (
    FIELD,
    FIELDS,
    LINK_WORDS,
    NUMBERS,
    OPENING,
    SETTINGS,
    Field,
    Kind,
    Numbers,
    Setting,
    Settings,
    State,
    axis_names,
    fill_of,
)
from deconv_core.state.legal import (
    Code,
    budget_problems,
    clamp,
    limit_problems,
    nearest,
    range_problems,
    rule_problems,
)
from deconv_core.state.pin import PIN, inside_frame, panel_size
from deconv_core.state.query_text import by, echo, parse_number, parse_whole
from deconv_core.state.unknown_words import unknown_words

CHANNELS = ("in_channels", "out_channels", "groups")
# How many axes of channels numbers have beside those of space.
CHANNEL_AXES = {"x": 1, "w": 2}


@dataclass(frozen=True)
class Reading:
    """What a link says. Without problems, `state` is exactly what was asked; else the nearest legal state, on offer.

    `notes`: what was left out because nothing here has that name.
    """

    state: State
    problems: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()


class LinkReader:
    """One reading: takes a field at a time, and keeps the problems met on the way, the first of each code and field."""

    def __init__(self, given: list[tuple[str, str]]) -> None:
        self.problems: list[Refusal] = []
        self.rank: int = FIELD["rank"].default
        self.notes = unknown_words(key for key, _ in given)
        self.given: dict[str, str] = {}
        for key, text in given:
            if key in self.given:
                self._problem("repeated", key, value=echo(text), first=echo(self.given[key]))
            elif key in LINK_WORDS and text:
                self.given[key] = text
            elif key in LINK_WORDS:
                self._problem("empty", key)

    def _problem(self, code: Code, key: str, **values: Value) -> None:
        if not any((known.code, known.field) == (code, key) for known in self.problems):
            self.problems.append(Refusal(code, key, values))

    def reading(self) -> Reading:
        self.rank = int(self._other(FIELD["rank"]))
        trees = {field.key: self._tree(field) for field in NUMBERS}
        self.channels = self._channels(**trees)
        # Of the numbers that the link says.
        self.sizes: dict[str, Setting] = {}
        numbers = {field.key: self._numbers(field, trees[field.key]) for field in NUMBERS}
        self.settings = self._settings()
        # Numbers that were too many in all have another size now.
        kept = {key: rows if self._is_whole(key) else None for key, rows in numbers.items()}
        values: dict[str, Any] = {"rank": self.rank, **vars(self.channels), **self.settings}
        values |= {key: self._or_opening(FIELD[key], rows) for key, rows in kept.items()}
        values |= {field.key: self._other(field) for field in FIELDS if field.key not in values}
        return Reading(State(**values), tuple(self.problems), self.notes)

    def _is_whole(self, key: str) -> bool:
        return self.sizes.get(key) in (None, self.settings[FIELD[key].size])

    def _other(self, field: Field) -> Any:
        """What a field that is no setting and no numbers is said to be, else its default."""
        key = self._said(field)
        value = None if key is None else _READ[field.kind](self, field, key, self.given[key])
        return field.default if value is None else value

    def _said(self, field: Field) -> str | None:
        """The word of the link that says this field, the field's own before the one it had in older links."""
        return next((key for key in (field.key, field.was) if key in self.given), None)

    def _tree(self, field: Field) -> Any:
        """The texts of numbers, by channels, slices, rows and columns; None where the link does not say them."""
        text = self.given.get(field.key)
        if text is None:
            return None
        if self.rank == 1 and ";" in text:
            self._problem("several_rows", field.key, count=text.count(";") + 1)
            text = text.partition(";")[0]
        return numbers_text.split(text, numbers_text.marks(self.rank, CHANNEL_AXES[field.key]))

    def _channels(self, x: Any, w: Any) -> Channels:
        """As many as the numbers have, else as the link says; groups, fewer where it cannot have so many."""
        into, out, groups = (int(self._other(FIELD[key])) for key in CHANNELS)
        if x or w:
            into = self._counted("in_channels", into, "x" if x else "w", len(x or w))
        if w:
            dealt = Channels(into, into, groups).nearest.groups
            out = self._counted("out_channels", out, "w", max(map(len, w)) * dealt)
        elif "bias" in self.given and "out_channels" not in self.given:
            out = self._counted("out_channels", out, "bias", self.given["bias"].count(",") + 1)
        channels = Channels(into, out, groups).nearest
        if channels.groups != groups:
            self._problem("groups_do_not_divide", "groups", groups=groups, in_channels=into, out_channels=out)
        return channels

    def _counted(self, key: str, asked: int, numbers: str, count: int) -> int:
        """The numbers' count, which wins over the one asked for."""
        high = FIELD[key].high
        if count > high:
            self._problem("too_many_cells", numbers, axis=key, count=count, high=high)
        elif key in self.given and asked != count:
            self._problem("size_disagrees", key, value=str(asked), numbers=numbers, size=str(count))
        return min(count, high)

    def _numbers(self, field: Field, tree: Any) -> Numbers | None:
        """Rows of numbers, those that are missing 0."""
        if tree is None:
            return None
        own = self.channels
        counts = [own.in_channels, own.out_channels // own.groups][: CHANNEL_AXES[field.key]]
        self.sizes[field.key] = self._size_of(field, tree, counts)
        rows = _rectangle(tree, (*counts, *self.sizes[field.key]))
        cells = [[self._cell(field, i, j, text) for j, text in enumerate(row)] for i, row in enumerate(rows)]
        if all(cell is None for row in cells for cell in row):
            return None
        return tuple(tuple(cell or 0.0 for cell in row) for row in cells)

    def _size_of(self, field: Field, tree: Any, channels: list[int]) -> Setting:
        """The size of each map in a tree of texts, no larger than the limits: the longest of its parts."""
        parts, size = [tree], []
        for axis, count in zip(CHANNELS, channels, strict=False):
            for part in parts:
                if len(part) != count:
                    self._problem("parts_differ", field.key, axis=axis, count=len(part), first=count)
            parts = [one for part in parts for one in part]
        high = FIELD[field.size].high_at(self.rank)
        for axis in axis_names(self.rank):
            for index, part in enumerate(parts):
                if len(part) != len(parts[0]):
                    self._uneven(field, axis, index, len(part), len(parts[0]))
            longest = max(map(len, parts))
            if longest > high:
                self._problem("too_many_cells", field.key, axis=axis, count=longest, high=high)
            size.append(min(longest, high))
            parts = [one for part in parts for one in part]
        return tuple(size)

    def _uneven(self, field: Field, axis: str, index: int, count: int, first: int) -> None:
        if axis == axis_names(self.rank)[-1]:
            self._problem("rows_differ", field.key, row=index, count=count, first=first)
        else:
            self._problem("parts_differ", field.key, axis=axis, count=count, first=first)

    def _or_opening(self, field: Field, numbers: Numbers | None) -> Numbers | None:
        """A link that says how the numbers are made does not mean the opening's."""
        return OPENING if numbers is None and fill_of(field) not in self.given else numbers

    def _cell(self, field: Field, row: int, column: int, text: str) -> float | None:
        number = parse_number(text)
        if number is None:
            self._problem("cell_not_a_number", field.key, value=echo(text), row=row, column=column)
            return None
        if not field.holds(number):
            limits = {"low": field.low, "high": field.high}
            self._problem("cell_out_of_range", field.key, value=echo(text), row=row, column=column, **limits)
        return clamp(field.key, number)

    def _vector(self, field: Field, key: str, text: str) -> tuple[float, ...] | None:
        count = int(getattr(self.channels, field.size))
        texts = text.split(",")
        if len(texts) != count:
            self._problem("parts_differ", key, axis=field.size, count=len(texts), first=count)
        cells = [self._cell(field, 0, at, one) for at, one in enumerate((texts + ["0"] * count)[:count])]
        return None if all(cell is None for cell in cells) else tuple(cell or 0.0 for cell in cells)

    def _settings(self) -> Settings:
        asked = {key: self._setting(FIELD[key], key, self.given[key]) for key in SETTINGS if key in self.given}
        for key, size in self.sizes.items():
            self._size_of_numbers(FIELD[key], size, asked)
        settings = {key: asked.get(key) or FIELD[key].default[:1] * self.rank for key in SETTINGS}
        # Rules are told only within limits: outside them, the offer may well keep every rule.
        beyond = range_problems(settings) or budget_problems(settings, self.channels)
        self.problems += beyond or rule_problems(settings)
        return nearest(settings, self.channels)

    def _setting(self, field: Field, key: str, text: str) -> Setting | None:
        """One number an axis; the last stands for all axes that are not said."""
        texts, axes = text.split(","), self.rank
        if len(texts) > axes:
            code: Code = "too_many_axes" if axes > 1 else "one_axis"
            self._problem(code, key, value=echo(text), count=len(texts), axes=axes)
        numbers = [self._whole(field, key, one) for one in (texts + texts[-1:] * axes)[:axes]]
        return tuple(number for number in numbers if number is not None) if None not in numbers else None

    def _whole(self, field: Field, key: str, text: str) -> int | None:
        number = parse_whole(text)
        if number is None:
            self._problem("not_a_whole_number", key, value=echo(text), low=field.low, high=field.high_at(self.rank))
        return number

    def _size_of_numbers(self, field: Field, size: Setting, asked: dict[str, Setting | None]) -> None:
        """The numbers' size wins over the one asked for; no need to say so if the numbers themselves were mended."""
        key = field.size
        said = asked.get(key)
        if said and said != size and not any(problem.field == field.key for problem in self.problems):
            self._problem("size_disagrees", key, value=by(said), numbers=field.key, size=by(size))
        asked[key] = size

    def _choice(self, field: Field, key: str, text: str) -> str | None:
        if text in field.choices:
            return text
        self._problem("not_a_choice", key, value=echo(text), choices=", ".join(field.choices))
        return None

    def _flag(self, _field: Field, key: str, text: str) -> bool | None:
        if text in ("0", "1"):
            return text == "1"
        self._problem("not_a_choice", key, value=echo(text), choices="0, 1")
        return None

    def _within(self, field: Field, key: str, text: str) -> int | None:
        number = self._whole(field, key, text)
        if number is None:
            return None
        if not field.holds(number):
            self._problem("out_of_range", key, value=number, low=field.low, high=field.high)
        return int(clamp(field.key, number))

    def _size(self, field: Field, key: str, text: str) -> Setting | None:
        if (asked := self._setting(field, key, text)) is None:
            return None
        self.problems += limit_problems(key, field, asked)
        return tuple(int(clamp(field.key, size, self.rank)) for size in asked)

    def _time(self, _field: Field, key: str, text: str) -> float | None:
        high = math.prod(self.settings["input_size"]) * self.channels.in_channels
        number = parse_number(text)
        if number is None:
            self._problem("not_a_number", key, value=echo(text), low=0, high=high)
            return None
        if not 0 <= number <= high:
            self._problem("out_of_range", key, value=echo(text), low=0, high=high)
        return max(0.0, min(float(high), number))

    def _pin(self, _field: Field, key: str, text: str) -> str | None:
        found = PIN.fullmatch(text)
        cell = tuple(map(int, found[2].split(","))) if found else ()
        if not found or len(cell) != len(size := panel_size(found[1], self.settings, self.channels)):
            self._problem("not_a_pin", key, value=echo(text))
        elif any(index >= count for index, count in zip(cell, size, strict=True)):
            self._problem("pin_outside", key, value=echo(text), panel=found[1], size=by(size))
        elif found[1] == "cropped" and (inside := inside_frame(cell, self.settings)):
            self._problem("pin_inside_frame", key, value=echo(text), output=inside)
        else:
            return f"{found[1]}:{','.join(map(str, cell))}"
        return None


# (reader, field, the link's word for it, its text) -> its value, None where the text is none.
_READ: Mapping[Kind, Callable[[LinkReader, Field, str, str], Any]] = {
    "choice": LinkReader._choice,
    "whole": LinkReader._within,
    "flag": LinkReader._flag,
    "time": LinkReader._time,
    "pin": LinkReader._pin,
    "size": LinkReader._size,
    "vector": LinkReader._vector,
}


def _rectangle(tree: Any, shape: Setting) -> list[list[str]]:
    """Its rows, all of one length and as many as the shape has: cut, and filled up with zeros."""
    if len(shape) == 1:
        return [(tree + ["0"] * shape[0])[: shape[0]]]
    parts = (tree + [[]] * shape[0])[: shape[0]]
    return [row for part in parts for row in _rectangle(part, shape[1:])]
