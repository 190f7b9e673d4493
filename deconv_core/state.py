"""The whole state of the page: one table of fields, and the state they make.

Controls, link, reset and checks all come from FIELDS. What makes a state legal is in deconv_core.problem, the link's
text in deconv_core.link. Two axes: height, width.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from deconv_core.frameworks import pytorch
from deconv_core.geometry import Geometry

Pair = tuple[int, int]
Numbers = tuple[tuple[float, ...], ...]
Settings = dict[str, Pair]
Kind = Literal["setting", "numbers", "choice", "whole", "flag", "time", "pin", "size"]

AXES = ("height", "width")
PANELS = ("input", "kernel", "output", "cropped", "buffers")
FILLS = ("random", "ones", "ramp", "count")


@dataclass(frozen=True)
class Field:
    """One row of the table. `low` and `high` are inclusive; a default of None means: absent, or derived.

    Kinds: setting (a whole number per axis), numbers (rows of finite numbers, in the size that field `size` says),
    choice (one of `choices`), whole (number), flag (0 or 1), time (real number), pin (`panel:i,j`, panel in `choices`),
    size (a whole number per axis, if any).
    """

    key: str
    kind: Kind
    default: Any = None
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    size: str = ""

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


FIELDS = (
    Field("input_size", "setting", (2, 2), 1, 16),
    Field("kernel_size", "setting", (2, 2), 1, 9),
    Field("stride", "setting", (1, 1), 1, 8),
    Field("padding", "setting", (0, 0), 0, 64),
    Field("output_padding", "setting", (0, 0), 0, 7),
    Field("dilation", "setting", (1, 1), 1, 8),
    Field("x", "numbers", ((2.0, 4.0), (0.0, 1.0)), -1_000_000, 1_000_000, size="input_size"),
    Field("w", "numbers", ((3.0, 1.0), (1.0, 5.0)), -1_000_000, 1_000_000, size="kernel_size"),
    Field("x_fill", "choice", "random", choices=FILLS),
    Field("w_fill", "choice", "random", choices=FILLS),
    Field("seed", "whole", 1, 0, 999_999),
    Field("square", "flag", None, 0, 1),
    Field("t", "time", None, 0, 256),
    Field("pin", "pin", None, choices=PANELS),
    Field("turn", "choice", "turned", choices=("turned", "unturned")),
    Field("order", "choice", "rows", choices=("rows", "columns")),
    Field("side", "choice", "transposed", choices=("transposed", "forward")),
    Field("removed", "choice", "hidden", choices=("hidden", "shown")),
    Field("ask", "choice", "same", choices=("same", "valid", "crops")),
    Field("output_shape", "size", None, 1, 192),
    Field("lang", "choice", None, choices=("en", "zh-Hans", "zh-Hant")),
)
FIELD: Mapping[str, Field] = {field.key: field for field in FIELDS}
SETTINGS = tuple(field.key for field in FIELDS if field.kind == "setting")
NUMBERS = tuple(field for field in FIELDS if field.kind == "numbers")


def table() -> list[dict[str, Any]]:
    """FIELDS for the browser, in their order: only lists, dicts, strings, numbers and None."""
    return [
        {
            "key": field.key,
            "kind": field.kind,
            "default": _lists(field.default),
            "low": None if field.choices else field.low,
            "high": None if field.choices else field.high,
            "choices": list(field.choices),
            "size": field.size or None,
        }
        for field in FIELDS
    ]


def _lists(value: Any) -> Any:
    return [_lists(item) for item in value] if isinstance(value, tuple) else value


@dataclass(frozen=True)
class State:
    """What the page shows. State() is the opening; deconv_core.link.read makes legal ones only.

    Settings are (height, width). `x` is the input, `w` the kernel, row by row; None: the browser fills them from the
    fill kinds and the seed, except that the opening's numbers stand wherever the opening's size does. `t` counts the
    stamps laid down, in row-major order; None: all. `pin` is `panel:i,j`, or `buffers:i,j,k,l` (input cell, tap).
    `turn`: whether the equivalent convolution turns its kernel; `order`: whether the matrix is read by rows or by
    columns; `side`: which of the two, transposed or forward, is in front; `removed`: whether the rows that padding
    removes from the matrix are shown; `ask`: the padding that the other frameworks are asked for, "crops" being
    PyTorch's; `output_shape`: the size that they are asked for, None: the one that each of them takes by itself.
    """

    input_size: Pair = FIELD["input_size"].default
    kernel_size: Pair = FIELD["kernel_size"].default
    stride: Pair = FIELD["stride"].default
    padding: Pair = FIELD["padding"].default
    output_padding: Pair = FIELD["output_padding"].default
    dilation: Pair = FIELD["dilation"].default
    x: Numbers | None = None
    w: Numbers | None = None
    x_fill: str = FIELD["x_fill"].default
    w_fill: str = FIELD["w_fill"].default
    seed: int = FIELD["seed"].default
    square: bool | None = None
    t: float | None = None
    pin: str | None = None
    turn: str = FIELD["turn"].default
    order: str = FIELD["order"].default
    side: str = FIELD["side"].default
    removed: str = FIELD["removed"].default
    ask: str = FIELD["ask"].default
    output_shape: Pair | None = None
    lang: str | None = None

    def __post_init__(self) -> None:
        # Filled in here, so that two states that mean the same are equal.
        for field in NUMBERS:
            opening_size = FIELD[field.size].default
            if getattr(self, field.key) is None and getattr(self, field.size) == opening_size:
                object.__setattr__(self, field.key, field.default)
        if self.square is None:
            object.__setattr__(self, "square", self.axes_agree)

    @property
    def settings(self) -> Settings:
        return {key: getattr(self, key) for key in SETTINGS}

    @property
    def geometry(self) -> Geometry:
        return pytorch.geometry(**self.settings)

    @property
    def axes_agree(self) -> bool:
        """Whether height and width have the same six settings: what `square` is unless someone says otherwise."""
        return all(height == width for height, width in self.settings.values())
