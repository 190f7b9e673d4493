"""A real Chromium whose pages carry the probe."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import FLAGS, installed

HERE = Path(__file__).parent
YARDSTICK = (HERE / "yardstick.html").as_uri()
SIZE = {"width": 1440, "height": 1000}
# Frames begin when there is something to draw instead of 60 times a second. An answer's time is then its work: waiting
# for the display, up to 17 ms and by chance, would be most of it and make every ratio look like 1.
AT_ONCE = ("--disable-frame-rate-limit", "--disable-gpu-vsync")


@contextmanager
def chromium(*, at_once: bool) -> Iterator[Browser]:
    """at_once: frames as soon as they are wanted; else 60 a second, as on a screen."""
    with sync_playwright() as playwright:
        args = [*FLAGS, *(AT_ONCE if at_once else ())]
        browser = playwright.chromium.launch(executable_path=installed(), args=args)
        yield browser
        browser.close()


def new_page(browser: Browser) -> Page:
    """A page in a context of its own: nothing cached, and a process that it shares with no other measured page.

    Less motion: a board's growth, 160 ms of the compositor's work after the picture is there, would be drawn a thousand
    times a second where frames are not bound to a screen, and slow down whatever is measured meanwhile.
    """
    page = browser.new_context(viewport=SIZE, reduced_motion="reduce").new_page()
    page.add_init_script(path=HERE / "probe.js")
    return page


def open_stage(browser: Browser, url: str) -> Page:
    """A page with the stage at rest: everything drawn, described and compared with PyTorch."""
    page = new_page(browser)
    page.goto(url)
    page.wait_for_selector('[data-panel="output"] [data-cell]', state="attached")
    settle(page)
    page.wait_for_function("() => !document.querySelector('[aria-busy]')")
    page.wait_for_timeout(600)
    return page


def settle(page: Page) -> None:
    page.wait_for_selector('[data-control="badge"][data-verdict="agrees"]', state="attached", timeout=30_000)


def open_yardstick(browser: Browser) -> Page:
    page = new_page(browser)
    page.goto(YARDSTICK)
    return page
