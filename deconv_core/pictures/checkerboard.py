"""Flat grey through layers that enlarge: the pattern they make of it, how many terms its cells have, its spectrum.

Each layer is a ConvTranspose2d without padding or bias. Where no border is near, its output on a flat input repeats
itself every `stride` cells: a cell's phase says which taps it adds up. After several layers it repeats itself every
stride ** layers cells, so its spectrum has peaks only at multiples of 1 / stride ** layers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.picture_layer import Pair, PictureLayer
from deconv_core.pictures.picture import Floats

Weights = Literal["equal", "random", "balanced", "one_phase"]
Kind = Literal["one_phase_only", "even_flat", "even_pattern", "uneven_flat", "uneven_pattern"]
WEIGHTS: tuple[Weights, ...] = ("equal", "random", "balanced", "one_phase")
KERNELS, STRIDES, LAYERS = range(1, 10), range(1, 5), range(1, 4)
GREY = 0.5
# Channels between two layers of random weights.
HIDDEN = 6
# The output is about as large; of its inside so much is looked at, and so much shown: large enough to see cells.
ABOUT, SEEN, SHOWN = 220, 96, 32
# What is left of a difference between phases by rounding, as a share of the largest number.
ROUNDING = 1e-5


@dataclass(frozen=True, eq=False)
class Pattern:
    """`grey`, `terms` `[height, width]`: the inside of the output, and by how many ways grey reaches each of its cells.

    `period`: cells after which both repeat themselves, along each axis.
    """

    grey: Floats
    terms: NDArray[np.int64]
    period: int

    @property
    def coverage_is_even(self) -> bool:
        return bool(self.terms.min() == self.terms.max())

    @property
    def grey_is_flat(self) -> bool:
        return float(np.ptp(self.grey)) <= ROUNDING * max(1.0, float(abs(self.grey).max()))

    @property
    def kind(self) -> Kind:
        """Which sentence is true of it."""
        if self.period == 1:
            return "one_phase_only"
        if self.coverage_is_even:
            return "even_flat" if self.grey_is_flat else "even_pattern"
        return "uneven_flat" if self.grey_is_flat else "uneven_pattern"

    @property
    def spectrum(self) -> tuple[Floats, Floats]:
        """(frequency in cycles a cell, amplitude): of the rows without their means, the root mean square of all."""
        length = self.grey.shape[1] // self.period * self.period
        rows = self.grey[:, :length].astype(np.float64)
        rows = rows - rows.mean(1, keepdims=True)
        size = np.sqrt(np.mean(np.abs(np.fft.rfft(rows, axis=1)) ** 2, 0)) * 2 / length
        return np.fft.rfftfreq(length).astype(np.float32), size.astype(np.float32)


def pattern(kernel: int, stride: int, layers: int, weights: Weights, seed: int = 0) -> Pattern:
    """What becomes of flat grey."""
    side = max(10, -(-ABOUT // stride**layers))
    while _inside(kernel, stride, layers, side)[1] < min(SEEN, 2 * stride**layers):
        side *= 2
    random = np.random.default_rng(seed)
    grey = np.full((1, side, side), GREY, np.float32)
    ways = np.ones((1, side, side), np.float32)
    ones = PictureLayer(np.ones((1, 1, kernel, kernel), np.float32), stride=(stride, stride))
    for at in range(layers):
        into = grey.shape[0]
        out = 1 if at == layers - 1 or weights != "random" else HIDDEN
        layer = PictureLayer(
            made(weights, (into, out, kernel, kernel), (stride, stride), random), stride=(stride, stride)
        )
        grey = tiles.whole(tiles.Numbers(grey), layer)
        ways = tiles.whole(tiles.Numbers(ways), ones)
    start, length = _inside(kernel, stride, layers, side)
    inside = slice(start, start + min(length, max(SEEN, 2 * stride**layers)))
    return Pattern(grey[0, inside, inside], np.rint(ways[0, inside, inside]).astype(np.int64), stride**layers)


def _inside(kernel: int, stride: int, layers: int, side: int) -> tuple[int, int]:
    """(start, length): cells that no border of any layer is near, from the first on whose phase is 0.

    Cell o adds up inputs ceil((o - kernel + 1) / stride) to floor(o / stride): all within a to b - 1 where
    (a - 1) * stride + kernel <= o < b * stride.
    """
    a, b = 0, side
    for _ in range(layers):
        a, b = max(0, (a - 1) * stride + kernel), b * stride
    period = stride**layers
    start = -(-a // period) * period
    return start, b - start


def made(weights: Weights, shape: tuple[int, int, int, int], stride: Pair, random: np.random.Generator) -> Floats:
    """Weights `[in_channels, out_channels, height, width]`, so large that grey stays about as bright."""
    usual = prod(stride) / (prod(shape[2:]) * shape[0])
    if weights in ("equal", "one_phase"):
        found = np.full(shape, usual, np.float32)
        if weights == "one_phase":
            found[..., :: stride[0], :: stride[1]] *= 1.5
        return found
    found = random.normal(usual, 2 * usual, shape).astype(np.float32)
    return found if weights == "random" else balanced(found, stride)


def balanced(weight: Floats, stride: Pair) -> Floats:
    """The same with one number added to all taps of each phase, so that the taps of every phase sum to 1.

    A phase that no tap falls on, where the kernel is smaller than the stride, stays empty.
    """
    found = weight.copy()
    for a in range(min(stride[0], weight.shape[2])):
        for b in range(min(stride[1], weight.shape[3])):
            taps = found[..., a :: stride[0], b :: stride[1]]
            taps += (1 - taps.sum((-2, -1), keepdims=True)) / prod(taps.shape[2:])
    return found
