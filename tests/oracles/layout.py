"""Tensors in other frameworks' orders of axes.

Ours are PyTorch's: x `[batch, in, *input_size]`, w `[in, out, *kernel_size]`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def batched(x: ArrayLike, w: ArrayLike, dtype: str) -> tuple[Array, Array, bool]:
    """x with a batch axis, w, both in `dtype`; and whether x came without one."""
    x_, w_ = np.asarray(x, dtype=dtype), np.asarray(w, dtype=dtype)
    alone = x_.ndim == w_.ndim - 1
    return (x_[None] if alone else x_), w_, alone


def channels_last(x: Array) -> Array:
    """`[batch, channels, *size]` -> `[batch, *size, channels]`."""
    return np.moveaxis(x, 1, -1)


def channels_first(y: Array) -> Array:
    """`[batch, *size, channels]` -> `[batch, channels, *size]`."""
    return np.moveaxis(y, -1, 1)


def taps_out_in(w: Array) -> Array:
    """`[in, out, *kernel_size]` -> `[*kernel_size, out, in]`: the kernel of TensorFlow's and Keras's transposes."""
    return np.moveaxis(w, (0, 1), (-1, -2))


def taps_in_out(w: Array) -> Array:
    """`[in, out, *kernel_size]` -> `[*kernel_size, in, out]`: JAX's kernel where it is not transposed."""
    return np.moveaxis(w, (0, 1), (-2, -1))
