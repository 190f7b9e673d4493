"""The page's questions: what does this link, this pasted layer, this typed setting mean, and if nothing, why not?

Everything here is JSON-ready. What comes from a browser may be anything; it is answered, never raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from deconv_core import check, foreign, link
from deconv_core.foreign_said import LIBRARIES
from deconv_core.frameworks import foreign_source, pytorch_source
from deconv_core.presets import FIRST, PRESETS
from deconv_core.state import FIELD, SETTINGS, Settings, State

Answer = dict[str, Any]


def opening(query: Iterable[tuple[str, str]], page: str = "") -> Answer:
    """The state that a page opens with: the link's, or where that is refused the usual one with the link's on offer.

    A link that says nothing but its language leaves the page to its own first example.
    """
    given = list(query)
    reading = link.read(given)
    refused = bool(reading.problems)
    unsaid = not any(key in FIELD and key != "lang" for key, _ in given)
    usual = _first(page) if unsaid and not refused else State()
    return {
        "state": asdict(replace(usual, lang=reading.state.lang) if refused or unsaid else reading.state),
        "offer": asdict(reading.state) if refused else None,
        "problems": [asdict(problem) for problem in reading.problems],
    }


def _first(page: str) -> State:
    return next((preset.state for preset in PRESETS if preset.key == FIRST.get(page)), State())


def answer(question: Mapping[str, Any]) -> Answer:
    """{kind, state, problems, notes, offer} for a question {kind, text, settings, length} of kind "link", "source" or
    "settings".

    `length` is that of the text, of which only the beginning is sent. `settings` is link text: the page's present
    settings, which a pasted layer changes.

    `state` holds what to take: the whole state of a link, else settings only; with problems it is the nearest legal
    one, on offer, or None where there is none. `offer` names it in the words of the framework whose call was pasted.
    """
    kind, text, present, length = (question.get(key) for key in ("kind", "text", "settings", "length"))
    if not isinstance(text, str):
        text = ""
    if kind == "source":
        longest = max(len(text), length if isinstance(length, int) else 0)
        return {"kind": kind} | _source(text, longest, present if isinstance(present, str) else "")
    reader = _link if kind == "link" else _settings
    return {"kind": "link" if kind == "link" else "settings", "notes": []} | reader(text)


def verdict(report: Mapping[str, Any]) -> Answer:
    """PyTorch's word on a report {query, shown, order, done} (see check.check): the fields of check.Verdict."""
    query, shown = (text if isinstance(text := report.get(key), str) else "" for key in ("query", "shown"))
    order, done = report.get("order"), report.get("done")
    return asdict(
        check.check(query, shown, order if order in check.ORDERS else "stamps", done if isinstance(done, int) else None)
    )


def _link(text: str) -> Answer:
    reading = link.read(text)
    return {"state": asdict(reading.state), "problems": [asdict(problem) for problem in reading.problems]}


def _settings(text: str) -> Answer:
    reading = link.read(text)
    state = {key: list(getattr(reading.state, key)) for key in SETTINGS}
    return {"state": state, "problems": [asdict(problem) for problem in reading.problems]}


def _source(text: str, length: int, present: str) -> Answer:
    """A pasted layer of PyTorch's, or a call of another framework's; what is said of either is the same."""
    settings = link.read(present).state.settings
    limit = pytorch_source.TEXT_LIMIT
    try:
        if len(text) > limit:
            raise pytorch_source.SourceError("source_too_long", {"length": length, "limit": limit})
        text = pytorch_source.unprompted(text)
        if foreign_source.is_foreign(text):
            call = foreign.taken(foreign_source.parse(text), settings)
            return _taken(settings, call.settings, call.notes, _asked(call))
        layer = pytorch_source.parse(text)
        return _taken(settings, layer.settings, layer.notes, {})
    except pytorch_source.SourceError as error:
        problem = {"code": error.code, "field": "", "values": _whose(error), "message": error.message}
        return {"state": None, "problems": [problem], "notes": []}
    except foreign.ForeignError as error:
        problem = {"code": error.code, "field": error.field, "values": error.values, "message": error.message}
        return {"problems": [problem], "notes": [], **_offered(error.offer, settings)}


def _whose(error: pytorch_source.SourceError) -> Answer:
    """The values of what is said, and whose words are beside it; PyTorch's have no need of a name."""
    if error.message is None or error.framework is None:
        return error.values
    return {**error.values, "library": LIBRARIES[error.framework]}


def _offered(offer: foreign.Offer | None, settings: Settings) -> Answer:
    """The state of the call on offer; where it is beyond the page's limits, the nearest that is not."""
    if offer is None:
        return {"state": None}
    call = foreign.taken(offer.call, settings)
    taken = _taken(settings, call.settings, (), _asked(call))
    return {"state": taken["state"], "offer": None if taken["problems"] else offer.text}


def _asked(call: foreign.Taken) -> Answer:
    """What the Frameworks page asks the others for; nothing new where that does not show the call."""
    if call.ask is None:
        return {}
    return {"ask": call.ask, "output_shape": call.output_shape and list(call.output_shape)}


def _taken(present: Settings, said: Settings, notes: Iterable[Any], more: Answer) -> Answer:
    reading = link.read(pytorch_source.query(present | said))
    state = {key: list(getattr(reading.state, key)) for key in said}
    problems = [asdict(problem) for problem in reading.problems]
    return {"state": state | more, "problems": problems, "notes": [asdict(note) for note in notes]}
