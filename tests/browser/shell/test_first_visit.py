"""The stage begins by itself for somebody who has never been here and asks for nothing, and then waits."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

DOWN = 2
# What the opening's first two stamps add up to: 2 and 4 times the kernel 3 1; 1 5, one column apart.
AFTER_TWO = [[6, 14, 4], [2, 14, 20], [0, 0, 0]]


def is_playing(stage: StagePage) -> bool:
    return stage.name_of("play").startswith("Pause")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_two_stamps_are_laid_and_the_rest_is_the_learner_s(visitors: Visitors, motion: str) -> None:
    stage = visitors(fresh=True, reduced_motion=motion).open("lang=en")
    expect(stage.control("play")).to_have_attribute("aria-label", re.compile("^Play"))
    assert stage.agrees().time() == DOWN
    assert stage.state().t == DOWN
    assert stage.grid("output") == AFTER_TWO
    stage.page.wait_for_timeout(1000)
    assert stage.time() == DOWN and not is_playing(stage)


def test_nobody_is_a_newcomer_twice(visitors: Visitors) -> None:
    stage = visitors(fresh=True)
    stage.open("lang=en", "matrix").agrees()
    assert stage.state().t is None
    stage.open("lang=en").agrees()
    assert stage.state().t is None


def test_who_comes_by_a_link_sees_what_it_says(visitors: Visitors) -> None:
    stage = visitors(fresh=True).open("stride=2&lang=en").agrees()
    assert stage.state().t is None
