"""The other libraries themselves: their outputs for x and w in PyTorch's order, and their installed versions.

x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels, *kernel_size]`; the output is
`[batch?, out_channels, *output_size]`. Each imports its library. The words are those of the library's own call.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import metadata
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deconv_core.frameworks.tensorflow import geometry
from deconv_core.geometry import PerAxis
from tests.oracles.layout import batched, channels_first, channels_last, taps_in_out, taps_out_in

# What Keras can run on, by the names of its modules; the numbers are proven on the first, and agree on all.
BACKENDS = ("tensorflow", "torch", "jax")
OPSET = 17


def tensorflow(
    x: ArrayLike,
    w: ArrayLike,
    strides: PerAxis = 1,
    padding: str | Sequence[Sequence[int]] = "SAME",
    output_shape: PerAxis | None = None,
    dilations: PerAxis = 1,
    *,
    dtype: str = "float32",
) -> NDArray[Any]:
    """tf.nn.conv1d_transpose to 3d. Its CPU kernels refuse explicit padding together with dilations (2.21)."""
    import tensorflow as tf

    x_, w_, alone = batched(x, w, dtype)
    axes = w_.ndim - 2
    if output_shape is None:
        output_shape = geometry(x_.shape[2:], w_.shape[2:], strides, padding, None, dilations).output_size
    outputs, steps, holes = (np.broadcast_to(np.asarray(a), axes).tolist() for a in (output_shape, strides, dilations))
    run = getattr(tf.nn, f"conv{axes}d_transpose")
    shape = [len(x_), *outputs, w_.shape[1]]
    pads = padding if isinstance(padding, str) else [[0, 0], *padding, [0, 0]]
    y = run(channels_last(x_), taps_out_in(w_), shape, strides=steps, padding=pads, dilations=holes)
    result = channels_first(np.asarray(y))
    return result[0] if alone else result


def keras(x: ArrayLike, w: ArrayLike, *, dtype: str = "float32", **words: Any) -> NDArray[Any]:
    """keras.layers.Conv1DTranspose to 3D, on the backend that KERAS_BACKEND names, else on the first of BACKENDS.

    ValueError is the layer's refusal, other errors are the backend's; TensorFlow's CPU kernels (2.21.0) dilate only in
    float32 and with oneDNN.
    """
    choose_backend()
    import keras as library

    x_, w_, alone = batched(x, w, dtype)
    make = getattr(library.layers, f"Conv{w_.ndim - 2}DTranspose")
    # Zeros, because random weights, replaced at once, cost most of the time on a backend that compiles.
    kind = {"data_format": "channels_last", "use_bias": False, "kernel_initializer": "zeros", "dtype": dtype}
    layer = make(w_.shape[1], w_.shape[2:], **kind, **words)
    last = np.ascontiguousarray(channels_last(x_))
    layer.build(last.shape)
    layer.set_weights([np.ascontiguousarray(taps_out_in(w_))])
    result = channels_first(np.asarray(library.ops.convert_to_numpy(layer(last))))
    return result[0] if alone else result


def choose_backend() -> None:
    if "KERAS_BACKEND" not in os.environ:
        found = next((backend for backend in BACKENDS if find_spec(backend)), None)
        if found is not None:
            os.environ["KERAS_BACKEND"] = found


def jax(
    x: ArrayLike, w: ArrayLike, strides: PerAxis = 1, padding: Any = "SAME", *, dtype: str = "float32", **words: Any
) -> NDArray[Any]:
    """jax.lax.conv_transpose: the stamps are stamped(w). Sizes of all axes may be one int.

    JAX computes in float32 whatever it is given, unless 64 bits are enabled: for this call they are if `dtype` is
    "float64".
    """
    import jax as library

    x_, w_, alone = batched(x, w, dtype)
    axes = w_.ndim - 2
    if "rhs_dilation" in words:
        words["rhs_dilation"] = tuple(np.broadcast_to(words["rhs_dilation"], axes).tolist())
    kernel = taps_out_in(w_) if words.get("transpose_kernel") else taps_in_out(w_)
    steps = tuple(np.broadcast_to(np.asarray(strides), axes).tolist())
    with library.enable_x64(dtype == "float64"):
        y = library.lax.conv_transpose(channels_last(x_), kernel, steps, padding, **words)
    result = channels_first(np.asarray(y))
    return result[0] if alone else result


def stamped(w: ArrayLike, transpose_kernel: bool = False) -> NDArray[Any]:
    """The kernel `[in, out, *kernel_size]` that JAX stamps: w itself if transposed, else w turned by 180 degrees."""
    kernel = np.asarray(w)
    return kernel if transpose_kernel else np.flip(kernel, tuple(range(2, kernel.ndim)))


def onnx(x: ArrayLike, w: ArrayLike, *, group: int = 1, dtype: str = "float32", **attributes: Any) -> NDArray[Any]:
    """ONNX Runtime's ConvTranspose. `attributes` are the node's own, each a list with one int an axis, or text."""
    import onnxruntime

    x_, w_, alone = batched(x, w, dtype)
    model = _model(x_, w_, {"group": group, **attributes})
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    result: NDArray[Any] = np.asarray(session.run(None, {"x": x_, "w": w_})[0])
    return result[0] if alone else result


def _model(x: NDArray[Any], w: NDArray[Any], attributes: dict[str, Any]) -> bytes:
    from onnx import helper

    node = helper.make_node("ConvTranspose", ["x", "w"], ["y"], **attributes)
    kind = helper.np_dtype_to_tensor_dtype(x.dtype)
    given = [helper.make_tensor_value_info(name, kind, a.shape) for name, a in (("x", x), ("w", w))]
    graph = helper.make_graph([node], "one", given, [helper.make_tensor_value_info("y", kind, None)])
    opset = [helper.make_opsetid("", OPSET)]
    model: bytes = helper.make_model(graph, opset_imports=opset, ir_version=8).SerializeToString()
    return model


def installed(name: str) -> str | None:
    """The version of an installed library, by the key of its record; None if there is none."""
    names = {"tensorflow": ("tensorflow", "tensorflow-cpu"), "onnx": ("onnxruntime",)}
    for one in names.get(name, (name,)):
        try:
            return metadata.version(one)
        except metadata.PackageNotFoundError:
            continue
    return None
