"""Which library is this text of? Its module decides, or where others have that too, its arguments; never its name.

its own module             tf.nn, keras, eqx, "import paddle.nn as nn": that library's, whatever the arguments
a module that many have    nn, F, layers, or none: the first in the table that takes these very arguments
no module of its own       one that the text imports, and that takes these arguments
an unknown module          PyTorch, whose calls the page itself writes, or the only one that has arguments so named;
                           but one that the text imports is what it says, and none of ours
none takes them            whose module it usually is; without any, nobody knows
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from deconv_core.frameworks import PYTORCH
from deconv_core.frameworks.library import Known, Signature
from deconv_core.paste.call import Call, cut, refused
from deconv_core.paste.libraries.known_libraries import KNOWN

# How many libraries are on offer for a call that may be of several.
MOST = 6


@dataclass(frozen=True)
class Found:
    """A library's call: `name` in full, as people write it, and what it takes."""

    library: Known
    name: str
    signature: Signature


def of(call: Call) -> Found:
    """The library that is meant, one that the page reads; UnreadError where that is not so, or not known."""
    known = [Found(library, full, one) for library in KNOWN for full, one in library.calls_named(call.name).items()]
    if not known:
        raise refused("source_other_layer", {"name": cut(call.name)})
    found = _meant(known, call)
    readable = [one for one in known if one.library.rules]
    readable.sort(key=lambda one: not _takes(one.signature, call.node))
    others = tuple(_with_module(one, call) for one in readable[:MOST])
    if found is None:
        raise refused("source_which_library", {"name": cut(call.name)}, choices=others)
    if found.library.rules is None:
        values = {"library": found.library.name}
        raise refused("source_not_read", values, choices=() if _is_own(found, call) else others)
    return found


def marked(text: str) -> Known | None:
    """Whose text this is, where that is no Python."""
    return next((one for one in KNOWN if any(mark in text for mark in one.marks)), None)


def _meant(known: list[Found], call: Call) -> Found | None:
    own = [one for one in known if _is_own(one, call)]
    usual = [one for one in known if call.root in one.library.usual]
    fitting = [one for one in known if _takes(one.signature, call.node)]
    # "keras.ops" says more than "keras".
    if own:
        return max(own, key=lambda one: (_takes(one.signature, call.node), len(_module(one, call))))
    if near := [one for one in fitting if _is_imported(one, call)]:
        return near[0]
    if both := [one for one in usual if one in fitting]:
        return both[0]
    if fitting and (_may_be_pytorch(fitting[0], call) or (len(fitting) == 1 and call.node.keywords)):
        return fitting[0]
    return usual[0] if usual and call.root else None


def _may_be_pytorch(found: Found, call: Call) -> bool:
    """Not what the text imports from elsewhere."""
    return found.library is PYTORCH and not (call.module and call.is_imported)


def _is_own(found: Found, call: Call) -> bool:
    return bool(_module(found, call))


def _is_imported(found: Found, call: Call) -> bool:
    """Whether the text imports something of the library's."""
    paths = [f".{path}." for path in call.imported.values()]
    return any(f".{one}." in path for one in found.library.modules for path in paths)


def _module(found: Found, call: Call) -> str:
    """Which of the library's own modules the call's path holds; "" for none."""
    path = f".{call.module}."
    return max((one for one in found.library.modules if f".{one}." in path), key=len, default="")


def _takes(signature: Signature, call: ast.Call) -> bool:
    """Whether the arguments are some that it takes, and all that it must have; what a star hides may be any."""
    names = [word.arg for word in call.keywords]
    is_open = None in names or any(isinstance(one, ast.Starred) for one in call.args)
    given = [*signature.in_order[: len(call.args)], *(name for name in names if name)]
    takes = len(call.args) <= len(signature.in_order) and {*given} <= {*signature.in_order, *signature.by_name}
    is_all = {*signature.in_order[: signature.required]} <= {*given}
    return takes and len({*given}) == len(given) and (is_open or is_all)


def _with_module(found: Found, call: Call) -> str:
    """The call with the module that says whose it is."""
    return found.name + call.segment()[len(call.segment(call.node.func)) :]
