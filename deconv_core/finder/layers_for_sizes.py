"""Sizes such as `44 -> 89`, written where one pastes a layer: the best layers that give them, each a click away."""

from __future__ import annotations

from typing import Literal

from deconv_core.finder.line import ends_of
from deconv_core.frameworks import pytorch
from deconv_core.paste.answers import Answer, refused, text_choice, unread
from deconv_core.refusal import Refusal, UnreadError, Value
from deconv_core.sizes.solver import solve
from deconv_core.state import typed_sizes
from deconv_core.state.fields import Setting, Settings
from deconv_core.state.query_text import cells, setting_text

# What is said of sizes in the line where one pastes a layer.
SizesCode = Literal["sizes_found", "sizes_none"]

BEST = 3


def layers_for_sizes(text: str, present: Settings) -> Answer | None:
    """JSON-ready, as a pasted text is answered; None where the text is no sizes.

    `present`: the stage's settings, whose input is meant where the text names none, on as many axes as it has.
    """
    ends = ends_of(text)
    if ends is None or not ends[1].strip():
        return None
    axes = len(present["input_size"])
    try:
        size = typed_sizes.size("input_size", ends[0], axes) or present["input_size"]
        wanted = typed_sizes.per_axis("wanted", ends[1], axes)
    except UnreadError as error:
        return unread(error.refusal)
    solution = solve(size, wanted)
    # Where there are none, how many were tried.
    count = len(solution.answers) or solution.candidates
    found = [pytorch.source(size, **solution.settings(at)) for at in range(min(len(solution.answers), BEST))]
    values: dict[str, Value] = {"input": cells(size), "wanted": cells(wanted), "count": f"{count:,}"}
    code: SizesCode = "sizes_found" if found else "sizes_none"
    said = Refusal(code, values=values)
    choices = [_choice(layer, size) for layer in found]
    return refused([said], choices=choices, title="stage.sizes_title")


def _choice(layer: str, size: Setting) -> Answer:
    """Named in full: what it ends in tells it from the next one."""
    return {"name": layer, "again": {**text_choice(layer)["again"], "input_size": setting_text(size)}}
