"""The README's picture, taken from the real page: `make picture`."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import chromium

from .server import serving

PICTURE = Path(__file__).parents[2] / "assets" / "images" / "buffers.png"
STATE = "x=2,4,0;0,1,3;5,2,1&w=3,1,2;1,5,0;2,1,1&stride=2&padding=1&output_padding=1&t=6.6&lang=en"


def main() -> None:
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.installed(), args=list(chromium.FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{server.url}/?{STATE}")
        page.locator('[data-control="badge"][data-verdict="agrees"]').wait_for()
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
