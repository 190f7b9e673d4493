"""How the app is served: below a path, inside other sites' pages, and under a policy that nothing on it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from pages._ui.names import NAMES
from tests.browser.conftest import Visitors
from tests.browser.server import Server, serving, streamlit

BASE = "/deconv"
# Whose page asks for something that the policy forbids; it comes before any script of the page.
WATCH = """() => {
    window.refused = [];
    addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
}"""


def below_a_path(port: int) -> list[str]:
    return [*streamlit(port), "--server.baseUrlPath", BASE.strip("/")]


@pytest.fixture(scope="module")
def below() -> Iterator[Server]:
    with serving(below_a_path, base=BASE) as running:
        yield running


# That the server answers each of the others, with all that it names, is tested without a browser: tests/pages/serving.
@pytest.mark.parametrize("page", ["", "sizes"])
def test_a_link_to_a_page_below_a_path(visitors: Visitors, below: Server, page: str) -> None:
    stage = visitors(below.url).open("input_size=3&kernel_size=2&stride=2&lang=zh-Hant", page).agrees()
    assert stage.page.url.startswith(f"{below.url}/{page}?")
    stage.control("language").select_option("en")
    stage.page.locator(".stage[lang=en]").wait_for()


def test_every_page_below_a_path_and_none_breaks_the_policy(visitors: Visitors, below: Server) -> None:
    stage = visitors(below.url, fresh=True)
    stage.page.add_init_script(f"({WATCH})()")
    stage.open("input_size=6&kernel_size=3&stride=2").agrees()
    for page in NAMES[1:]:
        stage.go(page).agrees()
        assert stage.page.url.startswith(f"{below.url}/{page}?")
        assert stage.setting("stride") == (2, 2)
        assert stage.page.evaluate("refused") == [], page
    stage.page.reload()
    stage.ready().agrees()
    assert stage.page.evaluate("refused") == []


def test_what_was_slipped_into_the_page_does_not_run(visitors: Visitors) -> None:
    visitors.expect("Content Security Policy")
    stage = visitors(fresh=True)
    stage.page.add_init_script(f"({WATCH})()")
    stage.open().agrees()
    stage.page.evaluate("""() => {
        const root = document.querySelector("#root");
        root.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.ran = true">');
        root.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" }));
        root.append(Object.assign(document.createElement("script"), { src: "https://evil.example/a.js" }));
    }""")
    stage.page.wait_for_function("refused.length >= 3")
    assert set(stage.page.evaluate("refused")) == {"script-src-attr", "script-src-elem"}
    assert stage.page.evaluate("window.ran") is None


class Outside(BaseHTTPRequestHandler):
    """Another site's page, with ours inside."""

    def __init__(self, url: str, *given: object) -> None:
        self.url = url
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f'<iframe src="{self.url}" width="1200" height="800"></iframe>'.encode())

    def log_message(self, *_given: object) -> None:
        """Nothing to be written down."""


def test_another_site_shows_it_inside_its_own_page(visitors: Visitors) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Outside, visitors.url)) as outside:
        Thread(target=outside.serve_forever, daemon=True).start()
        page = visitors(fresh=True).page
        page.goto(f"http://127.0.0.1:{outside.server_port}/favicon.ico")
        badge = page.frame_locator("iframe").locator('[data-control="badge"]')
        expect(badge).to_have_attribute("data-verdict", "agrees")
        outside.shutdown()
