"""The page's questions: what does this link, this pasted layer, this typed setting mean, and if nothing, why not?

Everything here is JSON-ready. What comes from a browser may be anything; it is answered, never raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from deconv_core.finder.layers_for_sizes import layers_for_sizes
from deconv_core.judge import packing
from deconv_core.judge.verdict import ORDERS, SHOWN_LIMIT, check
from deconv_core.paste import answers, pasted
from deconv_core.paste.call import TEXT_LIMIT, refused
from deconv_core.state.fields import LINK_WORDS, SETTINGS, State
from deconv_core.state.presets import FIRST, PRESETS
from deconv_core.state.query import QUERY_LIMIT, read_query
from deconv_core.state.query_text import settings_texts

Answer = dict[str, Any]
TOLD_APART = ("id", "kind", "text", "length", "settings", "kernel_size", "input_size", "pick")


def opening(query: Iterable[tuple[str, str]], page: str = "") -> Answer:
    """The state that a page opens with: the link's, or where that is refused the usual one with the link's on offer.

    A link that says nothing but its language leaves the page to its own first example.
    """
    given = list(query)
    reading = read_query(given)
    is_refused = bool(reading.problems)
    unsaid = not any(key in LINK_WORDS and key != "lang" for key, _ in given)
    usual = _first(page) if unsaid and not is_refused else State()
    return {
        "state": asdict(replace(usual, lang=reading.state.lang) if is_refused or unsaid else reading.state),
        "offer": asdict(reading.state) if is_refused else None,
        "problems": [problem.told for problem in reading.problems],
        "notes": [note.told for note in reading.notes],
    }


def _first(page: str) -> State:
    return next((preset.state for preset in PRESETS if preset.key == FIRST.get(page)), State())


def answer(question: Mapping[str, Any]) -> Answer:
    """{kind, state, problems, notes, offer, choices, title, take} for a question {kind, text, settings, length,
    kernel_size, input_size, pick} of kind "link", "source" or "settings".

    `length` is that of the text, of which only the beginning is sent. `settings` is link text: the page's present
    settings, which a pasted layer changes; `kernel_size`, as in a link: what was chosen for a text that lacks it;
    `input_size`: for which a layer was found; `pick`: which of a text's layers, from 0.

    `state` holds what to take: the whole state of a link, else settings only; with problems it is the nearest legal
    one, on offer, or None where there is none. `offer` names it in the words of the framework whose call was pasted.
    `choices`: what else may be meant, each {name, again}: its name, and what the same question says otherwise then.
    `title` and `take`, words keys: what the card is headed by, and what its button says, where that is not the usual.
    """
    kind, text, length = (question.get(key) for key in ("kind", "text", "length"))
    if not isinstance(text, str):
        text = ""
    if kind == "source":
        return {"kind": kind} | _source(text, length if isinstance(length, int) else 0, question)
    reader = _link if kind == "link" else _settings
    return {"kind": "link" if kind == "link" else "settings", "notes": []} | reader(text)


def key(question: Mapping[str, Any]) -> tuple[object, ...]:
    """What tells one question from another, in few characters however long it is: the same key, the same answer."""
    return tuple(_short(question.get(name)) for name in TOLD_APART)


def _short(value: object) -> object:
    if isinstance(value, str):
        return value[: QUERY_LIMIT + 1], len(value)
    return value if isinstance(value, (int, float)) else None


def verdict(report: Mapping[str, Any]) -> Answer:
    """PyTorch's word on a report {query, shown, order, done} (see judge.verdict): the fields of verdict.Verdict.

    A long `shown` comes as `shown_gzip`.
    """
    query, shown, packed = (
        text if isinstance(text := report.get(key), str) else "" for key in ("query", "shown", "shown_gzip")
    )
    if packed:
        shown = packing.unpacked(packed, SHOWN_LIMIT)
    order, done = report.get("order"), report.get("done")
    return asdict(check(query, shown, order if order in ORDERS else "stamps", done if isinstance(done, int) else None))


def _link(text: str) -> Answer:
    reading = read_query(text)
    problems, notes = ([one.told for one in said] for said in (reading.problems, reading.notes))
    return {"state": asdict(reading.state), "problems": problems, "notes": notes}


def _settings(text: str) -> Answer:
    reading = read_query(text)
    state = {key: list(getattr(reading.state, key)) for key in SETTINGS}
    return {"state": state, "problems": [problem.told for problem in reading.problems]}


def _source(text: str, length: int, question: Mapping[str, Any]) -> Answer:
    """A pasted layer of PyTorch's, or a call of another library's; what is said of either is the same."""
    if max(len(text), length) > TEXT_LIMIT:
        values = {"length": max(len(text), length), "limit": TEXT_LIMIT}
        return answers.unread(refused("source_too_long", values).refusal)
    present, chosen = question.get("settings"), question.get("kernel_size")
    settings = read_query(present if isinstance(present, str) else "").state.settings
    kernel = read_query({"kernel_size": chosen}) if isinstance(chosen, str) else None
    if told := layers_for_sizes(text, settings):
        return told
    pick = question.get("pick")
    size = kernel.state.kernel_size if kernel and not kernel.problems else None
    told = pasted.meaning(text, settings, size, pick if type(pick) is int else 0)
    return _at_input(told, question.get("input_size"), len(settings["stride"]))


def _at_input(told: Answer, size: object, rank: int) -> Answer:
    """With the input that a layer was found for, where the stage shows as much."""
    if not isinstance(size, str) or told["problems"] or not told["state"]:
        return told
    shown = settings_texts({key: one for key, one in told["state"].items() if key in SETTINGS})
    reading = read_query({"rank": str(rank), **shown, "input_size": size})
    if reading.problems:
        return told
    return {**told, "state": {**told["state"], "input_size": list(reading.state.input_size)}}
