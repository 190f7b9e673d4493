"""A call of TensorFlow, Keras, ONNX or JAX as learners paste it, taken apart without running it.

Signatures, which also give the order of positional arguments:
https://www.tensorflow.org/api_docs/python/tf/nn/conv2d_transpose
https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
https://docs.jax.dev/en/latest/_autosummary/jax.lax.conv_transpose.html
ONNX: in helper.make_node(...), or any text that onnx_text.py knows.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from deconv_core.frameworks import onnx_text, tensorflow_source
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


class Listed(tuple["Word", ...]):
    """A list as it was written: a tuple that shows itself with brackets, as the library's own words quote it."""

    def __repr__(self) -> str:
        return f"[{', '.join(map(repr, self))}]"


def whole_numbers(word: Word) -> list[int]:
    """The whole numbers in a word, however deep; a flag is none."""
    if isinstance(word, tuple):
        return [number for item in word for number in whole_numbers(item)]
    return [word] if type(word) is int else []


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
TENSORFLOW_1 = ("value", "filter")
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
NODE = ("op_type", "inputs", "outputs", "name", "doc_string", "domain", "overload")
# What a call may give in order, and what by name only.
CALLS: Mapping[str, tuple[Framework, tuple[str, ...], tuple[str, ...]]] = {
    "conv2d_transpose": ("tensorflow", TENSORFLOW, TENSORFLOW_1),
    "nn.conv_transpose": ("tensorflow", TENSORFLOW, ()),
    "Conv2DTranspose": ("keras", KERAS, KERAS_LAYER),
    "Convolution2DTranspose": ("keras", KERAS, KERAS_LAYER),
    "conv_transpose": ("jax", JAX, ()),
    "make_node": ("onnx", NODE, tuple(onnx_text.ATTRIBUTES)),
    "ConvTranspose": ("onnx", ONNX_INPUTS, tuple(onnx_text.ATTRIBUTES)),
}
# What decides the numbers, whatever the channels and names.
READ = {
    "tensorflow": ("output_shape", "strides", "padding", "data_format", "dilations"),
    "keras": ("kernel_size", "strides", "padding", "output_padding", "dilation_rate"),
    "onnx": ("auto_pad", "dilations", "kernel_shape", "output_padding", "output_shape", "pads", "strides"),
    "jax": ("strides", "padding", "rhs_dilation", "transpose_kernel", "use_consistent_padding"),
}
NAMED = re.compile(r"\b(?:conv2d_transpose|Conv(?:olution)?2DTranspose|conv_transpose|make_node|ConvTranspose)\b")


@dataclass(frozen=True)
class Foreign:
    """`words`: what the text says, in the framework's own names; the batch and channel entries of 2-D lists are gone.

    The words are literals, legal or not: whether they are is for the framework's geometry() to say. `written`: the same
    with those entries, as the library itself would be given them.
    """

    framework: Framework
    words: dict[str, Word]
    written: dict[str, Word]

    @property
    def is_channels_first(self) -> bool:
        """Whether TensorFlow's lists of four have the channels second; in `written` they are last all the same."""
        return self.written.get("data_format") == "NCHW"


def is_foreign(text: str) -> bool:
    """Whether a text names a call of another framework's, well formed or not; PyTorch's names are none of them."""
    return len(text) <= TEXT_LIMIT and bool(NAMED.search(text) or onnx_text.is_bare(text))


def parse(text: str) -> Foreign:
    """The call in `text`. Raises SourceError and nothing else."""
    if len(text) > TEXT_LIMIT:
        raise SourceError("source_too_long", {"length": len(text), "limit": TEXT_LIMIT})
    text = onnx_text.as_call(text.strip())
    call = _inner(call_in(text))
    name = _name(call, text)
    if name not in CALLS:
        raise SourceError("source_other_layer", {"name": cut(name)})
    framework, in_order, by_name = CALLS[name]
    try:
        found = read_arguments(call, name, in_order, text, by_name)
    except SourceError as error:
        error.framework = framework
        raise
    if framework == "tensorflow":
        found = tensorflow_source.spelled(found)
    if "op_type" in found and literal(found["op_type"]) != "ConvTranspose":
        raise SourceError("source_other_layer", {"name": cut(found["op_type"].text)})
    written = {key: literal(found[key]) for key in READ[framework] if key in found}
    return as_written(framework, written)


def as_written(framework: Framework, written: dict[str, Word]) -> Foreign:
    """The call whose words are these."""
    spatial = _spatial if framework == "tensorflow" else lambda value: value
    return Foreign(framework, {key: spatial(value) for key, value in written.items() if key != "data_format"}, written)


def _inner(call: ast.Call) -> ast.Call:
    """The layer in `model.add(layer)`."""
    is_added = isinstance(call.func, ast.Attribute) and call.func.attr == "add" and len(call.args) == 1
    layer = call.args[0] if is_added else None
    return layer if isinstance(layer, ast.Call) else call


def _name(call: ast.Call, text: str) -> str:
    """The last part of what is called; of `conv_transpose`, which several libraries have, the module's too."""
    name = called(call, text)
    node = call.func
    if name != "conv_transpose" or not isinstance(node, ast.Attribute):
        return name
    module = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return name if module == "lax" else f"{module}.{name}"


def literal(argument: Argument) -> Word:
    """The word that an argument says: text, True, None, an int, or lists of them up to two deep."""
    return _literal(argument, argument.node, 2)


def _literal(argument: Argument, node: ast.expr, depth: int) -> Word:
    if isinstance(node, (ast.Tuple, ast.List)):
        if not depth:
            raise argument.error("source_wrong_length", count=len(node.elts))
        kind = tuple if isinstance(node, ast.Tuple) else Listed
        return kind(_literal(argument, item, depth - 1) for item in node.elts)
    if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, (str, bool))):
        return node.value
    return argument.whole(node)


def _spatial(value: Word) -> Word:
    """Without the entries of batch and channels, where a list has four."""
    return value[1:-1] if isinstance(value, tuple) and len(value) == 4 else value
