"""A layer with weight and bias in the real libraries, each in its own order of axes: what they make of x.

A library's names, as the lines of code that carry a layer use them: always x, w and b, arrays in the library's order;
Keras also has a keras_layer, ONNX initializers and the model around them. `words` are those of the library's geometry.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from deconv_core.frameworks import LIBRARIES
from deconv_core.frameworks.layout import AXES
from tests.oracles import libraries

Names = dict[str, Any]
GEOMETRIES = {library.key: library.geometry for library in LIBRARIES}


def tensorflow(names: Names, words: Names) -> Any:
    import tensorflow as tf

    x, w = names["x"], names["w"]
    axes = len(words["strides"])
    size = GEOMETRIES["tensorflow"](**words).output_size
    call = getattr(tf.nn, f"conv{axes}d_transpose")
    how = {"strides": words["strides"], "padding": words["padding"], "dilations": words["dilations"]}
    return call(x, w, [len(x), *size, w.shape[-2]], **how) + names["b"]


def keras_layer(filters: int, words: Names) -> Any:
    """A layer with weights that Keras chose, to be built yet."""
    libraries.choose_backend()
    import keras

    make = getattr(keras.layers, f"Conv{len(words['strides'])}DTranspose")
    return make(filters, **{key: words[key] for key in ("kernel_size", "strides", "padding", "dilation_rate")})


def keras(names: Names, words: Names) -> Any:
    return names["keras_layer"](names["x"])


def jax(names: Names, words: Names) -> Any:
    """As the page's line has it."""
    import jax as library

    axes = AXES[-len(words["strides"]) :]
    order = (f"NC{axes}", f"OI{axes}", f"NC{axes}")
    how = {"rhs_dilation": words["rhs_dilation"], "dimension_numbers": order, "transpose_kernel": True}
    return library.lax.conv_transpose(names["x"], names["w"], words["strides"], words["padding"], **how) + names["b"]


def jax_default(names: Names, words: Names) -> Any:
    import jax as library

    x, w, holes = names["x"], names["w"], words["rhs_dilation"]
    return library.lax.conv_transpose(x, w, words["strides"], words["padding"], rhs_dilation=holes) + names["b"]


def onnx_model(names: Names, words: Names, groups: int) -> Any:
    from onnx import TensorProto, helper

    how = {key: words[key] for key in ("strides", "auto_pad", "dilations")}
    node = helper.make_node("ConvTranspose", ["x", "w", "b"], ["y"], group=groups, **how)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in "xy"]
    graph = helper.make_graph([node], "one", ends[:1], ends[1:], names["initializers"])
    opset = [helper.make_opsetid("", libraries.OPSET)]
    return helper.make_model(graph, opset_imports=opset, ir_version=8)


def onnx(names: Names, words: Names) -> Any:
    import onnxruntime

    model = names["model"].SerializeToString()
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": np.asarray(names["x"])})[0]


CALLS = {"tensorflow": tensorflow, "keras": keras, "jax": jax, "jax_default": jax_default, "onnx": onnx}
