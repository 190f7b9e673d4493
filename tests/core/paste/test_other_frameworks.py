"""Pasted calls of other frameworks: read as the framework means them, and nothing of them runs."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.frameworks import keras
from deconv_core.paste.call import TEXT_LIMIT
from deconv_core.paste.other_frameworks import parse
from deconv_core.refusal import UnreadError

SPELLINGS = [
    (
        "y = tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], strides=[1, 2, 2, 1], padding='SAME')",
        "tensorflow",
        {"output_shape": (6, 6), "strides": (2, 2), "padding": "SAME"},
    ),
    (
        "tf.nn.conv2d_transpose(x, w, output_shape=[1, 6, 6, 1], strides=2, padding=[[0, 0], [1, 0], [1, 0], [0, 0]])",
        "tensorflow",
        {"output_shape": (6, 6), "strides": 2, "padding": ((1, 0), (1, 0))},
    ),
    # Whatever the batch and the channels are: they do not decide the numbers.
    (
        "tf.nn.conv2d_transpose(x, w, [tf.shape(x)[0], 6, 7, 64], [1, 2, 2, 1])",
        "tensorflow",
        {"output_shape": (6, 7), "strides": (2, 2)},
    ),
    (
        "tf.nn.conv2d_transpose(x, w, tf.stack([batch_size, 6, 7, n]), strides=2)",
        "tensorflow",
        {"output_shape": (6, 7), "strides": 2},
    ),
    (
        "tf.nn.conv2d_transpose(value=x, filter=w, output_shape=tf.constant([-1, 6, 7, 1]), strides=2)",
        "tensorflow",
        {"output_shape": (6, 7), "strides": 2},
    ),
    (
        "tf.nn.conv2d_transpose(x, w, [1, 64, 6, 7], [1, 1, 2, 3], [[0, 0], [0, 0], [1, 0], [2, 0]], 'NCHW')",
        "tensorflow",
        {"output_shape": (6, 7), "strides": (2, 3), "padding": ((1, 0), (2, 0))},
    ),
    ("tf.nn.conv_transpose(x, w, [1, 6, 7, 1], 2)", "tensorflow", {"output_shape": (6, 7), "strides": 2}),
    ("model.add(layers.Conv2DTranspose(64, 4, strides=2))", "keras", {"kernel_size": 4, "strides": 2}),
    (
        "keras.layers.Conv2DTranspose(8, 3, strides=(2, 2), padding='same', activation='relu', output_padding=None)",
        "keras",
        {"kernel_size": 3, "strides": (2, 2), "padding": "same", "output_padding": None},
    ),
    ("Conv2DTranspose(1, (3, 2), 2)(x)", "keras", {"kernel_size": (3, 2), "strides": 2}),
    ("Conv2DTranspose(1, 3, kernel_regularizer='l2', name='up', input_shape=(4, 4, 1))", "keras", {"kernel_size": 3}),
    ("y = op.ConvTranspose(x, w, strides=[2, 2])", "onnx", {"strides": (2, 2)}),
    ('strides=[2, 2], auto_pad="SAME_LOWER"', "onnx", {"strides": (2, 2), "auto_pad": "SAME_LOWER"}),
    ('strides: [2, 2]\nauto_pad: "VALID"', "onnx", {"strides": (2, 2), "auto_pad": "VALID"}),
    (
        "strides=[2, 2],  # rows, columns\npads=[\n    0, 0,\n    1, 1]\n",
        "onnx",
        {"strides": (2, 2), "pads": (0, 0, 1, 1)},
    ),
    ("strides: 2,2\npads: 0, 0, 1, 1\ngroup: 1", "onnx", {"strides": (2, 2), "pads": (0, 0, 1, 1)}),
    ("auto_pad = SAME_UPPER, strides = [2, 2]", "onnx", {"strides": (2, 2), "auto_pad": "SAME_UPPER"}),
    (
        "helper.make_node('ConvTranspose', ['x', 'w'], ['y'], strides=[2, 2], pads=[0, 0, 1, 1], group=1)",
        "onnx",
        {"strides": (2, 2), "pads": (0, 0, 1, 1)},
    ),
    (
        "lax.conv_transpose(x, w, (2, 2), [(1, 0), (2, 1)], transpose_kernel=True)",
        "jax",
        {"strides": (2, 2), "padding": ((1, 0), (2, 1)), "transpose_kernel": True},
    ),
]
REFUSED = [
    ("nn.Upsample(2)", "source_other_layer"),
    ("keras.ops.conv_transpose(x, w, 2, 'same')", "source_not_read"),
    ("nn.ConvTranspose2d(1, 1, 3)", "source_other_layer"),
    ("tf.nn.conv2d_transpose(x, w, [1, h, 6, 1], 2)", "source_not_a_literal"),
    ("tf.nn.conv2d_transpose(x, w, tf.concat([1, 6, 6, 1], 0), 2)", "source_not_a_literal"),
    ("keras.layers.Conv2D(1, 3)", "source_other_layer"),
    ("onnx.helper.make_node('Conv', ['x'], ['y'])", "source_other_layer"),
    ("Conv2DTranspose(1, n)", "source_not_a_literal"),
    ("Conv2DTranspose(1, 3.5)", "source_not_a_whole_number"),
    ("layers.Conv2DTranspose(1, 3, step=2)", "source_unknown_argument"),
    ("keras.layers.Conv2DTranspose(1, 3, kernel_size=3)", "source_repeated_argument"),
    ("op.ConvTranspose(x, w, b, 'VALID')", "source_too_many_arguments"),
    ("tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], [[[2]]], 'SAME')", "source_wrong_length"),
    ("jax.lax.conv_transpose(x, w, *steps)", "source_not_a_literal"),
    ("strides=[2, 2", "source_not_python"),
    ("strides", "source_not_a_call"),
    ("Conv2DTranspose(" + "1" * TEXT_LIMIT + ")", "source_too_long"),
    ("Conv2DTranspose(1, __import__('os').getcwd())", "source_not_a_literal"),
]


@pytest.mark.parametrize(("text", "framework", "words"), SPELLINGS)
def test_spellings(text, framework, words):
    found = parse(text)
    assert (found.framework, found.words) == (framework, words)


@pytest.mark.parametrize("written", ["printer.to_text(node)", "helper.printable_node(node)", "str(node)"])
def test_a_node_as_onnx_prints_it(written):
    from onnx import helper, printer

    words = {"strides": (2, 2), "auto_pad": "SAME_UPPER", "output_padding": (1, 0)}
    node = helper.make_node("ConvTranspose", ["x", "w"], ["y"], name="up", group=1, **words)
    found = parse(eval(written, {"node": node, "helper": helper, "printer": printer}))
    assert (found.framework, found.words) == ("onnx", words)


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_no_such_call_is_refused(text, code):
    with pytest.raises(UnreadError) as caught:
        parse(text)
    assert caught.value.code == code


@given(st.text(max_size=200) | st.sampled_from([text for text, *_ in SPELLINGS]).map(lambda text: text[:-3]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(UnreadError):
        assert parse(text).framework in ("tensorflow", "keras", "onnx", "jax")


def test_a_pasted_layer_of_keras_is_a_geometry():
    words = parse("layers.Conv2DTranspose(1, 3, strides=2, padding='same')").words
    assert keras.geometry((3, 3), **words).output_size == (6, 6)
