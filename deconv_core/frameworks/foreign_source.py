"""A call of TensorFlow, Keras, ONNX or JAX as learners paste it, taken apart without running it.

Signatures, which also give the order of positional arguments:
https://www.tensorflow.org/api_docs/python/tf/nn/conv2d_transpose
https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
https://docs.jax.dev/en/latest/_autosummary/jax.lax.conv_transpose.html
ONNX: attributes as `strides=[2, 2], auto_pad="VALID"`, in helper.make_node(...), or as onnx.printer writes a node.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from deconv_core.frameworks.pytorch_source import (
    TEXT_LIMIT,
    Argument,
    SourceError,
    call_in,
    called,
    cut,
    read_arguments,
)

Framework = Literal["tensorflow", "keras", "onnx", "jax"]
Word = str | bool | int | None | tuple["Word", ...]

KERAS = (
    "filters",
    "kernel_size",
    "strides",
    "padding",
    "output_padding",
    "data_format",
    "dilation_rate",
    "activation",
    "use_bias",
    "kernel_initializer",
    "bias_initializer",
    "kernel_regularizer",
    "bias_regularizer",
    "activity_regularizer",
    "kernel_constraint",
    "bias_constraint",
)
# Its **kwargs: what any layer takes.
KERAS_LAYER = ("trainable", "dtype", "autocast", "name", "input_dim", "input_shape")
TENSORFLOW = ("input", "filters", "output_shape", "strides", "padding", "data_format", "dilations", "name")
JAX = (
    "lhs",
    "rhs",
    "strides",
    "padding",
    "rhs_dilation",
    "dimension_numbers",
    "transpose_kernel",
    "precision",
    "preferred_element_type",
    "use_consistent_padding",
)
ONNX_INPUTS = ("X", "W", "B")
ONNX = ("auto_pad", "dilations", "group", "kernel_shape", "output_padding", "output_shape", "pads", "strides")
NODE = ("op_type", "inputs", "outputs", "name", "doc_string", "domain", "overload")
# What a call may give in order, and what by name only.
CALLS: Mapping[str, tuple[Framework, tuple[str, ...], tuple[str, ...]]] = {
    "conv2d_transpose": ("tensorflow", TENSORFLOW, ()),
    "Conv2DTranspose": ("keras", KERAS, KERAS_LAYER),
    "Convolution2DTranspose": ("keras", KERAS, KERAS_LAYER),
    "conv_transpose": ("jax", JAX, ()),
    "make_node": ("onnx", NODE, ONNX),
    "ConvTranspose": ("onnx", ONNX_INPUTS, ONNX),
}
# What decides the numbers, whatever the channels and names.
READ = {
    "tensorflow": ("output_shape", "strides", "padding", "dilations"),
    "keras": ("kernel_size", "strides", "padding", "output_padding", "dilation_rate"),
    "onnx": ("auto_pad", "dilations", "kernel_shape", "output_padding", "output_shape", "pads", "strides"),
    "jax": ("strides", "padding", "rhs_dilation", "transpose_kernel", "use_consistent_padding"),
}
# `ConvTranspose <strides: ints = [2, 2]> (x, w)`, as onnx.printer writes a node, assigned or not.
PRINTED = re.compile(
    r"(?:[^<>]*=)?\s*ConvTranspose\s*(?:\[[^\]]*\]\s*)?<(?P<attributes>[^<>]*)>\s*(?:\([^()]*\))?", re.S
)
KIND = re.compile(r":\s*(?:ints?|string)\s*=")
NAMED = re.compile(r"\b(?:conv2d_transpose|Conv(?:olution)?2DTranspose|conv_transpose|make_node|ConvTranspose)\b")
BARE = re.compile(rf"\s*(?:{'|'.join(ONNX)})\s*(?:=|:)")
NEXT = re.compile(rf",?\s*\n(?=\s*(?:{'|'.join(ONNX)})\s*=)")


@dataclass(frozen=True)
class Foreign:
    """`words`: what the text says, in the framework's own names; the batch and channel entries of 2-D lists are gone.

    The words are literals, legal or not: whether they are is for the framework's geometry() to say.
    """

    framework: Framework
    words: dict[str, Word]


def is_foreign(text: str) -> bool:
    """Whether a text names a call of another framework's, well formed or not; PyTorch's names are none of them."""
    return len(text) <= TEXT_LIMIT and bool(NAMED.search(text) or BARE.match(text))


def parse(text: str) -> Foreign:
    """The call in `text`. Raises SourceError and nothing else."""
    if len(text) > TEXT_LIMIT:
        raise SourceError("source_too_long", {"length": len(text), "limit": TEXT_LIMIT})
    text = _as_call(text.strip())
    call = call_in(text)
    name = called(call, text)
    if name not in CALLS:
        raise SourceError("source_other_layer", {"name": cut(name)})
    framework, in_order, by_name = CALLS[name]
    found = read_arguments(call, name, in_order, text, by_name)
    if "op_type" in found and literal(found["op_type"]) != "ConvTranspose":
        raise SourceError("source_other_layer", {"name": cut(found["op_type"].text)})
    words = {key: literal(found[key]) for key in READ[framework] if key in found}
    return Foreign(
        framework, {key: _spatial(value) if framework == "tensorflow" else value for key, value in words.items()}
    )


def _as_call(text: str) -> str:
    """ONNX's attributes as a call; any other text as it is."""
    if printed := PRINTED.fullmatch(text):
        return f"ConvTranspose({KIND.sub('=', printed['attributes'])})"
    if not BARE.match(text):
        return text
    # One attribute a line needs no comma; a list may go over several lines.
    attributes = NEXT.sub(",\n", re.sub(r"^\s*(\w+)\s*:\s*", r"\1=", text, flags=re.M))
    return f"ConvTranspose({attributes}\n)"


def literal(argument: Argument) -> Word:
    """The word that an argument says: text, True, None, an int, or lists of them up to two deep."""
    return _literal(argument, argument.node, 2)


def _literal(argument: Argument, node: ast.expr, depth: int) -> Word:
    if isinstance(node, (ast.Tuple, ast.List)):
        if not depth:
            raise argument.error("source_wrong_length", count=len(node.elts))
        return tuple(_literal(argument, item, depth - 1) for item in node.elts)
    if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, (str, bool))):
        return node.value
    return argument.whole(node)


def _spatial(value: Word) -> Word:
    """Without the entries of batch and channels, where a list has four."""
    return value[1:-1] if isinstance(value, tuple) and len(value) == 4 else value
