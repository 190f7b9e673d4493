"""A layer at its real size, computed by PyTorch and by the scatter rule, number by number.

An output channel depends on no other, so both compute a part of the channels at a time: memory stays bounded however
many there are. The values are whole numbers so small that float32 holds every sum exactly; whatever the order of the
additions, the two must agree in every bit.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from math import isqrt, prod
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from deconv_core.algorithms import fast
from deconv_core.frameworks import pytorch
from deconv_core.layer import Count, Layer, Sizes
from deconv_core.refusal import Refusal, RefusedError

RealSizeCode = Literal["real_size_products", "real_size_input", "real_size_weights", "real_size_canvas"]

Array = NDArray[Any]
# In all: some seconds each for PyTorch and for us; a part: a fraction of one.
MOST_PRODUCTS, PRODUCTS_A_PART = 20_000_000_000, 1_000_000_000
# Numbers of the input, of the weights, or of one channel's canvas; and of the canvases of one part. Four bytes each.
MOST_NUMBERS, NUMBERS_A_PART = 16_000_000, 4_000_000
LARGEST_VALUE = 8
# Up to here float32 holds every whole number: https://en.wikipedia.org/wiki/Single-precision_floating-point_format
EXACT = 1 << 24


@dataclass(frozen=True)
class Part:
    """Output channels that are computed together: those from `start` to `stop` of each of `groups` from `first` on."""

    first: int
    groups: int
    start: int
    stop: int


@dataclass
class Found:
    """So far: `compared` numbers of the output, `different` of them, by `largest` at most; seconds of each side."""

    compared: int = 0
    different: int = 0
    largest: float = 0
    torch_seconds: float = 0
    our_seconds: float = 0


class RealSize:
    """A layer's check, a part at a time, whenever its owner says so.

    `layer`: one that PyTorch takes, its kernel and channels known. Raises RefusedError where it is too much for one
    check. `found`: what was compared; `is_done`: all of it was, or the check was stopped.
    """

    def __init__(self, layer: Layer, input_size: Sizes, seed: int = 0) -> None:
        self.layer, self.input_size, self.seed = layer, input_size, seed
        self.into, self.out, self.groups = (
            _number(one) for one in (layer.in_channels, layer.out_channels, layer.groups)
        )
        self.geometry = layer.geometry(input_size)
        self.products = prod(input_size) * (layer.multiply_adds or 0)
        self._check_budget()
        self.parts = self._parts()
        self.found, self.at, self.is_stopped = Found(), 0, False
        self._rest = self._run()

    @property
    def output_shape(self) -> Sizes:
        """[out_channels, *output_size]."""
        return (self.out, *self.geometry.output_size)

    @property
    def is_done(self) -> bool:
        return self.is_stopped or self.at == len(self.parts)

    @property
    def share(self) -> float:
        return self.at / len(self.parts)

    def go_on(self) -> None:
        """Compute the next part and compare it; only before it is done."""
        next(self._rest)
        if self.is_done:
            self._rest.close()

    def stop(self) -> None:
        self.is_stopped = True
        # Its input, up to 64 MB, is not kept for what is only told.
        self._rest.close()

    def _check_budget(self) -> None:
        canvas = prod(self.geometry.uncropped_size)
        budgets: list[tuple[RealSizeCode, int, int]] = [
            ("real_size_products", self.products, MOST_PRODUCTS),
            ("real_size_input", self.into * prod(self.input_size), MOST_NUMBERS),
            ("real_size_weights", self.layer.multiply_adds or 0, MOST_NUMBERS),
            ("real_size_canvas", max(canvas, prod(self.geometry.output_size)), MOST_NUMBERS),
        ]
        for code, value, limit in budgets:
            if value > limit:
                raise RefusedError(Refusal(code, "real_size", {"value": f"{value:,}", "limit": f"{limit:,}"}))

    def _parts(self) -> list[Part]:
        """As many channels together as stay within the limits of one part."""
        a_group = self.out // self.groups
        cost = max(1, self.products // self.out)
        cells = prod(self.geometry.uncropped_size)
        most = max(1, min(PRODUCTS_A_PART // cost, NUMBERS_A_PART // cells))
        if most >= a_group:
            step = most // a_group
            return [Part(at, min(step, self.groups - at), 0, a_group) for at in range(0, self.groups, step)]
        starts = range(0, a_group, most)
        return [Part(at, 1, start, min(start + most, a_group)) for at in range(self.groups) for start in starts]

    def _run(self) -> Generator[Part, None, None]:
        random = np.random.default_rng(self.seed)
        each = self.into // self.groups
        # Terms of one sum: every input channel of the group and every tap, and the bias.
        # So few weights are taken (MOST_NUMBERS) that this is 1 at least.
        largest = min(LARGEST_VALUE, isqrt(EXACT // (each * self.layer.taps + 1)))

        def whole(*shape: int) -> Array:
            return random.integers(-largest, largest, shape, endpoint=True).astype(np.float32)

        x = whole(1, self.into, *self.input_size)
        for part in self.parts:
            mine = x[:, part.first * each : (part.first + part.groups) * each]
            w = whole(part.groups * each, part.stop - part.start, *self.geometry.kernel_size)
            bias = whole(part.groups * (part.stop - part.start)) if self.layer.bias else None
            self._compare(mine, w, bias, part.groups)
            self.at += 1
            yield part

    def _compare(self, x: Array, w: Array, bias: Array | None, groups: int) -> None:
        begin = time.perf_counter()
        theirs = pytorch.reference(x, w, self.geometry, bias=bias, groups=groups)
        between = time.perf_counter()
        ours = fast.scatter(x, w, self.geometry, bias=bias, groups=groups).output
        end = time.perf_counter()
        apart = np.abs(ours - theirs)
        self.found.compared += apart.size
        self.found.different += int(np.count_nonzero(apart))
        self.found.largest = max(self.found.largest, float(apart.max(initial=0)))
        self.found.torch_seconds += between - begin
        self.found.our_seconds += end - between


def _number(count: Count) -> int:
    assert isinstance(count, int), "what a text leaves open is refused before"
    return count
