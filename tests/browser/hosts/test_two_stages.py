"""Two stages on one plain page, from the bundle that Streamlit gets: each is its own, and so is the page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Locator, Page, expect

from deconv_core.catalogue import catalogue
from deconv_core.state.fields import State
from deconv_core.words import LANGUAGES, load
from pages._ui.names import NAMES
from tests.browser.conftest import Tabs, Visitors
from tests.browser.expected import Numbers, close, output

DIST = Path(__file__).parents[3] / "assets" / "stage" / "dist"
PAGE = Path(__file__).with_name("plain_page.html")
OPENING = State(lang="en")

READ = """root => Object.fromEntries([...root.querySelectorAll('[data-panel="output"] [data-cell]')]
    .map(cell => [cell.dataset.cell, Number(cell.dataset.value)]))"""
LIT = 'root => [...root.querySelectorAll(".lamp polygon")].some(light => light.getAttribute("points"))'
# Names that stand twice, and those that are named and stand in another stage or nowhere.
NAMES_AMISS = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(node => node.id);
    const named = ["one", "two"].map(id => document.getElementById(id)).flatMap(root =>
        [...root.querySelectorAll("[aria-describedby]")].map(node => node.getAttribute("aria-describedby"))
            .filter(id => !root.contains(document.getElementById(id))));
    return [...ids.filter((id, at) => ids.indexOf(id) !== at), ...named];
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_given: object) -> None:
        """Nothing to be written down."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A folder of files, and nothing that computes."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(DIST, folder, dirs_exist_ok=True)
    shutil.copy(PAGE, folder)
    (folder / "catalogue.json").write_text(json.dumps(catalogue()), "utf-8")
    (folder / "words").mkdir()
    for lang in LANGUAGES:
        (folder / "words" / f"{lang}.json").write_text(json.dumps(dict(load(lang))), "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{PAGE.name}"
        server.shutdown()


@pytest.fixture
def visitors(tabs: Tabs, site: str) -> Iterator[Visitors]:
    made = Visitors(tabs, site)
    yield made
    made.leave()
    assert made.complaints == []


def opened(visitors: Visitors, name: str = NAMES[0]) -> tuple[Page, Locator, Locator]:
    page = visitors().page
    page.goto(f"{visitors.url}?page={name}")
    page.wait_for_function("window.stages?.two")
    one, two = (page.locator(f"#{root}") for root in ("one", "two"))
    for root in (one, two):
        expect(badge(root)).to_have_attribute("data-verdict", "agrees")
    return page, one, two


def badge(root: Locator) -> Locator:
    return root.locator('[data-control="badge"]')


def time(root: Locator) -> Locator:
    return root.locator('[data-control="time"]')


def source(root: Locator) -> Locator:
    return root.locator('[data-control="source"]')


def number(root: Locator, key: str) -> Locator:
    return root.locator(f'[data-setting="{key}"] input.number[data-axis="0"]')


def slider(root: Locator, key: str) -> Locator:
    return root.locator(f'[data-setting="{key}"] input[type="range"][data-axis="0"]')


def numbers(root: Locator) -> Numbers:
    root.page.wait_for_function("!later.isPlanned")
    found = root.evaluate(READ)
    return {tuple(map(int, cell.split(","))): value for cell, value in found.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_view_stands_twice_and_no_name_does(visitors: Visitors, name: str) -> None:
    page, one, two = opened(visitors, name)
    assert numbers(one) == numbers(two) != {}
    assert page.evaluate(NAMES_AMISS) == []


def test_a_slider_moves_the_numbers_of_its_own_stage(visitors: Visitors) -> None:
    _, one, two = opened(visitors)
    assert close(numbers(one), output(OPENING))
    slider(one, "stride").press("ArrowRight")
    moved = State(lang="en", stride=tuple(size + 1 for size in OPENING.stride))
    assert close(numbers(one), output(moved)) and close(numbers(two), output(OPENING))
    slider(two, "kernel_size").press("ArrowLeft")
    assert close(numbers(one), output(moved)) and numbers(two).keys() != output(OPENING).keys()


def test_words_that_follow_both_pictures_reach_both_stages(visitors: Visitors) -> None:
    """Both hands move within one moment: neither stage's words are lost to the other's."""
    page, one, two = opened(visitors)
    page.evaluate("() => Object.values(stages).forEach((stage, at) => stage.adjust({ stride: [at + 3, at + 3] }))")
    page.wait_for_function("!later.isPlanned")
    for at, root in enumerate((one, two)):
        expect(source(root)).to_have_value(f"nn.ConvTranspose2d(1, 1, kernel_size=2, stride={at + 3})")


def test_the_pointer_lights_its_own_stage(visitors: Visitors) -> None:
    _, one, two = opened(visitors)
    for here, there in ((one, two), (two, one)):
        here.locator('[data-panel="output"] [data-cell="0,0"]').hover()
        assert here.evaluate(LIT) and not there.evaluate(LIT)


def test_keys_go_to_the_stage_that_was_touched_last(visitors: Visitors) -> None:
    page, one, two = opened(visitors)
    end = time(one).input_value()
    page.keyboard.press("Home")
    expect(time(one)).to_have_value("0")
    expect(time(two)).to_have_value(end)
    # Touched where nothing takes the focus.
    two.locator('[data-control="look"]').click()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(time(two)).to_have_value("1")
    expect(time(one)).to_have_value("0")
    # The focus comes without a touch.
    slider(one, "stride").focus()
    page.keyboard.press("End")
    expect(time(one)).to_have_value("0")
    one.locator('[data-control="reset"]').focus()
    page.keyboard.press("End")
    expect(time(one)).to_have_value(end)
    expect(time(two)).to_have_value("1")
    # The last one goes: its keys are the other's.
    page.evaluate("() => stages.one.close()")
    page.keyboard.press("End")
    expect(time(two)).to_have_value(end)


def test_a_box_of_the_page_keeps_its_keys(visitors: Visitors) -> None:
    page, one, two = opened(visitors)
    before = [time(root).input_value() for root in (one, two)]
    own = page.locator("#own")
    own.press_sequentially("a b")
    own.press("Home")
    own.press_sequentially("c")
    assert own.input_value() == "ca b"
    assert [time(root).input_value() for root in (one, two)] == before


def test_what_is_pinned_in_one_stage_is_let_go_there(visitors: Visitors) -> None:
    page, one, two = opened(visitors)
    for root in (one, two):
        root.locator('[data-panel="output"] [data-cell="0,0"]').click()
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")
    expect(two.locator('[data-control="let-go"]')).to_be_hidden()
    expect(one.locator('[data-control="let-go"]')).to_be_visible()


def test_the_page_keeps_its_address_its_language_and_its_steps(visitors: Visitors) -> None:
    page, one, two = opened(visitors)
    before = (page.url, page.evaluate("history.length"))
    number(one, "stride").fill("2")
    number(one, "stride").press("Enter")
    two.locator('[data-control="language"]').select_option("zh-Hant")
    expect(two.locator(".stage")).to_have_attribute("lang", "zh-Hant")
    for root in (one, two):
        expect(badge(root)).to_have_attribute("data-verdict", "agrees")
        # There is no link to what it shows.
        expect(root.locator('[data-control="copy-link"]')).to_be_hidden()
    assert one.locator(".stage").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("lang") == "fr"
    assert (page.url, page.evaluate("history.length")) == before


def test_code_is_copied_from_the_stage_whose_button_was_pressed(visitors: Visitors) -> None:
    page, one, two = opened(visitors)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    number(two, "stride").fill("3")
    number(two, "stride").press("Enter")
    for root in (two, one):
        root.locator('[data-control="copy-source"]').click()
        expect(root.locator('[data-control="copy-source"]')).to_have_text(load("en")["stage.copied"])
        assert page.evaluate("navigator.clipboard.readText()") == source(root).input_value()


def test_code_is_copied_where_a_page_has_no_clipboard(visitors: Visitors) -> None:
    page = visitors(fresh=True).page
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{visitors.url}?page={NAMES[0]}")
    one, own = page.locator("#one"), page.locator("#own")
    one.locator('[data-control="copy-source"]').click()
    expect(one.locator('[data-control="copy-source"]')).to_have_text(load("en")["stage.copied"])
    own.focus()
    page.keyboard.press("Control+V")
    expect(own).to_have_value(source(one).input_value())
    expect(page.locator(".stage > textarea")).to_have_count(0)
