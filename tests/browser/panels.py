"""The text fields of the panels on the page Sizes."""

from __future__ import annotations

from playwright.sync_api import Locator

from .stage_page import StagePage

TAKEN_MS = 50


def field(stage: StagePage, name: str) -> Locator:
    return stage.page.locator(f".st-key-sizes_{name}").locator("input, textarea")


def write(stage: StagePage, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        field(stage, name).fill(text)
        field(stage, name).press("Control+Enter" if name == "chain_layers" else "Enter")
        # The next field is filled when the page has taken this one: no hand is faster.
        stage.page.wait_for_timeout(TAKEN_MS)
        stage.page.locator('[data-test-script-state="notRunning"]').wait_for()
