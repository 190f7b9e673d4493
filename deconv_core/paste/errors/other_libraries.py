"""What TensorFlow, Keras and ONNX Runtime say when they refuse a transposed convolution.

TensorFlow names the forward convolution's sides: "input" is the output_shape that was asked for, "output" the input.
Source of the messages: tensorflow/core/kernels/conv_grad_shape_utils.cc, keras/src/layers/convolutional/
base_conv_transpose.py, onnxruntime/core/providers/cpu/nn/conv_transpose_attributes.h.
"""

from __future__ import annotations

import re

from deconv_core.frameworks import KERAS, ONNX, TENSORFLOW, tensorflow
from deconv_core.paste.errors.rule import Explained, Rule, quoted, say
from deconv_core.refusal import Refusal, Value
from deconv_core.state.fields import Settings


def _tensorflow(found: re.Match[str], _present: Settings) -> Explained:
    numbers = {key: int(value) for key, value in found.groupdict().items()}
    kernel, stride, dilation, given = (numbers[key] for key in ("filter", "stride", "dilation", "output"))
    words = _words(numbers["input"], kernel, stride, dilation, numbers["computed"])
    values: dict[str, Value] = {**numbers, "word": " / ".join(words) or "EXPLICIT"}
    first = quoted(say("error_tf_size", values), found, TENSORFLOW.name)
    ranges = {word: tensorflow.legal_outputs(given, kernel, stride, dilation, word) for word in words}
    return Explained((first, *(_sizes_taken(word, given, numbers["input"], *ends) for word, ends in ranges.items())))


def _words(output: int, kernel: int, stride: int, dilation: int, computed: int) -> list[str]:
    """With which padding the forward convolution makes `computed` of `output`; none: with pairs."""
    room = {"SAME": output, "VALID": output - dilation * (kernel - 1)}
    return [word for word, cells in room.items() if -(-cells // stride) == computed]


def _sizes_taken(word: str, given: int, asked: int, low: int, high: int) -> Refusal:
    nearest = min(max(asked, low), high)
    return say("error_tf_way", {"word": word, "output": given, "low": low, "high": high, "nearest": nearest})


def _keras_output_padding(found: re.Match[str], _present: Settings) -> Explained:
    stride = int(found["stride"])
    values: dict[str, Value] = {"value": int(found["value"]), "stride": stride, "most": stride - 1}
    values["dimension"] = int(found["dimension"])
    return Explained((quoted(say("error_keras_output_padding", values), found, KERAS.name),))


def _keras_strides(found: re.Match[str], _present: Settings) -> Explained:
    values = {"strides": found["strides"], "dilation_rate": found["dilation_rate"]}
    return Explained((quoted(say("error_keras_strides", values), found, KERAS.name),))


def _onnx(found: re.Match[str], _present: Settings) -> Explained:
    numbers = {key: int(value) for key, value in found.groupdict().items()}
    reach = numbers["dilation"] * (numbers["kernel"] - 1) + 1
    canvas = (numbers["input"] - 1) * numbers["stride"] + reach
    values: dict[str, Value] = {**numbers, "low": 1, "high": canvas + numbers["stride"] - 1, "canvas": canvas}
    return Explained((quoted(say("error_onnx_size", values), found, ONNX.proven), say("error_onnx_way", values)))


RULES = (
    Rule(
        "Size of out_backprop doesn't match computed",
        re.compile(
            r"Size of out_backprop doesn't match computed: actual = (?P<actual>\d{1,9}), computed = "
            r"(?P<computed>\d{1,9}),? spatial_dim: (?P<dimension>\d) input: (?P<input>[1-9]\d{0,8}) "
            r"filter: (?P<filter>[1-9]\d{0,8}) "
            r"output: (?P<output>[1-9]\d{0,8}) stride: (?P<stride>[1-9]\d{0,8}) dilation: (?P<dilation>[1-9]\d{0,8})"
        ),
        _tensorflow,
    ),
    Rule(
        "must be strictly less than `strides`",
        re.compile(
            r"`output_padding` must be strictly less than `strides` for all dimensions\. At dimension "
            r"(?P<dimension>\d), `output_padding` is (?P<value>-?\d{1,9}) but `strides` is (?P<stride>-?\d{1,9})\."
            r"(?: Received: output_padding=\([\d, -]{1,60}\), strides=\([\d, -]{1,60}\))?"
        ),
        _keras_output_padding,
    ),
    Rule(
        "`strides > 1` not supported",
        re.compile(
            r"`strides > 1` not supported in conjunction with `dilation_rate > 1`\. Received: "
            r"strides=(?P<strides>\([\d, ]{1,40}\)) and dilation_rate=(?P<dilation_rate>\([\d, ]{1,40}\))"
        ),
        _keras_strides,
    ),
    Rule(
        "Explicit output_shape is inconsistent",
        re.compile(
            r"Explicit output_shape is inconsistent with input spatial dimensions and convolution parameters\. "
            r"Expected input size (?P<expected>-?\d{1,9}) but got (?P<input>\d{1,9}) \(output_size="
            r"(?P<output>\d{1,9}), kernel=(?P<kernel>[1-9]\d{0,8}), stride=(?P<stride>[1-9]\d{0,8}), "
            r"dilation=(?P<dilation>[1-9]\d{0,8}), "
            r"output_padding=(?P<output_padding>\d{1,9})\)\."
        ),
        _onnx,
    ),
)
