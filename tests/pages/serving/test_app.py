"""The ASGI app over plain HTTP, as uvicorn serves it: the stage's files, the words, the catalogue, and nothing else."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deconv_core.catalogue import catalogue
from deconv_core.words import LANGUAGES, load
from tests.browser.server import Server, serving, uvicorn

STAGE = Path(__file__).parents[3] / "assets" / "stage"
TYPES = {".js": ("text/javascript", "application/javascript"), ".css": ("text/css",)}
FILES = sorted(path.relative_to(STAGE).as_posix() for path in STAGE.rglob("*") if path.suffix in TYPES)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(uvicorn) as running:
        yield running


def get(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """Sent letter for letter: http.client does not tidy `..` away, as browsers do."""
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    try:
        connection.request(method, path, headers={key.replace("_", "-"): text for key, text in headers.items()})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_the_page_itself_is_served(server: Server) -> None:
    response, body = get(server, "/")
    assert response.status == 200 and b"<html" in body
    assert get(server, "/_stcore/health")[0].status == 200


def test_no_path_breaks_the_server(server: Server) -> None:
    for path in (f"/{'a' * 300}", "/view", "/%00", "/%ff", "/buffers/", "//"):
        assert get(server, path)[0].status < 500, path


def test_the_stage_s_files_are_served_as_they_are(server: Server) -> None:
    assert {"shell/main.js", "rule/links.js", "dist/stage.js", "dist/stage.css"} <= set(FILES)
    for name in FILES:
        response, body = get(server, f"/stage/{name}")
        assert response.status == 200, name
        assert body == (STAGE / name).read_bytes(), name
        assert (response.getheader("Content-Type") or "").split(";")[0] in TYPES[Path(name).suffix], name
        # Kept by the browser, and asked about: a new release never mixes with an old one.
        assert response.getheader("Cache-Control") == "no-cache" and response.getheader("ETag"), name


def test_a_file_that_did_not_change_is_not_sent_again(server: Server) -> None:
    etag = get(server, "/stage/shell/main.js")[0].getheader("ETag") or ""
    response, body = get(server, "/stage/shell/main.js", If_None_Match=etag)
    assert (response.status, body) == (304, b"")


def test_the_stage_comes_as_one_packed_for_who_unpacks_it_and_is_not_sent_again(server: Server) -> None:
    path = "/stage/dist/stage.js"
    plain, text = get(server, path)
    packed, body = get(server, path, Accept_Encoding="gzip, deflate, br")
    assert (plain.status, plain.getheader("Content-Encoding")) == (200, None)
    assert (packed.status, packed.getheader("Content-Encoding")) == (200, "gzip")
    assert gzip.decompress(body) == text == (STAGE / "dist" / "stage.js").read_bytes()
    for response in (plain, packed):
        assert (response.getheader("Content-Type") or "").split(";")[0] in TYPES[".js"]
        assert response.getheader("Cache-Control") == "no-cache"
    again, nothing = get(server, path, If_None_Match=packed.getheader("ETag") or "")
    assert (again.status, nothing) == (304, b"")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_every_language(server: Server, lang: str) -> None:
    response, body = get(server, f"/words/{lang}.json")
    assert response.status == 200 and response.getheader("Content-Type") == "application/json"
    assert json.loads(body) == dict(load(lang))


def test_the_catalogue_is_the_core_s(server: Server) -> None:
    response, body = get(server, "/catalogue.json")
    assert response.status == 200
    assert json.loads(body) == json.loads(json.dumps(catalogue()))


@pytest.mark.parametrize("path", ["/words/xx.json", "/words/EN.json", "/stage/nothing.js", "/stage/"])
def test_what_is_not_there_is_not_found(server: Server, path: str) -> None:
    assert get(server, path)[0].status == 404


OUTSIDE = (
    "/stage/../colours.json",
    "/stage/%2e%2e/colours.json",
    "/stage/..%2fcolours.json",
    "/stage/..%5ccolours.json",
    "/stage/views/../../colours.json",
    "/stage/%2e%2e/%2e%2e/app.py",
    "/stage//etc/passwd",
    "/stage/%2fetc%2fpasswd",
    "/words/../colours.json",
    "/words/%2e%2e%2fcolours.json",
    "/words/..%2f..%2fwords%2fen.json",
)
SECRETS = ((STAGE.parent / "colours.json").read_bytes(), b"root:", b"st.App(")


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_outside_the_served_folders_is_read(server: Server, path: str) -> None:
    _, body = get(server, path)
    assert not any(secret in body for secret in SECRETS)


@pytest.mark.parametrize("path", ["/stage/shell/main.js", "/words/en.json", "/catalogue.json"])
def test_nothing_is_written(server: Server, path: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert get(server, path, method)[0].status == 405
