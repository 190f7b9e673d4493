"""A call of TensorFlow, Keras, ONNX or JAX as learners paste it, taken apart without running it.

ONNX: in helper.make_node(...), or any text that onnx_text.py knows.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deconv_core.frameworks import PYTORCH
from deconv_core.frameworks.library import Key, Known, Library, Listed, Word
from deconv_core.paste import tensorflow_call
from deconv_core.paste.call import Argument, Call, cut, is_said, read_arguments, refused
from deconv_core.paste.counts import counts
from deconv_core.paste.find_calls import one_call
from deconv_core.paste.libraries import which_library
from deconv_core.paste.libraries.which_library import Found
from deconv_core.paste.pytorch_call import RANK, rank_of


@dataclass(frozen=True)
class Foreign:
    """`words`: what the text says, in the framework's own names; the batch and channel entries of 2-D lists are gone.

    The words are literals, legal or not: whether they are is for the geometry() of the `rules` to say. `written`: the
    same with those entries, as the library itself would be given them. `library`: whose call it is, which may be
    another than the one whose rules hold for it. `counts`: its channels, groups and bias (deconv_core.layer.Layer).
    """

    library: Known
    rules: Library
    words: dict[str, Word]
    written: dict[str, Word]
    rank: int = 2
    counts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def framework(self) -> Key:
        return self.rules.key

    @property
    def is_channels_first(self) -> bool:
        """Whether TensorFlow's lists of four have the channels second; in `written` they are last all the same."""
        return str(self.written.get("data_format")).startswith("NC")


def parse(text: str) -> Foreign:
    """The call in `text`. Raises UnreadError and nothing else."""
    call = one_call(text)
    return read(call, which_library.of(call))


def read(call: Call, found: Found) -> Foreign:
    """A call of a library that another framework's rules hold for."""
    rules, signature = found.library.rules, found.signature
    if rules is None or rules is PYTORCH:
        raise refused("source_other_layer", {"name": cut(call.name)})
    library = found.library
    arguments = read_arguments(call.node, found.name, signature.in_order, call.text, signature.by_name)
    if "op_type" in arguments and literal(arguments["op_type"]) != "ConvTranspose":
        raise refused("source_other_layer", {"name": cut(arguments["op_type"].text)})
    if any(is_said(arguments.get(key)) for key in library.unread):
        raise refused("source_not_read", {"library": library.name})
    named = {library.called.get(key, key): one for key, one in arguments.items()}
    rank = _rank(call.name, rules.key, named)
    if rules.key == "tensorflow":
        named = tensorflow_call.spelled(named, rank)
    # Where the rules' library takes the kernel's size from the weights, another may be told it.
    said = {key: literal(named[key]) for key in dict.fromkeys([*rules.read, "kernel_size"]) if key in named}
    written = library.adapted({**library.defaults, **said}, rank)
    if written is None:
        raise refused("source_not_read", {"library": library.name})
    return as_written(library, rules, written, rank, counts(arguments))


def _rank(name: str, rules_key: Key, arguments: Mapping[str, Argument]) -> int:
    """How many axes: the name says it, or else how long what is given for them is; two where nothing does."""
    if RANK.search(name):
        return rank_of(name)
    shape = arguments.get("output_shape")
    # TensorFlow's lists have batch and channels too.
    if rules_key == "tensorflow":
        node = tensorflow_call.held(shape.node) if shape else None
        entries = len(node.elts) if isinstance(node, (ast.Tuple, ast.List)) else 0
        return entries - 2 if entries in (3, 5) else 2
    kernel = arguments.get("kernel_size")
    # Flax's kernel of one number has one axis.
    if kernel and not isinstance(kernel.node, (ast.Tuple, ast.List)):
        return 1
    found = set()
    for key, outer, each in LENGTHS:
        node = arguments[key].node if key in arguments else None
        if isinstance(node, (ast.Tuple, ast.List)):
            found.add((len(node.elts) - outer) / each)
    return int(found.pop()) if len(found) == 1 and found <= {1, 2, 3} else 2


# What says the number of axes: its entries beside theirs, and how many it has for each.
LENGTHS = (
    ("kernel_shape", 0, 1),
    ("kernel_size", 0, 1),
    ("strides", 0, 1),
    ("pads", 0, 2),
    ("dilations", 0, 1),
    ("rhs_dilation", 0, 1),
    ("padding", 0, 1),
    ("output_padding", 0, 1),
)


def as_written(
    library: Known,
    rules: Library,
    written: dict[str, Word],
    rank: int = 2,
    counted: Mapping[str, Any] | None = None,
) -> Foreign:
    """The call whose words are these."""
    is_tensorflow = rules.key == "tensorflow"
    words = {
        key: tensorflow_call.spatial(key, value, rank) if is_tensorflow else value
        for key, value in written.items()
        if key != "data_format"
    }
    return Foreign(library, rules, words, written, rank, counted or {})


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
