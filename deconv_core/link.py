"""The state as link text: a URL query, read from anyone and written in one canonical way.

The canonical query, letter for letter (the browser writes the same):

    input_size=2&kernel_size=2&stride=1&padding=0&output_padding=0&dilation=1&x=2,4;0,1&w=3,1;1,5

- `key=value`, joined by `&`, in the order of state.FIELDS, no leading `?`; nothing is percent-encoded, since only
  letters, digits and `_ - . , ; :` occur.
- The six settings always: one integer if height and width agree, else `height,width`.
- `x` and `w` whenever there are numbers: columns apart by `,`, rows by `;`.
- `x_fill`, `w_fill`, `seed` only where they differ from their defaults; `square` (`0` or `1`) only where it differs
  from "height and width agree in all six settings"; `t`, `pin`, `lang` only where present; `turn`, `order`, `side`,
  `removed`, `ask` only where they differ from their defaults; `output_shape` only where present, as a setting is.
- Integers in plain decimal. Real numbers as JavaScript's String(number) writes them: the shortest digits that read back
  as the same double, without `.0`, in decimal from 1e-6 on and as `1.5e-7` below it; zero is `0`, never `-0`.

Reading takes more than that: any order, percent-encoding, missing keys (the opening's values; a size follows its
numbers), unknown keys (ignored). A number is `[+-]digits[.digits][e[+-]digits]`, of at most 25 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deconv_core.frameworks import pytorch
from deconv_core.link_text import by, echo, number_text, pairs, parse_number, parse_whole
from deconv_core.problem import Code, Problem, Value, clamp, limit_problems, nearest, range_problems, rule_problems
from deconv_core.state import AXES, FIELD, FIELDS, PANELS, SETTINGS, Field, Numbers, Pair, Settings, State

QUERY_LIMIT = 10_000
PIN = re.compile(rf"({'|'.join(PANELS)}):([0-9]{{1,6}}(?:,[0-9]{{1,6}})*)")


@dataclass(frozen=True)
class Reading:
    """What a link says. Without problems, `state` is exactly what was asked; else the nearest legal state, on offer."""

    state: State
    problems: tuple[Problem, ...] = ()


def read(query: Mapping[str, str] | Iterable[tuple[str, str]] | str) -> Reading:
    """The state that a query asks for, as text or already taken apart. Never raises, whatever the text."""
    apart = query.items() if isinstance(query, Mapping) else query
    given = apart if isinstance(apart, str) else [(str(key), str(text)) for key, text in apart]
    length = len(given) if isinstance(given, str) else sum(len(key) + len(text) + 2 for key, text in given)
    if length > QUERY_LIMIT:
        return Reading(State(), (Problem("too_long", "query", {"length": length, "limit": QUERY_LIMIT}),))
    return _Reader(pairs(given) if isinstance(given, str) else given).reading()


def write(state: State) -> str:
    """The canonical query of a state (see the top of this file); read() gives the same state back."""
    texts = ((field.key, _written(field, state)) for field in FIELDS)
    return "&".join(f"{key}={text}" for key, text in texts if text is not None)


def _written(field: Field, state: State) -> str | None:
    value = getattr(state, field.key)
    if value is not None and field.kind in ("setting", "size"):
        return str(value[0]) if value[0] == value[1] else f"{value[0]},{value[1]}"
    if field.kind == "numbers":
        return None if value is None else ";".join(",".join(map(number_text, row)) for row in value)
    if value == (state.axes_agree if field.kind == "flag" else field.default):
        return None
    return value if isinstance(value, str) else number_text(value)


def panel_size(panel: str, settings: Settings) -> tuple[int, ...]:
    """How many cells a panel has along each number of a pin; cropped cells are counted on the uncropped canvas."""
    geometry = pytorch.geometry(**settings)
    return {
        "input": geometry.input_size,
        "kernel": geometry.kernel_size,
        "output": geometry.output_size,
        "cropped": geometry.uncropped_size,
        "buffers": geometry.input_size + geometry.kernel_size,
    }[panel]


def _inside_frame(cell: tuple[int, ...], settings: Settings) -> str | None:
    """The name of the output cell that this canvas cell is, if the crop leaves it."""
    geometry = pytorch.geometry(**settings)
    output = [index - crop for index, crop in zip(cell, geometry.crop_before, strict=True)]
    inside = all(0 <= index < count for index, count in zip(output, geometry.output_size, strict=True))
    return f"output:{output[0]},{output[1]}" if inside else None


class _Reader:
    """One reading: takes a field at a time, and keeps the problems met on the way, the first of each code and field."""

    def __init__(self, given: list[tuple[str, str]]) -> None:
        self.problems: list[Problem] = []
        self.given: dict[str, str] = {}
        for key, text in given:
            if key in self.given:
                self._problem("repeated", key, value=echo(text), first=echo(self.given[key]))
            elif key in FIELD and text:
                self.given[key] = text
            elif key in FIELD:
                self._problem("empty", key)

    def _problem(self, code: Code, key: str, **values: Value) -> None:
        if not any((known.code, known.field) == (code, key) for known in self.problems):
            self.problems.append(Problem(code, key, values))

    def reading(self) -> Reading:
        x, w = self._numbers(FIELD["x"]), self._numbers(FIELD["w"])
        settings = self._settings({"x": x, "w": w})
        state = State(
            **settings,
            x=x,
            w=w,
            x_fill=self._choice(FIELD["x_fill"]) or FIELD["x_fill"].default,
            w_fill=self._choice(FIELD["w_fill"]) or FIELD["w_fill"].default,
            seed=self._seed(),
            square=self._square(),
            t=self._time(settings["input_size"]),
            pin=self._pin(settings),
            turn=self._choice(FIELD["turn"]) or FIELD["turn"].default,
            order=self._choice(FIELD["order"]) or FIELD["order"].default,
            side=self._choice(FIELD["side"]) or FIELD["side"].default,
            removed=self._choice(FIELD["removed"]) or FIELD["removed"].default,
            ask=self._choice(FIELD["ask"]) or FIELD["ask"].default,
            output_shape=self._output_shape(),
            lang=self._choice(FIELD["lang"]),
        )
        return Reading(state, tuple(self.problems))

    def _numbers(self, field: Field) -> Numbers | None:
        if field.key not in self.given:
            return None
        rows = self._rectangle(field, [row.split(",") for row in self.given[field.key].split(";")])
        cells = [[self._cell(field, i, j, text) for j, text in enumerate(row)] for i, row in enumerate(rows)]
        if all(cell is None for row in cells for cell in row):
            return None
        return tuple(tuple(cell or 0.0 for cell in row) for row in cells)

    def _rectangle(self, field: Field, rows: list[list[str]]) -> list[list[str]]:
        """The same rows, of one length and within the field's limits: cut, and filled up with zeros."""
        limit = int(FIELD[field.size].high)
        for index, row in enumerate(rows):
            if len(row) != len(rows[0]):
                self._problem("rows_differ", field.key, row=index, count=len(row), first=len(rows[0]))
        longest = max(map(len, rows))
        for axis, count in zip(AXES, (len(rows), longest), strict=True):
            if count > limit:
                self._problem("too_many_cells", field.key, axis=axis, count=count, high=limit)
        return [(row + ["0"] * (longest - len(row)))[:limit] for row in rows[:limit]]

    def _cell(self, field: Field, row: int, column: int, text: str) -> float | None:
        number = parse_number(text)
        if number is None:
            self._problem("cell_not_a_number", field.key, value=echo(text), row=row, column=column)
            return None
        if not field.holds(number):
            limits = {"low": field.low, "high": field.high}
            self._problem("cell_out_of_range", field.key, value=echo(text), row=row, column=column, **limits)
        return clamp(field.key, number)

    def _settings(self, numbers: Mapping[str, Numbers | None]) -> Settings:
        asked = {key: self._setting(FIELD[key]) for key in SETTINGS}
        for key, rows in numbers.items():
            if rows:
                self._size_of_numbers(FIELD[key], (len(rows), len(rows[0])), asked)
        settings = {key: pair or FIELD[key].default for key, pair in asked.items()}
        # Rules are told only within limits: outside them, the offer may well keep every rule.
        self.problems += range_problems(settings) or rule_problems(settings)
        return nearest(settings)

    def _setting(self, field: Field) -> Pair | None:
        if field.key not in self.given:
            return None
        texts = self.given[field.key].split(",")
        if len(texts) > len(AXES):
            self._problem("too_many_axes", field.key, value=echo(self.given[field.key]), count=len(texts))
        height, width = (self._whole(field, text) for text in (texts * 2)[:2])
        return None if height is None or width is None else (height, width)

    def _whole(self, field: Field, text: str) -> int | None:
        number = parse_whole(text)
        if number is None:
            self._problem("not_a_whole_number", field.key, value=echo(text), low=field.low, high=field.high)
        return number

    def _size_of_numbers(self, field: Field, size: Pair, asked: dict[str, Pair | None]) -> None:
        """The numbers' size wins over the one asked for; no need to say so if the numbers themselves were mended."""
        key = field.size
        said = asked[key]
        if said and said != size and not any(problem.field == field.key for problem in self.problems):
            self._problem("size_disagrees", key, value=by(said), numbers=field.key, size=by(size))
        asked[key] = size

    def _choice(self, field: Field) -> str | None:
        text = self.given.get(field.key)
        if text is None or text in field.choices:
            return text
        self._problem("not_a_choice", field.key, value=echo(text), choices=", ".join(field.choices))
        return None

    def _square(self) -> bool | None:
        text = self.given.get("square")
        if text in (None, "0", "1"):
            return None if text is None else text == "1"
        self._problem("not_a_choice", "square", value=echo(text or ""), choices="0, 1")
        return None

    def _seed(self) -> int:
        field = FIELD["seed"]
        number = self._whole(field, self.given.get("seed", str(field.default)))
        if number is not None and not field.holds(number):
            self._problem("out_of_range", "seed", value=number, low=field.low, high=field.high)
        return int(field.default if number is None else clamp("seed", number))

    def _output_shape(self) -> Pair | None:
        field = FIELD["output_shape"]
        if (asked := self._setting(field)) is None:
            return None
        self.problems += limit_problems(field, asked)
        height, width = (int(clamp(field.key, size)) for size in asked)
        return height, width

    def _time(self, input_size: Pair) -> float | None:
        if (text := self.given.get("t")) is None:
            return None
        limits = {"low": 0, "high": input_size[0] * input_size[1]}
        number = parse_number(text)
        if number is None:
            self._problem("not_a_number", "t", value=echo(text), **limits)
            return None
        if not 0 <= number <= limits["high"]:
            self._problem("out_of_range", "t", value=echo(text), **limits)
        return max(0.0, min(float(limits["high"]), number))

    def _pin(self, settings: Settings) -> str | None:
        if (text := self.given.get("pin")) is None:
            return None
        found = PIN.fullmatch(text)
        cell = tuple(map(int, found[2].split(","))) if found else ()
        if not found or len(cell) != len(size := panel_size(found[1], settings)):
            self._problem("not_a_pin", "pin", value=echo(text))
        elif any(index >= count for index, count in zip(cell, size, strict=True)):
            self._problem("pin_outside", "pin", value=echo(text), panel=found[1], size=by(size))
        elif found[1] == "cropped" and (inside := _inside_frame(cell, settings)):
            self._problem("pin_inside_frame", "pin", value=echo(text), output=inside)
        else:
            return f"{found[1]}:{','.join(map(str, cell))}"
        return None
