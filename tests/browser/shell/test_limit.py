"""Who pushes a setting on from its end is told why there is an end, until a hand goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deconv_core.words import fill, load
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

QUERY = "input_size=3&kernel_size=2&stride=2&lang=en"
WORDS = load("en")
NOTHING_LEFT = fill(WORDS["stage.beyond_output_size"], setting="padding", wanted=3, canvas=6, cropped=6)
NOT_BACK = fill(WORDS["stage.beyond_output_padding"], wanted=2, back=4, input=3)
PAGE_S = fill(WORDS["stage.beyond_page"], setting="stride", low=1, high=8)


def push(stage: StagePage, key: str, times: int) -> None:
    for _ in range(times):
        stage.slider(key).press("ArrowRight")


@pytest.mark.parametrize(
    ("key", "last", "why"), [("padding", 2, NOTHING_LEFT), ("output_padding", 1, NOT_BACK), ("stride", 8, PAGE_S)]
)
def test_a_key_at_the_end_says_why(stage: StagePage, key: str, last: int, why: str) -> None:
    stage.open(QUERY)
    limit, meaning = stage.control("limit"), stage.control("meaning")
    push(stage, key, last - stage.setting(key)[0])
    expect(limit).to_be_empty()
    expect(meaning).to_be_visible()
    push(stage, key, 1)
    assert stage.setting(key) == (last, last)
    expect(limit).to_have_text(why)
    expect(limit).to_have_role("status")
    expect(meaning).to_be_hidden()
    stage.slider(key).press("ArrowLeft")
    expect(limit).to_be_empty()


def test_a_thumb_that_is_dragged_too_far_says_why(stage: StagePage) -> None:
    stage.open("input_size=1&kernel_size=3&padding=1&lang=en")
    # Less than three taps would leave nothing: the slider begins at one.
    stage.drag("kernel_size", 0)
    assert stage.setting("kernel_size") == (3, 3)
    why = fill(WORDS["stage.beyond_output_size"], setting="kernel_size", wanted=2, canvas=2, cropped=2)
    expect(stage.control("limit")).to_have_text(why)


def test_on_a_phone_it_takes_the_place_of_the_meaning(visitors: Visitors) -> None:
    phone = visitors(viewport={"width": 390, "height": 844}).open(QUERY)
    phone.take_out("padding")
    push(phone, "padding", 3)
    expect(phone.control("limit")).to_have_text(NOTHING_LEFT)
    expect(phone.control("limit")).to_be_in_viewport()
