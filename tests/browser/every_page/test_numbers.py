"""Every number of every panel on every page is right, at random states and at the edges; and a link reopens it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod
from random import Random

import pytest

from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from pages._ui.names import NAMES
from tests.browser.expected import random_moment, random_state
from tests.browser.expected_matrix import LIMIT
from tests.browser.panel_numbers import PANELS, check_every_number
from tests.browser.reopening import open_and_reopen
from tests.browser.stage_page import StagePage

EDGES = (
    # Padding beyond the kernel's reach.
    "input_size=3&kernel_size=2&stride=2&padding=2",
    # output_padding that the forward convolution's floor loses.
    "input_size=3&kernel_size=3&stride=2&padding=1&output_padding=1",
    # output_padding beyond padding, and not smaller than stride.
    "input_size=2&kernel_size=2&dilation=4&output_padding=3",
    # One tap: gaps between stamps, and windows on the padding alone.
    "x=1,2;3,4&w=2&stride=3&padding=1&output_padding=2",
    "x=1,2;3,4&w=2&padding=1&stride=2",
    "x=7&kernel_size=3&padding=1",
    "input_size=2,4&kernel_size=3,1&stride=1,3&padding=2,0&output_padding=0,2&dilation=2,1",
)


def path(page: str) -> str:
    return "" if page == NAMES[0] else page


def states(page: str, count: int) -> Iterator[State]:
    """Every second one stands still on its way, with a cell pinned."""
    random = Random(page)
    while count:
        state = random_moment(random) if count % 2 else replace(random_state(random), t=None, pin=None)
        if shows_numbers(page, state):
            count -= 1
            yield state


def shows_numbers(page: str, state: State) -> bool:
    """Larger matrices have no cell that holds a number: tests/browser/matrix/test_matrix_large.py."""
    return (
        page != "matrix"
        or max(prod(state.shape_of("x")), state.out_channels * prod(state.geometry.output_size)) <= LIMIT
    )


def test_every_page_has_its_numbers_here() -> None:
    assert {*PANELS} == {*NAMES}


@pytest.mark.parametrize("page", NAMES)
def test_the_page_is_right_at_the_edges_and_in_random_states(stage: StagePage, page: str) -> None:
    stage.open("", path(page))
    for query in (*EDGES, *map(write_query, states(page, 4))):
        stage.show(query).agrees()
        reading = read_query(stage.query)
        assert not reading.problems and reading.state.settings == read_query(query).state.settings
        if shows_numbers(page, reading.state):
            check_every_number(stage, page, reading.state)


@pytest.mark.parametrize("page", NAMES)
def test_a_link_shows_and_reopens_any_state(stage: StagePage, page: str) -> None:
    for state in states(page, 2):
        open_and_reopen(stage, path(page), state)
        check_every_number(stage, page, state)
        stage.agrees()
