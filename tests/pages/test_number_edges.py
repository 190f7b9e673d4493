"""Numbers at the edges of what may be typed, on every page; and whatever a browser may send in their place."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core import questions
from deconv_core.export import matrix_files, python_program
from deconv_core.judge import comparison, gradient
from deconv_core.state.fields import FIELD, State
from deconv_core.state.legal import clamp
from deconv_core.state.query import read_query, write_query
from deconv_core.words import LANGUAGES
from pages._serve import warm
from pages._ui import stage
from tests.given.states import settings_of_states, states
from tests.pages.test_pages import PAGES, check, visit

EDGES = {
    "the most": "1000000",
    "the least": "-1000000",
    "beyond both": "1e7",
    "tiny": "1e-30",
    "minus zero": "-0",
    "sixteen digits": "0.1234567890123456",
    "as many as are read": "-0.0000012345678901234567",
    "the smallest double": "5e-324",
}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_numbers_at_the_edge(page: str) -> None:
    """Each beside a usual one, and beside the others; one beyond is not taken but offered: then the page has that."""
    warm.begin().join()
    taken = [number for edge, number in EDGES.items() if edge != "beyond both"]
    links = [
        f"x={number},1;1,{number}&w={number},1&stride=2&t=1.5" for number in (EDGES["the most"], EDGES["beyond both"])
    ]
    links.append(f"x={';'.join(f'{number},1' for number in taken)}&w={','.join(taken)}&t=1.5")
    for query in links:
        reported = write_query(read_query(query).state)
        check(visit(page, query, reported=reported), "en")


@given(states())
def test_numbers_that_were_read_are_floats(state: State) -> None:
    said = read_query(write_query(state)).state
    assert all(type(value) is float for rows in (said.x, said.w) for row in rows or () for value in row)
    assert said.t is None or type(said.t) is float


@given(st.sampled_from(["x", "w", "t"]), st.floats() | st.integers())
def test_a_number_at_or_beyond_a_limit_is_a_float_too(key: str, value: float) -> None:
    near = clamp(key, value)
    assert type(near) is float
    assert value != value or FIELD[key].low <= near <= FIELD[key].high


@given(settings_of_states(), st.sampled_from(sorted(EDGES.values())))
@settings(max_examples=25)
def test_everything_below_a_stage_takes_cells_at_the_edge(asked: dict[str, tuple[int, int]], edge: str) -> None:
    texts = {key: f"{height},{width}" for key, (height, width) in asked.items()}
    for key in ("x", "w"):
        rows, columns = asked[FIELD[key].size]
        texts[key] = ";".join([",".join([edge] * columns)] * rows)
    state = read_query(texts).state
    assert state.has_numbers
    for program in python_program.programs(state).values():
        compile(program, "program", "exec")
    assert comparison.compare(comparison.case(state), seconds=0)
    assert np.isfinite(matrix_files.entries(state).values).all()
    assert gradient.round_trip(state).y.shape[1:] == state.geometry.output_size


# ---- what a browser may send ----

scalars: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(
        ["", "input_size=2", "stride=1e400", "nan", "0," * 99, "\ud800", "\x00", "source", "link", "cells"]
    ),
)
anything = st.recursive(
    scalars | st.sampled_from([[0] * 10_000, ["a"] * 1000, [[[[]]]]]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)
REPORT = ("id", "sent", "lang", "query", "shown", "order", "done")
QUESTION = ("id", "kind", "text", "settings", "length")


def said(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(names) | st.text(max_size=9), anything, max_size=9)


@given(said(REPORT))
@settings(max_examples=100)
def test_any_report_is_judged_or_refused(report: dict[str, Any]) -> None:
    verdict = questions.verdict(report)
    assert verdict["ok"] is False or verdict["problem"] is None
    json.dumps(verdict)


@given(said(QUESTION))
@settings(max_examples=100)
def test_any_question_is_answered(question: dict[str, Any]) -> None:
    answered = questions.answer(question)
    assert {"kind", "state", "problems", "notes"} <= set(answered)
    json.dumps(answered)


@given(said(("report", "question")) | st.dictionaries(st.sampled_from(stage.SAID), said(REPORT + QUESTION)))
@settings(max_examples=100)
def test_whatever_the_component_says_is_answered(sent: dict[str, Any]) -> None:
    session = SessionState({stage.KEY: sent, "opening": questions.opening([])})
    with mock.patch.object(stage.st, "session_state", session):
        verdict, answered, lang = stage._verdict(), stage._answer(), stage.reported_language()
        state = stage.state("buffers")
    assert lang is None or lang in LANGUAGES
    assert state is not None and state.has_numbers
    for part in (verdict, answered):
        assert part is None or part["id"] is None or isinstance(part["id"], int)
        json.dumps(part)


class SessionState(dict[str, Any]):
    """Streamlit's, which has its keys as attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
