"""What the page must show, from the core and from PyTorch; and random states to try it on."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import numpy as np

from deconv_core import ALGORITHMS
from deconv_core.frameworks import pytorch
from deconv_core.state.fields import State
from deconv_core.state.pin import panel_size
from deconv_core.state.query import read_query, write_query

Numbers = dict[tuple[int, ...], float]


def operands(state: State) -> tuple[Any, Any]:
    """x as far as its stamps are laid down, and w: [1, *input_size] and [1, 1, *kernel_size]."""
    x, w = np.array([state.numbers("x")]), np.array(state.numbers("w"))[None, None]
    if state.t is not None:
        x.reshape(-1)[math.floor(state.t) :] = 0
    return x, w


def output(state: State) -> Numbers:
    """PyTorch's, in double precision."""
    return by_cell(pytorch.reference(*operands(state), state.settings, dtype="float64")[0])


def canvas(state: State) -> Numbers:
    return by_cell(ALGORITHMS["scatter"](*operands(state), state.geometry).canvas[0])


def cropped(state: State) -> Numbers:
    """The canvas cells outside the frame."""
    frame = [range(a.crop_before, a.crop_before + a.output) for a in state.geometry.axes]
    inside = set(product(*frame))
    return {cell: value for cell, value in canvas(state).items() if cell not in inside}


def stamps(state: State) -> Numbers:
    """The stamps that exist at the state's time, the one on its way too, cells named by their input cell and tap."""
    down = math.ceil(math.inf if state.t is None else state.t) if state.t is not None else math.inf
    x, w = (np.array(state.numbers(key)) for key in "xw")
    every = by_cell(np.multiply.outer(x, w))
    return {cell: value for cell, value in every.items() if np.ravel_multi_index(cell[: x.ndim], x.shape) < down}


def finished(state: State, steps: int) -> int:
    """How many of so many steps are over at the state's time; as good as a whole one is whole."""
    if state.t is None:
        return steps
    step = state.t / math.prod(state.input_size) * steps
    return round(step) if abs(step - round(step)) < 1e-3 else math.floor(step)


def so_far(state: State, whole: Any) -> Numbers:
    """A map that is computed cell by cell, at the state's time."""
    flat = np.array(whole, dtype=float).reshape(-1)
    flat[finished(state, flat.size) :] = 0
    return by_cell(flat.reshape(np.shape(whole)))


def by_cell(array: Any) -> Numbers:
    return {cell: float(value) for cell, value in np.ndenumerate(array)}


def close(shown: Numbers, right: Numbers) -> bool:
    """The same cells, and in each the same number but for the order of a sum's terms."""
    return shown.keys() == right.keys() and all(
        math.isclose(shown[cell], right[cell], rel_tol=1e-9, abs_tol=1e-6) for cell in right
    )


def random_state(random: Random, largest: int = 5, rank: int = 2) -> State:
    """A legal state whose numbers, time and pin are all said."""
    height, width = _axis(random, largest), _axis(random, largest)
    if random.random() < 0.4:
        width = height
    settings = {key: (height[key], width[key])[:rank] for key in height}
    state = State(
        **settings, rank=rank, x=_rows(random, settings["input_size"]), w=_rows(random, settings["kernel_size"])
    )
    t = random.choice((None, round(random.uniform(0, math.prod(state.input_size)), 2)))
    state = replace(state, t=t, pin=_pin(random, state), lang=random.choice(("en", "zh-Hans", "zh-Hant")))
    if random.random() < 0.3:
        wanted = (random.randint(1, 12), random.randint(1, 12))
        state = replace(state, frameworks_output_shape=wanted[:rank])
    assert not read_query(write_query(state)).problems
    return state


def random_moment(random: Random, largest: int = 4, rank: int = 2) -> State:
    """A random state that stands still somewhere on its way, with a cell pinned."""
    while True:
        state = random_state(random, largest, rank)
        if state.pin and state.t:
            return state


def _axis(random: Random, largest: int) -> dict[str, int]:
    one = {key: random.randint(1, largest) for key in ("input_size", "kernel_size")}
    one |= {key: random.randint(1, 4) for key in ("stride", "dilation")}
    one["output_padding"] = random.randrange(max(one["stride"], one["dilation"]))
    uncropped = (one["input_size"] - 1) * one["stride"] + one["dilation"] * (one["kernel_size"] - 1) + 1
    one["padding"] = random.randint(0, min(6, (uncropped + one["output_padding"] - 1) // 2))
    return {key: one[key] for key in State().settings}


def _rows(random: Random, size: tuple[int, ...]) -> tuple[tuple[float, ...], ...]:
    rows, columns = (1, *size)[-2:]
    return tuple(tuple(_number(random) for _ in range(columns)) for _ in range(rows))


def _number(random: Random) -> float:
    kind = random.random()
    if kind < 0.7:
        return float(random.randint(-9, 9))
    if kind < 0.9:
        return round(random.uniform(-100, 100), random.randint(1, 6))
    return random.uniform(-1, 1) * 10.0 ** random.randint(-12, 6)


def _pin(random: Random, state: State) -> str | None:
    panel = random.choice((None, "input", "kernel", "output", "cropped", "buffers"))
    if panel is None:
        return None
    cell = ",".join(str(random.randrange(count)) for count in panel_size(panel, state.settings))
    pin = f"{panel}:{cell}"
    return pin if not read_query(write_query(replace(state, pin=pin))).problems else None
