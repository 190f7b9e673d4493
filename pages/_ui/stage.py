"""The stage as a Streamlit component: what it reports is checked, what it asks is answered."""

from dataclasses import asdict
from typing import Any

import streamlit as st

from deconv_core import answer, link
from deconv_core.problem import Problem
from deconv_core.state import State
from pages._ui import warm

KEY = "stage"

# These few lines are sent with every run; what they load is served as a file.
SCRIPT = """
const modules = import(new URL("stage/joined.js", document.baseURI).href);
let run = null;
export default function (component) {
  if (run) return run(component);
  let close = null;
  modules.then((module) => { run = module.run; close = run(component); });
  return () => close?.();
}
"""

# Until the stage has come its place is kept: nothing that stands below it is seen there first, to jump away then.
STYLE = f".st-key-{KEY}:not(:has(.stage)) {{ min-height: 100vh; }}"

_component = st.components.v2.component("deconv_stage", css=STYLE, js=SCRIPT, isolate_styles=False)


def mount(page: str, lang: str, typed: str = "") -> None:
    """Place the stage under a page's name, with its opening state, and what there is to say to what it last said.

    `typed`: link text that the address is to hold besides the stage's own.
    """
    said = {"verdict": _verdict(), "answer": _answer()}
    data = _opening(page) | {"page": page, "lang": lang, "typed": typed} | said
    _component(key=KEY, data=data, on_report_change=_nothing, on_question_change=_nothing)


def state() -> State | None:
    """What the stage last said that could be read, with its numbers.

    Before it said anything, what it opens with; None if that lacks numbers, which the browser then makes.
    """
    query = _said("report").get("query")
    if isinstance(query, str) and query != st.session_state.get("reported_query"):
        reading = link.read(query)
        if not reading.problems:
            st.session_state.reported_query, st.session_state.reported_state = query, reading.state
    reported: State | None = st.session_state.get("reported_state")
    return reported or _opened()


def _opened() -> State | None:
    opened = State(**st.session_state.opening["state"])
    return None if opened.x is None or opened.w is None else opened


def reported_language() -> object:
    """What the reader picked on the stage, on this page or one before; from a browser, so it may be anything."""
    if lang := _said("report").get("lang"):
        st.session_state.language = lang
    return st.session_state.get("language")


def _opening(page: str) -> dict[str, Any]:
    """The state that the session's link asks for, else the page's own; a bad link's is offered beside the opening."""
    if "opening" not in st.session_state:
        asked = st.query_params
        # items() would give a key that is there twice once.
        st.session_state.opening = answer.opening([(key, text) for key in asked for text in asked.get_all(key)], page)
    return dict(st.session_state.opening)


def _verdict() -> dict[str, Any] | None:
    report = _said("report")
    if not report:
        return None
    if error := warm.failure():
        return {"id": report.get("id"), "problem": asdict(Problem("no_pytorch", "shown", {"error": error}))}
    if not warm.is_loaded():
        return {"id": report.get("id"), "loading": True}
    return {"id": report.get("id")} | answer.verdict(report)


def _answer() -> dict[str, Any] | None:
    question = _said("question")
    if question:
        st.session_state.answer = {"id": question.get("id")} | answer.answer(question)
    return st.session_state.get("answer")


def _said(name: str) -> dict[str, Any]:
    """What the browser last said under this name; nothing it sends is taken for more than a dict."""
    said = (st.session_state.get(KEY) or {}).get(name)
    return said if isinstance(said, dict) else {}


def _nothing() -> None:
    """A component's value has to have a callback to be known to Streamlit."""
