"""One server and one Chromium for all browser tests; what a visit leaves behind is gone before the next."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Frame,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

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


class Tabs:
    """Tabs by the options of their contexts. A tab that was used before opens a page in half the time, or in a quarter:
    it has fetched the files and compiled the scripts. What a test adds to the beginning of every page would stay with
    it, too: that takes a fresh visitor."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, list[Page]] = {}

    def take(self, options: dict[str, Any]) -> Page:
        free = self.free.setdefault(repr(options), [])
        return free.pop() if free else self.of_a_regular(options).new_page()

    def new(self, options: dict[str, Any]) -> BrowserContext:
        return self.browser.new_context(**{"viewport": VIEWPORT, **options})

    def of_a_regular(self, options: dict[str, Any]) -> BrowserContext:
        """Of somebody who has been here before: the page does not begin by itself."""
        context = self.new(options)
        # A page without an address has no memory.
        context.add_init_script(f"if (location.host) localStorage.setItem({SEEN!r}, 'yes')")
        return context

    def give_back(self, options: dict[str, Any], tab: Page) -> None:
        """Empty, with the pointer in its corner."""
        for page in tab.context.pages:
            if page.url.startswith("http"):
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            if page is not tab:
                page.close()
        tab.context.clear_cookies()
        tab.unroute_all()
        tab.goto("about:blank")
        tab.emulate_media(media="null")
        tab.set_viewport_size(options.get("viewport", VIEWPORT))
        tab.mouse.move(0, 0)
        self.free[repr(options)].append(tab)


class Visitors:
    """Visitors who find nothing that an earlier one left behind; and what their pages complain about."""

    def __init__(self, tabs: Tabs, url: str) -> None:
        self.tabs = tabs
        self.url = url
        self.taken: list[tuple[dict[str, Any], Page]] = []
        self.fresh: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.expected = re.compile("(?!)")
        # What happened in their tabs, which pytest prints where a test fails.
        self.diary: list[str] = []

    def __call__(self, url: str | None = None, fresh: bool = False, **options: Any) -> StagePage:
        """Somebody else, on an empty page; `fresh`: with nothing fetched yet."""
        if fresh:
            self.fresh.append(self.tabs.new(options))
            return StagePage(self.tab(self.fresh[-1]), url or self.url)
        self.taken.append((options, self.tabs.take(options)))
        return StagePage(self._listened_to(self.taken[-1][1]), url or self.url)

    def leave(self) -> None:
        print(*self.diary, sep="\n")
        for options, page in self.taken:
            page.remove_listener("console", self._heard)
            page.remove_listener("pageerror", self._failed)
            page.remove_listener("framenavigated", self._moved)
            self.tabs.give_back(options, page)
        for context in self.fresh:
            context.close()

    def tab(self, context: BrowserContext) -> Page:
        return self._listened_to(context.new_page())

    def _listened_to(self, page: Page) -> Page:
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._heard)
        page.on("pageerror", self._failed)
        page.on("framenavigated", self._moved)
        return page

    def expect(self, complaint: str) -> None:
        """This pattern is part of what is tried."""
        self.expected = re.compile(complaint)

    def _moved(self, frame: Frame) -> None:
        self.diary.append(f"at {frame.url}")

    def _heard(self, message: ConsoleMessage) -> None:
        self.diary.append(f"{message.type}: {message.text}")
        if message.type == "error":
            self._complain(f"{message.text} ({message.location.get('url')})")

    def _failed(self, error: Error) -> None:
        self._complain(f"page error: {error}")

    def _complain(self, text: str) -> None:
        if not PROBING.search(text) and not self.expected.search(text):
            self.complaints.append(text)


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def visitors(tabs: Tabs, server: Server) -> Iterator[Visitors]:
    made = Visitors(tabs, server.url)
    yield made
    made.leave()
    assert [one for one in made.complaints if not is_about_a_stopped_server(one)] == []


@pytest.fixture
def stage(visitors: Visitors) -> StagePage:
    """A visit, not yet opened."""
    return visitors()


@pytest.fixture(scope="session")
def modules(browser: Browser, server: Server) -> Page:
    """A page of the app's own origin, from which its modules load without the app. They keep nothing."""
    page = browser.new_page()
    page.goto(f"{server.url}/stage/rule/links.js")
    return page
