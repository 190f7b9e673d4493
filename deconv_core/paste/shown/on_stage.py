"""What the stage shows of a layer: all its numbers, a smaller twin, or nothing; and what is said of it in each case.

The stage has one axis or two, and limits of its own (deconv_core.state.fields); of a layer with three axes, the last
two can be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from deconv_core.frameworks import pytorch
from deconv_core.layer import Layer
from deconv_core.paste.shown.facts import facts
from deconv_core.paste.shown.smaller_twin import smaller
from deconv_core.refusal import Refusal, Value
from deconv_core.state.fields import FIELD, Settings
from deconv_core.state.legal import range_problems, rule_problems
from deconv_core.state.query_text import by

ShownCode = Literal[
    "layer_beyond",
    "layer_three_axes",
    "note_smaller_twin",
    "note_two_of_three",
    "note_no_smaller_twin",
]


@dataclass(frozen=True)
class Shown:
    """`state`: the settings to show, on offer where there are problems, None for none; `is_twin`: a smaller twin's.

    `offer` names what is on offer, where its line of code does not.
    """

    state: Settings | None
    problems: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()
    is_twin: bool = False
    offer: str | None = None


def at_rank(present: Settings, rank: int) -> Settings:
    """The page's settings for a layer of so many axes: the first ones, or the first once more."""
    return {key: (value[:1] * (rank - len(value)) + value)[:rank] for key, value in present.items()}


def on_stage(settings: Settings, layer: Layer, present: Settings) -> Shown | None:
    """`settings`: PyTorch's words to show, one number an axis; `layer`: the real one, perhaps of other crops.

    None: nothing about it is special, and its settings, legal or not, are those of the page.
    """
    whole = {**at_rank(present, layer.rank), **settings}
    outside = [_named(one, layer.rank) for one in range_problems(whole)]
    broken = [one for one in outside if _is_low(one)] or [_named(one, layer.rank) for one in rule_problems(whole)]
    if layer.rank < 3 and (broken or not outside):
        return None
    return Shown(None, tuple(broken)) if broken else _larger(whole, layer, outside)


def line_of(settings: Settings) -> str:
    """The line of PyTorch's that makes these settings."""
    words: dict[str, Any] = dict(settings)
    return pytorch.source(**words)


def is_real(layer: Layer) -> bool:
    """Whether there is more to it than the one channel that the page shows."""
    known = (layer.in_channels, layer.out_channels)
    return any(one not in (None, 1) for one in known) or layer.groups != 1 or layer.rank != 2


def _larger(whole: Settings, layer: Layer, outside: Sequence[Refusal]) -> Shown:
    """One that is beyond the stage: its facts, and its smaller twin where there is one."""
    problems = [_note("layer_three_axes")] * (layer.rank == 3)
    told = _facts(layer, whole)
    said: list[Refusal] = []
    shown = {key: value[-2:] for key, value in whole.items()}
    found = smaller(shown)
    # Where nothing else is on offer, the nearest settings are.
    beyond = [one if found is None and layer.rank < 3 else replace(one, code="layer_beyond") for one in outside]
    problems += beyond
    if found is None:
        return Shown(None, tuple(problems), (_note("note_no_smaller_twin"), *told))
    state = {**shown, **found.settings}
    twin = line_of(state)
    is_smaller = max(found.cells) > 1
    if is_smaller:
        cells = str(found.cells[0]) if len({*found.cells}) == 1 else by(found.cells)
        said.append(_note("note_smaller_twin", {"twin": twin, "cells": cells}))
    if layer.rank == 3:
        said.append(_note("note_two_of_three", {"twin": twin}))
    return Shown(state, tuple(problems), (*said, *told), True, twin)


def _facts(layer: Layer, whole: Settings) -> list[Refusal]:
    return facts(layer if layer.kernel_size else replace(layer, kernel_size=whole["kernel_size"]), whole["input_size"])


def _is_low(problem: Refusal) -> bool:
    value = problem.values["value"]
    return isinstance(value, int) and value < FIELD[problem.field].low


def _named(problem: Refusal, rank: int) -> Refusal:
    """Of three axes, "both" is all."""
    if rank != 3 or problem.values.get("axis") != "both":
        return problem
    return replace(problem, values={**problem.values, "axis": "all"})


def _note(code: ShownCode, values: dict[str, Value] | None = None) -> Refusal:
    return Refusal(code, values=dict(values or {}))
