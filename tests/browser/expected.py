"""What the page must show, from the core and from PyTorch; and random states to try it on."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from deconv_core import ALGORITHMS
from deconv_core.frameworks import pytorch
from deconv_core.judge.operands import Operands, operands
from deconv_core.state.budget import Channels
from deconv_core.state.fields import State
from deconv_core.state.legal import nearest
from deconv_core.state.query import read_query, write_query
from tests.given.states import sizes_in

Numbers = dict[tuple[int, ...], float]


def operands_so_far(state: State) -> Operands:
    """x as far as its stamps are laid down, and the rest."""
    whole = operands(state)
    if state.t is not None:
        whole.x.reshape(-1)[math.floor(state.t) :] = 0
    return whole


def output(state: State) -> Numbers:
    """PyTorch's, in double precision."""
    return of_channels(operands_so_far(state).given_to(pytorch.reference, state.settings, dtype="float64"))


def canvas(state: State) -> Numbers:
    """With the bias, where the sums start."""
    sums = operands_so_far(state).given_to(ALGORITHMS["scatter"], state.geometry).canvas
    return of_channels(sums + bias_of(state))


def bias_of(state: State) -> Any:
    """One number an output channel, beside maps [out_channels, ...]; 0 where there is none."""
    return np.array(state.bias or (0.0,) * state.out_channels).reshape(-1, *[1] * state.rank)


def cropped(state: State) -> Numbers:
    """The canvas cells outside the frame."""
    return outside_frame(state, canvas(state))


def outside_frame(state: State, cells: Numbers) -> Numbers:
    frame = [range(a.crop_before, a.crop_before + a.output) for a in state.geometry.axes]
    return {
        cell: value
        for cell, value in cells.items()
        if not all(at in span for at, span in zip(cell[-state.rank :], frame, strict=True))
    }


def stamps(state: State) -> Numbers:
    """The stamps that exist at the state's time, the one on its way too, cells named by their input cell and tap."""
    down = math.inf if state.t is None else math.ceil(state.t)
    whole = operands(state)
    each = np.ndindex(*whole.x.shape)
    return {
        (*named(cell, 1, whole.x.shape), *named(tap, 1, whole.w.shape[1:])): whole.x[cell] * weight
        for at, cell in enumerate(each)
        if at < down
        for tap, weight in np.ndenumerate(whole.w[cell[0]])
    }


def finished(state: State, steps: int) -> int:
    """How many of so many steps are over at the state's time; as good as a whole one is whole."""
    if state.t is None:
        return steps
    step = state.t / math.prod(state.shape_of("x")) * steps
    return round(step) if abs(step - round(step)) < 1e-3 else math.floor(step)


def so_far(state: State, whole: Any) -> Numbers:
    """Maps [channels, ...] that are computed cell by cell, at the state's time."""
    flat = np.array(whole, dtype=float).reshape(-1)
    flat[finished(state, flat.size) :] = 0
    return of_channels(flat.reshape(np.shape(whole)))


def by_cell(array: Any) -> Numbers:
    return {cell: float(value) for cell, value in np.ndenumerate(array)}


def of_channels(array: Any, axes: int = 1) -> Numbers:
    """By their names: an index of so many first axes, of channels, is left out where there is but one."""
    shape = np.shape(array)
    return {named(cell, axes, shape): value for cell, value in by_cell(array).items()}


def named(cell: tuple[int, ...], axes: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return (*(at for at, count in zip(cell[:axes], shape, strict=False) if count > 1), *cell[axes:])


def close(shown: Numbers, right: Numbers) -> bool:
    """The same cells, and in each the same number but for the order of a sum's terms."""
    return shown.keys() == right.keys() and all(
        math.isclose(shown[cell], right[cell], rel_tol=1e-9, abs_tol=1e-6) for cell in right
    )


def random_state(random: Random, largest: int = 5, rank: int = 2, channels: bool = False) -> State:
    """A legal state whose numbers, time and pin are all said; `channels`: maybe several, and a bias."""
    axes = [_axis(random, largest) for _ in range(rank)]
    if random.random() < 0.4:
        axes = axes[:1] * rank
    settings = {key: tuple(axis[key] for axis in axes) for key in axes[0]}
    own = _channels(random) if channels else Channels()
    settings = nearest(settings, own)
    state = State(**settings, rank=rank, **vars(own), x=None, w=None)
    bias = tuple(_number(random) for _ in range(own.out_channels)) if channels and random.random() < 0.6 else None
    state = replace(state, **{key: _rows(random, state.shape_of(key)) for key in "xw"}, bias=bias)
    t = random.choice((None, round(random.uniform(0, math.prod(state.shape_of("x"))), 2)))
    state = replace(state, t=t, pin=_pin(random, state), lang=random.choice(("en", "zh-Hans", "zh-Hant")))
    if random.random() < 0.3:
        state = replace(state, frameworks_output_shape=tuple(random.randint(1, 12) for _ in range(rank)))
    assert not read_query(write_query(state)).problems
    return state


def random_moment(random: Random, largest: int = 4, rank: int = 2, channels: bool = False) -> State:
    """A random state that stands still somewhere on its way, with a cell pinned."""
    while True:
        state = random_state(random, largest, rank, channels)
        if state.pin and state.t:
            return state


def _channels(random: Random) -> Channels:
    return Channels(*(random.randint(1, 4) for _ in range(3))).nearest


def _axis(random: Random, largest: int) -> dict[str, int]:
    one = {key: random.randint(1, largest) for key in ("input_size", "kernel_size")}
    one |= {key: random.randint(1, 4) for key in ("stride", "dilation")}
    one["output_padding"] = random.randrange(max(one["stride"], one["dilation"]))
    uncropped = (one["input_size"] - 1) * one["stride"] + one["dilation"] * (one["kernel_size"] - 1) + 1
    one["padding"] = random.randint(0, min(6, (uncropped + one["output_padding"] - 1) // 2))
    return {key: one[key] for key in State().settings}


def _rows(random: Random, shape: tuple[int, ...]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(_number(random) for _ in range(shape[-1])) for _ in range(math.prod(shape[:-1])))


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
    cell = ",".join(str(random.randrange(count)) for count in sizes_in(panel, state))
    pin = f"{panel}:{cell}"
    return pin if not read_query(write_query(replace(state, pin=pin))).problems else None
