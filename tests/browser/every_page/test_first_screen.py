"""The first screen is enough: what belongs together is seen together without scrolling, on screens that people have."""

from __future__ import annotations

from typing import Any

import pytest

from deconv_core.words import LANGUAGES
from pages._ui.names import NAMES
from tests.browser.conftest import Visitors
from tests.browser.stage_page import SETTINGS, StagePage

QUERY = "input_size=6&kernel_size=3&stride=2&padding=1"
PICTURE = ['[data-panel="output"]', '[data-control="play"]']
SAID = ['[data-control="source"]', '[data-control="badge"]', *(f'[data-setting="{key}"]' for key in SETTINGS)]
SUM = ['[data-panel="sum"]']
# On that page the sums are a table of three, which stands right below the verdict.
OWN_SUM = {"proofs"}
PHONE = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}

# A school laptop or projector; the same under a browser with bars; an old projector; a phone; a frame in another page;
# a laptop at 200 % zoom; a phone on its side.
SCREENS = {
    "1366x768": (1366, 768, [*PICTURE, *SAID, *SUM]),
    "1366x625": (1366, 625, PICTURE),
    "1024x768": (1024, 768, PICTURE),
    "390x844": (390, 844, PICTURE),
    "800x520": (800, 520, PICTURE),
    "683x384": (683, 384, PICTURE[1:]),
    "844x390": (844, 390, PICTURE[1:]),
}
# What of it is not seen whole, or lies under what plays the picture.
UNSEEN = """wanted => {
    const bar = document.querySelector(".stage .timeline").getBoundingClientRect();
    return wanted.filter(selector => {
        const node = document.querySelector(`.stage ${selector}`);
        const { top, bottom, left, right, height } = node.getBoundingClientRect();
        const isUnder = !node.closest(".timeline") && top < bar.bottom && bottom > bar.top + 1
            && left < bar.right && right > bar.left;
        return !height || top < 0 || left < 0 || right > innerWidth || bottom > innerHeight || isUnder;
    });
}"""


def path(page: str) -> str:
    return "" if page == NAMES[0] else page


def is_phone(width: int, height: int) -> bool:
    return min(width, height) < 391 and max(width, height) < 900


@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_the_picture_and_what_belongs_to_it_are_on_one_screen(
    visitors: Visitors, page: str, options: dict[str, Any]
) -> None:
    stage = visitors(viewport={"width": 1440, "height": 900}, **options).open(f"{QUERY}&lang=en", path(page))
    for width, height, wanted in SCREENS.values():
        if is_phone(width, height) != bool(options):
            continue
        stage.page.set_viewport_size({"width": width, "height": height})
        own = [one for one in wanted if page not in OWN_SUM or one not in SUM]
        stage.ready().page.wait_for_function(f"wanted => ({UNSEEN})(wanted).length === 0", arg=own)
    # On Columns the operands stand at the sides of their products, and the output on a canvas of its own.
    if not options and page != "columns":
        check_scale(stage)


# What is said of a layer grows with what there is to say of it.
SAID_MOST = [
    "input_size=6&kernel_size=3&stride=2&padding=1&output_padding=1",
    "input_size=4&kernel_size=3&stride=4&padding=2&dilation=3&output_padding=2",
    "input_size=5&kernel_size=4&stride=3&padding=2&dilation=2&output_padding=2&t=3",
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_of_a_state_is_seen_beside_the_picture(visitors: Visitors, lang: str) -> None:
    stage = visitors(viewport={"width": 1366, "height": 768})
    for number, page in enumerate(NAMES):
        stage.open(f"{SAID_MOST[number % len(SAID_MOST)]}&lang={lang}", path(page))
        state, step = (stage.control(name).bounding_box() for name in ("example-look", "step-look"))
        rail = stage.page.locator(".stage .rail").bounding_box()
        assert state and rail and rail["y"] + rail["height"] <= 768
        # The present step comes first.
        top = step or state
        assert top["y"] + top["height"] <= rail["y"] + rail["height"], page
        if not step:
            assert state["y"] + state["height"] <= rail["y"] + rail["height"], page


SIZES = [{"kernel_size": 5, "stride": 3}, {"kernel_size": 2, "input_size": 9}, {"input_size": 2, "kernel_size": 7}]


def check_scale(stage: StagePage) -> None:
    """Input, kernel and output are on one."""
    stage.page.set_viewport_size({"width": 1366, "height": 768})
    for sizes in SIZES:
        for key, value in sizes.items():
            stage.choose(key, value)
        sides = stage.ready().sides()
        assert len(sides) >= 2 and max(sides) - min(sides) < 0.5, sizes


def test_under_a_hand_the_canvas_grows_and_no_cell_changes_at_each_press(visitors: Visitors) -> None:
    stage = visitors(viewport={"width": 1366, "height": 768}).open("input_size=6&kernel_size=3&stride=2&padding=1")
    number = stage.page.locator('[data-setting="stride"] .number').first
    number.press("ArrowUp")
    held = stage.ready().sides()
    for key in ("ArrowUp", "ArrowDown", "ArrowUp"):
        number.press(key)
        assert stage.ready().sides() == held
    # A hand on a slider lets go of it: cells are as large as there is room for.
    slider = stage.page.locator('[data-setting="stride"] input[type=range]').first
    slider.focus()
    slider.press("ArrowDown")
    held = stage.ready().sides()
    slider.dispatch_event("pointerup")
    assert min(stage.ready().sides()) > max(held)


def test_a_larger_stride_makes_a_larger_canvas_and_no_smaller_cells(visitors: Visitors) -> None:
    stage = visitors(viewport={"width": 1366, "height": 768}).open("input_size=3&kernel_size=3")
    before = stage.sides()
    width = stage.panel("output").bounding_box()
    stage.choose("stride", 2)
    after = stage.panel("output").bounding_box()
    assert width and after and after["width"] > width["width"]
    assert stage.sides() == before
