"""From page to page: what the learner made goes along, what was never touched does not; and a page begins on top."""

from __future__ import annotations

from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.state.fields import State
from deconv_core.state.presets import FIRST, PRESETS
from deconv_core.state.query import read_query, write_query
from deconv_core.words import load
from pages._ui.names import NAMES
from tests.browser import expected
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

WORDS = load("en")
BY_KEY = {preset.key: preset.state for preset in PRESETS}
PATHS = {page: "" if page == NAMES[0] else page for page in NAMES}
SCROLLED = "() => document.querySelector('[data-testid=\"stMain\"]').scrollTop"
SCROLL = "top => document.querySelector('[data-testid=\"stMain\"]').scrollTo(0, top)"


def own(page: str) -> State:
    return BY_KEY[FIRST[page]] if page in FIRST else State()


def go(stage: StagePage, page: str) -> State:
    """Another page by its tab: the state that it shows once it is judged."""
    stage.go(page).agrees()
    return read_query(stage.query).state


def test_pages_that_nobody_touched_open_with_what_they_are_about(stage: StagePage) -> None:
    stage.open("lang=en").agrees()
    # Time and a pin are not what the learner made, nor is how a page looks at the numbers.
    stage.scrub(2)
    stage.cell("output", 0, 0).click()
    for page in (*NAMES[1:], *reversed(NAMES[:-1])):
        state = go(stage, page)
        assert state.settings == own(page).settings, page
        assert stage.control("examples").input_value() == FIRST.get(page, "stamps")
        assert (state.t, state.pin) == (None, None)


def test_what_pages_choose_is_kept_though_their_numbers_are_not(stage: StagePage) -> None:
    stage.open("lang=en", "stretched").agrees()
    stage.control("turn").click()
    stage.judged()
    turn = read_query(stage.query).state.stretched_turn
    assert turn != State().stretched_turn
    stage.go("sizes").judged()
    state = read_query(stage.query).state
    assert (state.settings, state.stretched_turn) == (own("sizes").settings, turn)


@pytest.mark.parametrize("page", ["buffers", *FIRST])
def test_what_the_learner_made_goes_along(stage: StagePage, page: str) -> None:
    random = Random(NAMES.index(page))
    stage.open("lang=en", PATHS[page]).agrees()
    stage.fill("x", "ones")
    stage.agrees()
    made = read_query(stage.query).state
    for other in random.sample([name for name in NAMES if name != page], 3):
        state = go(stage, other)
        assert (state.settings, state.x, state.w) == (made.settings, made.x, made.w), other


def test_a_link_s_state_and_a_chosen_example_go_along(stage: StagePage) -> None:
    made = expected.random_state(Random(3))
    stage.open(f"{write_query(made).rpartition('&lang')[0]}&lang=en", "matrix").judged()
    assert go(stage, "sizes").settings == made.settings
    stage.control("examples").select_option("taken_back")
    assert go(stage, "frameworks").settings == BY_KEY["taken_back"].settings


@pytest.mark.parametrize("page", FIRST)
def test_reset_brings_the_page_s_own_opening_back(stage: StagePage, page: str) -> None:
    stage.open("stride=3&lang=en", page).agrees()
    stage.control("reset").click()
    expect(stage.control("examples")).to_have_value(FIRST[page])
    assert read_query(stage.agrees().query).state.settings == own(page).settings


# What can be seen, and pressed or read, above the stage.
ABOVE = """() => {
    const top = document.querySelector(".stage").getBoundingClientRect().top;
    return [...document.querySelectorAll('[data-testid="stMain"] :is(button, input, p, h1)')]
        .filter((node) => node.checkVisibility() && node.getBoundingClientRect().top < top)
        .map((node) => node.outerHTML);
}"""


def test_another_page_begins_at_its_top(visitors: Visitors) -> None:
    stage = visitors(viewport={"width": 1280, "height": 600}).open("lang=en", "sizes").agrees()
    for page in ("frameworks", "proofs", "sizes"):
        stage.page.evaluate(SCROLL, 900)
        assert stage.page.evaluate(SCROLLED) > 100
        go(stage, page)
        assert stage.page.evaluate(SCROLLED) == 0
    # A change is no other page, nor is a step back to before it.
    stage.page.evaluate(SCROLL, 200)
    stage.choose("stride", 3)
    there = stage.agrees().page.evaluate(SCROLLED)
    stage.page.go_back()
    expect(stage.number("stride")).to_have_value("2")
    assert stage.page.evaluate(SCROLLED) == there > 0


def test_nothing_stands_above_a_page_s_title_and_its_lead_stays_when_a_slider_moves(stage: StagePage) -> None:
    for page in NAMES:
        stage.open("lang=en", PATHS[page]).agrees()
        assert stage.page.evaluate(ABOVE) == [], page
        stage.slider("stride").press("End")
        expect(stage.control("look")).to_have_text(WORDS[f"{page}.look"])
        expect(stage.control("look")).to_be_visible()
        # What is said of the example that it no longer is gives way to what follows from the settings.
        expect(stage.control("example-look")).to_contain_text("Stamps lie 8 apart")


def test_the_first_page_leads_to_the_convolution_one_knows(stage: StagePage) -> None:
    stage.open("lang=en").agrees()
    stage.choose("stride", 3)
    made = stage.state()
    stage.page.get_by_role("link", name=WORDS["buffers.related"]).click()
    stage.page.locator(".back-view").wait_for()
    assert stage.ready().state() == made
    expect(stage.control("related")).to_be_hidden()


def test_own_settings_come_back_from_the_list(stage: StagePage) -> None:
    stage.open("lang=en").agrees()
    none = stage.control("examples").locator('option[value=""]')
    expect(none).to_have_attribute("disabled", "")
    stage.choose("stride", 3)
    stage.fill("w", "ramp")
    stage.agrees()
    expect(none).not_to_have_attribute("disabled", "")
    made = stage.query
    for key in ("bilinear", "stamps"):
        stage.control("examples").select_option(key)
        stage.agrees()
        stage.control("examples").select_option("")
        assert stage.agrees().query == made
    # Also on another page, though an example was chosen before.
    stage.control("examples").select_option("size_12")
    stage.agrees()
    go(stage, "columns")
    stage.control("examples").select_option("")
    assert stage.agrees().query == made
