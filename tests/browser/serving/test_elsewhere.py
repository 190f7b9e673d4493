"""On paper and in a frame of somebody else's page: pictures keep their shape, nothing is cut, it stays a frame."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from deconv_core.state.query import read_query
from deconv_core.words import load
from pages._ui.names import NAMES
from tests.browser.conftest import Visitors

WORDS = load("en")
PATHS = {page: "" if page == NAMES[0] else page for page in NAMES}
# Pixels, at 96 to an inch.
LAPTOP = {"width": 1366, "height": 768}
A4 = {"width": 794, "height": 1123}
# A page of a PDF; and how many there may be.
SHEET, SHEETS = re.compile(rb"/Type\s*/Page\b"), 2
STATES = [
    "input_size=4&kernel_size=3&stride=2&padding=1&output_padding=1&pin=output:1,1",
    # Wide and low, half way; a step that is on its way flies over the picture.
    "input_size=2,16&kernel_size=3,1&t=3.5",
    "input_size=16&kernel_size=9&stride=4",
    "input_size=4&kernel_size=2&matrix_side=forward",
]

# The pictures that are seen, by their place in the page: width to height.
SHAPES = """() => Object.fromEntries([...document.querySelectorAll(".stage canvas")]
    .map((canvas, at) => [at, canvas, canvas.getBoundingClientRect()])
    .filter(([, canvas, { width }]) => width && canvas.checkVisibility())
    .map(([at, canvas, { width, height }]) => [at, width / height]))"""
# What is not whole: what scrolls or is cut, a picture that reaches out of its box, or out of the paper.
CUT = """() => {
    const within = (inner, outer) => inner.left > outer.left - 1 && inner.right < outer.right + 1
        && inner.top > outer.top - 1 && inner.bottom < outer.bottom + 1;
    const seen = (node) => node.clientHeight && node.checkVisibility();
    const around = '.stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"]';
    const clipping = [...document.querySelectorAll(`body, ${around}, .stage, .stage *`)].filter((node) =>
        seen(node) && !node.matches("select, input, textarea, canvas, .title")
        && node.scrollHeight > node.clientHeight + 1 && getComputedStyle(node).overflowY !== "visible");
    const loose = [...document.querySelectorAll(".stage .board canvas")].filter((canvas) => seen(canvas)
        && !(within(canvas.getBoundingClientRect(), canvas.closest(".box").getBoundingClientRect())
            && canvas.getBoundingClientRect().right <= innerWidth));
    return [...clipping, ...loose].map((node) => `${node.className} in ${node.parentElement.className}`);
}"""


@pytest.mark.parametrize("page", NAMES)
def test_on_paper_pictures_keep_their_shape_and_nothing_is_cut(visitors: Visitors, page: str) -> None:
    stage = visitors(viewport=LAPTOP).open("lang=en", PATHS[page])
    for query in STATES:
        stage.page.emulate_media(media="screen")
        stage.page.set_viewport_size(LAPTOP)
        stage.show(query).judged()
        before = stage.page.evaluate(SHAPES)
        stage.page.emulate_media(media="print")
        stage.page.set_viewport_size(A4)
        # As long as a picture takes that is drawn anew.
        stage.page.wait_for_timeout(200)
        after = stage.page.evaluate(SHAPES)
        assert after and after.keys() <= before.keys()
        assert after == {at: pytest.approx(before[at], rel=0.02) for at in after}, query
        assert stage.page.evaluate(CUT) == [], query
        expect(stage.page.get_by_text(WORDS[f"{page}.question"])).to_be_visible()
        assert 1 <= len(SHEET.findall(stage.page.pdf(format="A4"))) <= SHEETS, query


def test_the_screen_is_as_before_when_the_paper_is_printed(visitors: Visitors) -> None:
    stage = visitors().open(STATES[0]).agrees()
    before = stage.pictures()
    stage.page.pdf()
    assert stage.ready().pictures() == before


# A page of somebody else's with a frame; what is in the frame is ours.
FRAME = '<iframe src="{url}" width="800" height="520" style="border: 0"></iframe>'
SEEN_HEIGHT = """box => {
    const { top, bottom } = box.getBoundingClientRect();
    return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / (bottom - top);
}"""


# An embedded page has more room than one with its navigation.
@pytest.mark.parametrize(("page", "embed"), [*((page, "") for page in NAMES), ("buffers", "&embed=true")])
def test_a_frame_of_800_by_520_shows_a_picture(visitors: Visitors, page: str, embed: str) -> None:
    stage = visitors(viewport={"width": 900, "height": 600})
    url = f"{stage.url}/{PATHS[page]}?lang=en{embed}"
    stage.page.goto(f"{stage.url}/words/en.json")
    stage.page.set_content(FRAME.format(url=url))
    frame = stage.page.frame_locator("iframe")
    expect(frame.locator('[data-control="badge"][data-verdict="agrees"]')).to_be_attached()
    boxes = frame.locator(".stage .panels .board .box")
    seen = [boxes.nth(at).evaluate(SEEN_HEIGHT) for at in range(min(3, boxes.count()))]
    assert max(seen) > 0.8, seen
    # One setting is out, the others a click away.
    frame.locator('[data-setting="stride"] button').click()
    expect(frame.locator('[data-setting="stride"] input[type="range"]').first).to_be_visible()


HOSTS = [("embed", "true"), ("embed_options", "show_toolbar"), ("embed_options", "light_theme")]


def test_what_the_host_reads_in_the_address_stays_there(visitors: Visitors) -> None:
    stage = visitors().open("&".join(f"{key}={text}" for key, text in HOSTS) + "&stride=2&lang=en", "matrix").agrees()
    changes = [
        lambda: stage.choose("kernel_size", 3),
        lambda: stage.scrub(1),
        lambda: stage.cell("input", 0, 0).click(),
        lambda: stage.control("examples").select_option("bilinear"),
        lambda: stage.control("reset").click(),
        lambda: stage.go("sizes"),
        lambda: stage.choose("stride", 3),
    ]
    for at, change in enumerate(changes):
        change()
        stage.judged()
        given = parse_qsl(stage.query)
        assert [pair for pair in given if pair[0].startswith("embed")] == HOSTS, at
        # Beside them the address says all that it always does.
        state = read_query([pair for pair in given if not pair[0].startswith("embed")]).state
        assert state.settings == stage.settings()
