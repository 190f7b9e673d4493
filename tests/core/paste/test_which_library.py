"""Whose call a pasted text is: its module and its arguments say it, and no other library speaks of it."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

from deconv_core.frameworks import jax
from deconv_core.geometry import GeometryError
from deconv_core.paste.find_calls import one_call
from deconv_core.paste.libraries import as_jax, which_library
from deconv_core.paste.libraries.known_libraries import KNOWN
from deconv_core.words import LANGUAGES, explain
from tests.given.pasting import asked, codes, names
from tests.oracles import libraries

PYTORCH, KERAS, TENSORFLOW, ONNX, JAX = "PyTorch", "Keras", "TensorFlow", "ONNX", "JAX"
TF_LAYERS = "tf.layers (TensorFlow 1)"
# Known by name, their words not.
WHOSE = [
    ("nn.Conv2dTranspose(3, 8, 3, stride=2, pad_mode='same')", "MindSpore"),
    ("keras.ops.conv_transpose(x, w, 2, 'same')", "Keras (keras.ops)"),
    ("snt.Conv2DTranspose(3, 3)", "Sonnet"),
    ("%5 : Tensor = aten::conv_transpose2d(%x, %w, %b, %s)", "TorchScript"),
    ("nnx.ConvTranspose(3, 8, (3, 3), padding='CIRCULAR')", "Flax (nnx)"),
    ("hk.Conv2DTranspose(3, 3, output_shape=(8, 8))", "Haiku"),
    ("paddle.nn.Conv2DTranspose(4, 6, 3, padding='SAME')", "PaddlePaddle"),
    ("relay.nn.conv2d_transpose(x, w, kernel_size=(3, 3), padding=(1, 1, 0, 0))", "TVM (relay)"),
    ("mx.sym.Deconvolution(x, kernel=(3, 3), num_filter=8, target_shape=(8, 8))", "MXNet"),
    ("torch::nn::ConvTranspose2d(torch::nn::ConvTranspose2dOptions(256, 128, 3).stride(2))", "LibTorch (C++)"),
    ("let up = ConvTranspose2dConfig::new([64, 32], [4, 4]).with_stride([2, 2]).init(&device);", "Burn"),
    ("%5 = torch.aten.conv_transpose2d.input %arg0, %0 : !torch.vtensor", "torch-mlir"),
    ("%1 = tosa.transpose_conv2d %0, %w, %b {stride = array<i64: 2, 2>}", "TOSA"),
]
# Read as themselves: what the call must come to in PyTorch's words, for an input of 3 x 3.
K3 = {"kernel_size": [3, 3]}
S2 = {**K3, "stride": [2, 2]}
S2P1 = {**S2, "padding": [1, 1]}
THEMSELVES = [
    ("nnx.ConvTranspose(in_features=32, out_features=3, kernel_size=(3, 3))", "Flax (nnx)", {**K3, "padding": [1, 1]}),
    ("nn.ConvTranspose(features=64, kernel_size=(3, 3), padding=2)", "Flax (linen)", {**K3, "padding": [0, 0]}),
    ("import flax.linen as nn\nnn.ConvTranspose(64, (3, 3), (2, 2), 'VALID')", "Flax (linen)", S2),
    ("import flax.linen as nn\nclass G(nn.Module):\n  x = nn.ConvTranspose(64, (3, 3))(x)", "Flax (linen)", K3),
    ("hk.Conv2DTranspose(output_channels=3, kernel_shape=3, padding='VALID')", "Haiku", K3),
    ("slim.conv2d_transpose(x, 64, [3, 3], stride=2, padding='VALID', scope='up')", "TF-Slim", S2),
    ("tf.contrib.layers.conv2d_transpose(x, 64, 3, 2)", "TF-Slim", S2),
    ("paddle.nn.Conv2DTranspose(4, 6, (3, 3), stride=2, padding=1)", "PaddlePaddle", S2P1),
    ("nn.Conv2DTranspose(4, 6, (3, 3), stride=2, padding=1)", "PaddlePaddle", S2P1),
    ("import paddle\nup = nn.Conv2DTranspose(4, 6, 3, 2, 1)", "PaddlePaddle", S2P1),
    ("mx.gluon.nn.Conv2DTranspose(channels=1, kernel_size=3, strides=(2, 2), padding=(1, 1))", "MXNet", S2P1),
    ("nn.Conv2DTranspose(channels=1, kernel_size=3, in_channels=2)", "MXNet", K3),
    ("mx.sym.Deconvolution(x, kernel=(3, 3), stride=(2, 2), pad=(1, 1), num_filter=8)", "MXNet", S2P1),
    ("relay.nn.conv2d_transpose(x, w, kernel_size=(3, 3), strides=(2, 2), channels=1)", "TVM (relay)", S2),
    ("eqx.nn.ConvTranspose2d(3, 8, 3, stride=2, key=key)", "Equinox", S2),
    ("nn.ConvTranspose2d(3, 8, 3, stride=2, key=key)", "Equinox", S2),
    ("nn.ConvTranspose(2, 3, 8, 3, 2, key=key)", "Equinox", S2),
    ("mlx.nn.ConvTranspose2d(3, 8, 3, 2, 1)", "MLX", S2P1),
    ("mindspore.mint.nn.ConvTranspose2d(3, 8, 3, 2, 1)", "MindSpore (mint)", S2P1),
    ("from tinygrad import nn\nnn.ConvTranspose2d(3, 8, 3, 2, 1)", "tinygrad", S2P1),
    ("import oneflow.nn as nn\nnn.ConvTranspose2d(3, 8, 3, 2, 1)", "OneFlow", S2P1),
    ("hk.Conv2DTranspose(3, 3, padding='VALID', output_shape=None)", "Haiku", K3),
    ("fluid.layers.conv2d_transpose(x, 8, None, 3, padding=1, stride=2)", "PaddlePaddle", S2P1),
    ("paddle.nn.Conv2DTranspose(4, 6, 3, 2, padding=[1, 1, 1, 1])", "PaddlePaddle", S2P1),
    ("relay.nn.conv2d_transpose(x, w, kernel_size=(3, 3), strides=(2, 2), padding=(1, 1, 1, 1))", "TVM (relay)", S2P1),
    ("Conv2DTranspose(8, 3, strides=2, padding=‘valid’)", "Keras", S2),
    ("L.Deconvolution2D(3, 8, ksize=3, stride=2, pad=1)", "Chainer", S2P1),
    ('layer {\n  type: "Deconvolution"\n  convolution_param { kernel_size: 3 stride: 2 pad: 1 }\n}', "Caffe", S2P1),
    (
        "layers { type: DECONVOLUTION\n convolution_param { kernel_h: 3 kernel_w: 2 }\n}",
        "Caffe",
        {"kernel_size": [3, 2]},
    ),
]
# Of these the kernel is asked for.
WITHOUT_KERNEL = [
    ("paddle.nn.functional.conv2d_transpose(x, w, stride=2)", "PaddlePaddle"),
    ("R.nn.conv2d_transpose(x, w, strides=(2, 2))", "TVM (relax)"),
]
READ = [
    ("torch.nn.ConvTranspose2d(1, 1, 3)", PYTORCH),
    ("nn.ConvTranspose2d(3, 8, 3, stride=2)", PYTORCH),
    ("tnn.ConvTranspose2d(3, 8, 3)", PYTORCH),
    ("ConvTranspose2d(64, 32, kernel_size=(3, 3), stride=(2, 2))", PYTORCH),
    ("F.conv_transpose2d(x, w, stride=2)", PYTORCH),
    ("tf.keras.layers.Conv2DTranspose(8, 3, 2)", KERAS),
    ("from keras import layers as l\nx = l.Conv2DTranspose(8, 3, strides=2)(x)", KERAS),
    ("layers.Conv2DTranspose(8, 3, strides=2)", KERAS),
    ("from tensorflow.keras.layers import *\nConv2DTranspose(8, 3, strides=2)", KERAS),
    ("Conv2DTranspose(8, 3, strides=2, padding='same')", KERAS),
    ("tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], 2)", TENSORFLOW),
    ("tf.compat.v1.nn.conv2d_transpose(value=x, filter=w, output_shape=[1, 6, 6, 1], strides=2)", TENSORFLOW),
    ("import tensorflow as t\nt.nn.conv2d_transpose(x, w, [1, 6, 6, 1], 2)", TENSORFLOW),
    ("tf.layers.conv2d_transpose(x, 64, 3, strides=2, padding='same')", TF_LAYERS),
    ("tf.compat.v1.layers.conv2d_transpose(x, 64, [5, 5], [2, 2])", TF_LAYERS),
    ("op.ConvTranspose(x, w, strides=[2, 2])", ONNX),
    ("strides=[2, 2], step=2", ONNX),
    ("lax.conv_transpose(x, w, (2, 2), 'SAME')", JAX),
]
# The name alone, or arguments that several have: nobody knows. What the choices open with.
UNKNOWN = [
    ("conv2d_transpose(x, w, [1, 6, 6, 1], strides=2)", ["tf.nn.conv2d_transpose(", "tf.layers.conv2d_transpose("]),
    ("conv_transpose(x, w, (2, 2))", ["tf.nn.conv_transpose(", "jax.lax.conv_transpose("]),
    ("Conv2DTranspose(1, 3, stride=2)", ["hk.Conv2DTranspose(", "keras.layers.Conv2DTranspose("]),
    ("my.ops.conv2d_transpose(x, 64, 3)", ["tf.layers.conv2d_transpose(", "paddle.nn.functional.conv2d_transpose("]),
    ("ConvTranspose2d(1, 1, 3, step=2)", ["torch.nn.ConvTranspose2d("]),
    ("from my.layers import ConvTranspose2d\nConvTranspose2d(1, 1, 3)", ["torch.nn.ConvTranspose2d("]),
    ("import jittor.nn as nn\nnn.ConvTranspose2d(1, 1, 3)", ["torch.nn.ConvTranspose2d("]),
]


@pytest.mark.parametrize(("text", "library"), WHOSE)
def test_a_known_library_s_call_is_named_and_nobody_else_speaks(text: str, library: str) -> None:
    said = asked(text)
    assert codes(said) == ["source_not_read"] and said["problems"][0]["message"] is None
    assert said["problems"][0]["values"]["library"] == library and said["state"] is None
    for lang in LANGUAGES:
        assert library in explain(lang, "source_not_read", values=said["problems"][0]["values"])


@pytest.mark.parametrize(("text", "library", "settings"), THEMSELVES)
def test_a_library_with_words_nearly_those_of_one_that_is_read_is_read_as_itself(
    text: str, library: str, settings: dict[str, list[int]]
) -> None:
    said = asked(text)
    assert codes(said) == []
    assert {key: said["state"][key] for key in settings} == settings
    whose = [note["values"] for note in said["notes"] if note["code"] in ("note_alike", "note_twin", "note_no_twin")]
    assert [one.get("library", one.get("framework")) for one in whose] == [library]


@pytest.mark.parametrize(("text", "library"), WITHOUT_KERNEL)
def test_what_is_given_its_weights_is_asked_for_the_kernel(text: str, library: str) -> None:
    assert which_library.of(one_call(text)).library.name == library
    assert codes(asked(text)) == ["source_no_kernel"]


def test_a_library_read_by_another_s_rules_is_refused_without_anyone_s_words() -> None:
    for text in (
        "paddle.nn.Conv2DTranspose(1, 1, 3, output_padding=2)",
        "eqx.nn.ConvTranspose2d(1, 1, 3, padding=9, key=key)",
        "nnx.ConvTranspose(1, 1, (3, 3), padding=((-9, -9), (-9, -9)))",
        "slim.conv2d_transpose(x, 1, 3, 0)",
    ):
        said = asked(text)
        assert said["problems"] and not any(problem["message"] for problem in said["problems"]), said
    said = asked("slim.conv2d_transpose(x, 1, 3, 0)")
    assert said["problems"][0]["values"]["field"] == "stride" and said["offer"] == "stride=1"


@pytest.mark.parametrize(("text", "library"), READ)
def test_a_call_that_is_read_is_read_as_its_library_s(text: str, library: str) -> None:
    assert which_library.of(one_call(text)).library.name == library


@pytest.mark.parametrize(("text", "openings"), UNKNOWN)
def test_of_a_call_that_may_be_several_libraries_the_visitor_says_whose(text: str, openings: list[str]) -> None:
    said = asked(text)
    assert codes(said) == ["source_which_library"] and said["problems"][0]["message"] is None
    assert [name[: len(opening)] for name, opening in zip(names(said), openings, strict=False)] == openings
    for choice in said["choices"]:
        assert codes(asked(**choice["again"])) != ["source_which_library"]


def test_no_library_speaks_of_a_call_whose_module_is_another_s() -> None:
    """Every known module before every known name, with arguments that one of them takes and with others."""
    calls = {full.rpartition(".")[2]: one for library in KNOWN for full, one in library.calls.items()}
    for library in KNOWN:
        for module in library.modules:
            for name, signature in calls.items():
                for rest in ("", ", step=2", ", stride=2, stride_=3"):
                    text = f"{module}.{name}({', '.join('1' for _ in signature.in_order[: signature.required])}{rest})"
                    said = asked(text.replace("(, ", "("))
                    inside = [one for one in KNOWN if any(f".{own}." in f".{module}." for own in one.modules)]
                    may = any(one.rules is one and one.calls_named(name) for one in inside) or module == "layers"
                    assert may or not any(problem["message"] for problem in said["problems"]), (text, said)


def test_flax_s_words_are_those_that_jax_is_given() -> None:
    """What Flax hands on, by its documentation, has the size that the page says; JAX itself is asked."""
    random, met = Random(4), 0
    while met < 60:
        rank = random.randint(1, 3)
        several = lambda low, high, rank=rank: tuple(random.randint(low, high) for _ in range(rank))  # noqa: E731
        size, kernel = several(1, 4), several(1, 4)
        words: dict[str, Any] = {"strides": random.choice([None, 2, several(1, 3)])}
        ends = tuple((random.randint(0, 3), random.randint(0, 3)) for _ in range(rank))
        words["padding"] = random.choice(["SAME", "VALID", random.randint(0, 3), several(0, 3), ends])
        found = as_jax.flax({**words, "kernel_size": kernel}, rank)
        assert found is not None
        found.pop("kernel_size")
        try:
            geometry = jax.geometry(size, kernel, **found)
        except GeometryError:
            continue
        out = libraries.jax(np.ones((1, *size)), np.ones((1, 1, *kernel)), found["strides"], found["padding"])
        assert out.shape[1:] == geometry.output_size
        met += 1
