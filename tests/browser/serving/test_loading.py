"""A network that drops a part of the page: it is tried again, and then said, with a way on."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Route, expect

from deconv_core.words import LANGUAGES, load
from pages._ui.names import NAMES
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

PARTS = ("stage/dist/stage.js*", "catalogue.json", "words/*.json", "stage/dist/stage.css")
DROPPED = r"ERR_FAILED|Failed to fetch|stage\.css|status of 503|: 503|not valid JSON|MIME type"


class Dropped:
    """The first `times` answers to a part are lost in one of the ways in which networks lose them."""

    def __init__(self, times: float, how: str) -> None:
        self.left = times
        self.how = how

    def __call__(self, route: Route) -> None:
        self.left -= 1
        if self.left < 0:
            route.continue_()
        elif self.how == "cut":
            route.abort()
        elif self.how == "error":
            route.fulfill(status=503, body="away")
        else:
            route.fulfill(status=200, content_type="text/html", body="<p>Please sign in to this network.</p>")


def is_there(stage: StagePage) -> None:
    expect(stage.control("badge")).to_have_attribute("data-verdict", "agrees")
    expect(stage.page.locator("h1")).to_have_count(1)
    expect(stage.page.locator(".room > :not(.stage)")).to_have_count(0)


@pytest.mark.parametrize("how", ["cut", "error", "sign-in"])
@pytest.mark.parametrize("part", PARTS)
def test_what_is_lost_once_is_not_missed(visitors: Visitors, part: str, how: str) -> None:
    visitors.expect(DROPPED)
    stage = visitors(fresh=True)
    stage.page.route(f"**/{part}", Dropped(1, how))
    stage.page.goto(stage.url)
    is_there(stage)


@pytest.mark.parametrize("part", PARTS)
def test_what_is_lost_for_good_is_said_with_a_way_on(visitors: Visitors, part: str) -> None:
    """Whichever page, in the reader's language, beside the title and the lead."""
    visitors.expect(DROPPED)
    draw = random.Random(part)
    lang, page = draw.choice(LANGUAGES), draw.choice(NAMES[1:])
    text = load(lang)
    stage = visitors(fresh=True)
    dropped = Dropped(float("inf"), draw.choice(("cut", "error", "sign-in")))
    stage.page.route(f"**/{part}", dropped)
    stage.page.goto(f"{stage.url}/{page}?lang={lang}")
    note = stage.page.get_by_role("alert").filter(has_text=text["page.no_stage"])
    button = note.get_by_role("button", name=text["page.load_again"])
    for _ in range(2):
        expect(button).to_be_visible()
        expect(stage.page.get_by_role("heading", name=text[f"{page}.title"])).to_be_visible()
        expect(stage.page.get_by_text(text[f"{page}.look"])).to_be_visible()
        button.click()
        expect(button).not_to_be_visible()
    expect(button).to_be_visible()
    dropped.left = 0
    button.click()
    is_there(stage)


def test_the_title_is_there_before_the_stage_and_gives_way_to_it(visitors: Visitors) -> None:
    stage = visitors(fresh=True)
    held: list[Route] = []
    stage.page.route("**/stage/dist/stage.js*", lambda route: held.append(route))
    stage.page.goto(f"{stage.url}/sizes?lang=en")
    expect(stage.page.get_by_role("heading", name=load("en")["sizes.title"])).to_be_visible()
    assert stage.page.locator(".stage").count() == 0
    for route in held:
        route.continue_()
    is_there(stage)
    stage.go("dilated")
    is_there(stage)
    assert stage.page.locator("h1").inner_text() == load("en")["dilated.title"]
