"""What people write in tf.nn.conv1d_transpose to 3d: batch and channels that only a running program knows, and NCHW.

TensorFlow's lists have two entries more than there are axes, the batch's and the channels', which do not decide the
numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace

from deconv_core.frameworks.library import Listed, Word
from deconv_core.paste.call import Argument

# Functions that make a tensor of the very list they are given.
HOLDERS = {"constant", "stack", "convert_to_tensor"}
LISTS = ("output_shape", "strides", "padding", "dilations")


def spelled(found: Mapping[str, Argument], rank: int) -> dict[str, Argument]:
    """The arguments, their lists with batch and channels around the axes and numbers for what is not needed."""
    layout = found.get("data_format")
    word = layout.node.value if layout and isinstance(layout.node, ast.Constant) else ""
    is_first = isinstance(word, str) and word.startswith("NC")
    return {
        key: replace(one, node=_list(one.node, rank, is_first)) if key in LISTS else one for key, one in found.items()
    }


def _list(node: ast.expr, rank: int, is_first: bool) -> ast.expr:
    node = held(node)
    if not isinstance(node, (ast.List, ast.Tuple)) or len(node.elts) != rank + 2:
        return node
    batch, *rest = node.elts
    inner, channels = (rest[1:], rest[0]) if is_first else (rest[:-1], rest[-1])
    elements = [_number(batch), *inner, _number(channels)]
    return ast.List(elements) if isinstance(node, ast.List) else ast.Tuple(elements)


def held(node: ast.expr) -> ast.expr:
    """What a function that only makes a tensor of it is given; any other expression as it is."""
    is_holder = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in HOLDERS
    return node.args[0] if is_holder and isinstance(node, ast.Call) and len(node.args) == 1 else node


def _number(node: ast.expr) -> ast.expr:
    """1 for a name or an expression; what is a literal may be wrong, and is left to be judged."""
    is_literal = isinstance(node, (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp))
    return node if is_literal else ast.Constant(1)


def spatial(key: str, value: Word, rank: int = 2) -> Word:
    """The axes of a word: without the entries of batch and channels; a list of one stands for all."""
    if isinstance(value, tuple) and len(value) == rank + 2:
        return value[1:-1]
    if isinstance(value, tuple) and len(value) == 1 and key in ("strides", "dilations"):
        return value * rank
    return value


def ordered(word: Word, rank: int = 2) -> Word:
    """A list of batch, axes and channels with the channels second, as NCHW has them; anything else as it is."""
    if not isinstance(word, tuple) or len(word) != rank + 2:
        return word
    entries = (word[0], word[-1], *word[1:-1])
    return Listed(entries) if isinstance(word, Listed) else entries
