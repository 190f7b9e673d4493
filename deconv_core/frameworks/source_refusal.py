"""What a library says of a call whose arguments do not fit its signature: its own words, predicted.

For a function in Python these are Python's, as 3.11 and 3.12 say them; later ones may add which name was meant. None:
not foreseen, such as where a call has several faults, or where Python cannot even read it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from typing import Any

from deconv_core.frameworks import onnx_text

# How Python names what is called, and whether `self` is counted; how many arguments must be given.
PYTHON = {
    "ConvTranspose2d": ("ConvTranspose2d.__init__()", 1, 3),
    "Conv2DTranspose": ("Conv2DTranspose.__init__()", 1, 2),
    "Convolution2DTranspose": ("Conv2DTranspose.__init__()", 1, 2),
    "conv_transpose": ("conv_transpose()", 0, 4),
    "make_node": ("make_node()", 0, 3),
    "conv_transpose2d": ("conv_transpose2d()", 0, 2),
}
TENSORFLOW = ("conv2d_transpose", "nn.conv_transpose")
KERAS = ("Conv2DTranspose", "Convolution2DTranspose")
ONNX = ("make_node", "ConvTranspose")
# PyTorch's function is no Python: it looks at what it knows first.
COMPILED = "conv_transpose2d"
# What stands for a value that only a running program knows.
NO_LITERAL = object()


def unknown(name: str, argument: str, call: ast.Call, in_order: Sequence[str], by_name: Collection[str]) -> str | None:
    """Of a keyword that no argument has, the first such; the others are known, or unknown too."""
    if _is_open(call) or _given_twice(call, in_order):
        return None
    if name in KERAS:
        return _unknown_to_keras(call, in_order, by_name)
    if name in TENSORFLOW:
        own = f"Got an unexpected keyword argument '{argument}'"
        return None if any(word.arg in by_name for word in call.keywords) else own
    if name in ONNX:
        return _unknown_to_onnx(call, in_order, by_name)
    if name not in PYTHON or (name == COMPILED and not _is_right_otherwise(call, in_order)):
        return None
    return f"{PYTHON[name][0]} got an unexpected keyword argument '{argument}'"


def _unknown_to_keras(call: ast.Call, in_order: Sequence[str], by_name: Collection[str]) -> str | None:
    """Keras's own words have the values too; Python misses nothing before, and what any layer takes is not wrong."""
    given = {*in_order[: len(call.args)], *(word.arg for word in call.keywords)}
    others = [word for word in call.keywords if word.arg not in (*in_order, *by_name)]
    if not {"filters", "kernel_size"} <= given or given & {"activity_regularizer", *by_name}:
        return None
    values = {word.arg: _literal(word.value) for word in others}
    if any(value is NO_LITERAL for value in values.values()):
        return None
    return f"Unrecognized keyword arguments passed to Conv2DTranspose: {values}"


def _unknown_to_onnx(call: ast.Call, in_order: Sequence[str], by_name: Collection[str]) -> str | None:
    """ONNX looks at attributes in the order of their names, first at their kind; None is no attribute."""
    if "op_type" in in_order and not _makes_conv_transpose(call, in_order):
        return None
    attributes = {str(word.arg): _literal(word.value) for word in call.keywords if word.arg not in in_order}
    kinds = {key: onnx_text.kind(value) for key, value in attributes.items() if value is not None}
    if None in kinds.values():
        return None
    for key in sorted(kinds):
        if key not in by_name:
            return f"Unrecognized attribute: {key} for operator ConvTranspose"
        if kinds[key] != onnx_text.ATTRIBUTES[key]:
            return None
    return None


def _makes_conv_transpose(call: ast.Call, in_order: Sequence[str]) -> bool:
    """Whether make_node is given all that it must be, and this name once."""
    named = {word.arg: word.value for word in call.keywords}
    kind = [_literal(node) for node in [*call.args[:1], *filter(None, [named.get("op_type")])]]
    return kind == ["ConvTranspose"] and {*in_order[:3]} <= {*in_order[: len(call.args)], *named}


def _is_right_otherwise(call: ast.Call, in_order: Sequence[str]) -> bool:
    """Whether what must be given is given, and all settings are whole numbers; tensors are taken for such."""
    given = {**dict(zip(in_order, call.args, strict=False)), **{str(word.arg): word.value for word in call.keywords}}
    settings = [_literal(node) for key, node in given.items() if key in in_order[3:]]
    return all(key in given for key in in_order[:2]) and all(type(one) is int or _are_whole(one) for one in settings)


def _are_whole(value: Any) -> bool:
    return isinstance(value, (tuple, list)) and all(type(one) is int for one in value)


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return NO_LITERAL


def repeated(name: str, argument: str, call: ast.Call, in_order: Sequence[str]) -> str | None:
    """Of an argument that is given in order and by name; the same name twice is no Python."""
    twice = _given_twice(call, in_order)
    if _is_open(call) or twice != [argument] or any(word.arg not in in_order for word in call.keywords):
        return None
    if name == COMPILED and not _is_right_otherwise(call, in_order):
        return None
    if name in TENSORFLOW:
        return f"Got multiple values for argument '{argument}'"
    return f"{PYTHON[name][0]} got multiple values for argument '{argument}'" if name in PYTHON else None


def too_many(name: str, call: ast.Call, in_order: Sequence[str]) -> str | None:
    """Of more arguments in order than there are."""
    count, most = len(call.args), len(in_order)
    if _is_open(call) or call.keywords:
        return None
    if name in TENSORFLOW:
        return f"Too many arguments were given. Expected {most} but got {count}."
    if name not in PYTHON:
        return None
    function, itself, least = PYTHON[name]
    takes = f"takes from {least + itself} to {most + itself} positional arguments"
    return f"{function} {takes} but {count + itself} were given"


def missing(name: str, given: Collection[str], in_order: Sequence[str]) -> str | None:
    """Of arguments that must be given; those that are, are right."""
    function, _, least = PYTHON[name]
    names = [repr(key) for key in in_order[:least] if key not in given]
    listed = ", ".join(names[:-1]) + ("," if len(names) > 2 else "") + " and " + names[-1] if names[1:] else names[0]
    return f"{function} missing {len(names)} required positional argument{'s' if names[1:] else ''}: {listed}"


def _is_open(call: ast.Call) -> bool:
    """Whether only a running program knows its arguments, or none does, because Python refuses a name twice."""
    names = [word.arg for word in call.keywords]
    return any(isinstance(one, ast.Starred) for one in call.args) or None in names or len(set(names)) < len(names)


def _given_twice(call: ast.Call, in_order: Sequence[str]) -> list[str]:
    """The arguments that are given in order and by name."""
    named = {word.arg for word in call.keywords}
    return [key for key in in_order[: len(call.args)] if key in named]
