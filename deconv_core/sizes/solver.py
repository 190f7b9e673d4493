"""All settings that turn one size into another: how do I get exactly this output?

    output = (input - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1

solved for output_padding, for every kernel, stride, padding and dilation at once; what is left is PyTorch's rule
0 <= output_padding < max(stride, dilation) and the chosen range.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Literal

import numpy as np

from deconv_core.geometry import PerAxis, axis_count, per_axis
from deconv_core.sizes.ranges import KEYS, Range, Ranges
from deconv_core.sizes.ranking import AT_END, best_first, covers_evenly, zeros
from deconv_core.sizes.unreached import Integers

# What a request may cost: about 16 MB, and some hundredths of a second.
LIMIT = 2_000_000

Reason = Literal["nothing_legal", "too_small", "too_large", "parity", "gap"]


class TooManyError(ValueError):
    """A request with more than LIMIT candidates; `count` says how many.

    With the usual ranges in place of those of the `widest` settings it has `fewer`, which is no more than LIMIT.
    """

    def __init__(self, ranges: Ranges) -> None:
        self.count = ranges.candidates
        super().__init__(f"{self.count} candidates are asked for, but at most {LIMIT} are tried. Narrow the ranges.")
        usual = Ranges()
        left = sorted(KEYS, key=lambda key: len(getattr(ranges, key)) / len(getattr(usual, key)))
        self.widest: tuple[str, ...] = ()
        while ranges.candidates > LIMIT:
            self.widest += (left.pop(),)
            ranges = replace(ranges, **{self.widest[-1]: getattr(usual, self.widest[-1])})
        self.fewer = ranges.candidates


@dataclass(frozen=True)
class Nothing:
    """Why one axis has no answer. `below`, `above`: the nearest sizes that can be had; None: there is none that side.

    nothing_legal: PyTorch refuses every candidate. too_small, too_large: beyond all sizes that can be had. parity: all
    of those are odd, or all even, since padding crops in pairs, and the wanted size is not. gap: between two of them.
    """

    reason: Reason
    below: int | None
    above: int | None


@dataclass(frozen=True, eq=False)
class Solution:
    """`answers` [count, 5]: kernel_size, stride, padding, output_padding, dilation, the same on every axis; best first.

    `even` of them cover the output evenly, and the last `ending` of them end in rows of zeros. `nothing`, where there
    are no answers, says why for each axis: None for an axis that has answers alone. `candidates`: how many settings
    there are in the ranges.
    """

    candidates: int
    answers: Integers
    even: int
    ending: int
    nothing: tuple[Nothing | None, ...] = ()

    def settings(self, at: int) -> dict[str, int]:
        """An answer in PyTorch's words."""
        return dict(zip(KEYS, self.answers[at].tolist(), strict=True))


def solve(input_size: PerAxis, output_size: PerAxis, ranges: Ranges | None = None) -> Solution:
    """Every setting in `ranges` with which PyTorch makes `output_size` of `input_size`, positive sizes in cells.

    With several axes the same setting must do on each. TooManyError for more than LIMIT candidates; GeometryError for
    sizes that are no integers or differ in number.
    """
    ranges = ranges or Ranges()
    if ranges.candidates > LIMIT:
        raise TooManyError(ranges)
    axes = axis_count(input_size)
    sizes = per_axis("input", input_size, axes)
    grid = _Grid.of(ranges)
    lines = [_Line(grid, *size) for size in zip(sizes, per_axis("output", output_size, axes), strict=True)]
    first = lines[0].output_padding
    fits = reduce(np.logical_and, [line.fits for line in lines])
    for line in lines[1:]:
        fits &= line.output_padding == first
    answers = grid.answers(np.nonzero(fits), first[fits])
    rows = zeros(answers, sizes)
    even, ending = int(covers_evenly(answers, sizes).sum()), int((rows == AT_END).sum())
    nothing = () if len(answers) else tuple(line.nothing() for line in lines)
    return Solution(ranges.candidates, answers[best_first(answers, sizes, rows)], even, ending, nothing)


@dataclass(frozen=True, eq=False)
class _Grid:
    """Every kernel, stride, dilation and padding in the ranges: four axes in that order, each here with its own."""

    kernel: Integers
    stride: Integers
    dilation: Integers
    padding: Integers
    output_padding: Range

    @classmethod
    def of(cls, ranges: Ranges) -> _Grid:
        chosen = (ranges.kernel_size, ranges.stride, ranges.dilation, ranges.padding)
        kernel, stride, dilation, padding = np.ix_(*(np.arange(one.low, one.high + 1) for one in chosen))
        return cls(kernel, stride, dilation, padding, ranges.output_padding)

    @property
    def most(self) -> Integers:
        """The largest output_padding that may be taken, by PyTorch's rule and the range."""
        most: Integers = np.minimum(np.maximum(self.stride, self.dilation) - 1, self.output_padding.high)
        return most

    def answers(self, at: tuple[Any, ...], output_padding: Integers) -> Integers:
        """The settings at places of the grid, [count, 5] in the order of KEYS."""
        k, s, d, p = at
        columns = (self.kernel.ravel()[k], self.stride.ravel()[s], self.padding.ravel()[p])
        return np.stack([*columns, output_padding, self.dilation.ravel()[d]], axis=1)


class _Line:
    """One axis: which output_padding each place of the grid would need, and whether it may have it."""

    def __init__(self, grid: _Grid, size: int, wanted: int) -> None:
        self.grid, self.wanted = grid, wanted
        # The size without output_padding; the larger arrays only where padding comes in.
        span = (size - 1) * grid.stride + grid.dilation * (grid.kernel - 1) + 1
        self.bare = span - 2 * grid.padding
        self.output_padding = wanted - self.bare
        self.fits = (self.output_padding >= grid.output_padding.low) & (self.output_padding <= grid.most)
        if wanted < 1:
            self.fits[...] = False

    def nothing(self) -> Nothing | None:
        """Why nothing fits; None if something does."""
        if self.fits.any():
            return None
        low = np.maximum(self.bare + self.grid.output_padding.low, 1)
        high = self.bare + self.grid.most
        legal = (low <= high) & (self.grid.output_padding.low <= self.grid.most)
        low, high = low[legal], high[legal]
        below = np.minimum(high, self.wanted - 1)[low < self.wanted]
        above = np.maximum(low, self.wanted + 1)[high > self.wanted]
        least, most = (int(below.max()) if below.size else None), (int(above.min()) if above.size else None)
        return Nothing(self._reason(low, high, least, most), least, most)

    def _reason(self, low: Integers, high: Integers, below: int | None, above: int | None) -> Reason:
        if not low.size:
            return "nothing_legal"
        if below is None:
            return "too_small"
        if above is None:
            return "too_large"
        return "parity" if ((low == high) & ((low - self.wanted) % 2 == 1)).all() else "gap"
