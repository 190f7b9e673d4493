"""Other sites' pages are refused, and neither that nor a start makes the server ask anybody for its own address."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pages._serve.same_origin import is_ours
from tests.browser.server import ROOT, Server, configured, serving, streamlit, uvicorn
from tests.pages.serving.test_app import get

# Python imports this by itself at start: who is looked up, and who is called, is written down.
ASKED = "asked the network:"
LISTENING = f"""
import os, sys

HERE = (None, "", "0.0.0.0", "::", "localhost", "127.0.0.1", "::1", b"localhost", b"127.0.0.1")

def heard(event, given):
    if event == "socket.connect" and isinstance(given[1], tuple):
        place = given[1][0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        place = given[0]
    else:
        return
    if place not in HERE:
        os.write(2, f"{ASKED} {{event}} {{place}}\\n".encode())

sys.addaudithook(heard)
"""
FOREIGN = (
    "http://evil.example",
    "https://localhost.evil.example",
    "null",
    "file://",
    "http://[",
    "evil",
    "",
    "http://",
)
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module", params=[streamlit, uvicorn], ids=["streamlit", "uvicorn"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("listening")
    (folder / "sitecustomize.py").write_text(LISTENING, encoding="utf-8")
    env = configured(folder, '[server]\ncorsAllowedOrigins = ["https://school.example"]\n')
    with serving(request.param, {**env, "PYTHONPATH": f"{folder}:{ROOT}"}) as running:
        yield running


def status(server: Server, **headers: str) -> int:
    """What a page is answered that wants to talk to the server."""
    return get(server, "/_stcore/stream", **UPGRADE, **headers)[0].status


def test_other_sites_are_refused_and_nobody_is_asked(server: Server) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda origin: status(server, Origin=origin), FOREIGN * 5))
    assert set(answers) == {403}
    assert ASKED not in server.said()


def test_its_own_pages_and_those_that_are_named_are_not(server: Server) -> None:
    here = server.url.removeprefix("http://")
    assert status(server, Origin=server.url) == status(server) == 101
    assert status(server, Origin="https://school.example") == 101
    assert status(server, Origin="http://deconv.test:8501", Host="deconv.test:8501") == 101
    assert status(server, Origin="http://deconv.test", Host=here) == 403
    assert ASKED not in server.said()


def test_a_request_says_nothing_of_itself_and_is_nobody_s() -> None:
    assert is_ours("http://a.test:8501", "a.test:8501")
    for origin in FOREIGN:
        for host in ("", "a.test", "localhost:8501"):
            assert not is_ours(origin, host), (origin, host)
