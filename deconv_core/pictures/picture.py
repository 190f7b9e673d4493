"""A picture as numbers: brightness from 0, black, to 1, white, in one channel or in three."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
WHOLE = slice(None)
# What is left of a picture's contrast where a piece of it is not.
FAINT = np.float32(0.25)
# What red, green and blue add to brightness: ITU-R BT.601, which Pillow's mode L has too.
BRIGHTNESS = (0.299, 0.587, 0.114)


@dataclass(frozen=True, eq=False)
class Picture:
    """`pixels` `[1 or 3, height, width]`, whole numbers of 8 or 16 bits, as they are kept.

    `notes`: what was done to read it, by the codes of uploads.Note. `name` tells it from others. `start`: of a piece,
    the row and column of the whole that it begins with.
    """

    pixels: NDArray[Any]
    notes: tuple[str, ...] = ()
    name: str = ""
    start: tuple[int, int] = (0, 0)

    @property
    def channels(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def size(self) -> tuple[int, int]:
        """(height, width)"""
        return int(self.pixels.shape[1]), int(self.pixels.shape[2])

    @property
    def key(self) -> tuple[str, tuple[int, int], tuple[int, int]]:
        """What tells it from other pictures of a visit."""
        return self.name, self.start, self.size

    def part(self, rows: slice = WHOLE, columns: slice = WHOLE) -> Floats:
        """Some of it as float32 in 0..1, `[channels, rows, columns]`."""
        share = np.float32(1 / np.iinfo(self.pixels.dtype).max)
        found: Floats = np.multiply(self.pixels[:, rows, columns], share, dtype=np.float32)
        return found

    @cached_property
    def values(self) -> Floats:
        """All of it; for pictures that were cut to a size that pages compare."""
        return self.part()

    def piece(self, side: int, down: float = 0.5, across: float = 0.5) -> Picture:
        """No longer than `side` along either axis; itself where it is no longer.

        `down`, `across`: where it lies, from 0, at the top and on the left, to 1.
        """
        starts = [round(max(0, long - side) * at) for long, at in zip(self.size, (down, across), strict=True)]
        rows, columns = (slice(start, start + side) for start in starts)
        cut = self.pixels[:, rows, columns]
        if cut.shape == self.pixels.shape:
            return self
        return replace(self, pixels=np.ascontiguousarray(cut), start=(starts[0], starts[1]))

    def seen_on(self, whole: Picture, side: int) -> Floats:
        """Of a piece: the whole, no longer than `side`, faint where the piece is not."""
        seen = whole.small(side)
        by = -(-max(whole.size) // side)
        inside = [slice(start // by, -(-(start + n) // by)) for start, n in zip(self.start, self.size, strict=True)]
        shares = np.full(seen.shape[1:], FAINT, np.float32)
        shares[inside[0], inside[1]] = 1
        return seen * shares + np.float32(0.5) * (1 - shares)

    def small(self, side: int) -> Floats:
        """No longer than `side` along either axis: means of as many pixels as it takes, a band of rows at a time."""
        by = -(-max(self.size) // side)
        band = by * max(1, 256 // by)
        bands = [means(self.part(slice(top, top + band)), by) for top in range(0, self.size[0], band)]
        return np.concatenate(bands, 1)

    def coloured(self) -> Picture:
        """Three channels, all the same where it is grey."""
        return self if self.channels == 3 else replace(self, pixels=np.broadcast_to(self.pixels, (3, *self.size)))

    def grey(self) -> Picture:
        """One channel: its brightness."""
        if self.channels == 1:
            return self
        mixed = np.tensordot(np.array(BRIGHTNESS, np.float32), self.pixels.astype(np.float32), 1)
        return replace(self, pixels=np.rint(mixed)[None].astype(self.pixels.dtype))


def means(values: Floats, by: int) -> Floats:
    """The mean of each by × by numbers of `[channels, height, width]`, of fewer at the far ends."""
    if by == 1:
        return values
    for axis in (1, 2):
        starts = np.arange(0, values.shape[axis], by)
        counts = np.diff(np.append(starts, values.shape[axis])).astype(np.float32)
        sums = np.add.reduceat(values, starts, axis, dtype=np.float32)
        values = (sums / (counts[:, None] if axis == 1 else counts)).astype(np.float32)
    return values
