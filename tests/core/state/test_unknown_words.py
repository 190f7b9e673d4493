"""A link's words that the page does not know are said, with the nearest that it does, and all the rest is taken."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deconv_core import questions
from deconv_core.state import panel_query
from deconv_core.state.fields import FILLS, LINK_WORDS, State
from deconv_core.state.older_panels import OLDER_WORDS
from deconv_core.state.query import read_query, write_query
from deconv_core.state.unknown_words import MOST
from deconv_core.words import LANGUAGES, explain
from tests.given.states import states

KNOWN = sorted({*LINK_WORDS, *panel_query.WORDS})
LETTERS = "abcdefghijklmnopqrstuvwxyz_"


@st.composite
def misspellings(draw: st.DrawFn) -> tuple[str, str]:
    """A known word, and the same with one slip of the hand."""
    word = draw(st.sampled_from(KNOWN))
    at, letter = draw(st.integers(0, len(word) - 1)), draw(st.sampled_from(LETTERS))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        word[:at] + word[at:].upper(),
        word.title(),
    ]
    return word, draw(st.sampled_from([slip for slip in slips if slip and slip not in KNOWN] or [word.upper()]))


def slips_between(one: str, other: str) -> int:
    """How many letters must be put in, taken out, replaced or swapped with their neighbour."""
    rows: list[list[int]] = []
    for i in range(len(one) + 1):
        rows.append([])
        for j in range(len(other) + 1):
            if not i or not j:
                rows[i].append(i + j)
                continue
            ways = [rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1])]
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                ways.append(rows[i - 2][j - 2] + 1)
            rows[i].append(min(ways))
    return rows[-1][-1]


@example(("output_size_output_size", "output_siz_eoutput_size"), "2")
@given(misspellings(), st.sampled_from(["2", "", "same", "1,2;3,4"]))
def test_a_slip_is_said_with_the_word_that_was_meant(slip: tuple[str, str], text: str) -> None:
    meant, said = slip
    reading = read_query({"padding": "1", said: text, "kernel_size": "4"})
    assert reading.state == read_query({"padding": "1", "kernel_size": "4"}).state
    assert reading.problems == ()
    (note,) = reading.notes
    assert note.field == said
    near = note.values.get("nearest")
    if len(meant) > 3 or said.lower() == meant:
        assert near in KNOWN
    if near:
        # One word may be a slip away from two: x_fill and w_fill.
        assert near == meant or slips_between(said.lower(), str(near)) <= 2
    for lang in LANGUAGES:
        sentence = explain(lang, note.code, note.field, note.values)
        assert said in sentence and str(near or said) in sentence and "{" not in sentence


@pytest.mark.parametrize("word", KNOWN)
def test_another_case_is_offered_as_it_is_written_here(word: str) -> None:
    for said in {word.upper(), word.title()} - {word}:
        (note,) = read_query(f"{said}=2").notes
        assert (note.code, note.field, note.values) == ("unknown_word_near", said, {"nearest": word})


@given(states())
def test_what_the_page_itself_writes_is_known(state: State) -> None:
    texts = {key: f"{usual}1" for key, usual in panel_query.USUAL.items()}
    older = "&".join(f"{word}=2" for word in OLDER_WORDS)
    others = "embed=true&embed_options=dark_theme&utm_source=mail&fbclid=x"
    assert read_query(f"{write_query(state)}&{panel_query.write(texts)}&{older}&{others}").notes == ()


@given(st.lists(st.text(max_size=60), max_size=2 * MOST))
def test_whatever_the_words_are_a_few_are_said_and_none_is_kept(words: list[str]) -> None:
    reading = read_query([("stride", "2"), *((word, "1") for word in words if word not in KNOWN)])
    assert (reading.state, reading.problems) == (State(stride=(2, 2)), ())
    assert len(reading.notes) <= MOST
    assert all(len(note.field) <= 40 and note.field.isprintable() for note in reading.notes)


def test_page_and_stage_are_told_beside_what_is_taken() -> None:
    opened = questions.opening([("strid", "2"), ("kernel_size", "3")], "buffers")
    assert opened["state"]["kernel_size"] == (3, 3) and opened["offer"] is None and opened["problems"] == []
    assert opened["notes"] == [
        {"code": "unknown_word_near", "field": "strid", "values": {"nearest": "stride"}, "message": None}
    ]
    assert questions.answer({"kind": "link", "text": "strid=2&kernel_size=3"})["notes"] == opened["notes"]
    refused = questions.opening([("strid", "2"), ("padding", "-1")], "buffers")
    assert refused["problems"] and refused["notes"] == opened["notes"]


@pytest.mark.parametrize("x_fill", FILLS)
@pytest.mark.parametrize("w_fill", FILLS)
def test_a_fill_that_a_link_says_makes_the_numbers(x_fill: str, w_fill: str) -> None:
    """The browser makes them (tests/browser/shell/test_values.py), in the opening's size as in any other."""
    for size in ("", "input_size=2&kernel_size=2&", "input_size=3,5&kernel_size=4&"):
        state = read_query(f"{size}x_fill={x_fill}&w_fill={w_fill}").state
        assert (state.x, state.w, state.x_fill, state.w_fill) == (None, None, x_fill, w_fill)
        assert read_query(write_query(state)).state == state
    one = read_query(f"x_fill={x_fill}").state
    assert (one.x, one.w) == (None, State().w)
    assert read_query(f"x=1,2;3,4&x_fill={x_fill}").state.x == ((1, 2), (3, 4))
