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
from deconv_core.pictures.layers.tiles import tile, tiles
from deconv_core.pictures.picture import Picture, means

# Of several visitors' pictures, so many are computed at the same moment.
_few = threading.BoundedSemaphore(limits.AT_ONCE)


class Job:
    """`small` `[out_channels, height / by, width / by]`: means of by × by numbers of the output, of fewer at its ends.

    `low`, `high`: the least and the largest number of the output so far; `outside`: the share of them beyond 0..1.
    """

    def __init__(self, picture: Picture, layer: PictureLayer) -> None:
        self.picture, self.layer = picture, layer.checked(picture.channels, picture.size)
        self.size: Pair = layer.output_size(picture.size)
        self.by = shrinking(self.size, layer.out_channels)
        self.small = np.zeros((layer.out_channels, *(-(-length // self.by) for length in self.size)), np.float32)
        self.low, self.high = np.inf, -np.inf
        self.stopped = False
        self._beyond = 0
        self._tiles = list(tiles(self.size, layer, self.by))
        self._done = 0

    @property
    def done(self) -> bool:
        return self._done == len(self._tiles)

    @property
    def share(self) -> float:
        return self._done / len(self._tiles)

    @property
    def outside(self) -> float:
        """Of a job that is done."""
        return self._beyond / (self.layer.out_channels * prod(self.size))

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
            values = tile(self.picture, self.layer, rows, columns)
        self.low, self.high = min(self.low, float(values.min())), max(self.high, float(values.max()))
        self._beyond += int(np.count_nonzero((values < 0) | (values > 1)))
        by = self.by
        small = means(values, by)
        top, left = rows.start // by, columns.start // by
        self.small[:, top : top + small.shape[1], left : left + small.shape[2]] = small
        self._done += 1


def shrinking(size: Pair, channels: int) -> int:
    """By how much an output is shown smaller than it is."""
    most = limits.SHOWN_SIDE if channels in (1, 3) else limits.SHOWN_CHANNEL_SIDE
    return -(-max(size) // most)
