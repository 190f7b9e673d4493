"""Nothing jumps: panels keep their place while a setting, the time, the pointer or the language changes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.stage_page import WRITTEN, StagePage

QUERY = "input_size=4&kernel_size=3&stride=2&padding=1&lang=en"

# Where each panel and the timeline stand, and how large they are; whole pixels, however far the page is scrolled.
PLACES = """() => {
    const top = document.querySelector(".stage").getBoundingClientRect().top;
    const nodes = [...document.querySelectorAll(
        ".stage .board .box, .stage .timeline, .stage .track, .stage .facts, .stage .cards")];
    return nodes.map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return [node.parentNode.className, ...[x, y - top, width, height].map(Math.round)].join(" ");
    });
}"""
# Of the picture on a board, how much has a colour.
COLOURED = """board => {
    const shown = document.querySelector(`.board.${board} canvas`);
    const pen = new OffscreenCanvas(shown.width, shown.height).getContext("2d");
    pen.drawImage(shown, 0, 0);
    const { data } = pen.getImageData(0, 0, shown.width, shown.height);
    let coloured = 0;
    for (let at = 0; at < data.length; at += 4) {
        const inks = data.subarray(at, at + 3);
        if (data[at + 3] && Math.max(...inks) - Math.min(...inks) > 20) coloured++;
    }
    return (4 * coloured) / data.length;
}"""


def places(stage: StagePage) -> list[str]:
    stage.page.evaluate(WRITTEN)
    return list(stage.page.evaluate(PLACES))


# The board on which all that was reached wears its colours, where a page has one such.
COLOURFUL = {"": "canvas", "stretched": "output", "matrix": "output", "columns": "canvas", "back": "forward-map"}
# On these play stands below the pictures, on one screen.
ON_ONE_SCREEN = ("", "stretched", "sizes", "frameworks", "dilated")


# What a view adds below the timeline may stretch, where it tells of the settings; what is above it may not.
@pytest.mark.parametrize(
    ("page", "width"),
    [("", 1024), *((page, 1440) for page in ("", "stretched", "columns", "back", "sizes", "dilated", "frameworks"))],
)
def test_panels_keep_their_place(visitors: Visitors, page: str, width: int) -> None:
    stage = visitors(viewport={"width": width, "height": 900}).open(QUERY, page)
    if page in ON_ONE_SCREEN and width == 1440:
        expect(stage.control("play")).to_be_in_viewport(ratio=1)
    if page in COLOURFUL:
        assert stage.page.evaluate(COLOURED, COLOURFUL[page]) > 0.5
    before = places(stage)
    stage.choose("output_padding", 1)
    assert places(stage) == before
    # By now the line of code takes two lines.
    stage.choose("dilation", 2)
    assert places(stage) == before
    stage.control("start").click()
    stage.control("forward").click()
    for cell in ((0, 0), (2, 1)):
        stage.point("input", *cell)
        assert places(stage) == before
    stage.cell("output", 1, 1).click()
    assert places(stage) == before
    stage.agrees().control("language").select_option("zh-Hans")
    stage.page.locator(".stage[lang=zh-Hans]").wait_for()
    assert places(stage) == before


# What is said of a framework's output takes more lines or fewer, as do its libraries' names: a picture in the first row
# stays where it is.
CARDS = [
    "input_size=3&kernel_size=3&stride=2&padding=1&output_padding=1",
    "input_size=2&kernel_size=2",
    "input_size=3,4&kernel_size=3,2&stride=2,3&padding=1,0",
    "input_size=10&kernel_size=4&stride=2&padding=1",
    "input_size=4&kernel_size=3&dilation=2&padding=1",
    "input_size=3&kernel_size=2&stride=2&dilation=2",
    "input_size=1&kernel_size=1&stride=4&output_padding=3",
]
CARD_PLACES = """() => {
    const { left, top } = document.querySelector(".cards").getBoundingClientRect();
    return [...document.querySelectorAll(".cards .card:not([hidden])")].map(card => {
        const box = card.querySelector(".box").getBoundingClientRect();
        return [box.left - left, box.top - top, box.width, box.height].map(Math.round).join(" ");
    });
}"""


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_outputs_of_frameworks_keep_their_place_and_are_on_one_screen(stage: StagePage, lang: str) -> None:
    stage.open(f"lang={lang}", "frameworks")
    found: dict[int, dict[tuple[str, str], list[str]]] = {width: {} for width in FIRST_ROW}
    for query in CARDS:
        stage.show(query)
        for ask in ("same", "valid", "crops"):
            stage.control(f"ask-{ask}").click()
            for width, columns in FIRST_ROW.items():
                stage.page.set_viewport_size({"width": width, "height": 900})
                found[width][query, ask] = card_places(stage)[:columns]
                # A school laptop, 768 px high, of which the page's navigation takes some.
                if (lang, width) == ("en", 1366):
                    assert stage.page.evaluate(OUTPUTS) < 700, (query, ask)
    for width, columns in FIRST_ROW.items():
        longest = max(found[width].values(), key=len)
        assert len(longest) == columns
        assert [case for case, places in found[width].items() if places != longest[: len(places)]] == []


# How many cards stand in the first row, at each width.
FIRST_ROW = {1440: 2, 1366: 2, 1024: 2, 390: 1}


def card_places(stage: StagePage) -> list[str]:
    """Once they are where they stay: a page that was made wider or narrower is laid out anew bit by bit."""
    before: list[str] = []
    while (now := list(stage.ready().page.evaluate(CARD_PLACES))) != before:
        before = now
        stage.page.wait_for_timeout(50)
    return now


OUTPUTS = """() => {
    const boxes = [...document.querySelectorAll(".choice-line, .card:not([hidden])")].map(node =>
        node.getBoundingClientRect());
    return Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top));
}"""


def test_cells_of_a_pixel_can_be_seen(stage: StagePage) -> None:
    """Of 185×185 cells one in 64 is reached; a picture of those alone would be nearly blank."""
    stage.open("input_size=16&kernel_size=9&stride=8&dilation=8")
    assert 0.1 < stage.page.evaluate(COLOURED, "canvas") < 0.6
    stage.control("start").click()
    assert stage.page.evaluate(COLOURED, "canvas") == 0
    stage.control("end").click()
    stage.go("stretched")
    assert 0.15 < stage.page.evaluate(COLOURED, "output") < 0.6
    # The border is most of this picture.
    assert 0.04 < stage.page.evaluate(COLOURED, "stretched") < 0.6


def test_what_was_reached_on_the_page_with_the_matrix_wears_its_colours(stage: StagePage) -> None:
    stage.open(QUERY, "matrix")
    assert stage.page.evaluate(COLOURED, "output") > 0.5
