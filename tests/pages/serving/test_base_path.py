"""Below a path, as Streamlit's own setting puts it, all of ours is found, and nothing of ours at the root."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pages._ui.names import NAMES
from tests.browser.server import Server, configured, serving, streamlit, uvicorn
from tests.pages.serving.test_app import OUTSIDE, SECRETS, get

BASE = "/deconv"
OURS = ("/stage/dist/stage.js", "/stage/dist/stage.css", "/plotly/plotly.min.js", "/words/en.json", "/catalogue.json")


@pytest.fixture(scope="module", params=[streamlit, uvicorn], ids=["streamlit", "uvicorn"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    env = configured(tmp_path_factory.mktemp("below"), f'[server]\nbaseUrlPath = "{BASE}"\n')
    with serving(request.param, env, BASE) as running:
        yield running


@pytest.mark.parametrize("path", OURS)
def test_ours_is_found_below_it(server: Server, path: str) -> None:
    response, body = get(server, f"{BASE}{path}")
    assert response.status == 200 and len(body) > 100


def test_the_page_names_its_files_there_too(server: Server) -> None:
    for page in ("", *NAMES[1:]):
        assert "<./stage/dist/stage.js>" in (get(server, f"{BASE}/{page}")[0].getheader("Link") or ""), page


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_outside_the_served_folders_is_read(server: Server, path: str) -> None:
    _, body = get(server, f"{BASE}{path}")
    assert not any(secret in body for secret in SECRETS)
