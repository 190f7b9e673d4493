"""What ONNX Runtime 1.32 says when it refuses a ConvTranspose node, predicted without it.

First the kind of each attribute, in the order of their names, then ONNX's inference of shapes, then the kernel.
Source: onnx/defs/nn/old.cc (ConvTranspose, opset 11) and onnxruntime/core/providers/cpu/nn/conv_transpose_attributes.h
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deconv_core.frameworks.onnx_text import ATTRIBUTES, kind
from deconv_core.frameworks.own_words import TEMPLATES, UnforeseenError
from deconv_core.words import fill

# In the order in which shapes are inferred: what each attribute's numbers must be, and how many.
LISTS = (
    ("dilations", "only contain positive values", 1, 2),
    ("strides", "only contain positive values", 1, 2),
    ("kernel_shape", "only contain positive values", 1, 2),
    ("pads", "not contain negative values", 0, 4),
    ("output_shape", "not contain negative values", 0, 2),
    ("output_padding", "not contain negative values", 0, 2),
)
AUTO_PAD = ("", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER")


def refusal(input_size: tuple[int, int], kernel_size: tuple[int, int], words: Mapping[str, Any]) -> str | None:
    """What ONNX Runtime says of a node with these attributes, as written; None if it computes."""
    given = {key: value for key, value in words.items() if value is not None}
    for key, wanted in ATTRIBUTES.items():
        if key in given and (found := _kind(given[key])) != wanted:
            return f"Mismatched attribute type in ' : {key}'. Expected: '{wanted}', actual: '{found}'"
    return _refused_lists(given) or _refused_by_kernel(input_size, kernel_size, given)


def _kind(value: Any) -> str:
    if found := kind(value):
        return found
    raise UnforeseenError


def _refused_lists(given: Mapping[str, Any]) -> str | None:
    for key, rule, least, count in LISTS:
        if key not in given:
            continue
        if key == "pads" and given.get("auto_pad", "NOTSET") != "NOTSET":
            return "The pads attribute cannot be used simultaneously with auto_pad attribute"
        if len(given[key]) != count:
            return f"Attribute {key} has incorrect size"
        if min(given[key]) < least:
            return f"Attribute {key} must {rule}"
    return None


def _refused_by_kernel(
    input_size: tuple[int, int], kernel_size: tuple[int, int], given: Mapping[str, Any]
) -> str | None:
    auto_pad = given.get("auto_pad", "NOTSET")
    if auto_pad not in AUTO_PAD:
        return "Unknown AutoPadType String"
    strides, dilations = (given.get(key, (1, 1)) for key in ("strides", "dilations"))
    extra, outputs = given.get("output_padding", (0, 0)), given.get("output_shape")
    for at, (more, stride, dilation) in enumerate(zip(extra, strides, dilations, strict=True)):
        limit = max(stride, dilation)
        if more >= limit:
            return (
                f"output_padding[{at}] ({more}) must be less than max(stride, dilation) ({limit}) "
                f"for spatial dimension {at}."
            )
    pads = given.get("pads", (0,) * 4)
    for at, row in enumerate(zip(input_size, kernel_size, strides, dilations, extra, strict=True)):
        ends = (0, 0) if auto_pad != "NOTSET" else (pads[at], pads[at + 2])
        message = _refused_axis(at, row, ends, auto_pad, outputs and outputs[at], input_size)
        if message:
            return message
    return None


def _refused_axis(
    at: int, row: tuple[int, ...], ends: tuple[int, int], auto_pad: str, output: int | None, input_size: tuple[int, int]
) -> str | None:
    size, kernel, stride, dilation, extra = row
    uncropped = (size - 1) * stride + dilation * (kernel - 1) + 1
    if output is not None:
        if output < 1:
            return f"Explicit output size must be positive. Got: {output}"
        expected = size + max(extra, output - uncropped) // stride
        shown = {"input": size, "size": output, "kernel": kernel, "stride": stride, "dilation": dilation}
        return (
            None if expected == size else fill(TEMPLATES["onnx_size"], expected=expected, output_padding=extra, **shown)
        )
    if extra >= stride:
        return (
            "Computed output shape is inconsistent with input spatial dimensions. "
            f"output_padding ({extra}) may be too large for stride ({stride}). "
            f"Expected input size {size + extra // stride} but got {size}."
        )
    if not auto_pad.startswith("SAME") and uncropped + extra - sum(ends) < 1:
        return f"Computed output dimension is <= 0 for dim {at}. Input shape: {{{input_size[0]},{input_size[1]}}}"
    return None
