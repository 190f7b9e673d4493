"""An encoder as learners paste it: PyTorch's Conv2d layers, one after the other, read without running them.

Layers that keep the size, such as ReLU, may stand between them. Signature, for the order of positional arguments:
https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from deconv_core.frameworks.pytorch_conv2d import Conv2d
from deconv_core.frameworks.pytorch_source import Argument, Pair, SourceError, Value, called, read_arguments

# All of it, in any language, fits in a link.
TEXT_LIMIT = 5_000
LAYER_LIMIT = 64
VALUE_LIMIT = 10_000
ECHO_LIMIT = 40
ARGUMENTS = (
    *("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation"),
    *("groups", "bias", "padding_mode", "device", "dtype"),
)
COUNTS = ("in_channels", "out_channels", "groups")
LOWEST = {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1}
HOLDERS = {"Sequential", "ModuleList", "OrderedDict"}
KEEPERS = {
    *("ReLU", "ReLU6", "LeakyReLU", "PReLU", "ELU", "GELU", "SiLU", "Sigmoid", "Tanh", "Softplus", "Hardswish"),
    *("BatchNorm2d", "SyncBatchNorm", "InstanceNorm2d", "GroupNorm", "Dropout", "Dropout2d", "Identity"),
}
# What a list of layers is written with. Anything else, such as a loop or `* 3`, might make more of them, or fewer.
PLAIN = (ast.Module, ast.Expr, ast.Assign, ast.AnnAssign, ast.Call, ast.keyword, ast.Tuple, ast.List)
NAMES = (ast.Name, ast.Attribute, ast.Constant, ast.expr_context)
PRINTED_NAME = re.compile(r"^[ \t]*\([\w.]+\): *", re.MULTILINE)
OPENS = re.compile(r"(?:[\w.]+ *= *)?[\w.]*[(\[{]+")
CLOSES = re.compile(r"[)\]},]+")

EncoderCode = Literal[
    "encoder_empty",
    "encoder_too_long",
    "encoder_too_many_layers",
    "encoder_not_python",
    "encoder_not_a_list",
    "encoder_other_layer",
    "encoder_out_of_range",
    "encoder_not_a_count",
    "encoder_padding_text",
    "encoder_same_with_stride",
]


class EncoderError(ValueError):
    """Text that is no list of Conv2d layers; `code` names its words, `values` fill them in."""

    def __init__(self, code: EncoderCode, values: Mapping[str, Value] | None = None) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: dict[str, Value] = dict(values or {})


def parse(text: str) -> tuple[Conv2d, ...]:
    """The Conv2d layers in `text`, in order: calls a line or in an nn.Sequential, or an nn.Sequential as it prints.

    Raises EncoderError and SourceError, and nothing else.
    """
    if len(text) > TEXT_LIMIT:
        raise EncoderError("encoder_too_long", {"length": len(text), "limit": TEXT_LIMIT})
    layers = [layer for piece, first, tree in _pieces(text) for layer in _layers(piece, first, tree)]
    if not layers:
        raise EncoderError("encoder_empty")
    if len(layers) > LAYER_LIMIT:
        raise EncoderError("encoder_too_many_layers", {"count": len(layers), "limit": LAYER_LIMIT})
    return tuple(layers)


def _pieces(text: str) -> Iterator[tuple[str, int, ast.Module]]:
    """The text, the line it begins at, and what Python makes of it; or else, as layers print, line by line."""
    text = PRINTED_NAME.sub("", text)
    whole = textwrap.dedent(text)
    if (tree := _tree(whole)) is not None:
        yield whole, 1, tree
        return
    for number, line in enumerate(text.splitlines(), 1):
        piece = line.strip().rstrip(",")
        if not piece or OPENS.fullmatch(piece) or CLOSES.fullmatch(piece):
            continue
        if (tree := _tree(piece)) is None:
            raise EncoderError("encoder_not_python", {"line": number, "value": _cut(piece)})
        yield piece, number, tree


def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _layers(piece: str, first: int, tree: ast.Module) -> Iterator[Conv2d]:
    for call in _calls(piece, first, tree):
        name, line = called(call, piece), first + call.lineno - 1
        if name == "Conv2d":
            yield _layer(read_arguments(call, name, ARGUMENTS, piece), line)
        elif name not in KEEPERS:
            raise EncoderError("encoder_other_layer", {"name": _cut(name), "line": line})


def _calls(piece: str, first: int, tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that make layers, in the order of the text: all but those that only hold others."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Call):
            # A layer that is called at once, nn.Conv2d(1, 1, 3)(x), comes after what it is called with.
            waiting += [node.func, *reversed(node.args)]
        elif isinstance(node, ast.Call) and called(node, piece) not in HOLDERS:
            yield node
        elif isinstance(node, PLAIN):
            waiting += reversed(list(ast.iter_child_nodes(node)))
        elif not isinstance(node, NAMES):
            raise EncoderError("encoder_not_a_list", {"line": first + getattr(node, "lineno", 1) - 1})


def _layer(arguments: Mapping[str, Argument], line: int) -> Conv2d:
    for key in ARGUMENTS[:3]:
        if key not in arguments:
            raise SourceError("source_missing_argument", {"argument": key})
    how = _padding_text(arguments)
    pairs = {
        key: _pair(one, line) for key, one in arguments.items() if key in LOWEST and not (how and key == "padding")
    }
    said = {key: _count(arguments[key], line) for key in COUNTS if key in arguments}
    layer = replace(Conv2d(**pairs, line=line), **said)  # type: ignore[arg-type]
    if how in (None, "valid"):
        return layer
    if how != "same":
        raise EncoderError("encoder_padding_text", {"value": _cut(how), "line": line})
    return _same(layer)


def _count(one: Argument, line: int) -> str:
    """A number of channels or groups, as it is written: a whole number, or a name such as self.width."""
    node, is_name = one.node, re.fullmatch(r"[\w.]+", one.text) and isinstance(one.node, (ast.Name, ast.Attribute))
    is_number = isinstance(node, ast.Constant) and type(node.value) is int and node.value >= 1
    if len(one.text) > ECHO_LIMIT or not (is_name or is_number):
        raise EncoderError("encoder_not_a_count", {"field": one.key, "value": _cut(one.text), "line": line})
    return one.text


def _padding_text(arguments: Mapping[str, Argument]) -> str | None:
    """What padding says in words; None if it is a number or not said."""
    node = arguments["padding"].node if "padding" in arguments else None
    # A layer prints it without quotes.
    if isinstance(node, ast.Name) and node.id in ("same", "valid"):
        return node.id
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _pair(one: Argument, line: int) -> Pair:
    low = LOWEST[one.key]
    for value in one.pair():
        if not low <= value <= VALUE_LIMIT:
            values: dict[str, Value] = {"field": one.key, "value": _cut(one.text), "line": line}
            raise EncoderError("encoder_out_of_range", {**values, "low": low, "high": VALUE_LIMIT})
    return one.pair()


def _same(layer: Conv2d) -> Conv2d:
    """padding="same": as many cells around as the kernel needs, the odd one after."""
    if layer.stride != (1, 1):
        raise EncoderError("encoder_same_with_stride", {"line": layer.line})
    height, width = ((reach - 1) // 2 for reach in layer.reach)
    return replace(layer, padding=(height, width), same=True)


def _cut(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text[:ECHO_LIMIT])
