"""The finder's one line: a layer, sizes such as `44 -> 89`, or an encoder. Read, never run.

Which of them a text is, is seen from its signs: sizes are numbers and an arrow, an encoder calls Conv2d, all else is a
layer of any library that the page reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from deconv_core.frameworks import PYTORCH
from deconv_core.paste import other_frameworks, pytorch_call, to_settings
from deconv_core.paste.answers import short_name
from deconv_core.paste.find_calls import Found, calls
from deconv_core.paste.input_of_call import at_its_input
from deconv_core.paste.libraries import which_library
from deconv_core.paste.other_frameworks import Foreign
from deconv_core.refusal import Refusal, UnreadError, Value, unread
from deconv_core.sizes.ranges import HIGHEST, KEYS, LOWEST
from deconv_core.state import typed_sizes
from deconv_core.state.fields import Setting, Settings
from deconv_core.state.panel_query import LINE_LIMIT
from deconv_core.state.query_text import echo, parse_whole, setting_text

LineCode = Literal["line_too_long", "line_unread", "line_encoder"]

ARROW = re.compile(r"[-=]{1,3}>|[→⇒➜]|\bto\b|到|变成|變成", re.I)
SIZES = re.compile(r"[\d\s,，、x×()\[\]]*", re.I)
ENCODER = re.compile(r"\bConv2d\s*\(")
# Where a browser's one-line field has joined the lines of a longer text: before a layer's printed name, after a layer
# and before the next one; and the brackets that close a holder, with the blanks between them.
JOINED = re.compile(r"(?<=[(),])[ \t]+(?=\([\w.]+\): )|(?<=\))[ \t]+(?=[A-Za-z_][\w.]*\()")
CLOSING = re.compile(r"(?<=[^) \t])(\)+)([ \t][) \t]*)(?=$|\([\w.]+\): )")
# No call at all: then it may have been meant for a size just as well.
UNREAD = ("source_not_python", "source_not_a_call")


def _unread(code: LineCode, values: Mapping[str, int | str]) -> UnreadError:
    """A line that is nothing of what the finder takes."""
    return unread(code, dict(values))


@dataclass(frozen=True)
class Line:
    """What a line says; None for what it does not.

    `layer`: kernel_size to dilation in PyTorch's words, one number an axis, legal or not. `counts`: its channels and
    groups, where they are numbers. `notes`: what else is to be said of how a layer was read.
    """

    input_size: Setting | None = None
    wanted: Setting | None = None
    layer: Settings | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Refusal, ...] = ()


def is_encoder(text: str) -> bool:
    return bool(ENCODER.search(text))


def unjoined(text: str) -> str:
    """An encoder's text with a layer a line again, after a field of one line has joined them with spaces."""
    if "\n" in text:
        return text
    apart = CLOSING.sub(lambda found: f"{found[1]}\n{''.join(found[2].split())}\n", text)
    return JOINED.sub("\n", apart)


def rank_of(text: str) -> int | None:
    """How many axes the line's layer has; None where the line holds none, or none that is read."""
    if len(text) > LINE_LIMIT or not text.strip() or is_encoder(text):
        return None
    try:
        call = calls(text)[0].call
        found = which_library.of(call)
        if found.library.rules is PYTORCH:
            return pytorch_call.read(call, found.library, found.signature).layer.rank
        return other_frameworks.read(call, found).rank
    except UnreadError:
        return None


def read(text: str, present: Settings) -> Line:
    """What a line says that is no encoder. UnreadError for a layer that its library refuses, and for what is nothing.

    `present`: the settings on the stage, of as many axes as the line's layer, for what a call leaves open (its input,
    or the kernel of a function).
    """
    if len(text) > LINE_LIMIT:
        raise _unread("line_too_long", {"length": len(text), "limit": LINE_LIMIT})
    if not text.strip():
        return Line()
    if is_encoder(text):
        raise _unread("line_encoder", {})
    if ends := ends_of(text):
        return _sizes(len(present["input_size"]), *ends)
    try:
        return _layer(text, present)
    except UnreadError as error:
        if error.code in UNREAD:
            raise _unread("line_unread", {"value": echo(text)}) from None
        raise


def ends_of(text: str) -> tuple[str, str] | None:
    """Both ends of `44 -> 89`; the first is empty where the wanted size stands alone: `89`, `-> 89`. None: no sizes."""
    if len(text) > LINE_LIMIT:
        return None
    ends = ARROW.split(text)
    if len(ends) > 2 or not all(SIZES.fullmatch(end) for end in ends):
        return None
    return ("", ends[0]) if len(ends) == 1 else (ends[0], ends[1])


def _sizes(axes: int, first: str, wanted: str) -> Line:
    return Line(typed_sizes.size("input_size", first, axes), typed_sizes.per_axis("wanted", wanted, axes))


def _layer(text: str, present: Settings) -> Line:
    all_of_them = calls(text)
    call = all_of_them[0].call
    found = which_library.of(call)
    if found.library.rules is PYTORCH:
        reading = pytorch_call.read(call, found.library, found.signature)
        said = Line(None, None, _whole(reading.settings, present), _counts(reading.notes))
    else:
        said = _foreign(other_frameworks.read(call, found), present)
    return replace(said, notes=(*_of_several(all_of_them), *said.notes))


def _of_several(found: tuple[Found, ...]) -> tuple[Refusal, ...]:
    """That a text has more layers than the one that is taken."""
    values: dict[str, Value] = {
        "count": len(found),
        "line": found[0].line,
        "name": short_name(found[0].call.segment()),
    }
    return (Refusal("note_several", values=values),) if len(found) > 1 else ()


def _foreign(call: Foreign, present: Settings) -> Line:
    """Another library's layer, in PyTorch's words; where those do not crop as it does, its size is what is wanted."""
    inputs = _its_input(call, present)
    taken = to_settings.taken(call, {**present, "input_size": inputs or present["input_size"]})
    own = next((str(one.values["output"]) for one in taken.notes if one.code == "note_no_twin"), None)
    wanted = None if own is None else typed_sizes.per_axis("wanted", own, call.rank)
    return Line(inputs, wanted, _whole(taken.settings, present), {}, taken.notes)


def _its_input(call: Foreign, present: Settings) -> Setting | None:
    """The input that a call is about, where it says so: in full, though the stage would have to take a smaller one."""
    _, _, notes = at_its_input(call, present)
    for one in notes:
        return typed_sizes.per_axis("input_size", str(one.values.get("needed", one.values["input"])), call.rank)
    return None


def _whole(settings: Settings, present: Settings) -> Settings:
    """All of them, within the fields' limits. A function's call leaves its kernel open: it is the stage's."""
    found = {key: settings.get(key, present[key]) for key in KEYS}
    return {
        key: typed_sizes.per_axis(key, setting_text(one), len(one), LOWEST[key], HIGHEST) for key, one in found.items()
    }


def _counts(notes: Iterable[Refusal]) -> dict[str, int]:
    said = {key: parse_whole(str(value)) for note in notes for key, value in note.values.items()}
    return {key: count for key, count in said.items() if count and count > 0}
