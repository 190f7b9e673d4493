"""No text whatever makes an impossible state: what cannot be is told, once, with a way out."""

from __future__ import annotations

import json
from typing import get_args
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.frameworks import pytorch
from deconv_core.state.fields import FIELD, FIELDS, State
from deconv_core.state.legal import Code
from deconv_core.state.query import CHANNELS, QUERY_LIMIT, Reading, read_query, write_query
from deconv_core.words import LANGUAGES, explain
from tests.given.states import legal, states

OPENING = "input_size=2&kernel_size=2&stride=1&padding=0&output_padding=0&dilation=1&x=2,4;0,1&w=3,1;1,5"


def codes(query: object) -> list[str]:
    return [problem.code for problem in read_query(query).problems]


# ---- problems: each code once, with the offer ----

MESSAGE = "output padding must be smaller than either stride or dilation"
BAD_LINKS = [
    ("seed=" + "1" * QUERY_LIMIT, "too_long", OPENING),
    ("stride=2&stride=1", "repeated", OPENING.replace("stride=1", "stride=2")),
    ("x=", "empty", OPENING),
    ("stride=2,2,1", "too_many_axes", OPENING.replace("stride=1", "stride=2")),
    ("rank=1&stride=2,1", "one_axis", "rank=1&stride=2"),
    ("rank=1&x=1,2;3,4", "several_rows", "rank=1&x=1,2"),
    ("x=1,2:3,4&w=1:1::2", "parts_differ", "in_channels=2&out_channels=2&x=1,2:3,4&w=1:1::2:0"),
    ("bias=1,2&out_channels=3&w=1:2:3", "parts_differ", "out_channels=3&w=1:2:3&bias=1,2,0"),
    ("in_channels=2&out_channels=3&groups=2", "groups_do_not_divide", "in_channels=2&out_channels=3"),
    ("rank=3&input_size=6&kernel_size=5&stride=4", "budget_cells", "rank=3&input_size=3&kernel_size=5&stride=4"),
    (
        "in_channels=4&out_channels=4&input_size=16&kernel_size=9",
        "budget_links",
        "in_channels=4&out_channels=4&input_size=7&kernel_size=9",
    ),
    ("stride=two", "not_a_whole_number", OPENING),
    ("stride=99", "setting_out_of_range", OPENING.replace("stride=1", "stride=8")),
    ("output_shape=500", "setting_out_of_range", f"{OPENING}&output_shape=192"),
    ("output_shape=0,7", "setting_out_of_range", f"{OPENING}&output_shape=1,7"),
    ("output_shape=half", "not_a_whole_number", OPENING),
    ("output_shape=3,4,5", "too_many_axes", f"{OPENING}&output_shape=3,4"),
    ("t=99.5", "out_of_range", f"{OPENING}&t=4"),
    ("t=now", "not_a_number", OPENING),
    ("lang=fr", "not_a_choice", OPENING),
    ("x=1,b;3,4", "cell_not_a_number", OPENING.replace("x=2,4;0,1", "x=1,0;3,4")),
    ("x=1,1e400;3,4", "cell_out_of_range", OPENING.replace("x=2,4;0,1", "x=1,1000000;3,4")),
    ("x=1,2;3", "rows_differ", OPENING.replace("x=2,4;0,1", "x=1,2;3,0")),
    ("w=" + ",".join(["1"] * 10), "too_many_cells", "w=" + ",".join(["1"] * 9)),
    ("input_size=2&x=7", "size_disagrees", "x=7"),
    ("stride=2&output_padding=2", "output_padding_too_large", "stride=2&output_padding=1"),
    ("padding=2", "output_too_small", OPENING.replace("padding=0", "padding=1", 1)),
    ("pin=output:0", "not_a_pin", OPENING),
    ("pin=output:0,3", "pin_outside", OPENING),
    ("pin=cropped:1,1&padding=1", "pin_inside_frame", "padding=1"),
]


@pytest.mark.parametrize(("query", "code", "offer"), BAD_LINKS, ids=[code for _, code, _ in BAD_LINKS])
def test_a_bad_link_has_one_problem_in_words_and_an_offer(query: str, code: str, offer: str) -> None:
    reading = read_query(query)
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.state == read_query(offer).state
    assert read_query(offer).problems == ()
    for lang in LANGUAGES:
        problem = reading.problems[0]
        assert "{" not in explain(lang, problem.code, problem.field, problem.values)


def test_every_code_of_a_link_is_shown_above() -> None:
    others = {"no_numbers", "shown_too_long", "shown_not_numbers", "shown_wrong_count", "no_pytorch", "broken"}
    # Said beside what is taken, and no problem: tests/core/state/test_unknown_words.py.
    others |= {"unknown_word", "unknown_word_near"}
    assert {code for _, code, _ in BAD_LINKS} == set(get_args(Code)) - others


def test_a_broken_rule_names_its_axis_its_numbers_and_the_way_out() -> None:
    (problem,) = read_query("output_padding=2,0&dilation=2&stride=1").problems
    assert (problem.code, problem.field) == ("output_padding_too_large", "output_padding")
    assert problem.values == {
        "axis": "height",
        "value": 2,
        "stride": 1,
        "dilation": 2,
        "limit": 2,
        "more": 2,
        "most": 1,
    }
    assert problem.message is not None and problem.message.startswith(MESSAGE)
    assert explain("en", problem.code, problem.field, problem.values) == (
        "output_padding (height) is 2, but it must be smaller than max(stride, dilation) = max(1, 2) = 2: "
        "of what comes out, Conv2d with the same settings would make ⌊2 / 1⌋ = 2 more than the input has, "
        "so it would not lead back. "
        "Take 1 at most, or a larger stride or dilation."
    )


def test_both_axes_broken_alike_are_one_problem_and_otherwise_two() -> None:
    assert [problem.values["axis"] for problem in read_query("output_padding=1").problems] == ["both"]
    assert [problem.values["axis"] for problem in read_query("output_padding=1,2").problems] == ["height", "width"]
    assert [problem.values["axis"] for problem in read_query("stride=0,9").problems] == ["height", "width"]


@pytest.mark.parametrize("query", ["output_padding=1", "padding=4,0&x=1,2,3;4,5,6;7,8,9", "stride=0", "padding=-1"])
def test_pytorch_s_own_words_are_those_of_the_real_pytorch(query: str) -> None:
    given_pairs = dict(part.split("=") for part in query.split("&") if not part.startswith("x"))
    numbers = {key: tuple(map(int, (text.split(",") * 2)[:2])) for key, text in given_pairs.items()}
    asked = {**read_query(query).state.settings, **numbers}
    assert read_query(query).problems[0].message == pytorch.ask(**asked)
    assert read_query(query).problems[0].message is not None


def test_the_offer_lowers_output_padding_first_and_then_padding() -> None:
    state = read_query("x=1,2;3,4&w=1&stride=2&output_padding=5&padding=9").state
    assert (state.stride, state.output_padding, state.padding) == ((2, 2), (1, 1), (1, 1))
    assert state.geometry.output_size == (2, 2)


NOT_NUMBERS = [
    "nan",
    "NaN",
    "inf",
    "-Infinity",
    "1_0",
    "٣",
    "１",
    "0x10",
    "+",
    "1e",
    ".5",
    "5.",
    "--1",
    "1e5e5",
    "None",
]
ODD_TEXTS = ["[[1,2]", "{}", "None", "%", "%ZZ", "%u0031", " 1", "1 ", "1\n", "<script>alert(1)</script>"]
CUT_TEXTS = ["\x00", "1\x00", "\ud800", "1" * 26, "a" * 300]


@pytest.mark.parametrize("text", [*NOT_NUMBERS, *ODD_TEXTS, *CUT_TEXTS])
def test_what_is_not_a_number_is_told_and_echoed_briefly(text: str) -> None:
    for key in ("x", "t", "stride", "seed", "pin", "lang", "square"):
        reading = read_query({key: text})
        assert len(reading.problems) >= 1, key
        legal(reading.state)
        for problem in reading.problems:
            assert all(len(str(value)) <= 40 for value in problem.values.values())
            assert json.dumps(problem.values).encode()
            assert all(str(value).isprintable() for value in problem.values.values())


@pytest.mark.parametrize("query", ["x=%FF", "x=%00", "x=%", "x=%E4%B8", "x=+1", "t", "=", "x=a;b=c"])
def test_broken_encodings_are_problems_too(query: str) -> None:
    assert bool(codes(query)) == (query != "=")


def test_ten_thousand_and_one_characters_are_one_problem_however_they_come() -> None:
    assert codes("x=" + "," * QUERY_LIMIT) == codes({"x": "," * QUERY_LIMIT}) == ["too_long"]
    assert codes("a" * (QUERY_LIMIT + 1)) == ["too_long"]


def test_a_long_row_of_rubbish_is_a_few_problems() -> None:
    assert len(codes("x=" + ";," * 4000)) <= 4


# ---- rubbish ----

rubbish = st.text(max_size=60)
keys = st.sampled_from([field.key for field in FIELDS])
scraps = st.one_of(
    rubbish,
    st.sampled_from(["", "-1", "0", "1e400", "nan", "9" * 30, "1,2,3", "1;2,3", "output:0,0", "cropped:0,0", "64"]),
    st.lists(st.integers(-3, 70), min_size=1, max_size=3).map(lambda numbers: ",".join(map(str, numbers))),
    st.text("0123456789,;.-+e:%&=?", max_size=40),
)


def offers_a_way_out(query: object) -> None:
    reading = read_query(query)
    legal(reading.state)
    assert read_query(write_query(reading.state)) == Reading(reading.state)
    for problem in reading.problems:
        for lang in LANGUAGES:
            assert explain(lang, problem.code, problem.field, problem.values)


@given(rubbish)
@settings(max_examples=200, deadline=None)
def test_rubbish_never_raises_and_offers_a_way_out(query: str) -> None:
    offers_a_way_out(query)


@given(st.dictionaries(keys, scraps, max_size=9))
@settings(max_examples=400, deadline=None)
def test_known_keys_with_rubbish_offer_a_way_out(query: dict[str, str]) -> None:
    offers_a_way_out(query)
    offers_a_way_out("&".join(f"{key}={quote(text, errors='replace')}" for key, text in query.items()))


@given(states(), st.data())
@settings(max_examples=200, deadline=None)
def test_a_good_link_with_a_scrap_in_it_offers_a_way_out(state: State, data: st.DataObject) -> None:
    link = write_query(state)
    start = data.draw(st.integers(0, len(link)))
    end = data.draw(st.integers(start, min(len(link), start + 5)))
    offers_a_way_out(link[:start] + data.draw(scraps) + link[end:])


@given(st.dictionaries(keys, scraps, max_size=6))
@settings(max_examples=200, deadline=None)
def test_without_problems_the_state_is_exactly_what_was_asked(query: dict[str, str]) -> None:
    reading = read_query(query)
    for key, text in query.items() if not reading.problems else ():
        assert meaning(key, text) == meaning(key, in_full(reading.state)[key])


def in_full(state: State) -> dict[str, str]:
    """Every field's text, also where the canonical link leaves it out."""
    said = dict(part.split("=") for part in write_query(state).split("&"))
    unsaid = {"square": str(int(bool(state.square))), "seed": "1", "x_fill": "random", "w_fill": "random"}
    unsaid |= {key: str(getattr(state, key)) for key in ("rank", *CHANNELS)}
    return {**unsaid, **said}


def meaning(key: str, text: str) -> object:
    """Numbers instead of their spellings, so that 07 is 7 and 2 is 2,2 for a setting."""
    if FIELD[key].kind == "setting":
        return [int(number) for number in (text.split(",") * 2)[:2]]
    if FIELD[key].kind == "pin":
        panel, _, cell = text.partition(":")
        return panel, [int(number) for number in cell.split(",")]
    rows = [row.split(",") for row in text.split(";")]
    return text if FIELD[key].kind == "choice" else [[float(number) for number in row] for row in rows]
