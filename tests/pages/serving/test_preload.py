"""Every page names the files that its stage is made of."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pages._serve.preload import STREAMLIT, Preload, chunks, links
from pages._ui.names import NAMES, PICTURES

ROOT = Path(__file__).parents[3]
VIEWS = sorted(path.name for path in (ROOT / "assets" / "stage" / "views").iterdir() if path.is_dir())


def test_the_pages_with_a_stage_are_those_that_have_a_view_and_all_have_a_script() -> None:
    scripts = (ROOT / "pages").glob("*.py")
    assert sorted(NAMES) == VIEWS
    assert sorted([*NAMES, *PICTURES]) == sorted(path.stem for path in scripts)


async def page(scope, receive, send):
    kind = b"text/html; charset=utf-8" if scope["path"] != "/data" else b"application/json"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": b""})


def header(path: str, query: bytes = b"", accept: bytes = b"") -> str | None:
    sent = []
    scope = {"type": "http", "path": path, "query_string": query, "headers": [(b"accept-language", accept)]}

    async def send(message):
        sent.append(message)

    # In a thread of its own: the browser tests leave a running loop in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, Preload(page)(scope, None, send)).result()
    return dict(sent[0]["headers"]).get(b"link", b"").decode() or None


def test_only_pages_of_ours_get_the_header() -> None:
    assert header("/") == links("en")
    assert header("/stretched") == links("en")
    assert header("/unknown") is None
    assert header("/data") is None
    # A page without a stage.
    assert header("/round_trip") is None
    # A module beside the views, and a path too long to be a file's.
    assert header("/view") is None
    assert header(f"/{'a' * 300}") is None
    assert header("/stage/../app.py") is None


def test_the_header_names_the_stage_and_what_it_is_told() -> None:
    found = links("en")
    assert "<./stage/dist/stage.js>; rel=modulepreload" in found
    assert "<./stage/dist/stage.css>; rel=preload; as=style" in found
    assert "<./catalogue.json>; rel=preload; as=fetch; crossorigin" in found


def test_the_words_are_those_of_the_link_or_else_of_the_browser() -> None:
    assert "<./words/en.json>" in header("/")
    assert "<./words/zh-Hant.json>" in header("/", query=b"x=1&lang=zh-Hant")
    assert "<./words/zh-Hans.json>" in header("/", accept=b"zh-CN,zh;q=0.9,en;q=0.8")
    assert "<./words/en.json>" in header("/", query=b"lang=%3Cscript%3E", accept=b"\xff")


def test_streamlit_s_files_for_a_component_are_named_and_those_of_its_page_are_not_named_twice() -> None:
    page_itself = (STREAMLIT / "index.html").read_text("utf-8")
    assert any(path.startswith("static/js/BidiComponent.") for path in chunks())
    for path in chunks():
        assert (STREAMLIT / path).exists()
        assert path not in page_itself
        assert f"<./{path}>; rel=modulepreload" in links("en")
