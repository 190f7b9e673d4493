"""The calls in a pasted text: one, without prompts and the names that layers print with; or each in a longer text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deconv_core.paste.call import PROMPT, TEXT_LIMIT, Call, call_in, cut, refused
from deconv_core.paste.forms import no_call, onnx_text
from deconv_core.paste.forms.imports import imported
from deconv_core.paste.forms.pieces import PIECE_LIMIT, as_plain, pieces
from deconv_core.paste.libraries import which_library
from deconv_core.paste.libraries.known_libraries import KNOWN
from deconv_core.refusal import UnreadError

# How nn.Module prints a layer inside another: "(up): ConvTranspose2d(...)".
PRINTED_NAME = re.compile(r"\([\w.]+\): *")
NAMES = frozenset(full.rpartition(".")[2] for library in KNOWN for full in library.calls)


@dataclass(frozen=True)
class Found:
    """A call, and the line of the text that it begins in, from 1."""

    call: Call
    line: int = 1


def one_call(text: str) -> Call:
    """The first call in a text. Raises UnreadError and nothing else."""
    return calls(text)[0].call


def calls(text: str) -> tuple[Found, ...]:
    """The calls of libraries that the page knows, at least one. Raises UnreadError and nothing else."""
    if len(text) > TEXT_LIMIT:
        raise refused("source_too_long", {"length": len(text), "limit": TEXT_LIMIT})
    whole = as_plain(_unprompted(text)).rstrip()
    try:
        return (Found(_alone(whole)),)
    except UnreadError:
        if found := _several(whole):
            return found
        if library := which_library.marked(whole):
            raise refused("source_not_read", {"library": library.name}) from None
        if no_call.is_summary(whole):
            raise refused("source_summary") from None
        if no_call.is_error(whole):
            raise refused("source_unknown_error") from None
        raise


def _alone(text: str) -> Call:
    text = text.strip()
    if len(text) > PIECE_LIMIT:
        raise refused("source_not_a_call", {"value": cut(text)})
    text = text[named.end() :] if (named := PRINTED_NAME.match(text)) else text
    call = call_in(onnx_text.as_call(text))
    if call.name not in NAMES:
        raise refused("source_other_layer", {"name": cut(call.name)})
    return call


def _unprompted(text: str) -> str:
    """The text without the prompts of a Python session, if it begins with one."""
    return PROMPT.sub("", text) if text.lstrip().startswith(">>>") else text


def _several(text: str) -> tuple[Found, ...]:
    around = imported(text)
    # Also what the text imports under a name of its own.
    names = NAMES | {name for name, full in around.items() if full.rpartition(".")[2] in NAMES}
    found: list[Found] = []
    for piece in pieces(text, names):
        try:
            found.append(Found(call_in(piece.text, around), piece.line))
        except UnreadError:
            continue
    return tuple(found)
