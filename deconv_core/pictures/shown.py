"""How numbers become something to look at: clipped to 0..1, or scaled: the least is black, the largest white."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from deconv_core.pictures.picture import Floats

Bytes = NDArray[np.uint8]
Look = Literal["clipped", "scaled"]
LOOKS: tuple[Look, ...] = ("clipped", "scaled")


def to_bytes(values: Floats, look: Look, low: float = 0.0, high: float = 1.0) -> Bytes:
    """Whole numbers 0..255 in the same shape. `low`, `high`: the range that is scaled; clipped, it is always 0..1."""
    if look == "clipped":
        low, high = 0.0, 1.0
    # Where all numbers are one, black and white are the same: it is shown in the middle.
    if high <= low:
        return np.full(values.shape, 128, np.uint8)
    shares = (values.astype(np.float32) - np.float32(low)) * np.float32(1 / (high - low))
    found: Bytes = np.rint(255 * np.clip(shares, 0, 1)).astype(np.uint8)
    return found


def png(pixels: Bytes) -> bytes:
    """A file of `[1 or 3, height, width]`."""
    laid: Any = pixels[0] if pixels.shape[0] == 1 else pixels.transpose(1, 2, 0)
    file = BytesIO()
    Image.fromarray(np.ascontiguousarray(laid)).save(file, "PNG", compress_level=3)
    return file.getvalue()


def npy(values: Floats) -> bytes:
    """A file that numpy.load reads."""
    file = BytesIO()
    np.save(file, values, allow_pickle=False)
    return file.getvalue()


def outside(values: Floats) -> float:
    """The share of numbers that clipping changes."""
    return float(np.mean((values < 0) | (values > 1)))
