"""Numbers in a link: columns apart by `,`, rows by `;`, slices by `;;`, channels by `:`.

Where there are two axes of channels, as a layer's kernels have, the outer ones are apart by `::`.
"""

from __future__ import annotations

from collections.abc import Sequence

from deconv_core.state.query_text import number_text

# Texts in lists of lists, as deep as there are axes.
Tree = str | list["Tree"]
SPACE = (",", ";", ";;")
CHANNELS = (":", "::")


def marks(rank: int, channels: int) -> tuple[str, ...]:
    """What stands between parts, outermost first, where so many axes are of space and so many of channels."""
    return tuple(reversed((*SPACE[:rank], *CHANNELS[:channels])))


def write(rows: Sequence[Sequence[float]], counts: Sequence[int], between: Sequence[str]) -> str:
    """Rows of numbers as text; `counts`: how many parts there are at each mark of `between` but the last."""
    if not counts:
        return between[0].join(map(number_text, rows[0]))
    step = len(rows) // counts[0]
    parts = (rows[at * step : (at + 1) * step] for at in range(counts[0]))
    return between[0].join(write(part, counts[1:], between[1:]) for part in parts)


def split(text: str, between: Sequence[str]) -> Tree:
    """The text taken apart; its parts may be of different lengths."""
    if not between:
        return text
    return [split(part, between[1:]) for part in text.split(between[0])]
