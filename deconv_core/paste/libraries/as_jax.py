"""The words of Flax and Haiku, which call jax.lax.conv_transpose, as JAX's own.

Both take one number where JAX takes a tuple, and None for strides of 1. A number as padding, or one number an axis, is
what is put on both ends of the stretched input. "CIRCULAR" and "CAUSAL" are Flax's alone.
Sources: flax/linen/linear.py and flax/nnx/nn/linear.py, ConvTranspose; haiku/_src/conv.py, ConvNDTranspose.
"""

from __future__ import annotations

from typing import Any

from deconv_core.frameworks.jax import PADDINGS
from deconv_core.frameworks.library import Listed, Words


def flax(words: Words, rank: int) -> Words | None:
    """The words as jax.lax.conv_transpose takes them; None where it has none for them."""
    found: Words = {**words, "strides": _sizes(words.get("strides"), rank)}
    for key in ("kernel_size", "rhs_dilation"):
        if words.get(key) is not None:
            found[key] = _sizes(words[key], rank)
    padding = words.get("padding", "SAME")
    if isinstance(padding, str):
        return {**found, "padding": padding} if padding in PADDINGS else None
    return {**found, "padding": _pairs(padding, rank)}


def _sizes(value: Any, rank: int) -> Any:
    if isinstance(value, tuple):
        return tuple(value)
    return ((1 if value is None else value),) * rank


def _pairs(value: Any, rank: int) -> Any:
    rows = value if isinstance(value, tuple) else (value,) * rank
    return Listed(tuple(row) if isinstance(row, tuple) else (row, row) for row in rows)
