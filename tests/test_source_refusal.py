"""Calls whose arguments do not fit: the library itself says the words that are foreseen, and no others."""

from __future__ import annotations

import os
from random import Random

import numpy as np
import pytest

from deconv_core.answer import answer
from deconv_core.frameworks import foreign_source, pytorch_source
from deconv_core.frameworks.foreign_source import CALLS
from deconv_core.frameworks.pytorch_source import SourceError

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
MADE = {
    "ConvTranspose2d": "nn.ConvTranspose2d",
    "conv2d_transpose": "tf.nn.conv2d_transpose",
    "nn.conv_transpose": "tf.nn.conv_transpose",
    "Conv2DTranspose": "keras.layers.Conv2DTranspose",
    "Convolution2DTranspose": "keras.layers.Convolution2DTranspose",
    "conv_transpose": "jax.lax.conv_transpose",
    "make_node": "helper.make_node",
    "conv_transpose2d": "F.conv_transpose2d",
}
USUAL = {
    "input": "x",
    "weight": "x",
    "bias": "None",
    "strides": "(2, 2)",
    "padding": '"SAME"',
    "op_type": '"ConvTranspose"',
    "output_shape": "[1, 6, 6, 1]",
}
UNKNOWN = ("step", "stride_", "kernel", "crop", "pad")


def written(name: str, random: Random) -> str:
    """A call with arguments in order and by name, of which some are wrong."""
    in_order, by_name = CALLS[name][1:] if name in CALLS else (pytorch_source.ARGUMENTS[name], ())
    count = random.choice([0, 1, 2, 3, 4, len(in_order), len(in_order) + 1, len(in_order) + 2])
    arguments = [USUAL.get(key, "1") for key in in_order[:count]] + ["1"] * (count - len(in_order))
    keys = [*in_order, *in_order[:4], *by_name[:2], *random.sample(UNKNOWN, 2)]
    for key in random.sample(keys, random.choice([0, 1, 1, 2])):
        arguments.append(f"{key}={USUAL.get(key, random.choice(['1', '(2, 3)', '[1, 2]']))}")
    return f"{MADE[name]}({', '.join(arguments)})"


def library_says(text: str) -> str:
    import jax
    import keras
    import onnx
    import tensorflow as tf
    import torch

    x = torch.ones(1, 1, 3, 3) if text.startswith("F.") else np.ones((1, 3, 3, 1))
    libraries = {"jax": jax, "keras": keras, "helper": onnx.helper, "tf": tf, "nn": torch.nn, "F": torch.nn.functional}
    names = {**libraries, "x": x}
    with pytest.raises(Exception, match=r".") as caught:
        eval(text, names)
    return str(caught.value)


@pytest.mark.parametrize("name", MADE)
def test_the_library_says_what_is_foreseen(name: str) -> None:
    random, met, unforeseen = Random(5), set(), 0
    read = foreign_source.parse if name in CALLS else pytorch_source.parse
    for _ in range(400):
        text = written(name, random)
        try:
            read(text)
        except SourceError as error:
            # make_node takes any name, of an attribute: ONNX Runtime refuses it, see below.
            if name == "make_node" and error.code == "source_unknown_argument":
                continue
            if error.message is None:
                unforeseen += error.code in ("source_unknown_argument", "source_too_many_arguments")
                continue
            assert library_says(text) == error.message, text
            met.add(error.code)
    codes = {"source_unknown_argument", "source_repeated_argument", "source_too_many_arguments"}
    assert met >= (codes - {"source_unknown_argument"} if name == "make_node" else codes)
    assert unforeseen < 150


@pytest.mark.parametrize("given", ["", "1", "1, 1", "1, out_channels=1", "1, stride=2", "kernel_size=3, foo=1"])
def test_pytorch_says_what_is_missing(given: str) -> None:
    text = f"nn.ConvTranspose2d({given})"
    with pytest.raises(SourceError) as caught:
        pytorch_source.parse(text)
    assert caught.value.message == library_says(text)


@pytest.mark.parametrize(
    "text",
    [
        "nn.ConvTranspose2d(1, 1, 3, stride=2, stride=2)",
        "nn.ConvTranspose2d(1, 1, 3, kernel=3, *rest)",
        "Conv2DTranspose(1, 3, stride=s)",
        "Conv2DTranspose(1, stride=2, kernel_size=3, filters=4)",
        "tf.nn.conv2d_transpose(value=x, filter=w, step=2)",
        "nn.ConvTranspose2d(1, 1, 3, kernel=2, kernel=2)",
        "strides=2, zoo=1",
        "bad=true, strides=[2, 2]",
        "helper.make_node('Conv', ['X', 'W'], ['Y'], step=2)",
        "F.conv_transpose2d(x, kernel_size=3)",
        "F.conv_transpose2d(x, w, stride=1.5, kernel_size=3)",
    ],
)
def test_what_is_not_foreseen_is_not_said(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        (foreign_source if foreign_source.is_foreign(text) else pytorch_source).parse(text)
    assert caught.value.message is None


@pytest.mark.parametrize(
    "attributes",
    [
        "step=2",
        "strides=[2, 2], stride=[2, 2]",
        "zoo='a', bar=1.5",
        "bar=1, strides=2",
        "zoo=1, strides=[0, 0]",
        "a=None, b=1",
    ],
)
@pytest.mark.parametrize("form", ["ConvTranspose({})", "make_node('ConvTranspose', ['X', 'W'], ['Y'], {})"])
def test_onnx_runtime_says_which_attribute_it_does_not_know(form: str, attributes: str) -> None:
    with pytest.raises(SourceError) as caught:
        foreign_source.parse(form.format(attributes))
    assert caught.value.message
    assert onnx_says(eval(f"dict({attributes})")).endswith(caught.value.message)


def onnx_says(attributes: dict[str, object]) -> str:
    import onnxruntime
    from onnx import TensorProto, helper

    node = helper.make_node("ConvTranspose", ["X", "W"], ["Y"], **attributes)
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, 3, 3]) for name in ("X", "W")]
    graph = helper.make_graph([node], "graph", inputs, [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
    with pytest.raises(onnxruntime.capi.onnxruntime_pybind11_state.InvalidGraph) as caught:
        onnxruntime.InferenceSession(model.SerializeToString())
    return str(caught.value)


def test_the_page_says_whose_words_they_are() -> None:
    for text, library in (
        ("Conv2DTranspose(1, 3, stride=2)", "Keras 3.15.1"),
        ("ConvTranspose2d(1, 1, 3, step=2)", None),
        ("strides=[2, 2], step=2", "ONNX Runtime 1.32.0"),
        ("F.conv_transpose2d(x, w, step=2)", None),
    ):
        (problem,) = answer({"kind": "source", "text": text})["problems"]
        assert problem["values"].get("library") == library
        assert "stride" in problem["message"] or "step" in problem["message"]
