"""An encoder as learners paste it: PyTorch's Conv2d layers, one after the other, read without running them.

Layers that keep the size, such as ReLU, may stand between them. Where anything else follows, such as Flatten, or what
cannot be read, reading stops, and what came before it counts. Signature, for the order of positional arguments:
https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from deconv_core.frameworks.pytorch_conv2d import Conv2d
from deconv_core.paste.call import (
    Argument,
    Pair,
    called,
    cut,
    read_arguments,
    refused,
    written,
)
from deconv_core.paste.pytorch_call import check_groups, said
from deconv_core.refusal import Refusal, UnreadError, Value, unread
from deconv_core.state.panel_query import LAYERS_LIMIT

LAYER_LIMIT = 64
VALUE_LIMIT = 10_000
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
NAMES = (ast.Name, ast.Attribute, ast.Constant, ast.Import, ast.ImportFrom)
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


def _unread(code: EncoderCode, values: Mapping[str, Value] | None = None, field: str = "") -> UnreadError:
    """Text that is no list of Conv2d layers."""
    return unread(code, values, field)


@dataclass(frozen=True)
class Stop:
    """Where reading stopped: at `what`, in this line of the text, and why."""

    line: int
    what: str
    why: Refusal


@dataclass(frozen=True)
class Encoder:
    """`layers` in order, at least one; `stop`: None if all of the text was read."""

    layers: tuple[Conv2d, ...]
    stop: Stop | None = None


def parse(text: str) -> Encoder:
    """The Conv2d layers in `text`: calls a line or in an nn.Sequential, or an nn.Sequential as it prints.

    Raises UnreadError and nothing else: where not one layer can be read, or there are too many.
    """
    if len(text) > LAYERS_LIMIT:
        raise _unread("encoder_too_long", {"length": len(text), "limit": LAYERS_LIMIT})
    layers: list[Conv2d] = []
    stop: Stop | None = None
    for part in _parts(text):
        try:
            layer = _layer_in(part)
        except UnreadError as error:
            if not layers:
                raise
            stop = Stop(part.line, cut(part.text), error.refusal)
            break
        if layer:
            layers.append(layer)
    if not layers:
        raise _unread("encoder_empty")
    if len(layers) > LAYER_LIMIT:
        raise _unread("encoder_too_many_layers", {"count": len(layers), "limit": LAYER_LIMIT})
    return Encoder(tuple(layers), stop)


@dataclass(frozen=True)
class Part:
    """A part of `source` and the line it begins in; `node`: what Python makes of it, None if it is no Python."""

    line: int
    source: str
    node: ast.expr | ast.stmt | None

    @property
    def text(self) -> str:
        return self.source if self.node is None else written(self.node, self.source)


def _parts(text: str) -> Iterator[Part]:
    """All that makes layers, or might, in the order of the text: read at once, or else, as layers print, by line."""
    text = PRINTED_NAME.sub("", text)
    whole = textwrap.dedent(text)
    if (tree := _tree(whole)) is not None:
        yield from _nodes(whole, 1, tree)
        return
    for number, line in enumerate(text.splitlines(), 1):
        piece = line.strip().rstrip(",")
        if not piece or OPENS.fullmatch(piece) or CLOSES.fullmatch(piece):
            continue
        if (tree := _tree(piece)) is None:
            yield Part(number, piece, None)
        else:
            yield from _nodes(piece, number, tree)


def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _nodes(source: str, first: int, tree: ast.Module) -> Iterator[Part]:
    """All calls but those that only hold others, and whatever else is not just names and numbers."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Call):
            # A layer that is called at once, nn.Conv2d(1, 1, 3)(x), comes after what it is called with.
            waiting += [node.func, *reversed(node.args)]
        elif isinstance(node, PLAIN) and not (isinstance(node, ast.Call) and called(node, source) not in HOLDERS):
            waiting += reversed(list(ast.iter_child_nodes(node)))
        elif isinstance(node, (ast.expr, ast.stmt)) and not isinstance(node, NAMES):
            yield Part(first + node.lineno - 1, source, node)


def _layer_in(part: Part) -> Conv2d | None:
    """The layer that a part makes; None if it makes one that keeps the size."""
    node, line = part.node, part.line
    if node is None:
        raise _unread("encoder_not_python", {"line": line, "value": cut(part.text)})
    if not isinstance(node, ast.Call):
        raise _unread("encoder_not_a_list", {"line": line, "value": cut(part.text)})
    name = called(node, part.source)
    if name == "Conv2d":
        return _layer(read_arguments(node, name, ARGUMENTS, part.source), line)
    if name not in KEEPERS:
        raise _unread("encoder_other_layer", {"name": cut(name), "line": line})
    return None


def _layer(arguments: Mapping[str, Argument], line: int) -> Conv2d:
    for key in ARGUMENTS[:3]:
        if key not in arguments:
            raise refused("source_missing_argument", {"argument": key})
    how = _padding_text(arguments)
    pairs = {
        key: _pair(one, line) for key, one in arguments.items() if key in LOWEST and not (how and key == "padding")
    }
    counts = {key: _count(arguments, key, line) for key in COUNTS}
    check_groups(*(int(text) if text.isdecimal() else text for text in counts.values()))
    layer = replace(Conv2d(**pairs, line=line), **counts)  # type: ignore[arg-type]
    if how in (None, "valid"):
        return layer
    if how != "same":
        raise _unread("encoder_padding_text", {"value": cut(how), "line": line})
    return _same(layer)


def _count(arguments: Mapping[str, Argument], key: str, line: int) -> str:
    """A number of channels or groups as it is written; a literal must be one."""
    text = said(arguments, key, "1")
    try:
        value = ast.literal_eval(arguments[key].node) if key in arguments else 1
    except (ValueError, TypeError):
        return text
    if type(value) is not int or value < 1:
        raise _unread("encoder_not_a_count", {"value": cut(text), "line": line}, key)
    return text


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
            values: dict[str, Value] = {"value": cut(one.text), "line": line, "low": low, "high": VALUE_LIMIT}
            raise _unread("encoder_out_of_range", values, one.key)
    return one.pair()


def _same(layer: Conv2d) -> Conv2d:
    """padding="same": as many cells around as the kernel needs, the odd one after."""
    if layer.stride != (1, 1):
        raise _unread("encoder_same_with_stride", {"line": layer.line})
    height, width = ((reach - 1) // 2 for reach in layer.reach)
    return replace(layer, padding=(height, width), same=True)
