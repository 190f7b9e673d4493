"""Each transposed convolution in a longer text, Python or not: where it stands, and as a call of its own.

A text may be long. It is walked through once, bracket by bracket; only pieces of bounded length are taken apart.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from deconv_core.paste.forms import aten_text, caffe_text, onnx_text

# Characters of one call, comments and all.
PIECE_LIMIT = 4_000
BRACKET = re.compile(r"[()]")
# A layer with parametrizations prints its words on a line of their own, and these below.
PARAMETRIZED = re.compile(
    r"\bParametrized(\w{0,40})\(\s{0,40}([^()\n]{0,400}(?:\([^()\n]{0,100}\)[^()\n]{0,100}){0,8})\n"
)
# A layer that has not seen its input yet prints no channels of it.
LAZY = re.compile(r"\bLazy(ConvTranspose[123]d)\((?=0, )")
PARAMETRIZATIONS = "(parametrizations)"
QUOTES = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True)
class Piece:
    """`text` is a call; it stands in this line of the whole text, from 1."""

    line: int
    text: str


def pieces(text: str, names: Collection[str]) -> tuple[Piece, ...]:
    """Those in a text, first to last, one that is written again left out. `names`: what is to be called."""
    starts = [at.end() for at in re.finditer("\n", text)]
    found: dict[str, int] = {}
    for start, piece in sorted(_all(text, names)):
        if len(piece) <= PIECE_LIMIT:
            found.setdefault(piece, start)
    return tuple(Piece(bisect(starts, start) + 1, piece) for piece, start in found.items())


def _all(text: str, names: Collection[str]) -> set[tuple[int, str]]:
    return {*_calls(text, names), *onnx_text.nodes(text), *caffe_text.layers(text), *aten_text.calls(text)}


def as_plain(text: str) -> str:
    """A layer that prints with its parametrizations, or without its channels, as the plain one; all else as it is.

    But for the quotes that a word processor puts.
    """
    text = LAZY.sub(r"\1(", text.translate(QUOTES))
    return PARAMETRIZED.sub(r"\1(\2)\n", text) if PARAMETRIZATIONS in text else text


def _calls(text: str, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """The calls that are complete; of one inside another, the outer."""
    opened: list[tuple[int, str]] = []
    found: list[tuple[int, int]] = []
    for bracket in BRACKET.finditer(text):
        if bracket[0] == "(":
            start = _word_start(text, bracket.start())
            opened.append((start, text[start : bracket.start()]))
        elif opened:
            start, name = opened.pop()
            if name.rpartition(".")[2] in names:
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, bracket.end()))
    return ((start, text[start:end]) for start, end in found if _is_one(text, start, end))


def _word_start(text: str, end: int) -> int:
    while end and (text[end - 1].isalnum() or text[end - 1] in "._"):
        end -= 1
    return end


def _is_one(text: str, start: int, end: int) -> bool:
    """make_node makes other nodes too; and a name in a definition is no call."""
    is_defined = text[max(0, start - 6) : start].split()[-1:] in (["def"], ["class"])
    is_node = not text.startswith("make_node", text.rfind(".", start, text.find("(", start)) + 1)
    return not is_defined and (is_node or "ConvTranspose" in text[start : min(end, start + PIECE_LIMIT)])
