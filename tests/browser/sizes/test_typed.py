"""What is typed into the panels of the Sizes page stays, and goes with the link, to the last sign."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import expect

from deconv_core.state import panel_query
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from tests.browser.conftest import Visitors
from tests.browser.panels import field, write
from tests.browser.server import serving
from tests.browser.stage_page import StagePage

PAGE = "sizes"
# As odd as a text may be that is still read: signs of links, of Markdown and of HTML, spaces at the end, other scripts.
LAYERS = "nn.Conv2d(1, 4, 3, stride=2)  # 卷积 & 50% + <b>é</b> #a?b=c;d '\"\\ \nnn.Conv2d(4, 4, (3, 5), padding=1)  "
TYPED = {
    "finder_line": "my.up = nn.ConvTranspose2d(64, 32, (4, 4), 2, 1)  ",
    "finder_input_size": "6,5",
    "finder_wanted": " 12 x 9 ",
    "finder_kernel_size": "2–5",
    "chain_layers": LAYERS,
    "chain_input_size": "50, 40 ",
}


def check_link(stage: StagePage, texts: dict[str, str]) -> None:
    """The address holds these texts, no other field's, and the stage's state."""
    stage.page.wait_for_url(lambda url: said(url) == texts)
    stage.agrees()
    assert said(stage.page.url) == texts
    assert read_query(stage.query).state.settings == stage.settings()


def said(url: str) -> dict[str, str]:
    given = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return {key: text for key, text in given.items() if key in panel_query.USUAL}


def check_fields(stage: StagePage, texts: dict[str, str]) -> None:
    for name, text in {**panel_query.USUAL, **texts}.items():
        expect(field(stage, name), name).to_have_value(text)


def answers(stage: StagePage) -> list[str]:
    return stage.page.locator('[data-testid="stCode"], [data-testid="stAlert"], table').all_inner_texts()


def test_a_link_opens_what_was_typed_in_another_tab_and_for_another_visitor(visitors: Visitors) -> None:
    stage = visitors(permissions=["clipboard-read", "clipboard-write"]).open("stride=2", PAGE).agrees()
    assert stage.query == write_query(State(stride=(2, 2), lang="en"))
    write(stage, TYPED)
    check_link(stage, TYPED)
    stage.control("copy-link").click()
    expect(stage.control("copy-link")).to_have_text("Copied")
    copied = stage.page.evaluate("() => navigator.clipboard.readText()")
    shown = answers(stage)
    for line in ("nn.ConvTranspose2d(4, 4, kernel_size=(3, 5), padding=1)", "nn.ConvTranspose2d(64, 32, kernel_size="):
        assert any(line in answer for answer in shown)
    for page in (visitors.tab(stage.page.context), visitors().page):
        page.goto(copied)
        other = StagePage(page, stage.url).ready()
        check_link(other, TYPED)
        assert page.url == copied
        check_fields(other, TYPED)
        assert answers(other) == shown
        assert other.setting("stride") == (2, 2)


def test_going_back_and_forth_keeps_what_was_typed(stage: StagePage) -> None:
    stage.open("", PAGE).agrees()
    write(stage, {"finder_wanted": "441"})
    check_link(stage, {"finder_wanted": "441"})
    stage.choose("stride", 3)
    check_link(stage, {"finder_wanted": "441"})
    write(stage, {"chain_input_size": "99"})
    both = {"finder_wanted": "441", "chain_input_size": "99"}
    check_link(stage, both)
    # To type is no step of its own.
    stage.page.go_back()
    expect(stage.number("stride")).to_have_value("2")
    check_link(stage, both)
    stage.page.go_forward()
    expect(stage.number("stride")).to_have_value("3")
    check_link(stage, both)
    check_fields(stage, both)
    # Another page has no such fields; back on this one they are as they were.
    stage.go("matrix").agrees()
    assert said(stage.page.url) == {}
    stage.go("sizes")
    check_link(stage, both)
    check_fields(stage, both)
    stage.page.reload()
    check_link(stage.ready(), both)
    check_fields(stage, both)
    # What is usual again is no part of the link.
    write(stage, {name: panel_query.USUAL[name] for name in both})
    check_link(stage, {})


BAD = {
    "finder_wanted": "<img src=x onerror=window.hurt=1>",
    "finder_stride": "9-1",
    "finder_padding": "9" * 41,
    "chain_layers": "import os" + " " * 4992,
    "chain_input_size": "",
}


def test_a_link_with_texts_that_cannot_be_read_says_so_and_the_page_works(stage: StagePage) -> None:
    stage.open(f"padding=1&{panel_query.write(BAD)}", PAGE).agrees()
    check_link(stage, BAD)
    check_fields(stage, BAD)
    # A panel says one thing at a time, in the order of its fields.
    for said in (
        "stride goes from 9 down to 1. Write 1-9.",
        "The text has 5001 characters, but at most 5000 are read.",
    ):
        expect(stage.page.locator('[data-testid="stAlert"]').filter(has_text=said)).to_have_count(1)
    assert stage.page.evaluate("window.hurt") is None
    write(stage, {"finder_stride": "", "chain_layers": panel_query.ENCODER})
    expect(stage.page.get_by_text("input_size is empty. Write a whole number from 1 to 100000.")).to_be_visible()
    write(stage, {"chain_input_size": panel_query.USUAL["chain_input_size"]})
    expect(stage.page.get_by_text("padding has 41 characters, but at most 40 are read.")).to_be_visible()
    expect(stage.page.get_by_text("# 50×38 -> 100×75")).to_be_visible()
    write(stage, {"finder_padding": ""})
    said = f"wanted size is “{BAD['finder_wanted']}”, but it must be a whole number from 1 to 100000."
    expect(stage.page.get_by_text(said)).to_be_visible()
    assert stage.page.evaluate("window.hurt") is None
    stage.choose("stride", 2)
    check_link(stage, {"finder_wanted": BAD["finder_wanted"]})


# Every address from now on.
WATCH = """() => {
    window.written = [];
    for (const name of ["pushState", "replaceState"]) {
        const write = history[name].bind(history);
        history[name] = (entry, title, url) => { write(entry, title, url); written.push(location.href); };
    }
}"""


def test_what_was_typed_comes_back_from_a_server_that_was_started_again(visitors: Visitors) -> None:
    """It knows nothing of the visit, nor does one after a connection that was cut for minutes."""
    query = "finder_wanted=441&finder_stride=2&stride=2"
    visitors.expect("ERR_|WebSocket|Client Error|Streamlit still running|/media/|_stcore")
    opened = said(f"?{query}")
    with serving() as before:
        stage = visitors(url=before.url)
        # Either server has to load PyTorch first.
        stage.page.set_default_timeout(60_000)
        stage.open(query, PAGE).agrees()
        write(stage, TYPED)
        check_link(stage, {**opened, **TYPED})
        port = urlsplit(before.url).port
        stage.page.evaluate(WATCH)
    stage.page.locator('[data-test-connection-state="CONNECTED"]').wait_for(state="detached")
    with serving(port=port):
        stage.page.locator('[data-test-connection-state="CONNECTED"]').wait_for()
        stage.choose("stride", 3)
        check_link(stage, {**opened, **TYPED})
        check_fields(stage, {**opened, **TYPED})
        assert stage.setting("stride") == (3, 3)
        # Nor was it gone for a moment, in which somebody might have copied the link.
        written = stage.page.evaluate("window.written")
        assert written and [said(url) for url in written] == [{**opened, **TYPED}] * len(written)
        # And it goes on from there.
        write(stage, {"chain_input_size": "99"})
        check_link(stage, {**opened, **TYPED, "chain_input_size": "99"})
