"""One server and one Chromium for all browser tests; what a visit leaves behind is gone before the next."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from tests import chromium

from .server import Server, serving
from .stage_page import StagePage

# What the stage remembers of a browser that has been here: assets/stage/hosts/first_visit.js.
SEEN = "transposed-convolution-seen"
VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
PATIENCE_MS = 30_000
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
# And between two runs of a page it may have forgotten the page's icon.
PROBING = re.compile(r"status of 404 .*/(\w+/_stcore/(health|host-config)|media/\w+\.png)\)")


LOCAL_PORT = re.compile(r"localhost:(\d+)")


def is_about_a_stopped_server(complaint: str) -> bool:
    """A server of a test's own stops while its pages are still open, and they miss it."""
    return any(not _listens(int(port)) for port in LOCAL_PORT.findall(complaint))


def _listens(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0


class Contexts:
    """Contexts by their options. Fetched files are kept from test to test, which halves the time of opening a page."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, list[BrowserContext]] = {}

    def take(self, options: dict[str, Any]) -> BrowserContext:
        free = self.free.setdefault(repr(options), [])
        return free.pop() if free else self.of_a_regular(options)

    def new(self, options: dict[str, Any]) -> BrowserContext:
        return self.browser.new_context(**{"viewport": VIEWPORT, **options})

    def of_a_regular(self, options: dict[str, Any]) -> BrowserContext:
        """Of somebody who has been here before: the page does not begin by itself."""
        context = self.new(options)
        # A page without an address has no memory.
        context.add_init_script(f"if (location.host) localStorage.setItem({SEEN!r}, 'yes')")
        return context

    def give_back(self, options: dict[str, Any], context: BrowserContext) -> None:
        """Empty, but for fetched files."""
        for page in context.pages:
            if page.url.startswith("http"):
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.close()
        context.clear_cookies()
        self.free[repr(options)].append(context)


class Visitors:
    """Visitors who find nothing that an earlier one left behind; and what their pages complain about."""

    def __init__(self, contexts: Contexts, url: str) -> None:
        self.contexts = contexts
        self.url = url
        self.taken: list[tuple[dict[str, Any], BrowserContext]] = []
        self.fresh: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.expected = re.compile("(?!)")

    def __call__(self, url: str | None = None, fresh: bool = False, **options: Any) -> StagePage:
        """Somebody else, on an empty page; `fresh`: with nothing fetched yet."""
        if fresh:
            self.fresh.append(self.contexts.new(options))
        else:
            self.taken.append((options, self.contexts.take(options)))
        context = self.fresh[-1] if fresh else self.taken[-1][1]
        return StagePage(self.tab(context), url or self.url)

    def leave(self) -> None:
        for options, context in self.taken:
            self.contexts.give_back(options, context)
        for context in self.fresh:
            context.close()

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


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


@pytest.fixture
def visitors(contexts: Contexts, server: Server) -> Iterator[Visitors]:
    made = Visitors(contexts, server.url)
    yield made
    made.leave()
    assert [one for one in made.complaints if not is_about_a_stopped_server(one)] == []


@pytest.fixture
def stage(visitors: Visitors) -> StagePage:
    """A visit, not yet opened."""
    return visitors()


@pytest.fixture
def modules(visitors: Visitors) -> Page:
    """A page of the app's own origin, from which its modules load without the app."""
    page = visitors().page
    page.goto(f"{visitors.url}/stage/rule/links.js")
    return page
