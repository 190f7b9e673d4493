"""What JAX 0.10 says when it refuses jax.lax.conv_transpose, predicted without JAX.

It is conv_transpose's padding first, then conv_general_dilated's checks. A word that is neither "SAME" nor "VALID" goes
on to the latter, which takes its own words ("same", "valid", "SAME_LOWER", in any case) where no stride is above 1.
Source: jax/_src/lax/convolution.py
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deconv_core.frameworks.foreign_source import Listed
from deconv_core.frameworks.own_words import UnforeseenError

NO_WORD = (
    "String padding is not implemented for transposed convolution using this op. Please either exactly specify the "
    "required padding or use conv_transpose."
)
KNOWN = ("SAME", "VALID", "SAME_LOWER")


def refusal(input_size: tuple[int, int], kernel_size: tuple[int, int], words: Mapping[str, Any]) -> str | None:
    """What JAX says of a call with these words, as written; None if it computes, were it only an empty output."""
    # JAX wants both said; the page takes what it usually means for what a call leaves out.
    strides, padding, dilation = words.get("strides", (1, 1)), words.get("padding", "SAME"), words.get("rhs_dilation")
    dilation = (1, 1) if dilation is None else dilation
    consistent = words.get("use_consistent_padding", False)
    if message := _no_sequences(strides, dilation, padding, consistent):
        return message
    pads = padding
    if consistent or padding in ("SAME", "VALID"):
        rows = list(zip(kernel_size, dilation, strides, _each(padding, len(strides)), strict=False))
        wrong = next((pad for *_, pad in rows if not _is_pad(pad)), None)
        if wrong is not None:
            return f"Invalid padding mode: {wrong}"
        pads = tuple(_padded(k if d == 1 else max(0, 1 + d * (k - 1)), s, pad) for k, d, s, pad in rows)
    if isinstance(pads, str):
        return _no_word(pads, strides)
    return _no_pairs(pads) or _refused_numbers(input_size, strides, dilation, pads)


def _no_sequences(strides: Any, dilation: Any, padding: Any, consistent: Any) -> str | None:
    if not isinstance(strides, tuple):
        if isinstance(strides, str):
            raise UnforeseenError
        name = type(strides).__name__
        if isinstance(padding, str):
            return f"object of type '{name}' has no len()"
        return (None if consistent else _no_pairs(padding)) or f"'{name}' object is not iterable"
    numbers = (*strides, *dilation) if isinstance(dilation, tuple) else strides
    if not all(isinstance(one, int) for one in numbers):
        raise UnforeseenError
    if isinstance(dilation, tuple):
        return None
    if isinstance(dilation, str):
        raise UnforeseenError
    return f"'{type(dilation).__name__}' object is not iterable"


def _each(padding: Any, count: int) -> tuple[Any, ...]:
    if isinstance(padding, str):
        return (padding,) * count
    if not isinstance(padding, tuple):
        raise UnforeseenError
    return padding


def _is_pad(pad: Any) -> bool:
    if pad in ("SAME", "VALID"):
        return True
    if not isinstance(pad, tuple) or isinstance(pad, Listed):
        return False
    if len(pad) != 2 or not all(isinstance(end, int) for end in pad):
        raise UnforeseenError
    return True


def _padded(reach: int, stride: int, pad: Any) -> tuple[int, int]:
    """How far the stretched input is padded: JAX's _conv_transpose_padding."""
    if isinstance(pad, tuple):
        return reach - pad[0] - 1, reach - pad[1] - 1
    total = reach + stride - 2 + (max(reach - stride, 0) if pad == "VALID" else 0)
    before = reach - 1 if pad == "VALID" or stride > reach - 1 else -(-total // 2)
    return before, total - before


def _no_word(word: str, strides: tuple[int, ...]) -> str | None:
    if any(stride != 1 for stride in strides):
        return NO_WORD
    if len(strides) != 2:
        raise UnforeseenError
    if word.upper() in KNOWN:
        return None
    return f"Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got {word}."


def _no_pairs(pads: Any) -> str | None:
    wrong = not isinstance(pads, tuple) or any(
        not isinstance(pair, tuple) or len(pair) != 2 or not all(isinstance(end, int) for end in pair) for pair in pads
    )
    start = "padding argument to conv_general_dilated should be a string or a sequence of (low, high) pairs, got"
    return f"{start} {pads}" if wrong else None


def _refused_numbers(
    input_size: tuple[int, int], strides: tuple[int, ...], dilation: tuple[int, ...], pads: tuple[Any, ...]
) -> str | None:
    for numbers in (strides, dilation):
        if any(one < 1 for one in numbers):
            return f"All dilations must be positive, got {tuple(numbers)}."
    if max(len(strides), len(dilation)) > 4:
        return "safe_map() argument 2 is longer than argument 1"
    if len(pads) != 2:
        return f"Wrong number of explicit pads for convolution: expected 2, got {len(pads)}."
    stretched = tuple((size - 1) * stride + 1 for size, stride in zip(input_size, (*strides, 1), strict=False))
    if any(size + sum(pair) < 0 for size, pair in zip(stretched, pads, strict=True)):
        shape = ", ".join(f"np.int64({size})" for size in stretched)
        return (
            "Negative padding is larger than the size of the corresponding dimension: "
            f"got padding={tuple(map(tuple, pads))} for lhs_shape[2:]=({shape})"
        )
    for numbers, name in ((strides, "base"), (dilation, "window")):
        if len(numbers) != 2:
            size = "to have same dimension-size as size of window dimensions (2), but got"
            return f"expects {name}-dilation factors {size}: {len(numbers)}."
    return None
