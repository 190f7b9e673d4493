"""The checkerboard heard: a gliding tone through a layer of one axis that makes it `stride` times as long.

A layer with a stride puts zeros between the samples and smooths: the tone f comes with images of it at multiples of the
input's rate plus and minus f. How loud they are is a matter of the kernel; with one that phases pass unevenly they are
loud. Read as sound, that is the checkerboard.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deconv_core.pictures.checkerboard import Weights, made
from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.picture_layer import PictureLayer
from deconv_core.pictures.picture import Floats
from deconv_core.pictures.upsampling import bilinear_layer

# Samples a second of what is heard, and its length; the tone glides from the one frequency to the other, in Hz.
RATE, SECONDS = 16_000, 1.0
FROM, TO = 250.0, 900.0
LOUDEST = 0.6
WINDOW, STEP = 512, 128
# Below the loudest by more than this many dB, the spectrogram shows nothing.
FLOOR = 80.0
Reals = NDArray[np.float64]


def tone(stride: int) -> Floats:
    """The input: RATE / stride samples a second."""
    rate = RATE / stride
    time = np.arange(round(SECONDS * rate)) / rate
    phase = 2 * np.pi * (FROM * time + (TO - FROM) * time**2 / (2 * SECONDS))
    return np.asarray(LOUDEST * np.sin(phase), np.float32)


def through(samples: Floats, layer: PictureLayer) -> Floats:
    """What a layer with one row makes of it, as loud as it was."""
    heard = tiles.whole(tiles.Numbers(samples[None, None]), layer)[0, 0]
    most = float(abs(heard).max())
    return np.asarray(heard * (LOUDEST / most if most > 0 else 0), np.float32)


def layer(kernel: int, stride: int, weights: Weights, seed: int = 0) -> PictureLayer:
    """One axis, with weights made as those of pictures are."""
    weight = made(weights, (1, 1, 1, kernel), (1, stride), np.random.default_rng(seed))
    return PictureLayer(weight, stride=(1, stride))


def even_layer(stride: int) -> PictureLayer:
    """Linear interpolation: the row of the bilinear kernel."""
    weight = bilinear_layer(stride).weight
    line = weight.sum(2, keepdims=True) / stride
    return PictureLayer(np.ascontiguousarray(line), stride=(1, stride))


def images(heard: Floats, stride: int) -> float:
    """How loud all that is above half the input's rate is, in dB against all that is below: the tone is below."""
    power = np.abs(np.fft.rfft(heard.astype(np.float64) * np.hanning(len(heard)))) ** 2
    border = np.fft.rfftfreq(len(heard), 1 / RATE) > RATE / stride / 2
    above, below = float(power[border].sum()), float(power[~border].sum())
    if above <= 0:
        return -float("inf")
    return float(10 * np.log10(above / below)) if below > 0 else float("inf")


def spectrogram(heard: Floats) -> tuple[Reals, Reals, Reals]:
    """(seconds, Hz, dB `[frequencies, times]`), 0 dB being the loudest."""
    starts = np.arange(0, len(heard) - WINDOW + 1, STEP)
    pieces = np.lib.stride_tricks.sliding_window_view(heard, WINDOW)[starts] * np.hanning(WINDOW)
    power = np.abs(np.fft.rfft(pieces, axis=1)).T ** 2
    decibels = 10 * np.log10(np.maximum(power / max(float(power.max()), 1e-30), 10 ** (-FLOOR / 10)))
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE).astype(np.float64)
    return (starts + WINDOW / 2) / RATE, hertz, decibels
