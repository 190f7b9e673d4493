"""The page's state: what a link says is what one gets, and a written state reads back the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.link import QUERY_LIMIT, Reading, read, write
from deconv_core.link_text import number_text
from deconv_core.state import FIELD, FIELDS, State, table
from deconv_core.words import LANGUAGES
from tests.states import legal, states

OPENING = "input_size=2&kernel_size=2&stride=1&padding=0&output_padding=0&dilation=1&x=2,4;0,1&w=3,1;1,5"


# ---- the opening, and the table ----


def test_an_empty_link_is_the_opening() -> None:
    assert read("") == read({}) == read("?") == Reading(State())
    assert State().x == ((2, 4), (0, 1)) and State().w == ((3, 1), (1, 5)) and State().t is None
    assert write(State()) == OPENING


def test_the_table_reaches_the_browser_as_json_in_the_link_s_order() -> None:
    rows = json.loads(json.dumps(table()))
    assert [row["key"] for row in rows] == [field.key for field in FIELDS]
    assert rows[0] == {
        "key": "input_size",
        "kind": "setting",
        "default": [2, 2],
        "low": 1,
        "high": 16,
        "choices": [],
        "size": None,
    }
    assert {row["key"] for row in rows if row["choices"]} == {
        "x_fill",
        "w_fill",
        "pin",
        "turn",
        "order",
        "side",
        "removed",
        "ask",
        "lang",
    }
    opening = json.loads(json.dumps({field.key: getattr(State(), field.key) for field in FIELDS}))
    assert {row["key"]: row["default"] for row in rows} == {**opening, "square": None}


def test_the_languages_of_the_link_are_those_of_the_words() -> None:
    assert FIELD["lang"].choices == LANGUAGES


# ---- round trips ----


@given(states())
@settings(max_examples=300, deadline=None)
def test_a_written_state_reads_back_the_same(state: State) -> None:
    legal(state)
    link = write(state)
    assert read(link) == Reading(state)
    assert write(read(link).state) == link
    assert len(link) <= QUERY_LIMIT


@given(states())
@settings(max_examples=100, deadline=None)
def test_a_link_that_was_encoded_on_its_way_means_the_same(state: State) -> None:
    pairs = [part.split("=") for part in write(state).split("&")]
    encoded = "?" + "&".join(f"{key}={quote_plus(text)}" for key, text in reversed(pairs)) + "&utm_source=mail&fbclid=x"
    assert read(encoded) == read(dict(pairs)) == Reading(state)


def test_the_longest_state_fits_into_a_link_and_comes_back() -> None:
    longest = -0.0000012345678901234567
    state = State(
        input_size=(16, 16),
        kernel_size=(9, 9),
        x=((longest,) * 16,) * 16,
        w=((longest,) * 9,) * 9,
        seed=999_999,
        t=255.00000000000003,
        pin="buffers:15,15,8,8",
        lang="zh-Hant",
    )
    assert read(write(state)) == Reading(state)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        # What JavaScript's String(number) gives.
        (5.0, "5"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e6, "1000000"),
        (-999999.5, "-999999.5"),
        (123456.78901234567, "123456.78901234567"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-6, "0.000001"),
        (-0.0000012345678901234567, "-0.0000012345678901234567"),
        (1e-7, "1e-7"),
        (-1.5e-7, "-1.5e-7"),
        (9.999999999999997e-7, "9.999999999999997e-7"),
        (5e-324, "5e-324"),
        (1.25e-100, "1.25e-100"),
        (0.00012, "0.00012"),
    ],
)
def test_numbers_are_written_as_javascript_writes_them(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.floats(-1e6, 1e6))
def test_a_written_number_is_the_same_double(value: float) -> None:
    assert float(number_text(value)) == value


def test_only_what_differs_from_its_default_is_written_behind_the_numbers() -> None:
    state = State(x_fill="ones", seed=7, t=2.5, pin="input:0,1", lang="zh-Hans", square=False)
    assert write(state) == f"{OPENING}&x_fill=ones&seed=7&square=0&t=2.5&pin=input:0,1&lang=zh-Hans"
    assert write(State(stride=(2, 1))).startswith("input_size=2&kernel_size=2&stride=2,1&")
    assert State(stride=(2, 1)).square is False
    assert "square" not in write(State(stride=(2, 1)))
    assert write(State(stride=(2, 1), square=True)).endswith("&square=1")


# ---- sizes and numbers ----


def test_a_size_follows_its_numbers() -> None:
    state = read("x=1,2,3").state
    assert (state.input_size, state.x, state.w) == ((1, 3), ((1, 2, 3),), ((3, 1), (1, 5)))


def test_a_size_without_numbers_leaves_them_to_the_browser() -> None:
    assert read("input_size=3,5").state.x is None
    assert read("input_size=3,5").state.w == ((3, 1), (1, 5))
    assert read("input_size=2").state.x == ((2, 4), (0, 1))
    assert "&x=" not in write(read("input_size=3").state)


def test_numbers_win_over_a_size_that_disagrees() -> None:
    reading = read("input_size=3&x=1,2;3,4")
    assert reading.state.input_size == (2, 2)
    assert reading.problems[0].values == {"value": "3×3", "numbers": "x", "size": "2×2"}


def test_reading_a_link_loads_neither_torch_nor_streamlit() -> None:
    code = (
        "import sys; from deconv_core import check, link, presets, state, words; from deconv_core.frameworks import "
        "pytorch_source; link.read('padding=9'); print(sorted({'torch', 'streamlit'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parent.parent
    assert subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True).strip() == "[]"
