"""A layer's whole output as a file, computed anew when it is wanted: none of it is kept."""

from __future__ import annotations

import threading
from math import prod

import numpy as np

from deconv_core.pictures import limits, shown
from deconv_core.pictures.layers.job import Job
from deconv_core.pictures.layers.tiles import tile, tiles, whole
from deconv_core.pictures.shown import Bytes, Look

_few = threading.BoundedSemaphore(limits.AT_ONCE)


def png(job: Job, look: Look, channel: int | None = None) -> bytes:
    """In full size, of a job that is done: all of one or three channels, or one of more; scaled by these."""
    size = job.size
    channels = slice(None) if channel is None else slice(channel, channel + 1)
    low, high = float(job.low[channels].min()), float(job.high[channels].max())
    with _few:
        pixels: Bytes = np.empty((len(range(job.layer.out_channels)[channels]), *size), np.uint8)
        for rows, columns in tiles(size, job.layer):
            values = tile(job.picture, job.layer, rows, columns)[channels]
            pixels[:, rows, columns] = shown.to_bytes(values, look, low, high)
        return shown.png(pixels)


def may_be_numbers(job: Job) -> bool:
    """Whether the tensor may be had as numbers."""
    return job.layer.out_channels * prod(job.size) <= limits.FILE_VALUES


def npy(job: Job) -> bytes:
    """float32 `[out_channels, height, width]`, where may_be_numbers."""
    if not may_be_numbers(job):
        raise ValueError("too many numbers for a file")
    with _few:
        return shown.npy(whole(job.picture, job.layer))
