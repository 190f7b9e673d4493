"""One server and one Chromium for all browser tests; what a visit leaves behind is gone before the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from tests import chromium

from .server import Server, serving
from .stage_page import StagePage

VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.installed(), args=list(chromium.FLAGS))
        yield launched
        launched.close()


# On a page with a path Streamlit first asks for its own files beneath that path, before it finds them at the root.
PROBING = re.compile(r"status of 404 .*/\w+/_stcore/(health|host-config)\)")


class Visitors:
    """Makes contexts, and keeps what their pages complain about."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.expected = re.compile("(?!)")

    def __call__(self, url: str | None = None, **options: Any) -> StagePage:
        """A visitor who never was here before, on an empty page."""
        context = self.browser.new_context(**{"viewport": VIEWPORT, **options})
        self.contexts.append(context)
        return StagePage(self.tab(context), url or self.url)

    def tab(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complain(f"page error: {error}"))
        return page

    def expect(self, complaint: str) -> None:
        """This pattern is part of what is tried."""
        self.expected = re.compile(complaint)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(f"{message.text} ({message.location.get('url')})")

    def _complain(self, text: str) -> None:
        if not PROBING.search(text) and not self.expected.search(text):
            self.complaints.append(text)


@pytest.fixture
def visitors(browser: Browser, server: Server) -> Iterator[Visitors]:
    made = Visitors(browser, server.url)
    yield made
    for context in made.contexts:
        context.close()
    assert made.complaints == []


@pytest.fixture(scope="session")
def kept(browser: Browser) -> Iterator[BrowserContext]:
    """What it has fetched is kept from test to test, which halves the time of opening a page."""
    context = browser.new_context(viewport=VIEWPORT)
    yield context
    context.close()


@pytest.fixture
def stage(visitors: Visitors, kept: BrowserContext) -> Iterator[StagePage]:
    """A visit, not yet opened, that finds nothing which an earlier one left behind, but for fetched files."""
    made = StagePage(visitors.tab(kept), visitors.url)
    yield made
    if made.page.url.startswith(made.url):
        made.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    made.page.close()
    kept.clear_cookies()


@pytest.fixture
def modules(visitors: Visitors) -> Page:
    """A page of the app's own origin, from which its modules load without the app."""
    page = visitors().page
    page.goto(f"{visitors.url}/stage/links.js")
    return page
