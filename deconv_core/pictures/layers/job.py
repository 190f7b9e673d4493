"""A layer over a large picture, a few tiles at a time whenever its owner says so; it can be stopped between two.

It keeps no output: only how it looks when small, its least and largest number. What is taken away as a file is
computed then.
"""

from __future__ import annotations

import threading
import time
from math import prod

import numpy as np

from deconv_core.pictures import limits
from deconv_core.pictures.layers.picture_layer import Pair, PictureLayer
from deconv_core.pictures.layers.tiles import region, tiles
from deconv_core.pictures.picture import Floats, Picture, means

# Of several visitors' pictures, so many are computed at the same moment.
_few = threading.BoundedSemaphore(limits.AT_ONCE)


class Job:
    """`small` `[out_channels, height / by, width / by]`: means of by × by numbers of the output, of fewer at its ends.

    `low`, `high` `[out_channels]`: the least and the largest number of each channel so far.
    """

    def __init__(self, picture: Picture, layer: PictureLayer) -> None:
        self.picture, self.layer = picture, layer.checked(picture.channels, picture.size)
        self.size: Pair = layer.output_size(picture.size)
        self.by = shrinking(self.size, layer.out_channels)
        self.small = np.zeros((layer.out_channels, *(-(-length // self.by) for length in self.size)), np.float32)
        self.low, self.high = (np.full(layer.out_channels, end, np.float32) for end in (np.inf, -np.inf))
        self.stopped = False
        self._beyond = np.zeros(layer.out_channels, np.int64)
        self._tiles = list(tiles(self.size, layer, self.by))
        self._done = 0

    @property
    def done(self) -> bool:
        return self._done == len(self._tiles)

    @property
    def share(self) -> float:
        return self._done / len(self._tiles)

    @property
    def outside(self) -> Floats:
        """`[out_channels]`: the share of each channel's numbers beyond 0..1, of a job that is done."""
        return np.asarray(self._beyond / prod(self.size), np.float32)

    def middle(self, side: int) -> Floats:
        """`[out_channels, rows, columns]`: the output's middle, no longer than `side` along either axis."""
        starts = [max(0, (length - side) // 2) for length in self.size]
        parts = [slice(at, min(at + side, length)) for at, length in zip(starts, self.size, strict=True)]
        return region(self.picture, self.layer, parts[0], parts[1])

    def go_on(self, seconds: float) -> None:
        """At least one tile, and more until the time is over."""
        end = time.monotonic() + seconds
        while not (self.done or self.stopped):
            self._step()
            if time.monotonic() > end:
                return

    def stop(self) -> None:
        self.stopped = True

    def resume(self) -> None:
        self.stopped = False

    def _step(self) -> None:
        rows, columns = self._tiles[self._done]
        with _few:
            values = region(self.picture, self.layer, rows, columns)
        self.low = np.minimum(self.low, values.min((1, 2)))
        self.high = np.maximum(self.high, values.max((1, 2)))
        self._beyond += np.count_nonzero((values < 0) | (values > 1), axis=(1, 2))
        by = self.by
        small = means(values, by)
        top, left = rows.start // by, columns.start // by
        self.small[:, top : top + small.shape[1], left : left + small.shape[2]] = small
        self._done += 1


def shrinking(size: Pair, channels: int) -> int:
    """By how much an output is shown smaller than it is."""
    most = limits.SHOWN_SIDE if channels <= limits.FEW_CHANNELS else limits.SHOWN_CHANNEL_SIDE
    return -(-max(size) // most)
