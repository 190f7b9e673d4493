"""The stage as a Streamlit component: what it reports is checked, what it asks is answered."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeGuard

import streamlit as st

from deconv_core import questions, words
from deconv_core.refusal import Refusal
from deconv_core.state.fields import Settings, State
from deconv_core.state.query import read_query
from pages._serve import warm
from pages._ui.kept import kept

KEY = "stage"
# What the stage says, each a few fields of text, numbers and flags.
SAID = ("report", "question")
MOST_FIELDS = 20
_log = logging.getLogger(__name__)

# Sent with every run; what it loads is served as a file.
SCRIPT = (Path(__file__).parent / "loader.js").read_text("utf-8")

# Until the stage has come its place is kept: nothing that stands below it is seen there first, to jump away then.
STYLE = f"""
.st-key-{KEY}:not(:has(.stage)) {{ min-height: 100vh; }}
.st-key-again {{ display: none; }}
.room > h1 {{ font-size: 22px; line-height: 1.2; padding: 4px 0; }}
.room > p > button {{
  font: inherit; color: inherit; background: none; border: 1px solid; border-radius: 6px; padding: 3px 10px;
}}
"""

_component = st.components.v2.component("deconv_stage", css=STYLE, js=SCRIPT, isolate_styles=False)


def mount(page: str, lang: str, typed: str = "") -> None:
    """Place the stage under a page's name, with its opening state, and what there is to say to what it last said.

    The page's title and lead are there before it, and stay where it does not come.

    `typed`: link text that the address is to hold besides the stage's own.
    """
    text = words.load(lang)
    answers = {"verdict": _verdict(), "answer": _answer()}
    first = {"title": f"{page}.title", "look": f"{page}.look", "missing": "page.no_stage", "again": "page.load_again"}
    data = _opening(page) | {"page": page, "lang": lang, "typed": typed} | answers
    data["first"] = {name: text[key] for name, key in first.items()}
    said = _component(key=KEY, data=data, on_report_change=_nothing, on_question_change=_nothing)
    if not all(name in SAID and (fields is None or _is_plain(fields)) for name, fields in said.items()):
        # No stage says this. A few signs can stand for very many lists, which the visit would keep.
        del st.session_state[KEY]


def state(page: str) -> State | None:
    """What the stage last said that could be read, with its numbers.

    Before it said anything, what it opens with on this page; None if that lacks numbers, which the browser then makes.
    """
    # One assignment: at any use of the session a run may end for a newer one, and half of two would be kept.
    known: tuple[str, State] | None = st.session_state.get("reported")
    query = _said("report").get("query")
    if isinstance(query, str) and (known is None or query != known[0]):
        reading = read_query(query)
        if not reading.problems and reading.state.has_numbers:
            known = st.session_state.reported = (query, reading.state)
    if known:
        return known[1]
    opened = State(**_opening(page)["state"])
    return opened if opened.has_numbers else None


def last_reported() -> State | None:
    """What the stage last said of itself on any page; for pages without one."""
    known: tuple[str, State] | None = st.session_state.get("reported")
    return known[1] if known else None


def settings(page: str) -> Settings:
    """The layer that is on the stage, and its input's size; its numbers may yet have to be made."""
    known = state(page)
    return (known or State(**_opening(page)["state"])).settings


def reported_language() -> object:
    """What the reader picked on the stage, on this page or one before."""
    if (lang := _said("report").get("lang")) in words.LANGUAGES:
        st.session_state.language = lang
    return st.session_state.get("language")


def _opening(page: str) -> dict[str, Any]:
    """The state that the session's link asks for, else the page's own; a bad link's is offered beside the opening."""
    if "opening" not in st.session_state:
        asked = st.query_params
        # items() would give a key that is there twice once.
        st.session_state.opening = questions.opening(
            [(key, text) for key in asked for text in asked.get_all(key)], page
        )
    return dict(st.session_state.opening)


def _verdict() -> dict[str, Any] | None:
    report = _said("report")
    if not report:
        return None
    about = {key: _number(report, key) for key in ("id", "sent")}
    if error := warm.failure():
        return about | {"problem": Refusal("no_pytorch", "shown", {"error": error}).told}
    if not warm.is_loaded():
        return about | {"loading": True}
    return about | _or_broken(questions.verdict, report)


def _answer() -> dict[str, Any] | None:
    """The answer to what was last asked. The browser's question stays where it is: each later run sees it again."""
    question = _said("question")
    if not question:
        return None
    number = _number(question, "id")
    return kept("answer", questions.key(question), lambda: {"id": number} | _or_broken(questions.answer, question))


def _or_broken(work: Callable[[dict[str, Any]], dict[str, Any]], said: dict[str, Any]) -> dict[str, Any]:
    """What Python says to it; where that breaks, the stage says so, and the server's log why."""
    try:
        return work(said)
    except Exception:
        _log.exception("%s broke", work.__qualname__)
        problem = Refusal("broken", "shown").told
        return {"problem": problem, "problems": [problem], "state": None}


def _number(said: dict[str, Any], key: str) -> int | None:
    number = said.get(key)
    return number if isinstance(number, int) else None


def _said(name: str) -> dict[str, Any]:
    """What the browser last said under this name; nothing it sends is taken for more than a few plain values."""
    try:
        said = (st.session_state.get(KEY) or {}).get(name)
    except (ValueError, RecursionError):
        # JSON that Python does not read: a number of thousands of digits, lists in lists without an end.
        return {}
    return said if _is_plain(said) else {}


def _is_plain(said: object) -> TypeGuard[dict[str, Any]]:
    """Whether it is what a stage says: fields with text, numbers and flags in them."""
    return (
        isinstance(said, dict)
        and len(said) <= MOST_FIELDS
        and all(value is None or isinstance(value, str | int | float) for value in said.values())
    )


def _nothing() -> None:
    """A component's value has to have a callback to be known to Streamlit."""
