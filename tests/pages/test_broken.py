"""Whatever breaks on the server is told in one sentence of the reader's language, and nothing of the server with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from deconv_core.words import LANGUAGES, explain, load
from pages._ui.names import NAMES
from tests.browser.server import ROOT, Server, serving
from tests.given.altered import SECRET
from tests.given.visitor import Visitor
from tests.pages.test_settled import W, X, loaded, report

LEAKS = (SECRET, "ZeroDivisionError", "Traceback", str(ROOT), "site-packages")
# How many parts of a page break, besides what the stage is told.
PARTS = {"sizes": 4, "pytorch": 2}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(lambda port: ["tests.given.altered", str(port), "broken"]) as running:
        with Visitor(running.url) as first:
            loaded(first)
        yield running


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", NAMES)
def test_what_breaks_is_said_and_the_stage_works_on(server: Server, page: str, lang: str) -> None:
    sentence = explain(lang, "broken")
    with Visitor(server.url, page, f"lang={lang}&{X}&{W}") as visitor:
        for number in (1, 2):
            visitor.tell(
                report={**report(f"{X}&{W}&padding={number}", number), "lang": lang},
                question={"id": number, "kind": "source", "text": "nn.ConvTranspose2d(1, 1, 3)"},
            )
            verdict, answer = visitor.stage["verdict"], visitor.stage["answer"]
            assert (verdict["id"], verdict["problem"]["code"]) == (number, "broken")
            assert (answer["id"], answer["state"], answer["problems"][0]["code"]) == (number, None, "broken")
            assert [alert.body for alert in visitor.all("alert")].count(sentence) == PARTS.get(page, 0)
            assert not [leak for leak in LEAKS if leak in visitor.said]
            assert not visitor.all("exception")
            # All the rest of the page is there.
            assert load(lang)["page.try"] in visitor.said
    # Whoever runs the server reads why.
    assert SECRET in server.said() and "Traceback" in server.said()


def test_what_no_page_can_catch_is_told_too(server: Server) -> None:
    """JSON that Python does not read breaks the run before the page's own script begins."""
    for text in ('{"report": ' + "9" * 5000 + "}", "[" * 100_000):
        with Visitor(server.url, "sizes", f"{X}&{W}&lang=zh-Hans") as visitor:
            visitor.tell_json(text)
            assert not visitor.all("exception")
            assert "Traceback" not in visitor.said and str(ROOT) not in visitor.said
            visitor.run()
            assert visitor.all("bidi_component") or explain("zh-Hans", "broken") in visitor.said


PAGES = sorted((ROOT / "pages").rglob("*.py"))


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_every_fragment_is_guarded(path: Path) -> None:
    """It runs alone, where nothing else of the page could say that it broke."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            decorators = [ast.unparse(one) for one in node.decorator_list]
            assert not any("fragment" in one for one in decorators) or decorators[1:] == ["guarded"], node.name
