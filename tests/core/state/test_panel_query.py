"""What is typed on the Sizes page, in a link: any text comes back to the last sign, and the usual ones are left out."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from deconv_core.state.fields import FIELD, State
from deconv_core.state.panel_query import FIELD_LIMIT, LAYERS_LIMIT, LINE_LIMIT, USUAL, read, write
from deconv_core.state.query import read_query, write_query

# All but half characters, which no browser sends.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
# The longest head of a request that the servers read, and what the stage's own part of a link may take of it.
HEAD_LIMIT, STAGE_LIMIT = 64 * 1024, 10_000


def test_usual_texts_are_no_part_of_a_link() -> None:
    assert write(USUAL) == write({}) == ""
    assert read({}) == USUAL
    assert write({**USUAL, "finder_wanted": "441"}) == "finder_wanted=441"


def test_a_text_too_long_to_be_read_is_too_long_in_the_link_too() -> None:
    for key, limit in (("chain_layers", LAYERS_LIMIT), ("finder_line", LINE_LIMIT), ("finder_padding", FIELD_LIMIT)):
        query = write({key: "1" * 99_999})
        assert read(dict(parse_qsl(query)))[key] == "1" * (limit + 1)


@given(st.dictionaries(st.sampled_from(list(USUAL)), TEXTS))
def test_any_text_comes_back_to_the_last_sign(texts: dict[str, str]) -> None:
    query = write(texts)
    assert read(dict(parse_qsl(query, keep_blank_values=True))) == {**USUAL, **texts}
    assert re.fullmatch(r"[\w.~%+&(),;:=*/@!-]*", query, re.ASCII)


def test_the_stage_s_own_part_of_a_link_is_read_as_if_it_stood_alone() -> None:
    assert not set(USUAL) & set(FIELD)
    state = State(stride=(2, 2), t=1.5, lang="zh-Hans")
    typed = write({"finder_wanted": "a&stride=3", "chain_layers": "nn.Conv2d(1, 1, 3)\n# 卷积 100%+"})
    reading = read_query(f"{write_query(state)}&{typed}")
    assert (reading.state, reading.problems) == (state, ())


def test_the_longest_texts_still_make_a_link_that_servers_read() -> None:
    limits = {**dict.fromkeys(USUAL, FIELD_LIMIT), "finder_line": LINE_LIMIT, "chain_layers": LAYERS_LIMIT}
    assert len(write({key: "卷" * (limit + 1) for key, limit in limits.items()})) + STAGE_LIMIT < HEAD_LIMIT
