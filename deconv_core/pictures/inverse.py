"""What would truly lead back from a Conv2d: least squares, by its matrix, on a small piece of a picture.

The matrix C of the forward convolution is the transpose of the transposed convolution's (algorithms/fast_matrix.py);
with several kernels theirs stand one below the other. Its singular values that are 0 stand for patterns that C leaves
nothing of; noise on what C makes comes back multiplied by up to 1 / the least of the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deconv_core.algorithms import fast_matrix
from deconv_core.geometry import Geometry
from deconv_core.pictures.layers.picture_layer import Pair
from deconv_core.pictures.picture import Floats
from deconv_core.refusal import unread

# Pixels along a side of the piece: its matrix is decomposed as a whole, which takes the cube of their number.
SIDE = 20
# Below this share of the largest, a singular value is 0 but for rounding.
ROUNDING = 1e-10
Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Decomposed:
    """C `[windows * kernels, pixels]` = left · diag(values) · right, without the values that are 0."""

    matrix: Reals
    left: Reals
    values: Reals
    right: Reals
    size: Pair

    @property
    def pixels(self) -> int:
        return int(self.matrix.shape[1])

    @property
    def lost(self) -> int:
        """How many patterns of the piece, out of as many as it has pixels, C leaves nothing of."""
        return self.pixels - len(self.values)

    @property
    def amplified(self) -> float:
        """By how much the inverse enlarges the noise that it enlarges most."""
        return float(1 / self.values[-1]) if len(self.values) else 0.0

    def forward(self, piece: Floats) -> Reals:
        """Conv2d of each channel `[channels, height, width]`: `[channels, windows * kernels]`."""
        found: Reals = piece.reshape(len(piece), -1).astype(np.float64) @ self.matrix.T
        return found

    def transposed(self, maps: Reals) -> Floats:
        """What ConvTranspose2d with the same kernels makes of the maps: the transposed matrix, times them."""
        found: Reals = maps @ self.matrix
        return found.reshape(len(maps), *self.size).astype(np.float32)

    def solved(self, maps: Reals) -> Reals:
        """The least squares answer, the smallest of all where there are several: `[channels, height, width]`."""
        found: Reals = (maps @ self.left / self.values) @ self.right
        return found.reshape(len(maps), *self.size)


def decompose(kernels: Floats, stride: int, size: Pair) -> Decomposed:
    """`kernels` `[kernels, 1, height, width]`. UnreadError where the piece is smaller than a kernel."""
    height, width = kernels.shape[2:]
    windows = tuple((n - k) // stride + 1 for n, k in zip(size, (height, width), strict=True))
    if min(size[0] - height, size[1] - width) < 0:
        raise unread("layer_nothing_left", {"output": "×".join(map(str, windows))}, "layer")
    rest = tuple((n - k) % stride for n, k in zip(size, (height, width), strict=True))
    after = tuple(-one for one in rest)
    geometry = Geometry.of(windows, (height, width), (stride, stride), (1, 1), (0, 0), after)
    entries = fast_matrix.pattern(geometry)
    blocks = []
    for kernel in kernels[:, 0].astype(np.float64):
        dense = np.zeros(entries.shape)
        dense[entries.rows, entries.columns] = kernel.ravel()[entries.taps]
        blocks.append(dense.T)
    matrix = np.concatenate(blocks)
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    kept = values > ROUNDING * max(values[0], np.finfo(float).tiny)
    return Decomposed(matrix, left[:, kept], values[kept], right[kept], size)


def with_noise(maps: Reals, deviation: float, seed: int = 0) -> Reals:
    """The maps with random numbers of this standard deviation added to each."""
    noisy: Reals = maps + np.random.default_rng(seed).normal(0, 1, maps.shape) * deviation
    return noisy


def liveliest(values: Floats, side: int = SIDE) -> Floats:
    """The piece `[channels, side, side]` whose numbers vary most, of those that a grid of half pieces begins."""
    height, width = (min(side, length) for length in values.shape[1:])
    starts = [
        (top, left)
        for top in range(0, values.shape[1] - height + 1, max(1, height // 2))
        for left in range(0, values.shape[2] - width + 1, max(1, width // 2))
    ]
    pieces = (values[:, top : top + height, left : left + width] for top, left in starts)
    return max(pieces, key=lambda piece: float(piece.var()))


def rms(errors: Floats) -> float:
    """The root of the mean square."""
    return float(np.sqrt(np.mean(errors.astype(np.float64) ** 2)))
