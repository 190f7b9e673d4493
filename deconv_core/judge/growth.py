"""Time against size: PyTorch and the four algorithms on ever larger inputs, one size at a time, within bounds."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod, sqrt
from typing import Any

import numpy as np

from deconv_core.frameworks import pytorch
from deconv_core.geometry import Geometry, GeometryError
from deconv_core.judge import timing
from deconv_core.judge.comparison import Case, calls
from deconv_core.judge.operands import Operands
from deconv_core.state.fields import State

SMALLEST, STEPS = 4, 18
# A size is left out if it has more links, or more products of a window's cells with the kernel, than this: the first
# bounds the memory (about 50 bytes a link), both the time of one size (under a second).
MOST_LINKS, MOST_PRODUCTS = 2_000_000, 40_000_000
SECONDS_A_SIZE, SECONDS_IN_ALL = 0.06, 6.0
TURNS_A_SIZE = 3

alone = threading.Lock()
"""Held while one size is measured: two at once would disturb each other, and everyone else."""


@dataclass(frozen=True)
class Point:
    """One input size, its number of links, and the shortest time of each way, in seconds."""

    input_size: tuple[int, ...]
    links: int
    seconds: dict[str, float]


def geometries(state: State) -> list[Geometry]:
    """The state's layer on square inputs of 4×4 and up, each with about twice the cells of the one before."""
    sizes = [round(SMALLEST * sqrt(2) ** step) for step in range(STEPS)]
    found = [geometry for size in sizes if (geometry := _on(state, size))]
    return [geometry for geometry in found if _is_bounded(geometry)]


def measure(state: State) -> Iterator[Point]:
    """A point for each of geometries(state), in float32; stops early once the time in all is used up."""
    end = time.perf_counter() + SECONDS_IN_ALL
    for geometry in geometries(state):
        if time.perf_counter() > end:
            return
        seconds = timing.measure(calls(_case(geometry), "float32"), seconds=SECONDS_A_SIZE, least=TURNS_A_SIZE)
        yield Point(geometry.input_size, links(geometry), seconds)


def links(geometry: Geometry) -> int:
    """How many there are, cropped ones too: each is one multiplication."""
    return prod(geometry.input_size) * prod(geometry.kernel_size)


class Measurement:
    """The points of a state's layer, measured a size at a time, whenever its owner says so.

    `source`: the layer in PyTorch's words; `sizes`: what may be measured; `points`: what was; `size`: the input that
    comes next, None once there is none.
    """

    def __init__(self, state: State) -> None:
        settings: dict[str, Any] = state.settings
        self.source = pytorch.source(**settings)
        self.sizes = [geometry.input_size for geometry in geometries(state)]
        self.points: list[Point] = []
        self.size = self.sizes[0] if self.sizes else None
        self._rest = measure(state)

    @property
    def share(self) -> float:
        return len(self.points) / len(self.sizes)

    def go_on(self) -> None:
        with alone:
            point = next(self._rest, None)
        if point:
            self.points.append(point)
        left = self.sizes[len(self.points) :]
        self.size = left[0] if point and left and self.size else None

    def stop(self) -> None:
        self.size = None


def _on(state: State, size: int) -> Geometry | None:
    try:
        return pytorch.geometry(**{**state.settings, "input_size": (size,) * state.rank})
    except GeometryError:
        # A wide padding leaves nothing of a small canvas.
        return None


def _is_bounded(geometry: Geometry) -> bool:
    products = prod(geometry.uncropped_size) * prod(geometry.kernel_size)
    return links(geometry) <= MOST_LINKS and products <= MOST_PRODUCTS


def _case(geometry: Geometry) -> Case:
    random = np.random.default_rng(0)
    x, w = random.standard_normal((1, *geometry.input_size)), random.standard_normal((1, 1, *geometry.kernel_size))
    return Case(Operands(x, w, None, 1), geometry)
