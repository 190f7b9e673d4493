"""Older links of the page Sizes: what each of its panels said is what the finder's fields say now."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconv_core.finder.request import request
from deconv_core.sizes.ranges import Range, Ranges
from deconv_core.state import panel_query
from deconv_core.state.fields import State
from deconv_core.state.older_panels import OLDER, OLDER_WORDS, says_more
from deconv_core.state.panel_query import USUAL, read, write

WORDS = {name: dict(panel.keys()) for name, panel in OLDER.items()}


def finder(query: dict[str, str]) -> dict[str, str]:
    texts = read(query)
    return {name: texts[f"finder_{name}"] for name in panel_query.PANELS["finder"]}


@given(st.sampled_from(list(OLDER)), st.data())
def test_each_field_of_an_older_panel_has_its_place(panel: str, data: st.DataObject) -> None:
    said = data.draw(st.dictionaries(st.sampled_from(list(WORDS[panel])), st.sampled_from(["5", "7,8"]), min_size=1))
    texts = finder(said)
    usual = {today: text for (_, today), text in OLDER[panel].items()}
    meant = {WORDS[panel][word]: text for word, text in said.items()}
    assert texts == {**dict.fromkeys(texts, ""), **usual, **meant}
    assert not says_more(said)
    # Written again, it is a link of today, which means the same.
    assert read(dict(part.split("=") for part in write(read(said)).split("&"))) == read(said)


def test_what_they_asked_is_asked() -> None:
    stage = State().settings
    found = request(finder({"solver_wanted": "441", "ranges_stride": "2-3"}), stage)
    assert (found.input_size, found.wanted) == ((438, 438), (441, 441))
    assert found.ranges[0] == Ranges(stride=Range(2, 3))
    found = request(finder({"claim_stride": "2"}), stage)
    assert (found.input_size, found.wanted, found.actual) == ((438, 438), (440, 440), (876, 876))
    found = request(finder({"output_size_dilation": "2"}), stage)
    assert (found.input_size, found.wanted, found.layer["kernel_size"]) == ((6, 6), (12, 12), (3, 3))


@pytest.mark.parametrize("word", OLDER_WORDS)
def test_the_first_panel_counts_and_more_are_noticed(word: str) -> None:
    link = {word: "5", "claim_claimed": "9"}
    assert says_more(link) == (not word.startswith("claim"))
    if says_more(link):
        assert finder(link) == finder({word: "5"})


def test_words_of_today_come_first_and_an_empty_link_says_nothing() -> None:
    assert read({"solver_wanted": "441", "finder_wanted": "9"})["finder_wanted"] == "9"
    assert read({}) == USUAL and not says_more({})
