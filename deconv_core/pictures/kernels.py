"""Kernels by name, `[kernels, 1, height, width]`: what a Conv2d on one channel may have."""

from __future__ import annotations

import numpy as np

from deconv_core.pictures.picture import Floats

# The two of Sobel find edges that lie and edges that stand; published walk-throughs go there and back with them.
SOBEL = (((1, 2, 1), (0, 0, 0), (-1, -2, -1)), ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)))
SHARPEN = ((0, -1, 0), (-1, 5, -1), (0, -1, 0))
# Its numbers are those of Pascal's triangle: nearly a Gaussian.
BLUR = (1, 4, 6, 4, 1)
KERNELS = ("sobel", "blur", "sharpen", "random", "stage")


def named(name: str, seed: int = 0) -> Floats:
    """One of KERNELS but the stage's, which is the reader's; `seed` makes the random ones."""
    if name == "sobel":
        found = np.array(SOBEL)[:, None]
    elif name == "sharpen":
        found = np.array(SHARPEN)[None, None]
    elif name == "blur":
        found = np.multiply.outer(BLUR, BLUR)[None, None] / sum(BLUR) ** 2
    elif name == "random":
        found = np.random.default_rng(seed).normal(0, 1 / 3, (2, 1, 3, 3))
    else:
        raise KeyError(name)
    return np.ascontiguousarray(found, np.float32)
