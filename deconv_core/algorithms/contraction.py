"""The sum over input channels that every algorithm needs."""

from __future__ import annotations

from math import prod

import numpy as np

from deconv_core.algorithms.operands import Array


def contract(weights: Array, x: Array, out: Array | None = None) -> Array:
    """weights `[…, out, in]` times x `[…, in, position]`: `[…, out, position]`, in their dtype, in `out` if given."""
    # One channel leaves nothing to sum; a plain product is ten times faster there than a matrix product.
    product: Array = (np.multiply if weights.shape[-1] == 1 else np.matmul)(weights, x, out=out)
    return product


class Contraction:
    """`contract` for block after block in one piece of memory: each result lasts until the next."""

    def __init__(self) -> None:
        self.memory: Array = np.empty(0)

    def __call__(self, weights: Array, x: Array) -> Array:
        """weights `[groups, out, in]` times x `[items, groups, in, position]`."""
        shape = (*x.shape[:2], weights.shape[-2], x.shape[-1])
        if self.memory.size < prod(shape):
            self.memory = np.empty(prod(shape), x.dtype)
        return contract(weights, x, self.memory[: prod(shape)].reshape(shape))
