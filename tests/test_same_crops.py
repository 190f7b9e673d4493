"""The line that each framework's reader copies: run with the real library, it gives PyTorch's numbers."""

import random

import numpy as np
import pytest

from deconv_core import GeometryError
from deconv_core.frameworks import pytorch
from deconv_core.frameworks.same_crops import in_jax, in_keras, in_onnx, in_tensorflow
from tests.framework_cases import operands, sizes

SETTINGS = 60


def states(seed, dilation=3):
    """Random legal settings of PyTorch with their operands and answer, two axes."""
    rng = random.Random(seed)
    for _ in range(SETTINGS):
        drawn = sizes(rng, 2, input_size=4, kernel_size=4, stride=3, dilation=dilation)
        drawn["padding"] = (rng.randint(0, 2), rng.randint(0, 2))
        drawn["output_padding"] = tuple(rng.randint(0, s - 1) for s in drawn["stride"])
        try:
            geometry = pytorch.geometry(**drawn)
        except GeometryError:
            continue
        x, w = operands(rng, geometry.input_size, geometry.kernel_size)
        yield geometry, x.astype("f"), w.astype("f"), pytorch.reference(x, w, drawn)


def last(x, w):
    return x.transpose(0, 2, 3, 1), w.transpose(2, 3, 1, 0)


def same(y, expected):
    np.testing.assert_array_equal(np.asarray(y).transpose(0, 3, 1, 2), expected)


def test_tensorflow_s_line():
    import tensorflow as tf

    for geometry, x, w, expected in states(5, dilation=1):
        x, w = last(x, w)
        names = {"tf": tf, "x": x, "w": w}
        exec(in_tensorflow(geometry, batch=2, out_channels=w.shape[2]), names)
        same(names["y"], expected)


def test_jax_s_line():
    import jax

    for geometry, x, w, expected in states(6):
        x, w = last(x, w)
        names = {"jax": jax, "x": x, "w": w}
        exec(in_jax(geometry), names)
        same(names["y"], expected)


def test_keras_s_line():
    import keras

    for geometry, x, w, expected in states(7, dilation=1):
        x, w = last(x, w)
        made, called = in_keras(geometry, out_channels=w.shape[2]).rsplit("\n", 1)
        names = {"keras": keras, "x": x, "w": w}
        exec(made, names)
        exec(made.split("]: ")[1].split("\n")[0], names)
        exec(called, names)
        same(names["y"], expected)


def test_onnx_s_line():
    import onnx
    import onnxruntime

    for geometry, x, w, expected in states(8):
        names = {"onnx": onnx}
        exec(in_onnx(geometry), names)
        given = [onnx.helper.make_tensor_value_info(name, 1, a.shape) for name, a in (("x", x), ("w", w))]
        result = onnx.helper.make_tensor_value_info("y", 1, None)
        graph = onnx.helper.make_graph([names["node"]], "one", given, [result])
        model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        np.testing.assert_array_equal(session.run(None, {"x": x, "w": w})[0], expected)


def test_what_has_no_words_is_refused():
    dilated = pytorch.geometry((3, 3), 3, 2, dilation=2)
    with pytest.raises(GeometryError) as caught:
        in_keras(dilated)
    assert caught.value.code == "strides_with_dilation_rate"
    beyond_stride = pytorch.geometry((3, 3), 3, 1, 0, 2, dilation=3)
    for line in (in_keras, in_onnx, in_tensorflow):
        with pytest.raises(GeometryError):
            line(beyond_stride)
