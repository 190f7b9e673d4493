"""Every answer of a running server says how it may be used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pages._ui.names import NAMES
from tests.browser.server import Server, serving, streamlit, uvicorn
from tests.pages.serving.test_app import get

PATHS = (
    *("", *NAMES),
    *("stage/dist/stage.js", "stage/dist/stage.css", "stage/nothing.js"),
    *("words/en.json", "words/xx.json", "catalogue.json"),
    *("_stcore/health", "_stcore/host-config", "_stcore/metrics", "favicon.png", "no/such/page", "/", "%2e%2e/app.py"),
)


@pytest.fixture(scope="module", params=[streamlit, uvicorn], ids=["streamlit", "uvicorn"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param) as running:
        yield running


def policy(server: Server, path: str = "/") -> dict[str, list[str]]:
    text = get(server, path)[0].getheader("Content-Security-Policy") or ""
    return {name: sources for name, *sources in map(str.split, text.split("; "))}


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_has_them(server: Server, method: str) -> None:
    for path in PATHS:
        response, _ = get(server, f"/{path}", method)
        assert response.getheader("X-Content-Type-Options") == "nosniff", path
        assert response.getheader("Referrer-Policy") == "same-origin", path
        assert policy(server, f"/{path}") == policy(server), path


def test_nothing_from_elsewhere_is_loaded_and_no_script_inside_the_page_but_streamlit_s_own_runs(
    server: Server,
) -> None:
    said = policy(server)
    assert said["default-src"] == ["'self'"] and said["object-src"] == ["'none'"]
    assert {source.split("-")[0] for source in said["script-src"]} == {"'self'", "blob:", "'wasm", "'sha256"}
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & {*said["script-src"]}


def test_anybody_may_show_the_page_inside_his_own(server: Server) -> None:
    assert "*" in policy(server)["frame-ancestors"]
    assert get(server, "/")[0].getheader("X-Frame-Options") is None
