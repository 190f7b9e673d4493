"""The output of a layer with three axes, one channel of it, as it stands in space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deconv_core.algorithms import ALGORITHMS
from deconv_core.judge.operands import Operands, operands, operands_so_far
from deconv_core.links import Cell, coverage, fed_by
from deconv_core.state.fields import State

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Volume:
    """`values` `[depth, height, width]`: the output after the stamps laid down so far; `reached`: which of its cells a
    link reaches, however many stamps are down. `channel`: None where there is but one.

    `span`: the lowest and the highest value while stamps are laid, so that a value keeps its colour. `framed`: the
    cells of what is pinned.
    """

    values: Array
    reached: NDArray[np.bool_]
    channel: int | None
    span: tuple[float, float]
    framed: tuple[Cell, ...]

    @property
    def lowest(self) -> float:
        return float(self.values.min())

    @property
    def highest(self) -> float:
        return float(self.values.max())

    @property
    def unreached(self) -> int:
        """How many cells no link reaches."""
        return int((~self.reached).sum())

    def name(self, cell: Cell) -> str:
        """As the stage names it: the channel first where there are several."""
        numbers = cell if self.channel is None else (self.channel, *cell)
        return f"y[{','.join(map(str, numbers))}]"


def volume(state: State, channel: int = 0) -> Volume:
    """Of a state that has three axes and its numbers."""
    values, finished = (_output(numbers, state)[channel] for numbers in (operands_so_far(state), operands(state)))
    both = np.stack([values, finished])
    return Volume(
        values,
        coverage(state.geometry) > 0,
        channel if state.out_channels > 1 else None,
        (float(both.min()), float(both.max())),
        tuple(framed(state, channel)),
    )


def framed(state: State, channel: int) -> list[Cell]:
    """The cells of this channel that the pinned element of x stamps; or the output cell that is pinned."""
    panel, _, text = (state.pin or "").partition(":")
    numbers = tuple(map(int, text.split(","))) if text else ()
    *channels, _, _, _ = numbers or (0, 0, 0)
    of = channels[0] if channels else 0
    if panel == "input" and _group(of, state.in_channels, state) == _group(channel, state.out_channels, state):
        return [output for _, output in fed_by(state.geometry, numbers[-3:])]
    return [numbers[-3:]] if panel == "output" and of == channel else []


def _group(channel: int, channels: int, state: State) -> int:
    return channel * state.groups // channels


def _output(numbers: Operands, state: State) -> Any:
    return numbers.given_to(ALGORITHMS["scatter"], state.geometry).output
