"""The whole state of the page: one table of fields, whose rows are those of State.

Link, controls, reset, checks and examples all come from it, in Python and, as table() hands it on, in the browser.
What makes a state legal is in legal.py, the link's text in query.py.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from deconv_core.frameworks import pytorch
from deconv_core.geometry import Geometry
from deconv_core.words import LANGUAGES

# One whole number an axis, outermost first.
Setting = tuple[int, ...]
Settings = dict[str, Setting]
# Rows of numbers along the last axis: of each slice, of each channel, in row-major order.
Numbers = tuple[tuple[float, ...], ...]
Kind = Literal["setting", "numbers", "vector", "choice", "whole", "flag", "time", "pin", "size"]
# The layer, its numbers, what of it is looked at, how its reader has it; any other owner is the page that chooses.
Shared = Literal["layer", "numbers", "moment", "reader"]

PANELS = ("input", "kernel", "output", "cropped", "buffers")
FILLS = ("random", "ones", "ramp", "count")
SIDES = ("transposed", "forward")
# Of a number in a cell, with either sign.
MOST = 1_000_000
# In place of numbers: those of the opening, where the size is the opening's too.
OPENING: Numbers = ()


@dataclass(frozen=True)
class Field:
    """One row of the table. `low` and `high` are inclusive; a default of None means: absent, or derived.

    Kinds: setting (a whole number per axis), numbers (rows of finite numbers, in the size that field `size` says),
    vector (finite numbers, as many as field `size` says, if any), choice (one of `choices`), whole (number), flag
    (0 or 1), time (real number), pin (`panel:i,j`, panel in `choices`), size (a whole number per axis, if any).
    `highs`: the highest with one axis, two and three, where they differ; `high` is that with two.
    `words`: key of the text that names it; `was`: its key in older links.
    """

    key: str
    owner: str
    kind: Kind
    default: Any = None
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    size: str = ""
    words: str = ""
    was: str = ""
    highs: tuple[int, ...] = ()

    def high_at(self, rank: int) -> int:
        """The highest in a layer of so many axes."""
        return self.highs[rank - 1] if self.highs else self.high

    def holds(self, value: float, rank: int = 2) -> bool:
        return self.low <= value <= self.high_at(rank)

    @property
    def of_page(self) -> bool:
        """Whether it is one page's choice, and so no part of what other pages show."""
        return self.owner not in get_args(Shared)


def _row(owner: str, kind: Kind, default: Any = None, low: int = 0, high: int = 0, **more: Any) -> Any:
    """A field of State that is a row of the table: all of Field but its key."""
    row = {"owner": owner, "kind": kind, "default": default, "low": low, "high": high, **more}
    return dataclasses.field(default=OPENING if kind == "numbers" else default, metadata=row)


@dataclass(frozen=True)
class State:
    """What the page shows. State() is the opening; deconv_core.state.query.read_query makes legal ones only.

    `rank`: how many axes the layer has; settings have one number an axis. `x` is the input, `w` the kernels (numbers()
    says their shapes); None: the browser fills them from the fill kinds and the seed; unsaid: the opening's numbers
    where the size is the opening's, else None. `bias`: one number an output channel; None: the layer has none.
    `square`: whether all axes have one slider, as one axis always has.
    `t` counts the stamps laid down, in row-major order, channel by channel; None: all. `pin` is `panel:i,j`, or
    `buffers:i,j,k,l` (input cell, tap), the channel first in a map of several. `stretched_turn`: whether the equivalent
    convolution turns its kernel; `matrix_order`: whether the matrix is read by rows or by columns; `matrix_side`,
    `frameworks_side`: which of the two, transposed or forward, is in front; `matrix_removed`: whether the rows that
    padding removes are shown; `frameworks_ask`: the padding that the other frameworks are asked for, "crops" being
    PyTorch's; `frameworks_output_shape`: the size that they are asked for, None: the one that each takes by itself.
    """

    input_size: Setting = _row("layer", "setting", (2, 2), 1, 16, words="stage.meaning_input_size", highs=(64, 16, 6))
    kernel_size: Setting = _row("layer", "setting", (2, 2), 1, 9, words="stage.meaning_kernel_size", highs=(64, 9, 5))
    stride: Setting = _row("layer", "setting", (1, 1), 1, 8, words="stage.meaning_stride", highs=(32, 8, 4))
    padding: Setting = _row("layer", "setting", (0, 0), 0, 64, words="stage.meaning_padding", highs=(512, 64, 16))
    output_padding: Setting = _row(
        "layer", "setting", (0, 0), 0, 7, words="stage.meaning_output_padding", highs=(31, 7, 3)
    )
    dilation: Setting = _row("layer", "setting", (1, 1), 1, 8, words="stage.meaning_dilation", highs=(32, 8, 4))
    rank: int = _row("layer", "whole", 2, 1, 3, words="stage.rank")
    in_channels: int = _row("layer", "whole", 1, 1, 4, words="stage.meaning_in_channels")
    out_channels: int = _row("layer", "whole", 1, 1, 4, words="stage.meaning_out_channels")
    groups: int = _row("layer", "whole", 1, 1, 4, words="stage.meaning_groups")
    x: Numbers | None = _row(
        "numbers", "numbers", ((2.0, 4.0), (0.0, 1.0)), -MOST, MOST, size="input_size", words="stage.panel_input"
    )
    w: Numbers | None = _row(
        "numbers", "numbers", ((3.0, 1.0), (1.0, 5.0)), -MOST, MOST, size="kernel_size", words="stage.panel_kernel"
    )
    bias: tuple[float, ...] | None = _row(
        "numbers", "vector", None, -MOST, MOST, size="out_channels", words="stage.meaning_bias"
    )
    x_fill: str = _row("numbers", "choice", "random", choices=FILLS)
    w_fill: str = _row("numbers", "choice", "random", choices=FILLS)
    seed: int = _row("numbers", "whole", 1, 0, 999_999)
    square: bool | None = _row("reader", "flag", None, 0, 1, words="stage.apart")
    t: float | None = _row("moment", "time", None, 0, 1024, words="stage.time")
    pin: str | None = _row("moment", "pin", choices=PANELS)
    stretched_turn: str = _row(
        "stretched", "choice", "turned", choices=("turned", "unturned"), words="stage.turn", was="turn"
    )
    matrix_order: str = _row(
        "matrix", "choice", "rows", choices=("rows", "columns"), words="matrix.choose_order", was="order"
    )
    matrix_side: str = _row("matrix", "choice", "transposed", choices=SIDES, words="matrix.choose_side", was="side")
    matrix_removed: str = _row(
        "matrix", "choice", "hidden", choices=("hidden", "shown"), words="matrix.removed_hint", was="removed"
    )
    frameworks_side: str = _row(
        "frameworks", "choice", "transposed", choices=SIDES, words="frameworks.side", was="side"
    )
    frameworks_ask: str = _row(
        "frameworks", "choice", "same", choices=("same", "valid", "crops"), words="frameworks.ask", was="ask"
    )
    frameworks_output_shape: Setting | None = _row(
        "frameworks",
        "size",
        None,
        1,
        192,
        words="frameworks.meaning_output_shape",
        was="output_shape",
        highs=(1056, 192, 64),
    )
    lang: str | None = _row("reader", "choice", choices=LANGUAGES, words="stage.language")

    def __post_init__(self) -> None:
        # Filled in here, so that two states that mean the same are equal.
        for field in NUMBERS:
            if getattr(self, field.key) == OPENING:
                is_opening = not self.has_channels and getattr(self, field.size) == FIELD[field.size].default
                object.__setattr__(self, field.key, field.default if is_opening else None)
        # One axis agrees with itself.
        if self.square is None or self.rank == 1:
            object.__setattr__(self, "square", self.axes_agree)

    @property
    def settings(self) -> Settings:
        return {key: getattr(self, key) for key in SETTINGS}

    @property
    def has_channels(self) -> bool:
        """Whether it is more than one pair of channels."""
        return self.in_channels > 1 or self.out_channels > 1

    def shape_of(self, key: str) -> Setting:
        """Of `x` [in_channels, *input_size], of `w` [in_channels, out_channels // groups, *kernel_size]."""
        if key == "x":
            return (self.in_channels, *self.input_size)
        return (self.in_channels, self.out_channels // self.groups, *self.kernel_size)

    def numbers(self, key: str) -> Any:
        """`x` or `w` in its shape, as deep in tuples; None where the browser makes them."""
        rows = getattr(self, key)
        return rows and nested(rows, self.shape_of(key)[:-1])

    @property
    def has_numbers(self) -> bool:
        return all(getattr(self, field.key) is not None for field in NUMBERS)

    @property
    def geometry(self) -> Geometry:
        return pytorch.geometry(**self.settings)

    @property
    def axes_agree(self) -> bool:
        """Whether every setting is the same on all axes: what `square` is unless someone says otherwise."""
        return all(len(set(setting)) == 1 for setting in self.settings.values())


FIELDS = tuple(Field(row.name, **row.metadata) for row in dataclasses.fields(State))
FIELD: Mapping[str, Field] = {field.key: field for field in FIELDS}
SETTINGS = tuple(field.key for field in FIELDS if field.kind == "setting")
NUMBERS = tuple(field for field in FIELDS if field.kind == "numbers")
# What may stand in a link, the words of older ones too.
LINK_WORDS = tuple(dict.fromkeys([*FIELD, *(field.was for field in FIELDS if field.was)]))


def axis_names(count: int) -> tuple[str, ...]:
    """What one, two or three axes are called, outermost first."""
    return ("length",) if count == 1 else ("depth", "height", "width")[-count:]


def all_axes(count: int) -> str:
    """What they are called together."""
    return ("length", "both", "all")[count - 1]


def nested(rows: Sequence[Any], counts: Setting) -> Any:
    """Rows, in tuples of tuples: as many in each, outermost first, as `counts` says."""
    if len(counts) == 1:
        return tuple(rows)
    step = len(rows) // counts[0]
    return tuple(nested(rows[at * step : (at + 1) * step], counts[1:]) for at in range(counts[0]))


def fill_of(numbers: Field) -> str:
    """The field that says how these numbers are made."""
    return f"{numbers.key}_fill"


def table() -> list[dict[str, Any]]:
    """FIELDS for the browser, in their order: only lists, dicts, strings, numbers, booleans and None."""
    return [{**_lists(vars(field)), "of_page": field.of_page} for field in FIELDS]


def _lists(value: Any) -> Any:
    """The same in what JSON has: lists for tuples."""
    if isinstance(value, dict):
        return {key: _lists(one) for key, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, tuple) else value
