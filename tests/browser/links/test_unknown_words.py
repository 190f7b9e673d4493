"""A link's words that the page does not know are said on the page; what it does know is shown all the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deconv_core.words import LANGUAGES, explain
from tests.browser.stage_page import StagePage


@pytest.mark.parametrize("lang", LANGUAGES)
def test_unknown_words_are_said_and_the_rest_is_taken(stage: StagePage, lang: str) -> None:
    stage.open(f"strid=2&Kernel=3&padding=1&<b>hurt</b>=1&lang={lang}").agrees()
    assert stage.setting("padding") == (1, 1)
    assert stage.setting("stride") == (1, 1)
    near = {"strid": "stride", "Kernel": "kernel_size"}
    for word, nearest in near.items():
        said = explain(lang, "unknown_word_near", word, {"nearest": nearest})
        expect(stage.page.locator(".stage").get_by_text(said)).to_be_visible()
    expect(stage.page.locator(".stage").get_by_text("<b>hurt</b>")).to_be_visible()


def test_beside_a_refusal_they_are_said_too(stage: StagePage) -> None:
    stage.open("strid=2&padding=-1")
    card = stage.control("problem")
    expect(card).to_contain_text("padding")
    expect(card).to_contain_text(explain("en", "unknown_word_near", "strid", {"nearest": "stride"}))
    stage.control("take-offer").click()
    stage.agrees()
    assert stage.setting("padding") == (0, 0)


def test_the_host_s_own_words_are_no_mistake(stage: StagePage) -> None:
    stage.open("stride=2&embed=true&embed_options=light_theme&utm_source=mail&solver_wanted=441").agrees()
    assert stage.setting("stride") == (2, 2)
    expect(stage.control("problem")).to_be_hidden()
    expect(stage.page.locator(".stage").get_by_text("utm_source")).to_have_count(0)
