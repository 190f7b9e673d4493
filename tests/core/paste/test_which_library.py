"""Whose call a pasted text is: its module and its arguments say it, and no other library speaks of it."""

from __future__ import annotations

import pytest

from deconv_core.paste.libraries import which_library
from deconv_core.paste.libraries.known_libraries import KNOWN
from deconv_core.paste.one_call import one_call
from deconv_core.words import LANGUAGES, explain
from tests.given.pasting import asked, codes, names

PYTORCH, KERAS, TENSORFLOW, ONNX, JAX = "PyTorch", "Keras", "TensorFlow", "ONNX", "JAX"
TF_LAYERS = "tf.layers (TensorFlow 1)"
WHOSE = [
    ("nnx.ConvTranspose(in_features=32, out_features=3, kernel_size=(3, 3))", "Flax (nnx)"),
    ("linen.ConvTranspose(256, kernel_size=(4, 4), strides=(2, 2))", "Flax (linen)"),
    ("nn.ConvTranspose(features=64, kernel_size=(3, 3))", "Flax (linen)"),
    ("import flax.linen as nn\nnn.ConvTranspose(64, (3, 3))", "Flax (linen)"),
    ("paddle.nn.Conv2DTranspose(4, 6, (3, 3), stride=2, padding=1)", "PaddlePaddle"),
    ("nn.Conv2DTranspose(4, 6, (3, 3), stride=2, padding=1)", "PaddlePaddle"),
    ("paddle.nn.functional.conv2d_transpose(x, w, stride=2)", "PaddlePaddle"),
    ("R.nn.conv2d_transpose(x, w, strides=(2, 2))", "TVM (relax)"),
    ("relay.nn.conv2d_transpose(x, w, strides=(2, 2), channels=1)", "TVM (relay)"),
    ("slim.conv2d_transpose(x, 64, [3, 3], stride=2, scope='up')", "TF-Slim"),
    ("tf.contrib.layers.conv2d_transpose(x, 64, 3, 2)", "TF-Slim"),
    ("mx.gluon.nn.Conv2DTranspose(channels=1, kernel_size=3)", "MXNet"),
    ("nn.Conv2DTranspose(channels=1, kernel_size=3, in_channels=2)", "MXNet"),
    ("mx.sym.Deconvolution(x, kernel=(3, 3), num_filter=8)", "MXNet"),
    ("eqx.nn.ConvTranspose2d(3, 8, 3, stride=2, key=key)", "Equinox"),
    ("nn.ConvTranspose2d(3, 8, 3, stride=2, key=key)", "Equinox"),
    ("nn.ConvTranspose(2, 3, 8, 3, key=key)", "Equinox"),
    ("nn.Conv2dTranspose(3, 8, 3, stride=2, pad_mode='same')", "MindSpore"),
    ("mindspore.mint.nn.ConvTranspose2d(3, 8, 3)", "MindSpore"),
    ("hk.Conv2DTranspose(output_channels=3, kernel_shape=3)", "Haiku"),
    ("keras.ops.conv_transpose(x, w, 2, 'same')", "Keras (keras.ops)"),
    ('layer {\n  type: "Deconvolution"\n  convolution_param { stride: 2 }\n}', "Caffe"),
    ("%5 : Tensor = aten::conv_transpose2d(%x, %w, %b, %s)", "TorchScript"),
]
READ = [
    ("torch.nn.ConvTranspose2d(1, 1, 3)", PYTORCH),
    ("nn.ConvTranspose2d(3, 8, 3, stride=2)", PYTORCH),
    ("tnn.ConvTranspose2d(3, 8, 3)", PYTORCH),
    ("ConvTranspose2d(64, 32, kernel_size=(3, 3), stride=(2, 2))", PYTORCH),
    ("F.conv_transpose2d(x, w, stride=2)", PYTORCH),
    ("tf.keras.layers.Conv2DTranspose(8, 3, 2)", KERAS),
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
    ("Conv2DTranspose(1, 3, stride=2)", ["keras.layers.Conv2DTranspose(", "tf.layers.Conv2DTranspose("]),
    ("my.ops.conv2d_transpose(x, 64, 3)", ["tf.nn.conv2d_transpose(", "tf.layers.conv2d_transpose("]),
    ("ConvTranspose2d(1, 1, 3, step=2)", ["torch.nn.ConvTranspose2d("]),
]


@pytest.mark.parametrize(("text", "library"), WHOSE)
def test_a_known_library_s_call_is_named_and_nobody_else_speaks(text: str, library: str) -> None:
    said = asked(text)
    assert codes(said) == ["source_not_read"] and said["problems"][0]["message"] is None
    assert said["problems"][0]["values"]["library"] == library and said["state"] is None
    for lang in LANGUAGES:
        assert library in explain(lang, "source_not_read", values=said["problems"][0]["values"])


@pytest.mark.parametrize(("text", "library"), READ)
def test_a_call_that_is_read_is_read_as_its_library_s(text: str, library: str) -> None:
    assert which_library.of(one_call(text)).library.name == library


@pytest.mark.parametrize(("text", "openings"), UNKNOWN)
def test_of_a_call_that_may_be_several_libraries_the_visitor_says_whose(text: str, openings: list[str]) -> None:
    said = asked(text)
    assert codes(said) == ["source_which_library"] and said["problems"][0]["message"] is None
    assert [name[: len(opening)] for name, opening in zip(names(said), openings, strict=True)] == openings
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
