"""What PyTorch says of a call whose arguments do not fit its signature, foreseen.

Of the layer these are Python's words, as 3.11 and 3.12 say them; later ones may add which name was meant. None: not
foreseen, such as where a call has several faults, or where Python cannot even read it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from typing import Any

from deconv_core.frameworks.pytorch import FUNCTIONS, LAYERS

# How Python names what is called, and whether `self` is counted; how many arguments must be given.
CALLED = {
    **{name: (f"{name}.__init__()", 1, 3) for name in LAYERS.values()},
    **{name: (f"{name}()", 0, 2) for name in FUNCTIONS.values()},
}


def unknown(name: str, argument: str, call: ast.Call, in_order: Sequence[str]) -> str | None:
    """Of a keyword that no argument has, the first such; the others are known, or unknown too."""
    if name not in CALLED or _is_open(call) or _given_twice(call, in_order) or not _is_reached(name, call, in_order):
        return None
    return f"{CALLED[name][0]} got an unexpected keyword argument '{argument}'"


def repeated(name: str, argument: str, call: ast.Call, in_order: Sequence[str]) -> str | None:
    """Of an argument that is given in order and by name; the same name twice is no Python."""
    if name not in CALLED or _is_open(call) or _given_twice(call, in_order) != [argument]:
        return None
    if any(word.arg not in in_order for word in call.keywords) or not _is_reached(name, call, in_order):
        return None
    return f"{CALLED[name][0]} got multiple values for argument '{argument}'"


def too_many(name: str, call: ast.Call, in_order: Sequence[str]) -> str | None:
    """Of more arguments in order than there are."""
    if name not in CALLED or _is_open(call) or call.keywords:
        return None
    function, itself, least = CALLED[name]
    takes = f"takes from {least + itself} to {len(in_order) + itself} positional arguments"
    return f"{function} {takes} but {len(call.args) + itself} were given"


def missing(name: str, given: Collection[str], in_order: Sequence[str]) -> str | None:
    """Of arguments that must be given; those that are, are right."""
    function, _, least = CALLED[name]
    names = [repr(key) for key in in_order[:least] if key not in given]
    listed = ", ".join(names[:-1]) + ("," if len(names) > 2 else "") + " and " + names[-1] if names[1:] else names[0]
    return f"{function} missing {len(names)} required positional argument{'s' if names[1:] else ''}: {listed}"


def _is_reached(name: str, call: ast.Call, in_order: Sequence[str]) -> bool:
    """Whether nothing else is said first: the function is no Python, and looks at what it knows before.

    What must be given is given then, and all settings are whole numbers; tensors are taken for such.
    """
    if name not in FUNCTIONS.values():
        return True
    given = {**dict(zip(in_order, call.args, strict=False)), **{str(word.arg): word.value for word in call.keywords}}
    settings = [_literal(node) for key, node in given.items() if key in in_order[3:]]
    return all(key in given for key in in_order[:2]) and all(type(one) is int or _are_whole(one) for one in settings)


def _are_whole(value: Any) -> bool:
    return isinstance(value, (tuple, list)) and all(type(one) is int for one in value)


def _literal(node: ast.expr) -> Any:
    """The value of a literal; None for what only a running program knows."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def _is_open(call: ast.Call) -> bool:
    """Whether only a running program knows its arguments, or none does, because Python refuses a name twice."""
    names = [word.arg for word in call.keywords]
    return any(isinstance(one, ast.Starred) for one in call.args) or None in names or len(set(names)) < len(names)


def _given_twice(call: ast.Call, in_order: Sequence[str]) -> list[str]:
    """The arguments that are given in order and by name."""
    named = {word.arg for word in call.keywords}
    return [key for key in in_order[: len(call.args)] if key in named]
