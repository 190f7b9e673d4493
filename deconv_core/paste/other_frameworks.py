"""A call of TensorFlow, Keras, ONNX or JAX as learners paste it, taken apart without running it.

ONNX: in helper.make_node(...), or any text that onnx_text.py knows.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from deconv_core.frameworks import PYTORCH
from deconv_core.frameworks.library import Key, Known, Library, Listed, Word
from deconv_core.paste import tensorflow_call
from deconv_core.paste.call import Argument, Call, cut, read_arguments, refused
from deconv_core.paste.libraries import which_library
from deconv_core.paste.libraries.which_library import Found
from deconv_core.paste.one_call import one_call


@dataclass(frozen=True)
class Foreign:
    """`words`: what the text says, in the framework's own names; the batch and channel entries of 2-D lists are gone.

    The words are literals, legal or not: whether they are is for the geometry() of the `rules` to say. `written`: the
    same with those entries, as the library itself would be given them. `library`: whose call it is, which may be
    another than the one whose rules hold for it.
    """

    library: Known
    rules: Library
    words: dict[str, Word]
    written: dict[str, Word]

    @property
    def framework(self) -> Key:
        return self.rules.key

    @property
    def is_channels_first(self) -> bool:
        """Whether TensorFlow's lists of four have the channels second; in `written` they are last all the same."""
        return self.written.get("data_format") == "NCHW"


def parse(text: str) -> Foreign:
    """The call in `text`. Raises UnreadError and nothing else."""
    call = one_call(text)
    return read(call, which_library.of(call))


def read(call: Call, found: Found) -> Foreign:
    """A call of a library that another framework's rules hold for."""
    rules, signature = found.library.rules, found.signature
    if rules is None or rules is PYTORCH:
        raise refused("source_other_layer", {"name": cut(call.name)})
    arguments = read_arguments(call.node, found.name, signature.in_order, call.text, signature.by_name)
    if rules.key == "tensorflow":
        arguments = tensorflow_call.spelled(arguments)
    if "op_type" in arguments and literal(arguments["op_type"]) != "ConvTranspose":
        raise refused("source_other_layer", {"name": cut(arguments["op_type"].text)})
    written = {key: literal(arguments[key]) for key in rules.read if key in arguments}
    return as_written(found.library, rules, written)


def as_written(library: Known, rules: Library, written: dict[str, Word]) -> Foreign:
    """The call whose words are these."""
    spatial = tensorflow_call.spatial if rules.key == "tensorflow" else lambda _key, value: value
    words = {key: spatial(key, value) for key, value in written.items() if key != "data_format"}
    return Foreign(library, rules, words, written)


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
