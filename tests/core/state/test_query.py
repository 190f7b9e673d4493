"""The page's state: what a link says is what one gets, and a written state reads back the same."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core import questions
from deconv_core.frameworks import pytorch
from deconv_core.state.fields import FIELD, FIELDS, SETTINGS, Field, State, axis_names, table
from deconv_core.state.legal import budget_problems, nearest, rule_problems
from deconv_core.state.query import QUERY_LIMIT, Reading, read_query, write_query
from deconv_core.state.query_text import number_text
from deconv_core.words import LANGUAGES, load
from pages._ui.names import NAMES
from tests.given.states import legal, settings_of_one_axis, states

OPENING = "input_size=2&kernel_size=2&stride=1&padding=0&output_padding=0&dilation=1&x=2,4;0,1&w=3,1;1,5"


# ---- the opening, and the table ----


def test_an_empty_link_is_the_opening() -> None:
    assert read_query("") == read_query({}) == read_query("?") == Reading(State())
    assert State().x == ((2, 4), (0, 1)) and State().w == ((3, 1), (1, 5)) and State().t is None
    assert write_query(State()) == OPENING


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
        "size": "",
        "owner": "layer",
        "of_page": False,
        "words": "stage.meaning_input_size",
        "was": "",
        "highs": [64, 16, 6],
    }
    assert {row["key"] for row in rows if row["choices"]} == {
        "x_fill",
        "w_fill",
        "pin",
        "stretched_turn",
        "matrix_order",
        "matrix_side",
        "matrix_removed",
        "frameworks_side",
        "frameworks_ask",
        "lang",
    }
    opening = json.loads(json.dumps({field.key: getattr(State(), field.key) for field in FIELDS}))
    assert {row["key"]: row["default"] for row in rows} == {**opening, "square": None}


def test_a_page_s_choice_carries_the_page_s_name() -> None:
    assert {field.owner for field in FIELDS if field.of_page} < set(NAMES)
    assert all(field.key.startswith(f"{field.owner}_") for field in FIELDS if field.of_page)


@pytest.mark.parametrize("field", FIELDS, ids=[field.key for field in FIELDS])
def test_a_field_that_a_reader_sets_has_its_words(field: Field) -> None:
    assert field.words or not (field.of_page or field.kind in ("setting", "numbers"))
    assert all(field.words in load(lang) for lang in LANGUAGES if field.words)


def test_the_languages_of_the_link_are_those_of_the_words() -> None:
    assert FIELD["lang"].choices == LANGUAGES


# ---- round trips ----


@given(states())
@settings(max_examples=300, deadline=None)
def test_a_written_state_reads_back_the_same(state: State) -> None:
    legal(state)
    link = write_query(state)
    assert read_query(link) == Reading(state)
    assert write_query(read_query(link).state) == link
    assert len(link) <= QUERY_LIMIT


@given(states())
@settings(max_examples=100, deadline=None)
def test_a_link_that_was_encoded_on_its_way_means_the_same(state: State) -> None:
    pairs = [part.split("=") for part in write_query(state).split("&")]
    encoded = "?" + "&".join(f"{key}={quote_plus(text)}" for key, text in reversed(pairs)) + "&utm_source=mail&fbclid=x"
    assert read_query(encoded) == read_query(dict(pairs)) == Reading(state)


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
    assert read_query(write_query(state)) == Reading(state)


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
    assert write_query(state) == f"{OPENING}&x_fill=ones&seed=7&square=0&t=2.5&pin=input:0,1&lang=zh-Hans"
    assert write_query(State(stride=(2, 1))).startswith("input_size=2&kernel_size=2&stride=2,1&")
    assert State(stride=(2, 1)).square is False
    assert "square" not in write_query(State(stride=(2, 1)))
    assert write_query(State(stride=(2, 1), square=True)).endswith("&square=1")


# ---- any number of axes ----


@given(st.integers(1, 3).flatmap(lambda axes: st.tuples(*[settings_of_one_axis()] * axes)))
@settings(max_examples=100, deadline=None)
def test_settings_have_any_number_of_axes(axes: tuple[dict[str, int], ...]) -> None:
    asked = {key: tuple(one[key] for one in axes) for key in SETTINGS}
    alone = [{key: (one[key],) for key in SETTINGS} for one in axes]
    near = nearest(asked)
    # On each axis alone, but for what is too much in all.
    axis_by_axis = {key: tuple(nearest_axis(one, len(axes))[key] for one in alone) for key in SETTINGS}
    assert near == nearest(axis_by_axis)
    assert near == axis_by_axis or budget_problems(axis_by_axis)
    assert pytorch.refusal(**near) is None and rule_problems(near) == []
    broken = [axis for axis, one in zip(axis_names(len(axes)), alone, strict=True) if rule_problems(one)]
    told = [problem.values["axis"] for problem in rule_problems(asked)]
    assert told == broken or (told in (["both"], ["all"]) and len(broken) == len(axes) > 1)
    state = State(**near, frameworks_output_shape=near["input_size"])
    said = dict(part.split("=") for part in write_query(state).split("&"))
    for key, setting in {**near, "frameworks_output_shape": near["input_size"]}.items():
        texts = said[key].split(",")
        assert tuple(map(int, texts)) == (setting if len(set(setting)) > 1 else setting[:1])
    assert state.square == all(len(set(setting)) == 1 for setting in near.values())


def nearest_axis(one: dict[str, tuple[int, ...]], rank: int) -> dict[str, int]:
    """The nearest settings of one axis in a layer of so many: the others are as small as can be."""
    smallest = {key: (FIELD[key].low,) * (rank - 1) for key in SETTINGS}
    near = nearest({key: one[key] + smallest[key] for key in SETTINGS})
    return {key: near[key][0] for key in SETTINGS}


# ---- links of before a page's choices carried its name ----

OLDER = {
    "turn=unturned&t=2": State(stretched_turn="unturned", t=2),
    "order=columns&removed=shown": State(matrix_order="columns", matrix_removed="shown"),
    "side=forward": State(matrix_side="forward", frameworks_side="forward"),
    "side=forward&lang=en": State(matrix_side="forward", frameworks_side="forward", lang="en"),
    "stride=2&ask=valid&output_shape=5,8": State(stride=(2, 2), frameworks_ask="valid", frameworks_output_shape=(5, 8)),
}


@pytest.mark.parametrize("query", OLDER)
def test_an_older_link_opens_as_it_did(query: str) -> None:
    assert read_query(query) == Reading(OLDER[query])
    assert read_query(write_query(OLDER[query])) == Reading(OLDER[query])
    for page in NAMES:
        assert questions.opening([tuple(part.split("=")) for part in query.split("&")], page) == {
            "state": asdict(OLDER[query]),
            "offer": None,
            "problems": [],
            "notes": [],
        }


def test_an_older_word_says_every_field_that_came_of_it() -> None:
    for old in {field.was for field in FIELDS if field.was}:
        fields = [field for field in FIELDS if field.was == old]
        for text in fields[0].choices or ("7", "3,5"):
            reading = read_query({old: text})
            assert reading == read_query({field.key: text for field in fields}) and not reading.notes
            assert old not in dict(part.split("=") for part in write_query(reading.state).split("&"))


def test_a_field_s_own_word_goes_before_an_older_one() -> None:
    reading = read_query("side=forward&matrix_side=transposed")
    assert reading == Reading(State(matrix_side="transposed", frameworks_side="forward"))


@pytest.mark.parametrize("query", ["side=up", "output_shape=500", "ask=", "turn=turned&turn=unturned"])
def test_what_an_older_word_says_wrongly_is_told_once_by_that_word(query: str) -> None:
    (problem,) = read_query(query).problems
    assert problem.field == query.partition("=")[0]


# ---- sizes and numbers ----


def test_a_size_follows_its_numbers() -> None:
    state = read_query("x=1,2,3").state
    assert (state.input_size, state.x, state.w) == ((1, 3), ((1, 2, 3),), ((3, 1), (1, 5)))


def test_a_size_without_numbers_leaves_them_to_the_browser() -> None:
    assert read_query("input_size=3,5").state.x is None
    assert read_query("input_size=3,5").state.w == ((3, 1), (1, 5))
    assert read_query("input_size=2").state.x == ((2, 4), (0, 1))
    assert "&x=" not in write_query(read_query("input_size=3").state)


def test_numbers_win_over_a_size_that_disagrees() -> None:
    reading = read_query("input_size=3&x=1,2;3,4")
    assert reading.state.input_size == (2, 2)
    assert reading.problems[0].values == {"value": "3×3", "numbers": "x", "size": "2×2"}


def test_reading_a_link_loads_neither_torch_nor_streamlit() -> None:
    code = (
        "import sys; from deconv_core import words; from deconv_core.judge import verdict; "
        "from deconv_core.paste import pytorch_call; from deconv_core.state import legal, presets, query; "
        "query.read_query('padding=9'); print(sorted({'torch', 'streamlit'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[3]
    assert subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True).strip() == "[]"
