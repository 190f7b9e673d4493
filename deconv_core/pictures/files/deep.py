"""16 bits a channel out of a PNG. Pillow's pictures in colour hold 8, but its decoder is told how a file's numbers lie.

Told the other way round, it takes the other byte of each: a file is decoded for the high ones and for the low ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Deep = NDArray[np.uint16]
MOST = 65_535
BAND = 64
# How Pillow says that a file's numbers lie, whose high bytes it takes, and what makes it take the low ones. Grey with
# alpha has no such word: its two numbers are taken for four of 8 bits, which is all of it.
LOW = {"RGB;16B": "RGB;16L", "RGBA;16B": "RGBA;16L", "LA;16B": "RGBA"}


def lying(image: Image.Image) -> str:
    """How the numbers lie of a picture that is not loaded yet."""
    tiles: Any = getattr(image, "tile", None)
    return str(tiles[0].args) if tiles else ""


def take_low(image: Image.Image) -> None:
    """Before it is loaded."""
    tiled: Any = image
    tiled.tile = [one._replace(args=LOW[one.args]) for one in tiled.tile]


def joined(how: str, high: Image.Image, low: Image.Image) -> Deep:
    """`[height, width, channels]`: 1 or 3, and alpha where there is one."""
    lows = np.asarray(low)
    highs = np.asarray(high)
    if how == "LA;16B":
        highs, lows = lows[..., ::2], lows[..., 1::2]
    values: Deep = highs.astype(np.uint16)
    values <<= 8
    values |= lows
    return values


def on_white(values: Deep, clear: int | tuple[int, ...] | None) -> tuple[Deep, bool]:
    """(`[height, width, 1 or 3]`, whether something was transparent): without alpha, and without the colour `clear`.

    It writes over `values`, a band of rows at a time: a large picture stands in memory once.
    """
    was_clear = False
    for top in range(0, len(values), BAND):
        band = values[top : top + BAND]
        was_clear |= _with_alpha(band) if values.shape[2] in (2, 4) else _with_key(band, clear)
    return values[..., :-1] if values.shape[2] in (2, 4) else values, was_clear


def _with_alpha(band: Deep) -> bool:
    alpha = band[..., -1:].astype(np.uint32)
    if alpha.min() == MOST:
        return False
    # Exact in 32 bits: no sum is above MOST * MOST + MOST // 2.
    band[..., :-1] = (band[..., :-1] * alpha + (MOST - alpha) * MOST + MOST // 2) // MOST
    return True


def _with_key(band: Deep, clear: int | tuple[int, ...] | None) -> bool:
    if clear is None:
        return False
    holes = (band == clear).all(2)
    band[holes] = MOST
    return bool(holes.any())
