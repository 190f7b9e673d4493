"""The one call in a pasted text: without prompts, and the names that layers print with; where there is more, each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from deconv_core.paste import onnx_text
from deconv_core.paste.call import PROMPT, TEXT_LIMIT, Call, SourceCode, call_in, cut, refused
from deconv_core.paste.libraries import which_library
from deconv_core.paste.libraries.known_libraries import KNOWN
from deconv_core.refusal import UnreadError

# How nn.Module prints a layer inside another: "(up): ConvTranspose2d(...)".
PRINTED_NAME = re.compile(r"\([\w.]+\): *")
BRACKET = re.compile(r"[()]")
NAMES = frozenset(full.rpartition(".")[2] for library in KNOWN for full in library.calls)
# A node of ONNX as PyTorch's exporter prints its graph, and as MLIR writes it.
GRAPHS: Mapping[str, SourceCode] = {
    "onnx::ConvTranspose": "source_onnx_graph",
    '"onnx.ConvTranspose"(': "source_onnx_mlir",
}
# How many calls of a longer text are on offer.
MOST = 8


def one_call(text: str) -> Call:
    """The call of a library that the page knows. Raises UnreadError and nothing else, with the calls in the text."""
    if len(text) > TEXT_LIMIT:
        raise refused("source_too_long", {"length": len(text), "limit": TEXT_LIMIT})
    text = _unprompted(text).strip()
    text = text[named.end() :] if (named := PRINTED_NAME.match(text)) else text
    _refuse_graphs(text)
    try:
        call = call_in(onnx_text.as_call(text))
        if call.name in NAMES:
            return call
        error = refused("source_other_layer", {"name": cut(call.name)})
    except UnreadError as found:
        if found.code == "source_full_width":
            raise
        error = found
    if calls := list(_calls_within(text)):
        raise refused("source_several_calls", choices=calls[:MOST])
    raise error


def _unprompted(text: str) -> str:
    """The text without the prompts of a Python session, if it begins with one."""
    return PROMPT.sub("", text) if text.lstrip().startswith(">>>") else text


def _refuse_graphs(text: str) -> None:
    for mark, code in GRAPHS.items():
        if mark in text:
            raise refused(code)
    if library := which_library.marked(text):
        raise refused("source_not_read", {"library": library.name})


def _calls_within(text: str) -> Iterator[str]:
    """The calls in a longer text, Python or not, that are complete; of one inside another, the outer."""
    opened: list[tuple[int, str]] = []
    found: list[tuple[int, int]] = []
    for bracket in BRACKET.finditer(text):
        if bracket[0] == "(":
            start = _word_start(text, bracket.start())
            opened.append((start, text[start : bracket.start()]))
        elif opened:
            start, name = opened.pop()
            if name.rpartition(".")[2] in NAMES:
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, bracket.end()))
    return (text[start:end] for start, end in found if _is_one(text[start:end]))


def _word_start(text: str, end: int) -> int:
    while end and (text[end - 1].isalnum() or text[end - 1] in "._"):
        end -= 1
    return end


def _is_one(text: str) -> bool:
    """Whether a part of a text is such a call; make_node makes other nodes too."""
    try:
        return call_in(text).name != "make_node" or "ConvTranspose" in text
    except UnreadError:
        return False
