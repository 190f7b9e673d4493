"""The sum that is pointed at stands beside its cell, and lines lead to where its terms come from."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.links import coverage
from deconv_core.state.query import write_query
from tests.browser.expected import random_state
from tests.browser.stage_page import StagePage

MOST = 9
# Lines begin and end in the picture's corner.
LINES = """() => (document.querySelector(".lamp .ways").getAttribute("points") ?? "")
    .split("0,0 ").filter(Boolean).length"""


@pytest.mark.parametrize("page", ["", "pytorch"])
def test_a_few_terms_are_written_and_joined_and_give_the_number(stage: StagePage, page: str) -> None:
    random = Random(5)
    stage.open("", page)
    for _ in range(4):
        state = replace(random_state(random), pin=None)
        stage.show(write_query(state))
        stage.control("end").click()
        numbers = stage.numbers("output")
        for cell in random.sample(sorted(numbers), min(4, len(numbers))):
            stage.point("output", *cell)
            terms = int(coverage(state.geometry)[cell])
            callout = stage.page.locator(".callout span")
            if not 0 < terms <= MOST:
                expect(callout).to_be_hidden()
                assert stage.page.evaluate(LINES) == 0
                continue
            expect(callout).to_be_visible()
            text, value = callout.inner_text().rsplit(" = ", 1)
            assert float(value.replace("\u2212", "-")) == pytest.approx(numbers[cell])
            assert len(re.findall("·", text)) == terms == stage.page.evaluate(LINES)
        stage.page.mouse.move(2, 2)
        expect(stage.page.locator(".callout span")).to_be_hidden()
