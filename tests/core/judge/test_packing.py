"""Packed numbers are judged as plain ones are, and nothing a visitor sends unpacks to more than is read."""

from __future__ import annotations

import gzip
import tracemalloc
from base64 import b64encode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconv_core import questions
from deconv_core.judge.packing import unpacked
from deconv_core.judge.verdict import SHOWN_LIMIT
from deconv_core.state.query import write_query
from tests.core.judge.test_verdict import OPENING, big_state, shown_by, text


def packed(shown: str) -> str:
    """As a browser does it."""
    return b64encode(gzip.compress(shown.encode())).decode()


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=50))
def test_what_was_packed_is_what_was_shown(numbers: list[float]) -> None:
    assert unpacked(packed(text(numbers)), SHOWN_LIMIT) == text(numbers)


@pytest.mark.parametrize("shown", [OPENING, OPENING.replace("17", "18"), "1,2", "x", "NaN"])
def test_they_are_judged_alike(shown: str) -> None:
    assert questions.verdict({"query": "", "shown_gzip": packed(shown)}) == questions.verdict(
        {"query": "", "shown": shown}
    )


def test_the_largest_output_is_judged_packed() -> None:
    state = big_state(np.random.default_rng(21))
    shown = text(shown_by(state))
    assert questions.verdict({"query": write_query(state), "shown_gzip": packed(shown)})["ok"]


def test_a_small_text_that_unpacks_to_very_much_is_not_unpacked() -> None:
    bomb = packed("1" * 200_000_000)
    tracemalloc.start()
    problem = questions.verdict({"query": "", "shown_gzip": bomb})["problem"]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert problem["code"] == "shown_too_long"
    assert most < 10 * SHOWN_LIMIT


@given(st.one_of(st.text(), st.binary().map(lambda data: b64encode(data).decode()), st.integers(), st.none()))
def test_rubbish_is_no_text(given_: object) -> None:
    assert questions.verdict({"query": "", "shown_gzip": given_})["ok"] is False


@pytest.mark.parametrize("cut", [1, 8, 12, 20])
def test_a_text_that_was_cut_is_not_whole(cut: int) -> None:
    whole = gzip.compress(OPENING.encode())
    assert questions.verdict({"query": "", "shown_gzip": b64encode(whole[:-cut]).decode()})["ok"] is False
