"""The answers to a pasted text, JSON-ready: settings to take with what is said beside them, or why there are none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deconv_core.refusal import Refusal
from deconv_core.state.fields import Setting, Settings
from deconv_core.state.query import CHANNELS, read_query
from deconv_core.state.query_text import settings_texts

Answer = dict[str, Any]
# A choice is named by the beginning of its text.
NAME_LIMIT = 70


def taken(
    present: Settings, asked: Settings, notes: Iterable[Refusal], more: Mapping[str, Any] | None = None
) -> Answer:
    channels = {key: str(value) for key, value in (more or {}).items() if key in CHANNELS}
    reading = read_query({"rank": str(len(present["input_size"])), **channels, **settings_texts(present | asked)})
    state = {key: list(getattr(reading.state, key)) for key in asked}
    problems = [problem.told for problem in reading.problems]
    return {"state": state | dict(more or {}), "problems": problems, "notes": [note.told for note in notes]}


def refused(problems: Iterable[Refusal], state: Answer | None = None, **more: Any) -> Answer:
    return {"state": state, "problems": [one.told for one in problems], "notes": [], **more}


def unread(why: Refusal) -> Answer:
    """A text that cannot be read, with what may have been meant."""
    return refused([why], choices=[text_choice(one) for one in why.offer or ()])


def text_choice(text: str) -> Answer:
    """Another text, to be read in this one's place."""
    return {"name": short_name(text), "again": {"text": text, "length": len(text)}}


def kernel_choice(size: Setting) -> Answer:
    is_square = len({*size}) == 1
    text = str(size[0]) if is_square else ",".join(map(str, size))
    return {"name": f"kernel_size={text if is_square else size}", "again": {"kernel_size": text}}


def lists(settings: Settings) -> Answer:
    """The settings, JSON-ready."""
    return {key: list(value) for key, value in settings.items()}


def short_name(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= NAME_LIMIT else f"{line[:NAME_LIMIT]}…"
