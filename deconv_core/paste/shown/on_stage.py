"""What the stage shows of a layer: all its numbers, a smaller twin, or nothing; and what is said of it in each case.

The stage has limits of its own, for one axis, two and three (deconv_core.state.fields).
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
from deconv_core.state.fields import Settings
from deconv_core.state.legal import clamp, pytorch_problems, range_problems
from deconv_core.state.query_text import by

ShownCode = Literal[
    "layer_beyond",
    "note_smaller_twin",
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


def on_page(present: Settings, rank: int) -> Settings:
    """The same, as far as the page shows a layer of so many axes."""
    along = at_rank(present, rank)
    return {key: tuple(int(clamp(key, one, rank)) for one in value) for key, value in along.items()}


def on_stage(settings: Settings, layer: Layer, present: Settings) -> Shown | None:
    """`settings`: PyTorch's words to show, one number an axis; `layer`: the real one, perhaps of other crops.

    None: nothing about it is special, and its settings, legal or not, are those of the page.
    """
    whole = {**on_page(present, layer.rank), **settings}
    outside = range_problems(whole)
    if not outside:
        return None
    # What no library makes is not a larger layer.
    broken = pytorch_problems(whole)
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
    told = _facts(layer, whole)
    found = smaller(whole)
    # Where nothing else is on offer, the nearest settings are.
    problems = tuple(one if found is None else replace(one, code="layer_beyond") for one in outside)
    if found is None:
        return Shown(None, problems, (_note("note_no_smaller_twin"), *told))
    state = {**whole, **found.settings}
    twin = line_of(state)
    cells = str(found.cells[0]) if len({*found.cells}) == 1 else by(found.cells)
    said = _note("note_smaller_twin", {"twin": twin, "cells": cells})
    return Shown(state, problems, (said, *told), True, twin)


def _facts(layer: Layer, whole: Settings) -> list[Refusal]:
    return facts(layer if layer.kernel_size else replace(layer, kernel_size=whole["kernel_size"]), whole["input_size"])


def _note(code: ShownCode, values: dict[str, Value] | None = None) -> Refusal:
    return Refusal(code, values=dict(values or {}))
