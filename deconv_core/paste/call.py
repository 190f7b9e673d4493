"""One call as a visitor pasted it, taken apart without running it: its arguments by name; or why it is refused."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from deconv_core.paste.forms.imports import stand_for
from deconv_core.paste.refusals import argument_errors
from deconv_core.refusal import Refusal, UnreadError, Value

Pair = tuple[int, int]

TEXT_LIMIT = 100_000
ECHO_LIMIT = 40
# Brackets, commas and the like as a Chinese keyboard writes them.
FULL_WIDTH = re.compile("[\u3001\u3002\uff01-\uff5e]")
# The prompts of a Python session.
PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.) ?", re.M)

SourceCode = Literal[
    "source_too_long",
    "source_not_python",
    "source_unknown_error",
    "source_summary",
    "source_full_width",
    "source_not_a_call",
    "source_other_layer",
    "source_which_library",
    "source_not_read",
    "source_unknown_argument",
    "source_repeated_argument",
    "source_too_many_arguments",
    "source_missing_argument",
    "source_not_a_literal",
    "source_not_a_whole_number",
    "source_wrong_length",
    "source_wrong_rank",
    "source_padding_word",
    "source_padding_mode",
    "source_groups",
]


def refused(
    code: SourceCode,
    values: Mapping[str, Value] | None = None,
    message: str | None = None,
    choices: Sequence[str] = (),
) -> UnreadError:
    """Text that is no call for the page. `message`: PyTorch's own words, where they are foreseen; `choices`, the
    refusal's offer: what may have been meant, each a text to paste instead."""
    return UnreadError(Refusal(code, "", dict(values or {}), message, offer=tuple(choices)))


@dataclass(frozen=True)
class Call:
    """A call in `text`; `imported`: what the names that the text imports stand for, in full."""

    node: ast.Call
    text: str
    imported: Mapping[str, str]

    @property
    def name(self) -> str:
        """The last part of what is called, whatever the text imports it as."""
        name = called(self.node, self.text)
        full = self.imported.get(name, name) if isinstance(self.node.func, ast.Name) else name
        return full.rpartition(".")[2]

    @property
    def module(self) -> str:
        """What stands before the name, such as "tf.nn", its imports written out in full; "" for nothing."""
        parts = []
        node: ast.expr = self.node.func
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        root = node.id if isinstance(node, ast.Name) else ""
        path = ".".join([self.imported.get(root, root), *reversed(parts)])
        module = path.rpartition(".")[0]
        return module or self.imported.get("*", "")

    @property
    def is_imported(self) -> bool:
        """Whether the text itself says where it comes from."""
        node: ast.expr = self.node.func
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.imported

    @property
    def root(self) -> str:
        return self.module.partition(".")[0]

    def segment(self, node: ast.expr | None = None) -> str:
        """How a part of it is written, or all of it."""
        return written(node or self.node, self.text)


@dataclass(frozen=True)
class Argument:
    """One argument of the call: its expression and how it is written."""

    key: str
    node: ast.expr
    text: str

    def error(self, code: SourceCode, **values: Value) -> UnreadError:
        return refused(code, {"argument": self.key, "value": cut(self.text), **values})

    def pair(self) -> Pair:
        height, width = self.sizes(2)
        return (height, width)

    def sizes(self, rank: int) -> tuple[int, ...]:
        """One number an axis."""
        if not isinstance(self.node, (ast.Tuple, ast.List)):
            return (self.whole(self.node),) * rank
        numbers = [self.whole(node) for node in self.node.elts]
        # PyTorch repeats a single number in a tuple, except in kernel_size, where it makes a 1-D kernel.
        if len(numbers) == 1 and self.key != "kernel_size":
            numbers *= rank
        if len(numbers) != rank:
            more = {} if rank == 2 else {"rank": rank}
            raise self.error("source_wrong_rank" if more else "source_wrong_length", count=len(numbers), **more)
        return tuple(numbers)

    def whole(self, node: ast.expr) -> int:
        sign = 1
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            sign = -1 if isinstance(node.op, ast.USub) else 1
            node = node.operand
        if (total := reckoned(node)) is not None:
            return sign * total
        if not isinstance(node, ast.Constant):
            raise self.error("source_not_a_literal")
        # type, not isinstance: True is an int too.
        if type(node.value) is not int:
            raise self.error("source_not_a_whole_number")
        return sign * node.value


def is_said(argument: Argument | None) -> bool:
    """Whether it is given, and not as None, which mostly says nothing."""
    return argument is not None and not (isinstance(argument.node, ast.Constant) and argument.node.value is None)


OPERATIONS: Mapping[type[ast.operator], Callable[[int, int], int]] = MappingProxyType(
    {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv}
)
# How deep sums of numbers are read, and how long the numbers in them may be.
DEEPEST, LARGEST = 8, 10**6


def reckoned(node: ast.expr, depth: int = 0) -> int | None:
    """What a sum of whole numbers comes to, such as (16 - 8) // 2; None for all else."""
    if not isinstance(node, ast.BinOp) or type(node.op) not in OPERATIONS or depth == DEEPEST:
        return None
    ends = [
        one.value if isinstance(one, ast.Constant) and type(one.value) is int else reckoned(one, depth + 1)
        for one in (node.left, node.right)
    ]
    first, second = ends
    if first is None or second is None or max(abs(first), abs(second)) > LARGEST:
        return None
    is_by_zero = isinstance(node.op, ast.FloorDiv) and not second
    return None if is_by_zero else OPERATIONS[type(node.op)](first, second)


def call_in(text: str, imported: Mapping[str, str] = MappingProxyType({})) -> Call:
    """The one call that a text is, assigned or used at once, after imports or not. UnreadError for all else.

    `imported`: what is imported around it.
    """
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if sign := FULL_WIDTH.search(text):
            raise refused("source_full_width", {"value": cut(text), "sign": sign[0]}) from None
        raise refused("source_not_python", {"value": cut(text)}) from None
    others = [one for one in statements if not isinstance(one, (ast.Import, ast.ImportFrom))]
    node = getattr(others[0], "value", None) if len(others) == 1 else None
    if isinstance(node, ast.Tuple) and len(node.elts) == 1:
        node = node.elts[0]
    # A layer that is used at once: nn.ConvTranspose2d(1, 1, 3)(x), nn.ConvTranspose2d(1, 1, 3).to(device).
    while isinstance(node, ast.Call) and (maker := _maker(node.func)):
        node = maker
    # Or added to a model: model.add(layer).
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add":
        node = node.args[0] if len(node.args) == 1 and isinstance(node.args[0], ast.Call) else node
    if not isinstance(node, ast.Call):
        raise refused("source_not_a_call", {"value": cut(text)})
    return Call(node, text, {**imported, **dict(stand_for(statements))})


def _maker(function: ast.expr) -> ast.Call | None:
    """The call that made what is called here, or what has the method that is."""
    made = function.value if isinstance(function, ast.Attribute) else function
    return made if isinstance(made, ast.Call) else None


def called(call: ast.Call, text: str) -> str:
    """The last part of what is called: under which name the modules were imported does not matter."""
    node = call.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else written(node, text)


def read_arguments(
    call: ast.Call, name: str, in_order: Sequence[str], text: str, by_name: Sequence[str] = ()
) -> dict[str, Argument]:
    """The arguments of a call in `text`, by name: those of the signature in its order, and those it takes by name only.

    UnreadError for a star, for an argument that is unknown or given twice, or for too many without a name.
    """
    if len(call.args) > len(in_order):
        values: dict[str, Value] = {"name": name, "count": len(call.args), "most": len(in_order)}
        raise refused("source_too_many_arguments", values, argument_errors.too_many(name, call, in_order))
    found: dict[str, Argument] = {}
    for key, node in [*zip(in_order, call.args, strict=False), *((word.arg, word.value) for word in call.keywords)]:
        if key is None or isinstance(node, ast.Starred):
            raise refused("source_not_a_literal", {"argument": key or "**", "value": cut(written(node, text))})
        if key not in in_order and key not in by_name:
            message = argument_errors.unknown(name, key, call, in_order)
            raise refused("source_unknown_argument", {"argument": cut(key), "name": name}, message)
        if key in found:
            message = argument_errors.repeated(name, key, call, in_order)
            raise refused("source_repeated_argument", {"argument": key}, message)
        found[key] = Argument(key, node, written(node, text))
    return found


def written(node: ast.expr | ast.stmt, text: str) -> str:
    """How a part of a text is written. Not ast.unparse, which recurses into what it is given.

    Nor ast.get_source_segment, which splits the whole text each time: many parts of a long text would take long.
    """
    if node.end_lineno is None or node.end_col_offset is None:
        return ""
    lines = list(_lines(text)[node.lineno - 1 : node.end_lineno])
    lines[-1] = lines[-1][: node.end_col_offset]
    lines[0] = lines[0][node.col_offset :]
    return b"\n".join(lines).decode()


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[bytes, ...]:
    """The lines of a text as Python counts them, in bytes, as it counts columns."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").encode().split(b"\n"))


def cut(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text[:ECHO_LIMIT])
