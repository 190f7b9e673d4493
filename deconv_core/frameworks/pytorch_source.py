"""A layer as learners paste it, PyTorch's source text or its printed form, taken apart without running it.

Signatures, which also give the order of positional arguments:
https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from deconv_core.frameworks import source_refusal

if TYPE_CHECKING:
    from deconv_core.frameworks.foreign_source import Framework

Pair = tuple[int, int]
Value = str | int

TEXT_LIMIT = 1_000
ECHO_LIMIT = 40
# None: no default, so what is not said stays as it is.
SETTINGS = {"kernel_size": None, "stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
LAYER = "ConvTranspose2d"
FUNCTION = "conv_transpose2d"
ARGUMENTS = {
    LAYER: (
        "in_channels",
        "out_channels",
        "kernel_size",
        "stride",
        "padding",
        "output_padding",
        "groups",
        "bias",
        "dilation",
        "padding_mode",
        "device",
        "dtype",
    ),
    FUNCTION: ("input", "weight", "bias", "stride", "padding", "output_padding", "groups", "dilation"),
}
# How nn.Module prints a layer inside another: "(up): ConvTranspose2d(...)".
PRINTED_NAME = re.compile(r"\([\w.]+\): *")
# Brackets, commas and the like as a Chinese keyboard writes them.
FULL_WIDTH = re.compile("[\u3001\u3002\uff01-\uff5e]")
PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.) ?", re.M)

SourceCode = Literal[
    "source_too_long",
    "source_not_python",
    "source_full_width",
    "source_not_a_call",
    "source_other_layer",
    "source_unknown_argument",
    "source_repeated_argument",
    "source_too_many_arguments",
    "source_missing_argument",
    "source_not_a_literal",
    "source_not_a_whole_number",
    "source_wrong_length",
    "source_padding_mode",
]
NoteCode = Literal["note_channels", "note_groups", "note_bias"]


class SourceError(ValueError):
    """Text that is no ConvTranspose2d. `code` names its words (key "problems.<code>"), `values` fill them in.

    `message`: the library's own words, where they are foreseen; `framework`: whose call it is, if not PyTorch's.
    """

    def __init__(self, code: SourceCode, values: Mapping[str, Value] | None = None, message: str | None = None) -> None:
        super().__init__(code, values)
        self.code = code
        self.message = message
        self.framework: Framework | None = None
        self.values: dict[str, Value] = dict(values or {})


@dataclass(frozen=True)
class Note:
    """Something that was read and that the stage does not show; words key "problems.<code>"."""

    code: NoteCode
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Layer:
    """`settings`: kernel_size (missing if the text does not say it), stride, padding, output_padding, dilation, each
    (height, width), legal or not; `notes`: what else the text says."""

    settings: dict[str, Pair]
    notes: tuple[Note, ...] = ()


def parse(text: str) -> Layer:
    """The layer in `text`: a call of ConvTranspose2d or conv_transpose2d, assigned or not, or a layer as it prints.

    Raises SourceError and nothing else. Whether the settings are legal is for deconv_core.link.read to say.
    """
    if len(text) > TEXT_LIMIT:
        raise SourceError("source_too_long", {"length": len(text), "limit": TEXT_LIMIT})
    text = PRINTED_NAME.sub("", text.strip(), count=1) if PRINTED_NAME.match(text.strip()) else text.strip()
    call = call_in(text)
    name = called(call, text)
    if name not in ARGUMENTS:
        raise SourceError("source_other_layer", {"name": cut(name)})
    arguments = read_arguments(call, name, ARGUMENTS[name], text)
    if name == LAYER and "kernel_size" not in arguments:
        message = source_refusal.missing(name, arguments, ARGUMENTS[name])
        raise SourceError("source_missing_argument", {"argument": "kernel_size"}, message)
    _refuse_padding_mode(arguments)
    return Layer(dict(_settings(arguments)), tuple(_notes(arguments)))


def unprompted(text: str) -> str:
    """The text without the prompts of a Python session, if it begins with one."""
    return PROMPT.sub("", text) if text.lstrip().startswith(">>>") else text


def query(settings: Mapping[str, Pair]) -> dict[str, str]:
    """The settings as the keys and texts of a link."""
    return {key: f"{height},{width}" for key, (height, width) in settings.items()}


@dataclass(frozen=True)
class Argument:
    """One argument of the call: its expression and how it is written."""

    key: str
    node: ast.expr
    text: str

    def error(self, code: SourceCode, **values: Value) -> SourceError:
        return SourceError(code, {"argument": self.key, "value": cut(self.text), **values})

    def pair(self) -> Pair:
        if not isinstance(self.node, (ast.Tuple, ast.List)):
            number = self.whole(self.node)
            return (number, number)
        numbers = [self.whole(node) for node in self.node.elts]
        # PyTorch repeats a single number in a tuple, except in kernel_size, where it makes a 1-D kernel.
        if len(numbers) == 1 and self.key != "kernel_size":
            numbers *= 2
        if len(numbers) != 2:
            raise self.error("source_wrong_length", count=len(numbers))
        return (numbers[0], numbers[1])

    def whole(self, node: ast.expr) -> int:
        sign = 1
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            sign = -1 if isinstance(node.op, ast.USub) else 1
            node = node.operand
        if not isinstance(node, ast.Constant):
            raise self.error("source_not_a_literal")
        # type, not isinstance: True is an int too.
        if type(node.value) is not int:
            raise self.error("source_not_a_whole_number")
        return sign * node.value


def call_in(text: str) -> ast.Call:
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if sign := FULL_WIDTH.search(text):
            raise SourceError("source_full_width", {"value": cut(text), "sign": sign[0]}) from None
        raise SourceError("source_not_python", {"value": cut(text)}) from None
    statements = [one for one in statements if not isinstance(one, (ast.Import, ast.ImportFrom))]
    node = getattr(statements[0], "value", None) if len(statements) == 1 else None
    if isinstance(node, ast.Tuple) and len(node.elts) == 1:
        node = node.elts[0]
    # A layer that is used at once: nn.ConvTranspose2d(1, 1, 3)(x), nn.ConvTranspose2d(1, 1, 3).to(device).
    while isinstance(node, ast.Call) and (maker := _maker(node.func)):
        node = maker
    if not isinstance(node, ast.Call):
        raise SourceError("source_not_a_call", {"value": cut(text)})
    return node


def _maker(function: ast.expr) -> ast.Call | None:
    """The call that made what is called here, or what has the method that is."""
    made = function.value if isinstance(function, ast.Attribute) else function
    return made if isinstance(made, ast.Call) else None


def called(call: ast.Call, text: str) -> str:
    """The last part of what is called: under which name the modules were imported does not matter."""
    node = call.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else _text(node, text)


def read_arguments(
    call: ast.Call, name: str, in_order: Sequence[str], text: str, by_name: Sequence[str] = ()
) -> dict[str, Argument]:
    """The arguments of a call in `text`, by name: those of the signature in its order, and those it takes by name only.

    SourceError for a star, for an argument that is unknown or given twice, or for too many without a name.
    """
    if len(call.args) > len(in_order):
        values: dict[str, Value] = {"name": name, "count": len(call.args), "most": len(in_order)}
        raise SourceError("source_too_many_arguments", values, source_refusal.too_many(name, call, in_order))
    found: dict[str, Argument] = {}
    for key, node in [*zip(in_order, call.args, strict=False), *((word.arg, word.value) for word in call.keywords)]:
        if key is None or isinstance(node, ast.Starred):
            raise SourceError("source_not_a_literal", {"argument": key or "**", "value": cut(_text(node, text))})
        if key not in in_order and key not in by_name:
            message = source_refusal.unknown(name, key, call, in_order, by_name)
            raise SourceError("source_unknown_argument", {"argument": cut(key), "name": name}, message)
        if key in found:
            message = source_refusal.repeated(name, key, call, in_order)
            raise SourceError("source_repeated_argument", {"argument": key}, message)
        found[key] = Argument(key, node, _text(node, text))
    return found


def _refuse_padding_mode(arguments: Mapping[str, Argument]) -> None:
    mode = arguments.get("padding_mode")
    if mode and not (isinstance(mode.node, ast.Constant) and mode.node.value == "zeros") and mode.text != "zeros":
        raise mode.error("source_padding_mode")


def _settings(arguments: Mapping[str, Argument]) -> Iterator[tuple[str, Pair]]:
    for key, default in SETTINGS.items():
        if key in arguments:
            yield key, arguments[key].pair()
        elif default is not None:
            yield key, (default, default)


def _notes(arguments: Mapping[str, Argument]) -> Iterator[Note]:
    channels = {key: _said(arguments, key, "1") for key in ("in_channels", "out_channels")}
    if set(channels.values()) != {"1"}:
        yield Note("note_channels", dict(channels))
    if (groups := _said(arguments, "groups", "1")) != "1":
        yield Note("note_groups", {"groups": groups})
    if _said(arguments, "bias", "False") not in ("False", "None"):
        yield Note("note_bias")


def _said(arguments: Mapping[str, Argument], key: str, otherwise: str) -> str:
    return cut(arguments[key].text) if key in arguments else otherwise


def _text(node: ast.expr, text: str) -> str:
    # Not ast.unparse, which recurses into what it is given.
    return ast.get_source_segment(text, node) or ""


def cut(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text[:ECHO_LIMIT])
