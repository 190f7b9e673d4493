"""Every page runs without an exception, in every language and for any link. Pages are discovered."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from deconv_core.state.fields import State
from deconv_core.state.presets import PRESETS
from deconv_core.state.query import read_query, write_query
from deconv_core.words import LANGUAGES, load
from pages._serve import warm
from pages._ui import stage
from pages._ui.names import PICTURES

ROOT = Path(__file__).parents[2]
FRAME = ROOT / "pages" / "_ui" / "frame.py"
# Those about pictures have no stage: test_pictures.py.
PAGES = sorted({path.stem for path in (ROOT / "pages").glob("*.py")} - {*PICTURES})


def visit(page: str, query: str = "", lang: str = "en", reported: str | None = None) -> AppTest:
    """The page as a visitor's first run leaves it; `reported` is the link text that the stage has said so far."""
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    for key, text in (part.split("=", 1) for part in f"{query}&lang={lang}".split("&") if part):
        app.query_params[key] = text
    if reported is not None:
        app.session_state["reported"] = (reported, read_query(reported).state)
    app.run()
    # A page is named relative to the frame.
    return app.switch_page(f"../{page}.py").run()


def check(app: AppTest, lang: str) -> None:
    assert not app.exception, [error.message for error in app.exception]
    *_, question, answer = app.main.children.values()
    assert load(lang)["page.try"] in question.value
    assert answer.label == load(lang)["page.answer"]


def test_there_are_pages() -> None:
    assert {"buffers", "stretched", "columns"} <= set(PAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_in_every_language(page: str, lang: str) -> None:
    app = visit(page, lang=lang)
    check(app, lang)
    (stage,) = app.get("bidi_component")
    assert json.loads(stage.proto.json)["page"] == page


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_once_the_stage_has_spoken_and_pytorch_is_there(page: str) -> None:
    warm.begin().join()
    for preset in [one for one in PRESETS if one.state.x and one.state.w][::8]:
        check(visit(page, reported=write_query(preset.state)), "en")


@pytest.mark.parametrize("page", ["matrix", "pytorch"])
def test_where_the_browser_makes_the_numbers_all_comes_with_them(page: str) -> None:
    app = visit(page, "input_size=5")
    assert not app.exception
    assert [one.value for one in (*app.info, *app.caption)] == [load("en")[f"{page}.waiting"]]
    assert [one.value for one in app.markdown] == []
    check(visit(page, "input_size=5&x=" + ";".join(["1,2,3,4,5"] * 5)), "en")


def test_a_server_without_pytorch_says_so_and_its_pages_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "_loaded", Event())
    monkeypatch.setattr(warm, "_failures", [])
    monkeypatch.setattr(warm, "begin", lambda: None)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ImportError):
        warm._load()
    monkeypatch.setattr(stage, "_said", lambda name: {"id": 1} if name == "report" else {})
    for page in ("pytorch", "back", "buffers"):
        app = visit(page, reported=write_query(State()))
        check(app, "en")
        (shown,) = app.get("bidi_component")
        assert json.loads(shown.proto.json)["verdict"]["problem"]["values"]["error"].startswith("ModuleNotFoundError: ")
        assert [one.value for one in app.info] == []
        assert ["ModuleNotFoundError" in one.value for one in app.error] == ([] if page == "buffers" else [True])


BAD = ("stride=0", "x=1,2;3", "input_size=99&padding=-1&pin=sky:1", "t=NaN&x=" + "9," * 6000)


@pytest.mark.parametrize("query", BAD, ids=range(len(BAD)))
def test_a_bad_link_is_on_offer_beside_the_opening(query: str) -> None:
    app = visit("buffers", query)
    check(app, "en")
    opening = app.session_state["opening"]
    assert opening["problems"] and opening["offer"]
    assert opening["state"]["stride"] == (1, 1)


def test_pytorch_that_comes_while_a_page_is_drawn_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first visit to a server that has just begun: what stood there without PyTorch is drawn once more."""
    loaded = Event()
    monkeypatch.setattr(warm, "is_loaded", loaded.is_set)

    def language() -> str:
        # Asked for after what stands below the stage is drawn.
        loaded.set()
        return "en"

    app = visit("pytorch", "x=1,2;3,4&w=1,2;3,4")
    monkeypatch.setattr("pages._ui.page.language", language)
    app.run()
    assert load("en")["pytorch.time_start"] in [button.label for button in app.button]
