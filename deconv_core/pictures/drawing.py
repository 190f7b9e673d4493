"""The project's own sample pictures, drawn from formulas: the same pixels each time.

`python -m deconv_core.pictures.drawing` writes them to assets/images/samples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from deconv_core.pictures.samples import FOLDER

Bytes = NDArray[np.uint8]
Reals = NDArray[np.float64]
LINES = (
    ("STRIDE", 60),
    ("kernel 3, stride 2", 34),
    ("output = (input - 1) stride + kernel", 22),
    ("Each element stamps its own copy.", 16),
    ("The copies overlap, and where they do they add up.", 12),
    ("Small letters are the first to go; thin strokes need each pixel.", 9),
)


def grid(height: int, width: int) -> tuple[Reals, Reals]:
    """Row and column of each pixel, as shares of the height."""
    rows, columns = np.mgrid[0:height, 0:width] / height
    return rows, columns


def whole(values: Reals) -> Bytes:
    return np.rint(255 * np.clip(values, 0, 1)).astype(np.uint8)


def blobs(seed: int, height: int, width: int, octaves: int) -> Reals:
    """Smooth noise around 0, finer and fainter with each octave: sums of waves of random directions."""
    random = np.random.default_rng(seed)
    rows, columns = grid(height, width)
    found = np.zeros((height, width))
    for octave in range(octaves):
        for _ in range(4):
            angle, phase = random.uniform(0, 2 * np.pi, 2)
            waves = 2 * np.pi * 2**octave * (rows * np.sin(angle) + columns * np.cos(angle))
            found += np.sin(waves + phase) / (4 * 1.7**octave)
    return found


def landscape() -> Bytes:
    """Sky, sun, two ranges of hills and water, 464×700 in colour."""
    height, width = 464, 700
    rows, columns = grid(height, width)
    picture = np.stack([0.98 - 0.55 * (0.6 - rows), 0.75 - 0.25 * (0.6 - rows), 0.55 + 0.5 * (0.6 - rows)], -1)
    sun = np.hypot(rows - 0.3, columns - 1.05)
    picture += np.clip(1.2 - sun / 0.075, 0, 1)[..., None] * np.array([0.3, 0.25, 0.05])
    picture += (0.12 * np.exp(-sun / 0.2))[..., None] * np.array([1.0, 0.8, 0.4])
    grain = blobs(3, height, width, 7)
    for seed, level, rise, colour in ((1, 0.5, 0.1, (0.36, 0.4, 0.52)), (2, 0.6, 0.07, (0.2, 0.32, 0.24))):
        ridge = level + rise * blobs(seed, height, width, 6)[0]
        lit = np.array(colour) * (1 + 0.5 * grain + 0.3 * blobs(seed + 7, height, width, 8))[..., None]
        picture = np.where((rows > ridge)[..., None], lit, picture)
    ripple = np.sin(2 * np.pi * (40 * (rows - 0.6) + 0.9 * blobs(5, height, width, 5)))
    water = np.stack([0.3 + 0.2 * (1 - rows), 0.42 + 0.15 * (1 - rows), 0.5 + 0.0 * rows], -1)
    water += 0.07 * ripple[..., None]
    path = np.exp(-(((columns - 1.05) / (0.04 + 0.25 * (rows - 0.74).clip(0))) ** 2)) * (0.5 + 0.5 * ripple)
    water += path[..., None] * np.array([0.45, 0.35, 0.15])
    return whole(np.where((rows > 0.74)[..., None], water, picture))


def face() -> Bytes:
    """A face drawn from ellipses: soft shading, two eyes, nose, mouth, hair of fine lines. 440×440 in colour."""
    size = 440
    rows, columns = grid(size, size)

    def ellipse(row: float, column: float, tall: float, broad: float, soft: float = 0.02) -> Reals:
        far = np.hypot((rows - row) / tall, (columns - column) / broad)
        inside: Reals = np.clip((1 - far) / soft * min(tall, broad) + 0.5, 0, 1)
        return inside

    def laid(picture: Reals, share: Reals, colour: tuple[float, float, float], shade: Reals | float = 1.0) -> Reals:
        covered = share[..., None]
        found: Reals = picture * (1 - covered) + covered * np.array(colour) * np.asarray(shade)[..., None]
        return found

    picture = np.stack([0.45 + 0.2 * columns, 0.55 + 0.1 * rows, 0.66 - 0.1 * columns], -1)
    strands = 1 + 0.35 * np.sin(2 * np.pi * 55 * (columns + 0.15 * np.sin(5 * rows)) + 3 * blobs(4, size, size, 4))
    picture = laid(picture, ellipse(0.46, 0.5, 0.42, 0.33), (0.22, 0.14, 0.1), strands)
    picture = laid(picture, ellipse(0.98, 0.5, 0.2, 0.4), (0.35, 0.2, 0.3), 1 + 0.2 * np.sin(2 * np.pi * 30 * rows))
    picture = laid(picture, ellipse(0.8, 0.5, 0.16, 0.1), (0.75, 0.53, 0.43))
    skin = 1.08 - 0.5 * np.hypot(rows - 0.45, columns - 0.42) + 0.02 * blobs(6, size, size, 8)
    picture = laid(picture, ellipse(0.53, 0.5, 0.31, 0.235), (0.92, 0.71, 0.59), skin)
    for side in (-1, 1):
        eye = 0.5 + side * 0.095
        picture = laid(picture, ellipse(0.41, eye, 0.012, 0.06, 0.008), (0.25, 0.16, 0.12))
        picture = laid(picture, ellipse(0.48, eye, 0.026, 0.05, 0.008), (0.97, 0.96, 0.94))
        picture = laid(picture, ellipse(0.48, eye, 0.024, 0.024, 0.006), (0.25, 0.4, 0.45))
        picture = laid(picture, ellipse(0.48, eye, 0.011, 0.011, 0.005), (0.05, 0.05, 0.06))
        picture = laid(picture, ellipse(0.474, eye + 0.008, 0.004, 0.004, 0.003), (1.0, 1.0, 1.0))
        picture = laid(picture, 0.5 * ellipse(0.62, eye, 0.05, 0.05, 0.05), (0.93, 0.55, 0.48))
    picture = laid(picture, 0.5 * ellipse(0.57, 0.515, 0.07, 0.022, 0.03), (0.7, 0.47, 0.38))
    picture = laid(picture, ellipse(0.7, 0.5, 0.026, 0.075, 0.012), (0.7, 0.27, 0.27))
    picture = laid(picture, ellipse(0.7, 0.5, 0.004, 0.07, 0.006), (0.35, 0.1, 0.12))
    return whole(picture)


def text() -> Bytes:
    """Dark letters on white, from large to small, 440×440 in grey."""
    image = Image.new("L", (440, 440), 250)
    draw = ImageDraw.Draw(image)
    top = 24
    while top < 420:
        for line, points in LINES:
            draw.text((20, top), line, 20, ImageFont.load_default(points))
            top += round(points * 1.5)
    return np.asarray(image)


def stripes() -> Bytes:
    """Rings that grow finer from the middle out, to two pixels a period at the corners. 440×440 in grey."""
    size = 440
    rows, columns = np.mgrid[0:size, 0:size] - (size - 1) / 2
    # The phase's slope at distance r is 2 * fastest * r: half a period a pixel in the corners.
    fastest = np.pi / (2 * np.hypot(size / 2, size / 2))
    return whole(0.5 + 0.5 * np.cos(fastest * (rows**2 + columns**2)))


def flat() -> Bytes:
    """One grey, 256×256."""
    return np.full((256, 256), 128, np.uint8)


DRAWN: Mapping[str, Callable[[], Bytes]] = {
    "landscape": landscape,
    "face": face,
    "text": text,
    "stripes": stripes,
    "flat": flat,
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, draw in DRAWN.items():
        pixels: Any = draw()
        Image.fromarray(pixels).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
