"""JAX's words (jax.lax.conv_transpose, JAX 0.10) <-> Geometry, and JAX's own answer.

JAX convolves the input with zeros inserted, padded by (a, b) per axis. With reach = rhs_dilation * (kernel - 1) + 1,
that is crop_before = reach - 1 - a and crop_after = reach - 1 - b, where

    pairs   a, b themselves; with use_consistent_padding the pair is the two crops, PyTorch's padding
    VALID   a = reach - 1, a + b = reach + stride - 2 + max(reach - stride, 0)
    SAME    a + b = reach + stride - 2; a = reach - 1 where stride >= reach, else the larger half of it

Without transpose_kernel, JAX's default, the kernel is not turned: the numbers are those of the kernel turned by 180
degrees (see stamped), and its axes are `[*kernel_size, in, out]`; with it, `[*kernel_size, out, in]`, as in TensorFlow.
Source: https://docs.jax.dev/en/latest/_autosummary/jax.lax.conv_transpose.html
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deconv_core.frameworks import source_text
from deconv_core.frameworks.axes import canvas, chosen, cut, pairs, spread
from deconv_core.frameworks.layout import batched, channels_first, channels_last, taps_in_out, taps_out_in
from deconv_core.geometry import Axis, Geometry, PerAxis, axis_count, per_axis

# JAX 0.10.2 takes "same" too, but only where no stride is above 1: it is then the padding of a convolution, which for
# an even reach is one cell from "SAME".
PADDINGS = ("SAME", "VALID")
PROVEN = "0.10.2"
Pad = str | tuple[int, int]


def geometry(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str | Sequence[Sequence[int]] = "SAME",
    rhs_dilation: PerAxis = 1,
    *,
    use_consistent_padding: bool = False,
) -> Geometry:
    """The Geometry of these settings; GeometryError for what JAX refuses, and for an empty output, which JAX returns.

    transpose_kernel changes the kernel, not the geometry: see the top of this file.
    """
    settings: dict[str, PerAxis] = {
        "input_size": input_size,
        "kernel_size": kernel_size,
        "strides": strides,
        "rhs_dilation": rhs_dilation,
    }
    sizes = spread(settings, {})
    pads = _pads(padding, len(sizes["input_size"]))
    rows = enumerate(zip(*sizes.values(), pads, strict=True))
    return Geometry(tuple(_axis(at, use_consistent_padding, *row) for at, row in rows))


def _pads(padding: str | Sequence[Sequence[int]], axes: int) -> tuple[Pad, ...]:
    if isinstance(padding, str):
        return (chosen("padding", padding, PADDINGS),) * axes
    return pairs("padding", padding, axes)


def _axis(index: int, consistent: bool, size: int, kernel: int, stride: int, dilation: int, pad: Pad) -> Axis:
    border = dilation * (kernel - 1)
    before, after = _crops(border, stride, pad, consistent)
    return cut(index, size, kernel, stride, dilation, before, canvas(size, kernel, stride, dilation) - before - after)


def _crops(border: int, stride: int, pad: Pad, consistent: bool) -> tuple[int, int]:
    """(crop_before, crop_after), where JAX without crops pads `border` zeros on each side."""
    if not isinstance(pad, str):
        return pad if consistent else (border - pad[0], border - pad[1])
    if pad == "VALID":
        return 0, -max(0, stride - border - 1)
    total = border + 1 - stride
    before = 0 if stride > border else total // 2
    return before, total - before


def source(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str | Sequence[Sequence[int]] = "SAME",
    rhs_dilation: PerAxis = 1,
    *,
    use_consistent_padding: bool = False,
) -> str:
    """The call as one writes it for tensors in PyTorch's order, `jax.lax.conv_transpose(x, w, (2, 2), "SAME", …)`.

    With transpose_kernel, so that the stamps are w itself; a comment says the tensors' axes. The words are
    geometry()'s.
    """
    axes = axis_count(input_size)
    pads = padding if isinstance(padding, str) else list(pairs("padding", padding, axes))
    holes = per_axis("rhs_dilation", rhs_dilation, axes)
    x, w = ("".join((*outer, source_text.AXES[-axes:])) for outer in ("NC", "OI"))
    line = source_text.call(
        "jax.lax.conv_transpose",
        "x",
        "w",
        source_text.literal(per_axis("strides", strides, axes)),
        source_text.literal(pads),
        rhs_dilation=holes if source_text.is_dilated(holes) else None,
        dimension_numbers=(x, w, x),
        transpose_kernel=True,
        use_consistent_padding=use_consistent_padding or None,
    )
    return line + source_text.channels_first(axes)


def stamped(w: ArrayLike, transpose_kernel: bool = False) -> NDArray[Any]:
    """The kernel `[in, out, *kernel_size]` that JAX stamps: w itself if transposed, else w turned by 180 degrees."""
    kernel = np.asarray(w)
    return kernel if transpose_kernel else np.flip(kernel, tuple(range(2, kernel.ndim)))


def reference(
    x: ArrayLike, w: ArrayLike, strides: PerAxis = 1, padding: Any = "SAME", *, dtype: str = "float32", **words: Any
) -> NDArray[Any]:
    """JAX's output `[batch?, out_channels, *output_size]` of x and w in PyTorch's order: the stamps are stamped(w).

    `words` are further ones of jax.lax.conv_transpose; sizes of all axes may be one int. Imports JAX, which computes
    in float32 whatever it is given, unless 64 bits are enabled: for this call they are if `dtype` is "float64".
    """
    import jax

    x_, w_, alone = batched(x, w, dtype)
    axes = w_.ndim - 2
    if "rhs_dilation" in words:
        words["rhs_dilation"] = tuple(np.broadcast_to(words["rhs_dilation"], axes).tolist())
    kernel = taps_out_in(w_) if words.get("transpose_kernel") else taps_in_out(w_)
    steps = tuple(np.broadcast_to(np.asarray(strides), axes).tolist())
    with jax.enable_x64(dtype == "float64"):
        y = jax.lax.conv_transpose(channels_last(x_), kernel, steps, padding, **words)
    result = channels_first(np.asarray(y))
    return result[0] if alone else result


def version() -> str | None:
    """The installed JAX's version, without loading it; None if there is none."""
    try:
        return metadata.version("jax")
    except metadata.PackageNotFoundError:
        return None
