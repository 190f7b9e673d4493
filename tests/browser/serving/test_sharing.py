"""Many visitors at once, and a server that is late or away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import expect

from deconv_core.words import LANGUAGES, load
from tests.browser.conftest import Visitors
from tests.browser.server import Server, serving
from tests.browser.stage_page import StagePage

# What Chromium and Streamlit say of a server that is gone.
NETWORK = (
    "WebSocket|ERR_CONNECTION|Failed to fetch|disconnected from server|reaching server"
    "|Is Streamlit still|is not responding"
)

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
    other.control("language").select_option("zh-Hans")
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
        stage.control("end").click()
        assert stage.grid("output")[0] == [15, 5, 12, 4]
        stage.control("language").select_option("zh-Hans")
        stage.choose("kernel_size", 1)
        assert stage.grid("output")[0] == [15, 0, 12]


# What Streamlit's dialog says it also logs.
LOST = re.compile("Is Streamlit still running|Streamlit server is not responding")
# In how many frames a dialog of the host's lies over the page.
COVERED = """() => {
    window.covered = 0;
    const look = () => {
        if (document.querySelector('[data-testid="stDialog"]')) covered++;
        requestAnimationFrame(look);
    };
    look();
}"""


def test_the_host_s_dialog_about_it_never_covers_the_stage(visitors: Visitors) -> None:
    visitors.expect(NETWORK)
    with serving() as server:
        hosts = ("localhost", "127.0.0.1", "deconv.localhost")
        stages = [visitors(server.url.replace("localhost", host)).open().agrees() for host in hosts]
        with ExitStack() as lost:
            for stage in stages:
                stage.page.evaluate(COVERED)
                # Every few seconds it wants to say so again.
                saying = stage.page.expect_console_message(lambda one: bool(LOST.search(one.text)), timeout=60_000)
                lost.enter_context(saying)
            server.stop()
        for stage in stages:
            stage.page.bring_to_front()
            use(stage)
            expect(stage.control("badge")).to_have_attribute("data-verdict", "away")
            expect(stage.page.locator('[data-testid="stDialog"]')).to_have_count(0)
            assert stage.page.evaluate("covered") <= 2


def test_a_question_that_nobody_hears_is_no_silence(visitors: Visitors) -> None:
    visitors.expect(NETWORK)
    with serving() as server:
        asking, speaking = (visitors(server.url).open().agrees() for _ in range(2))
        server.stop()
        asking.choose("output_padding", 5)
        speaking.control("language").select_option("zh-Hans")
        for stage in (asking, speaking):
            expect(stage.control("badge")).to_have_attribute("data-verdict", "away")


def test_a_tab_says_that_it_waits_for_the_server_and_opens_when_that_is_back(visitors: Visitors) -> None:
    # The new server does not know where the old one kept the page's icon.
    visitors.expect(rf"{NETWORK}|/media/\w+\.png")
    with serving() as server:
        stages = {lang: visitors(server.url).open(f"stride=3&lang={lang}").agrees() for lang in LANGUAGES}
        server.stop()
        for lang, stage in stages.items():
            words = load(lang)
            stage.tab("matrix").locator("a[disabled]").wait_for()
            notice = stage.control("notice")
            expect(notice).to_have_text("")
            expect(notice).to_have_role("status")
            for page in ("matrix", "columns"):
                stage.tab(page).click()
                expect(notice).to_have_text(words["stage.tab_away"].format(page=words[f"{page}.nav"]), timeout=1000)
                expect(notice).to_be_in_viewport()
            # The stage goes on meanwhile, and what was made on it goes along: the last page that was wanted.
            stage.choose("padding", 1)
        with serving(port=server.port):
            for stage in stages.values():
                stage.page.locator(".columns-view").wait_for(timeout=60_000)
                assert stage.ready().agrees().settings()["padding"] == (1, 1)
                expect(stage.control("notice")).to_have_text("")


@contextmanager
def late_torch(folder: Path) -> Iterator[tuple[Server, Path]]:
    go = folder / "go"
    (folder / "sitecustomize.py").write_text(LATE_TORCH.format(go=str(go)))
    with serving(env={"PYTHONPATH": str(folder)}) as server:
        yield server, go


def test_the_first_picture_does_not_wait_for_pytorch(visitors: Visitors, tmp_path: Path) -> None:
    # Its page is open still when the server stops.
    visitors.expect(NETWORK)
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
