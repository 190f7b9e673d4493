"""Error messages: the libraries themselves raise them, the page says what they mean, and its ways out are taken."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, get_args

import pytest

from deconv_core.frameworks import onnx, tensorflow
from deconv_core.paste.errors.explained import RULES, explained
from deconv_core.paste.errors.rule import ErrorCode
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, explain
from tests.given.foreign_calls import said as plain_text
from tests.given.pasting import PRESENT, asked, codes

Run = Callable[[], Any]


def raised(run: Run) -> str:
    """What a library's error says, with all that stands around it in a terminal."""
    try:
        run()
    except Exception as error:
        return "".join(traceback.format_exception(error))
    raise AssertionError("nothing was raised")


def layer(rank: int, *words: Any, **named: Any) -> Any:
    from torch import nn

    return getattr(nn, f"ConvTranspose{rank}d")(*words, **named).double()


def zeros(*size: int) -> Any:
    import torch

    return torch.zeros(size, dtype=torch.float64)


def cat(*sizes: tuple[int, ...]) -> Any:
    import torch

    return torch.cat([zeros(*size) for size in sizes], 1)


def conv2d(*words: Any, **named: Any) -> Any:
    from torch import nn

    return nn.Conv2d(*words, **named).double()


def function(x: Any, w: Any, *words: Any, **named: Any) -> Any:
    from torch.nn import functional

    return functional.conv_transpose2d(x, w, *words, **named)


PYTORCH: list[tuple[str, Run, list[str], list[str]]] = [
    (
        "output_padding in two dimensions",
        lambda: layer(2, 1, 1, 3, 2, 1, 2)(zeros(1, 1, 5, 5)),
        ["output_padding_too_large"],
        ["output_padding (height and width) is 2", "max(2, 1) = 2", "Take 1 at most"],
    ),
    (
        "output_padding in one dimension, in words of two",
        lambda: layer(1, 3, 4, 3, output_padding=1)(zeros(1, 3, 5)),
        ["output_padding_too_large", "error_one_dimension"],
        ["output_padding (width) is 1", "a 1-D layer as a 2-D one of height 1"],
    ),
    (
        "output_padding in three dimensions",
        lambda: layer(3, 1, 1, 3, 2, 1, 2)(zeros(1, 1, 5, 5, 5)),
        ["error_output_padding"],
        ["smaller than stride or smaller than dilation"],
    ),
    (
        "nothing left",
        lambda: layer(2, 1, 1, 3, 1, 5)(zeros(1, 1, 5, 5)),
        ["error_output_too_small", "error_output_too_small_way"],
        ["The first numbers, 5×5", "the second, -3, -3", "missing at most is 4", "Lower padding by 2"],
    ),
    (
        "output_size",
        lambda: layer(2, 1, 1, 3, 2, 1)(zeros(1, 1, 6, 6), output_size=(12, 13)),
        ["error_output_size", "error_output_size_way"],
        [
            "asks for 12×13",
            "From an input of 6×6 this layer makes 11×11",
            "its stride, 2",
            "nearest that it takes is 12×12",
        ],
    ),
    (
        "output_size in one dimension",
        lambda: layer(1, 1, 1, 4, 4)(zeros(1, 1, 5), output_size=(30,)),
        ["error_output_size", "error_output_size_way"],
        ["asks for 30", "nearest that it takes is 23, which is output_padding=3"],
    ),
    (
        "channels exchanged",
        lambda: layer(2, 128, 1024, 4)(zeros(1, 1024, 3, 3)),
        ["error_channels", "error_channels_swapped"],
        ["the first number, 128, is in_channels", "1024 channels", "nn.ConvTranspose2d(1024, 128, kernel_size=4)"],
    ),
    (
        "other channels",
        lambda: layer(1, 8, 4, (3,), groups=2)(zeros(1, 6, 5)),
        ["error_channels", "error_channels_way"],
        ["in [8, 2, 3] the first number, 8", "in_channels must be 6", "nn.ConvTranspose1d(6, 2, kernel_size=3)"],
    ),
    (
        "an ordinary convolution's channels",
        lambda: conv2d(4, 8, 3, groups=2)(zeros(1, 3, 8, 8)),
        ["error_conv_channels"],
        ["[8, 2, 3, 3] with groups 2 takes 4 channels, and the input has 3"],
    ),
    (
        "bias",
        lambda: function(zeros(1, 3, 4, 4), zeros(3, 2, 3, 3), zeros(3)),
        ["error_bias"],
        ["weight of size [3, 2, 3, 3] that is 2", "the bias given has size [3]"],
    ),
    *(
        (f"groups, {name}", run, ["error_groups", "error_groups_way"], ["multiples of groups"])
        for name, run in {
            "in": lambda: layer(2, 5, 4, 3, groups=2),
            "out": lambda: layer(2, 4, 5, 3, groups=2),
            "weight": lambda: function(zeros(1, 3, 4, 4), zeros(3, 2, 3, 3), groups=2),
            "fewer": lambda: function(zeros(1, 1, 4, 4), zeros(1, 2, 3, 3), groups=2),
        }.items()
    ),
    *(
        (
            f"padding mode {rank}",
            lambda rank=rank: layer(rank, 1, 1, 3, padding_mode="reflect"),
            ["error_padding_mode", "padding_mode_fills_nothing"],
            ['else than "zeros"', "no border to fill"],
        )
        for rank in (1, 2, 3)
    ),
    *(
        (
            f"padding a word {rank}",
            lambda rank=rank: layer(rank, 1, 1, 3, padding="same")(zeros(1, 1, *[4] * rank)),
            ["error_padding_word"],
            ['such as "same"'],
        )
        for rank in (1, 2, 3)
    ),
    (
        "a word as the function's padding",
        lambda: function(zeros(1, 1, 4, 4), zeros(1, 1, 3, 3), padding="same"),
        ["error_padding_word"],
        ["whole numbers only"],
    ),
    (
        "a skip connection",
        lambda: cat((1, 2, 88, 88), (1, 2, 89, 89)),
        ["error_sizes_joined", "error_sizes_output_padding", "error_sizes_output_size", "error_sizes_crop"],
        ["first tensor has size 88", "has 89", "output_padding by 1", "a stride of 2 or more", "takes 89 if"],
    ),
    (
        "a vector where maps are taken",
        lambda: layer(2, 100, 8, 4)(zeros(64, 100)),
        ["error_input_axes", "error_input_axes_vector"],
        ["takes [C, H, W] or, as a batch, [N, C, H, W]", "has 2 axes, [64, 100]", "[64, 100, 1, 1]"],
    ),
    (
        "too few axes",
        lambda: layer(3, 2, 8, 4)(zeros(1, 2, 3)),
        ["error_input_axes"],
        ["takes [C, D, H, W]", "has 3 axes, [1, 2, 3]"],
    ),
    (
        "a sum",
        lambda: zeros(1, 1, 1067) + zeros(1, 1, 1068),
        ["error_sizes_added", "error_sizes_output_padding", "error_sizes_output_size", "error_sizes_crop"],
        ["Along dimension 2", "size 1067, the second 1068"],
    ),
]


def explained_in(lang: str, told: dict[str, Any]) -> str:
    return "\n".join(explain(lang, one["code"], one["field"], one["values"]) for one in told["problems"])


def check(text: str, wanted: list[str], parts: list[str], library: str | None = None) -> dict[str, Any]:
    told = asked(text)
    assert codes(told) == wanted, told
    assert told["title"] == "stage.error_says"
    for part in parts:
        assert part in explained_in("en", told), explained_in("en", told)
    assert told["problems"][0]["message"] in " ".join(text.split())
    assert told["problems"][0]["values"].get("library") == library
    for lang in LANGUAGES:
        assert not {"{", "}"} & {*explained_in(lang, told)}
    return told


@pytest.mark.parametrize(("run", "wanted", "parts"), [one[1:] for one in PYTORCH], ids=[one[0] for one in PYTORCH])
def test_what_pytorch_says_is_explained(run: Run, wanted: list[str], parts: list[str]) -> None:
    text = raised(run)
    check(text, wanted, parts)
    # The last line alone, too, as a terminal wraps it.
    last = text.strip().splitlines()[-1]
    at = last.index(" ", len(last) // 2)
    check(f"{last[:at]}\n    {last[at + 1 :]}", wanted, parts)


def test_tensorflow_s_size_is_explained_and_the_sizes_that_it_takes_are_told() -> None:
    import tensorflow as tf

    for size, kernel, stride, output, padding in [
        (18, 4, 2, 32, "VALID"),
        (5, 3, 2, 12, "SAME"),
        (6, 3, 3, 25, "VALID"),
        (5, 1, 2, 30, "VALID"),
    ]:
        x = tf.zeros([1, size, size, 1], tf.float64)
        w = tf.zeros([kernel, kernel, 1, 1], tf.float64)

        def run(wanted: int, x: Any = x, w: Any = w, stride: int = stride, padding: str = padding) -> Any:
            return tf.nn.conv2d_transpose(x, w, [1, wanted, wanted, 1], stride, padding)

        text = plain_text_of(lambda run=run, output=output: run(output))
        told = asked(text)
        words = [one["values"]["word"] for one in told["problems"][1:]]
        # With a kernel of 1 the numbers do not say which padding it was.
        assert padding in words and (len(words) == 1 or kernel == 1)
        ways = ["error_tf_way"] * len(words)
        check(text, ["error_tf_size", *ways], [f"input {output} is the output_shape"], "TensorFlow")
        values = told["problems"][1 + words.index(padding)]["values"]
        low, high = tensorflow.legal_outputs(size, kernel, stride, 1, padding)
        assert (values["word"], values["low"], values["high"]) == (padding, low, high)
        for taken in (values["low"], values["high"], values["nearest"]):
            assert run(taken).shape[1] == taken
        with pytest.raises(Exception, match="out_backprop"):
            run(values["high"] + 1)


def plain_text_of(run: Run) -> str:
    try:
        run()
    except Exception as error:
        return f"{type(error).__name__}: {plain_text(error)}"
    raise AssertionError("nothing was raised")


WITHOUT_ITS_END = ["error_sizes_output_padding", "error_sizes_output_size", "error_sizes_crop"]
# As PyTorch said it before, or as people shorten it.
OTHERWISE = [
    (
        "Sizes of tensors must match except in dimension 1. Got 88 and 89 in dimension 2 (The offending index is 1)",
        ["error_sizes_joined_two", *WITHOUT_ITS_END],
        ["joins along dimension 1", "one tensor has 88, another 89", "output_padding by 1"],
    ),
    (
        "Sizes of tensors must match except in dimension 1. Expected size 88 but got size 89",
        ["error_sizes_joined_two", *WITHOUT_ITS_END],
        ["one tensor has 88, another 89"],
    ),
    (
        "The size of tensor a (1067) must match the size of tensor b (1068)",
        ["error_sizes_added_two", *WITHOUT_ITS_END],
        ["The first has 1067 along one dimension, the second 1068"],
    ),
    (
        "Given transposed=1, weight[128, 1024, 4, 4], so expected input[1, 1024, 32, 32] to have 128 channels, but got "
        "1024 channels instead",
        ["error_channels", "error_channels_swapped"],
        ["nn.ConvTranspose2d(1024, 128, kernel_size=4)"],
    ),
    (
        "Expected 4-dimensional input for 4-dimensional weight [100, 512, 4, 4], but got 2-dimensional input of size "
        "[64, 100] instead",
        ["error_input_axes", "error_input_axes_vector"],
        ["[64, 100, 1, 1]"],
    ),
]


@pytest.mark.parametrize(("text", "wanted", "parts"), OTHERWISE)
def test_a_message_is_known_without_its_end_and_as_it_was_said_before(
    text: str, wanted: list[str], parts: list[str]
) -> None:
    check(f"RuntimeError: {text}", wanted, parts)
    check(text, wanted, parts)


def test_the_way_out_of_a_vector_is_taken() -> None:
    layer(2, 100, 8, 4)(zeros(64, 100)[:, :, None, None])


UNKNOWN = [
    "RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x100 and 128x512)",
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    y = up(x)\nValueError: nothing fits',
    "tensorflow.python.framework.errors_impl.InvalidArgumentError: Incompatible shapes: [8] vs. [9]",
    "[ONNXRuntimeError] : 1 : FAIL : Node (ConvTranspose_0) Op (ConvTranspose) [ShapeInferenceError] pads",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_of_an_error_that_is_not_known_the_page_says_so_and_not_that_its_brackets_are_wrong(text: str) -> None:
    told = asked(text)
    assert codes(told) == ["source_unknown_error"] and told["problems"][0]["message"] is None
    # The layer that stands in it is read.
    assert codes(asked(f"{text}\n    self.up = nn.ConvTranspose2d(1, 1, 3)\n")) == []


def test_a_message_that_tensorflow_printed_years_ago() -> None:
    text = (
        "InvalidArgumentError: Conv2DCustomBackpropInput: Size of out_backprop doesn't match computed: actual = 18, "
        "computed = 15 spatial_dim: 1 input: 32 filter: 4 output: 18 stride: 2 dilation: 1"
    )
    parts = ["makes 15 of 32, not 18", "padding VALID takes an output_shape of 38 to 39", "the nearest is 38"]
    check(text, ["error_tf_size", "error_tf_way"], parts, "TensorFlow")


def test_keras_s_refusals_are_explained() -> None:
    import keras

    for words, code, part in (
        ({"strides": 2, "output_padding": 2}, "error_keras_output_padding", "Take 1 at most"),
        ({"strides": 2, "dilation_rate": 2}, "error_keras_strides", "strides (2, 2) only with dilation_rate 1"),
    ):

        def run(words: dict[str, int] = words) -> Any:
            return keras.layers.Conv2DTranspose(1, 3, **words)(keras.ops.zeros((1, 4, 4, 1)))

        check(plain_text_of(run), [code], [part], "Keras")


def test_onnx_runtime_s_size_is_explained_and_the_sizes_that_it_takes_are_told() -> None:
    import numpy as np

    from tests.oracles import libraries

    x, w = np.zeros((1, 1, 5)), np.zeros((1, 1, 3))

    def run(size: int) -> Any:
        return libraries.onnx(x, w, strides=[3], output_shape=[size])

    told = check(
        plain_text_of(lambda: run(40)), ["error_onnx_size", "error_onnx_way"], ["an input of"], onnx.ONNX.proven
    )
    values = told["problems"][1]["values"]
    for size in (values["low"], values["high"]):
        assert run(size).shape[-1] == size
    with pytest.raises(Exception, match="inconsistent"):
        run(values["high"] + 1)


def test_the_settings_on_offer_mend_the_error() -> None:
    told = asked(raised(lambda: layer(2, 1, 1, 3, (2, 3), 1, (2, 2))(zeros(1, 1, 5, 5))))
    assert told["state"] == {"output_padding": [1, 2], "stride": [2, 3], "dilation": [1, 1]}
    layer(2, 1, 1, 3, **told["state"])(zeros(1, 1, 5, 5))


def test_the_layer_that_comes_with_an_error_is_a_click_away() -> None:
    text = "self.up = nn.ConvTranspose2d(128, 1024, 4, 2, 1)\n" + raised(
        lambda: layer(2, 128, 1024, 4)(zeros(1, 1024, 3, 3))
    )
    told = asked(text)
    names = [choice["name"] for choice in told["choices"]]
    assert names == ["nn.ConvTranspose2d(1024, 128, kernel_size=4)", "nn.ConvTranspose2d(128, 1024, 4, 2, 1)"]
    for choice in told["choices"]:
        assert asked(**choice["again"])["state"]


def test_every_error_is_met_and_rubbish_after_its_mark_is_none() -> None:
    present = read_query(PRESENT).state.settings
    for rule in RULES:
        assert explained(rule.mark, present) is None
        assert explained(f"{rule.mark} 99999999999999999999 ({'[' * 500}", present) is None
    met = {code for one in PYTORCH for code in one[2]} | {code for one in OTHERWISE for code in one[1]}
    others = {code for code in get_args(ErrorCode) if code.startswith(("error_tf", "error_keras", "error_onnx"))}
    assert met | others >= {*get_args(ErrorCode)}
