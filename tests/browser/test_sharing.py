"""Many visitors at once, and a server that is late or away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from .conftest import Visitors
from .server import Server, serving
from .stage_page import StagePage

# What Chromium and Streamlit say of a server that is gone.
NETWORK = r"WebSocket|ERR_CONNECTION|Failed to fetch|disconnected from server|reaching server|Is Streamlit still"

# Python imports this by itself at start: torch then finishes loading only once the file `go` is there.
LATE_TORCH = """
import pathlib, sys, time
from importlib.machinery import PathFinder

class Late:
    def find_spec(self, name, path=None, target=None):
        if name != "torch":
            return None
        spec = PathFinder.find_spec(name, path)
        load = spec.loader.exec_module

        def wait_and_load(module):
            while not pathlib.Path({go!r}).exists():
                time.sleep(0.05)
            load(module)

        spec.loader.exec_module = wait_and_load
        return spec

sys.meta_path.insert(0, Late())
"""


def test_visitors_do_not_see_each_other_s_state(visitors: Visitors) -> None:
    one, other = visitors().open(), visitors().open()
    one.choose("stride", 3)
    other.choose("kernel_size", 1)
    one.agrees(), other.agrees()
    assert (one.setting("stride"), one.setting("kernel_size")) == ((3, 3), (2, 2))
    assert (other.setting("stride"), other.setting("kernel_size")) == ((1, 1), (1, 1))
    other.control("lang-zh-Hans").click()
    expect(other.page.locator(".stage")).to_have_attribute("lang", "zh-Hans")
    other.agrees()
    one.choose("stride", 2)
    one.agrees()
    assert one.page.locator(".stage").get_attribute("lang") == "en"
    assert "stride=2" in one.query and "kernel_size=1" in other.query


def test_one_visitor_s_two_tabs_are_two_visits(visitors: Visitors) -> None:
    one = visitors().open()
    other = StagePage(visitors.tab(one.page.context), visitors.url).open("stride=2")
    one.choose("padding", 1)
    one.agrees(), other.agrees()
    assert one.grid("output") == [[17]]
    assert other.grid("output") == [[6, 2, 12, 4], [2, 10, 4, 20], [0, 0, 3, 1], [0, 0, 1, 5]]


def use(stage: StagePage) -> None:
    """What needs no server."""
    stage.slider("stride").press("ArrowRight")
    assert stage.grid("output") == [[6, 2, 12, 4], [2, 10, 4, 20], [0, 0, 3, 1], [0, 0, 1, 5]]
    stage.cell("input", 0, 0).click()
    stage.page.keyboard.type("5")
    stage.page.keyboard.press("Enter")
    assert stage.grid("output")[0] == [15, 5, 12, 4]
    stage.control("start").click()
    assert set(stage.numbers("output").values()) == {0}
    stage.point("kernel", 1, 1)
    expect(stage.panel("sum")).to_contain_text("so far")


def test_without_the_server_the_stage_works_on_and_says_so(visitors: Visitors) -> None:
    visitors.expect(NETWORK)
    with serving() as server:
        stage = visitors(server.url).open().agrees()
        server.stop()
        use(stage)
        expect(stage.control("badge")).to_have_attribute("data-verdict", "away")
        expect(stage.control("badge")).to_contain_text("The server is away")
        # The host's own dialog about the connection must not lie over the stage.
        stage.control("end").click()
        assert stage.grid("output")[0] == [15, 5, 12, 4]
        stage.control("lang-zh-Hans").click()
        stage.choose("kernel_size", 1)
        assert stage.grid("output")[0] == [15, 0, 12]


def test_a_question_that_nobody_hears_is_no_silence(visitors: Visitors) -> None:
    visitors.expect(NETWORK)
    with serving() as server:
        asking, speaking = (visitors(server.url).open().agrees() for _ in range(2))
        server.stop()
        asking.choose("output_padding", 5)
        speaking.control("lang-zh-Hans").click()
        for stage in (asking, speaking):
            expect(stage.control("badge")).to_have_attribute("data-verdict", "away")


@contextmanager
def late_torch(folder: Path) -> Iterator[tuple[Server, Path]]:
    go = folder / "go"
    (folder / "sitecustomize.py").write_text(LATE_TORCH.format(go=str(go)))
    with serving(env={"PYTHONPATH": str(folder)}) as server:
        yield server, go


def test_the_first_picture_does_not_wait_for_pytorch(visitors: Visitors, tmp_path: Path) -> None:
    with late_torch(tmp_path) as (server, go):
        stage = visitors(server.url).open()
        assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
        expect(stage.control("badge")).to_have_attribute("data-verdict", "loading")
        expect(stage.control("badge")).to_have_text("PyTorch is starting …")
        stage.slider("stride").press("ArrowRight")
        assert stage.grid("output") == [[6, 2, 12, 4], [2, 10, 4, 20], [0, 0, 3, 1], [0, 0, 1, 5]]
        # A bad link is explained, and a layer is read, all the same.
        stage.open("stride=0")
        expect(stage.control("problem")).to_be_visible()
        stage.control("source").fill("nn.ConvTranspose2d(1, 1, 3)")
        stage.control("source").press("Enter")
        expect(stage.number("kernel_size")).to_have_value("3")
        go.touch()
        stage.agrees()
