"""What people write in tf.nn.conv2d_transpose: batch and channels that only a running program knows, and NCHW.

TensorFlow's lists have four entries, of which the batch's and the channels' do not decide the numbers.
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
# Height and width among the four entries, by the layout that data_format names.
LAST, FIRST = (1, 2), (2, 3)


def spelled(found: Mapping[str, Argument]) -> dict[str, Argument]:
    """The arguments, their lists of four with height and width in the middle and numbers for what is not needed."""
    layout = found.get("data_format")
    inner = FIRST if layout and isinstance(layout.node, ast.Constant) and layout.node.value == "NCHW" else LAST
    return {key: replace(one, node=_list(one.node, inner)) if key in LISTS else one for key, one in found.items()}


def _list(node: ast.expr, inner: tuple[int, int]) -> ast.expr:
    node = _held(node)
    if not isinstance(node, (ast.List, ast.Tuple)) or len(node.elts) != 4:
        return node
    batch, channels = (node.elts[at] for at in sorted({0, 1, 2, 3} - set(inner)))
    height, width = (node.elts[at] for at in inner)
    elements = [_number(batch), height, width, _number(channels)]
    return ast.List(elements) if isinstance(node, ast.List) else ast.Tuple(elements)


def _held(node: ast.expr) -> ast.expr:
    is_holder = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in HOLDERS
    return node.args[0] if is_holder and isinstance(node, ast.Call) and len(node.args) == 1 else node


def _number(node: ast.expr) -> ast.expr:
    """1 for a name or an expression; what is a literal may be wrong, and is left to be judged."""
    is_literal = isinstance(node, (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp))
    return node if is_literal else ast.Constant(1)


def spatial(key: str, value: Word) -> Word:
    """Height and width of a word: without the entries of batch and channels; a list of one stands for both."""
    if isinstance(value, tuple) and len(value) == 4:
        return value[1:-1]
    if isinstance(value, tuple) and len(value) == 1 and key in ("strides", "dilations"):
        return value * 2
    return value


def ordered(word: Word) -> Word:
    """A list of four with the channels second, as NCHW has them; anything else as it is."""
    if not isinstance(word, tuple) or len(word) != 4:
        return word
    entries = (word[0], word[3], word[1], word[2])
    return Listed(entries) if isinstance(word, Listed) else entries
