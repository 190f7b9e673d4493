"""The code that carries real weights stands at each library, whole, in every language; it can be copied."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deconv_core.frameworks import OTHERS
from deconv_core.words import fill, load
from tests.browser.conftest import Visitors
from tests.browser.every_page.test_accessibility import violations
from tests.browser.stage_page import StagePage


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_each_library_has_the_code_that_is_proven_folded_beside_its_line(visitors: Visitors, lang: str) -> None:
    stage = visitors().open(f"lang={lang}", "frameworks").agrees()
    words = load(lang)
    for card, library in OTHERS.items():
        part = stage.control(f"{card}-weights")
        expect(part.locator("summary")).to_have_text(fill(words["frameworks.weights"], library=library.name))
        for name, way in library.weights.items():
            code = stage.control(f"{name}-from_pytorch")
            expect(code).to_be_hidden()
            part.evaluate("part => { part.open = true; }")
            expect(part).to_contain_text(words[f"frameworks.weights_{name}"])
            # Letter for letter what tests/core/frameworks/test_weights.py runs.
            assert code.inner_text() == way.from_pytorch(2)
            assert stage.control(f"{name}-to_pytorch").inner_text() == way.to_pytorch(2)
            part.evaluate("part => { part.open = false; }")
    expect(stage.control("onnx_lower-weights")).to_be_hidden()


def test_it_opens_by_keyboard_and_stays_open_whatever_is_drawn(stage: StagePage) -> None:
    stage.open("", "frameworks").agrees()
    summary = stage.control("keras-weights").locator("summary")
    summary.focus()
    summary.press("Enter")
    expect(stage.control("keras-from_pytorch")).to_be_visible()
    stage.choose("stride", 3)
    stage.control("ask-valid").click()
    expect(stage.control("keras-from_pytorch")).to_be_visible()
    expect(stage.control("copy-keras-from_pytorch")).to_be_visible()
    assert violations(stage) == []
    stage.page.set_viewport_size({"width": 390, "height": 844})
    assert stage.page.evaluate("document.documentElement.scrollWidth") <= 390
