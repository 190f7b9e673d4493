"""Keras's words (keras.layers.Conv1DTranspose to 3D, Keras 3.15) <-> Geometry, and Keras's own answer.

With reach = dilation_rate * (kernel - 1) + 1, the output has these cells per axis:

    valid                   (input - 1) * stride + max(reach, stride); with output_padding, ... + reach + output_padding
    same                    input * stride; with output_padding, (input - 1) * stride + reach % 2 + output_padding

valid crops nothing before; same crops canvas - output, the smaller half before, as TensorFlow's SAME does. Cells that
are missing are appended as zeros. Keras refuses strides above 1 together with dilation_rate above 1, and
output_padding not below strides. With the TensorFlow backend, same also refuses reach % 2 + output_padding = 0: the
forward convolution of such a size would not bring back the input (Keras 3.15.1 and TensorFlow 2.21.0); of one input
element, it gives an output without cells. The PyTorch and JAX backends compute it, one cell smaller than TensorFlow
would take, and agree with TensorFlow's in everything else (torch 2.13.0, jax 0.10.2).
Source: keras/src/backend/common/backend_utils.py and layers/convolutional/base_conv_transpose.py
"""

from __future__ import annotations

import os
from importlib import metadata
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deconv_core.frameworks import source_text
from deconv_core.frameworks.axes import Sizes, canvas, chosen, cut, spread, within
from deconv_core.frameworks.layout import batched, channels_first, channels_last, taps_out_in
from deconv_core.geometry import Axis, Geometry, GeometryError, PerAxis, Value, axis_count, per_axis

PADDINGS = ("valid", "same")
PROVEN = "3.15.1"
# What Keras can run on, by the names of its modules; the numbers are proven on the first, and agree on all.
BACKENDS = ("tensorflow", "torch", "jax")


def geometry(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str = "valid",
    output_padding: PerAxis | None = None,
    dilation_rate: PerAxis = 1,
) -> Geometry:
    """The Geometry of these settings; GeometryError for those that Keras with TensorFlow refuses.

    Capitals in `padding` do not matter. output_padding None is not 0: see the top of this file.
    """
    settings: dict[str, PerAxis] = {
        "input_size": input_size,
        "kernel_size": kernel_size,
        "strides": strides,
        "dilation_rate": dilation_rate,
    }
    if output_padding is not None:
        settings["output_padding"] = output_padding
    sizes = spread(settings, {"output_padding": 0})
    word = chosen("padding", padding.lower() if isinstance(padding, str) else padding, PADDINGS)
    _refuse_both(sizes["strides"], sizes["dilation_rate"])
    none: tuple[None, ...] = (None,) * len(sizes["input_size"])
    extra = none if output_padding is None else sizes.pop("output_padding")
    rows = enumerate(zip(*sizes.values(), extra, strict=True))
    return Geometry(tuple(_axis(at, word, *row) for at, row in rows))


def output_padding(
    output_size: PerAxis,
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str = "valid",
    dilation_rate: PerAxis = 1,
) -> Sizes | None:
    """The output_padding that makes `output_size`, None to leave it out; GeometryError where Keras cannot make it."""
    words = (input_size, kernel_size, strides, padding)
    usual = geometry(*words, None, dilation_rate)
    wanted = spread({"input_size": usual.input_size, "output_size": output_size}, {})["output_size"]
    if wanted == usual.output_size:
        return None
    least = tuple(_least(axis, padding.lower()) for axis in usual.axes)
    extra = tuple(size - low for size, low in zip(wanted, least, strict=True))
    for index, (size, low, step) in enumerate(zip(wanted, least, usual.stride, strict=True)):
        within("output_size", size, low, low + step - 1, "output_padding must be smaller than strides", index)
    geometry(*words, extra, dilation_rate)
    return extra


def _least(axis: Axis, padding: str) -> int:
    """Cells with output_padding 0."""
    reach = axis.dilation * (axis.kernel - 1) + 1
    return (axis.input - 1) * axis.stride + (reach if padding == "valid" else reach % 2)


def _refuse_both(strides: Sizes, dilation_rate: Sizes) -> None:
    if max(strides) > 1 and max(dilation_rate) > 1:
        message = f"strides is {strides} and dilation_rate {dilation_rate}, but one of them must be 1 on all axes."
        values = {"strides": strides, "dilation_rate": dilation_rate}
        raise GeometryError(message, "strides_with_dilation_rate", "dilation_rate", None, values)


def _axis(index: int, padding: str, size: int, kernel: int, stride: int, dilation: int, extra: int | None) -> Axis:
    reach = dilation * (kernel - 1) + 1
    if extra is not None:
        within("output_padding", extra, 0, stride - 1, "it must be smaller than strides", index)
        if padding == "same" and reach % 2 + extra == 0:
            raise _nothing_for_last(kernel, stride, index)
    if padding == "valid":
        output = (size - 1) * stride + (max(reach, stride) if extra is None else reach + extra)
        return cut(index, size, kernel, stride, dilation, 0, output)
    output = size * stride if extra is None else (size - 1) * stride + reach % 2 + extra
    before = max(0, canvas(size, kernel, stride, dilation) - output) // 2
    return cut(index, size, kernel, stride, dilation, before, output)


def _nothing_for_last(kernel: int, stride: int, index: int) -> GeometryError:
    message = (
        "output_padding is 0, but with padding same and an even reach the last stride would have no cell. "
        "Leave output_padding out, raise it, or use an odd kernel_size."
    )
    values: dict[str, Value] = {"kernel_size": kernel, "stride": stride}
    return GeometryError(message, "output_padding_needed", "output_padding", index, values)


def source(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str = "valid",
    output_padding: PerAxis | None = None,
    dilation_rate: PerAxis = 1,
) -> str:
    """The layer as one writes it, `keras.layers.Conv2DTranspose(1, 3, strides=2, padding="same")`.

    A comment says the tensors' axes. The words are geometry()'s, legal or not.
    """
    axes = axis_count(input_size)
    holes = per_axis("dilation_rate", dilation_rate, axes)
    extra = None if output_padding is None else per_axis("output_padding", output_padding, axes)
    line = source_text.call(
        f"keras.layers.Conv{axes}DTranspose",
        "1",
        source_text.literal(source_text.short(per_axis("kernel_size", kernel_size, axes))),
        strides=source_text.short(per_axis("strides", strides, axes)),
        padding=padding,
        output_padding=None if extra is None else source_text.short(extra),
        dilation_rate=source_text.short(holes) if source_text.is_dilated(holes) else None,
    )
    return line + source_text.channels_last(axes)


def reference(x: ArrayLike, w: ArrayLike, *, dtype: str = "float32", **words: Any) -> NDArray[Any]:
    """Keras's output `[batch?, out_channels, *output_size]` of x and w in PyTorch's order, by the layer itself.

    `words` are the layer's own. Imports Keras, on the backend that KERAS_BACKEND names, else on the first of BACKENDS
    that is installed. ValueError is the layer's refusal, other errors are the backend's; TensorFlow's CPU kernels
    (2.21.0) dilate only in float32 and with oneDNN.
    """
    _choose_backend()
    import keras

    x_, w_, alone = batched(x, w, dtype)
    make = getattr(keras.layers, f"Conv{w_.ndim - 2}DTranspose")
    # Zeros, because random weights, replaced at once, cost most of the time on a backend that compiles.
    kind = {"data_format": "channels_last", "use_bias": False, "kernel_initializer": "zeros", "dtype": dtype}
    layer = make(w_.shape[1], w_.shape[2:], **kind, **words)
    last = np.ascontiguousarray(channels_last(x_))
    layer.build(last.shape)
    layer.set_weights([np.ascontiguousarray(taps_out_in(w_))])
    result = channels_first(np.asarray(keras.ops.convert_to_numpy(layer(last))))
    return result[0] if alone else result


def _choose_backend() -> None:
    if "KERAS_BACKEND" not in os.environ:
        found = next((backend for backend in BACKENDS if find_spec(backend)), None)
        if found is not None:
            os.environ["KERAS_BACKEND"] = found


def version() -> str | None:
    """The installed Keras's version, without loading it; None if there is none."""
    try:
        return metadata.version("keras")
    except metadata.PackageNotFoundError:
        return None
