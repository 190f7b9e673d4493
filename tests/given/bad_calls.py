"""Bad calls of other frameworks: with the library's own words, or what it does instead, and the call on offer."""

from __future__ import annotations

from functools import partial

from tests.given.bad import RANGE, bad

source = partial(bad, "source")


def tf(rest: str) -> str:
    return f"tf.nn.conv2d_transpose(x, w, {rest})"


def keras(rest: str) -> str:
    return f"keras.layers.Conv2DTranspose(1, {rest})"


def jax(rest: str) -> str:
    return f"jax.lax.conv_transpose(x, w, (2, 2), {rest})"


# What is said of another framework's call is said for an input and a kernel of 3; no other kernel would mend them.
FOREIGN = [
    source(
        tf("[1, 6, 6, 1], 2, 'FULL'"),
        "foreign_not_a_choice",
        "TensorFlow",
        "padding = 'FULL'",
        "SAME, VALID",
        offer='padding="SAME"',
    ),
    source(
        tf("[1, 6, 6, 1], 2, [[1]]"),
        "foreign_wrong_padding_pairs",
        "padding = [[1]]",
        "a pair (before, after)",
        offer="padding=[[0, 0], [1, 1], [1, 1], [0, 0]]",
    ),
    source(
        tf("[1, 6, 6, 1], 2, 1"),
        "foreign_wrong_padding_pairs",
        "TensorFlow does not take padding = 1",
        offer="padding=[[0, 0], [1, 1], [1, 1], [0, 0]]",
    ),
    source(
        tf("[1, 5, 5, 1], 2, [[1, 1], [1, 1]]"),
        "foreign_written",
        "padding = [[1, 1], [1, 1]] as it is written",
        offer="padding=[[0, 0], [1, 1], [1, 1], [0, 0]]",
    ),
    source(
        tf("[1, 6, 6, 1], 0, 'SAME'"),
        "foreign_too_small",
        "strides = 0",
        "1 or more",
        offer="strides=2",
    ),
    source(
        tf("[1, 6, 6, 1], [1, 2, 1], 'SAME'"),
        "foreign_wrong_number_of_axes",
        "strides = (1, 2, 1)",
        "two axes",
        offer="strides=[2, 2]",
    ),
    source(
        tf("[1, 6, 6, 1], [2, 2, 2, 1], 'SAME'"),
        "foreign_written",
        "strides = [2, 2, 2, 1]",
        offer="strides=[1, 2, 2, 1]",
    ),
    source(tf("y_shape(), 2"), "source_not_a_literal", "output_shape is y_shape()", "never runs code"),
    source(
        tf("[1, 6, 6, 1], 'two', 'SAME'"),
        "foreign_not_an_integer",
        "strides = 'two'",
        "a whole number",
        offer="strides=[2, 2]",
    ),
    source(
        tf("[1, 3, 3, 1], True"),
        "foreign_not_an_integer",
        "This page does not take strides = True",
        "TensorFlow 2.21.0 does not refuse this",
        offer="strides=1",
    ),
    source(
        keras("3, 2, dilation_rate=2"),
        "foreign_strides_with_dilation_rate",
        "strides 2 with dilation_rate 2",
        own="`strides > 1` not supported in conjunction with `dilation_rate > 1`",
        offer="dilation_rate=1",
    ),
    source(
        keras("3, 2, output_padding=2"),
        "foreign_output_padding_outside",
        "output_padding 2",
        "0 to 1",
        "nearest is 1",
        own="`output_padding` must be strictly less than `strides` for all dimensions",
        offer="output_padding=1",
    ),
    source(
        keras("2, 2, 'same', 0"),
        "foreign_output_padding_needed",
        "output_padding 0",
        "Take output_padding 1",
        offer="output_padding=1",
    ),
    source(
        keras("3, padding='causal'"),
        "foreign_not_a_choice",
        "Keras",
        "padding = 'causal'",
        "valid, same",
        offer='padding="same"',
    ),
    source(keras("3, stride=2"), "source_unknown_argument", "Conv2DTranspose has no argument stride"),
    source(
        "strides=[2, 2], auto_pad='SAME'",
        "foreign_not_a_choice",
        "auto_pad = 'SAME'",
        "SAME_UPPER",
        offer='auto_pad="SAME_UPPER"',
    ),
    source(
        "strides=[2, 2], auto_pad=''",
        "foreign_not_a_choice",
        "This page does not take auto_pad = ''",
        "ONNX Runtime 1.32.0 does not refuse this",
        offer='auto_pad="NOTSET"',
    ),
    source(
        "strides=[2, 2], auto_pad='SAME_UPPER', pads=[1, 1, 1, 1]",
        "foreign_pads_with_auto_pad",
        "pads = [1, 1, 1, 1] together with auto_pad = SAME_UPPER",
        offer='auto_pad="SAME_UPPER"',
    ),
    source(
        "pads=[9, 9, 9, 9]",
        "foreign_output_too_small",
        "pads = [9, 9, 9, 9]",
        "of 5 it would leave -13",
        "Crop 4 at most",
        offer="pads=[2, 2, 2, 2]",
    ),
    source(
        "strides=[2, 2], pads=[1, 1]",
        "foreign_pads",
        "pads = (1, 1)",
        "four numbers",
        offer="pads=[1, 1, 1, 1]",
    ),
    source(
        "strides=[2, 2], pads=3",
        "foreign_pads",
        "ONNX does not take pads = 3",
        "four numbers",
        offer="pads=[3, 3, 3, 3]",
    ),
    source(
        "strides=2",
        "foreign_written",
        "ONNX does not take strides = 2 as it is written",
        offer="strides=[2, 2]",
    ),
    source(
        "strides=[2, 2], pads=[-1, 0, 0, 0]",
        "foreign_too_small",
        "pads = -1",
        "0 or more",
        offer="pads=[0, 0, 0, 0]",
    ),
    source(
        "strides=[2, 2], output_padding=[2, 2]",
        "foreign_output_padding_outside",
        "output_padding 2",
        "0 to 1",
        offer="output_padding=[1, 1]",
    ),
    source(
        "strides=[2, 2], output_shape=[99, 99]",
        "foreign_output_shape_outside",
        "output_shape 99",
        "nearest is 8",
        own="Expected input size 49 but got 3 (output_size=99, kernel=3, stride=2",
        offer="output_shape=[8, 8]",
    ),
    source("helper.make_node('Conv', ['x', 'w'], ['y'])", "source_other_layer", "This calls 'Conv'"),
    source(
        jax("'LOWER'"),
        "foreign_not_a_choice",
        "JAX",
        "padding = 'LOWER'",
        "SAME, VALID",
        offer='padding="SAME"',
    ),
    source(
        jax("[(1, 1)]"),
        "foreign_wrong_padding_pairs",
        "JAX does not take padding = [(1, 1)]",
        offer="padding=[(1, 1), (1, 1)]",
    ),
    source(
        jax("2"),
        "foreign_wrong_padding_pairs",
        "JAX does not take padding = 2",
        offer="padding=[(2, 2), (2, 2)]",
    ),
    source(
        jax("[(-9, -9), (-9, -9)]"),
        "foreign_output_too_small",
        "padding = [(-9, -9), (-9, -9)]",
        "Crop 6 at most",
        offer="padding=[(-1, -1), (-1, -1)]",
    ),
    source(
        jax("[(-2, -3), (-1, -1)]"),
        "foreign_output_too_small",
        "This page does not take padding = [(-2, -3), (-1, -1)]",
        "JAX 0.10.2 does not refuse this",
        offer="padding=[(-1, -1), (-1, -1)]",
    ),
    source(
        "jax.lax.conv_transpose(x, w, 2, 'SAME')",
        "foreign_written",
        "JAX does not take strides = 2 as it is written",
        offer="strides=(2, 2)",
    ),
    source(jax("'SAME'")[:-1], "source_not_python", "jax.lax.conv_transpose"),
    source("RuntimeError: the brackets of this are all right", "source_unknown_error", "error message"),
    source("ConvTranspose2d-1   [-1, 512, 4, 4]   819,200", "source_summary", "summary"),
    source("strides=[9, 9], kernel_shape=[10, 10]", RANGE, "stride (height and width) is 9", "1 to 8"),
    source(keras("10, 9"), RANGE, "kernel_size (height and width) is 10", "1 to 9"),
    source(
        keras("16, 8"),
        "layer_beyond",
        "kernel_size (height and width) is 16; the stage shows 1 to 9",
        offer="nn.ConvTranspose2d(1, 1, kernel_size=4, stride=2)",
    ),
]
