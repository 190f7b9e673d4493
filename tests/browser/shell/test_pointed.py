"""The cell that is pointed at, or pinned, is the clearest on its board: no veil lies over it, on any page."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from deconv_core.state.fields import PANELS
from deconv_core.state.query import write_query
from pages._ui.names import NAMES
from tests.browser import expected
from tests.browser.conftest import Visitors
from tests.browser.lit import lit
from tests.browser.stage_page import WRITTEN, StagePage

PATHS = {page: "" if page == NAMES[0] else page for page in NAMES}
SHOWN_PANELS = """() => [...document.querySelectorAll(".stage svg.cells [data-panel]")]
    .map(node => node.dataset.panel)"""

# Of the cells that a panel shows, those that have a size and nothing of which is folded away.
SHOWN = """panel => [...document.querySelectorAll(`.stage [data-panel="${panel}"] [data-cell]`)]
    .filter(cell => cell.checkVisibility() && cell.getBoundingClientRect().width > 3)
    .map(cell => cell.dataset.cell)"""

# Whether a veil is painted over the middle of a cell: the browser itself says what its polygon fills.
VEILED = """async cells => {
    const moving = document.getAnimations().filter(one => one.effect.target.closest(".stage"));
    await Promise.all(moving.map(one => one.finished));
    const veils = [...document.querySelectorAll(".stage .veil")];
    return cells.some(cell => {
        const { left, top, width, height } = cell.getBoundingClientRect();
        const middle = new DOMPoint(left + width / 2, top + height / 2);
        return veils.some(veil => veil.isPointInFill(middle.matrixTransform(veil.getScreenCTM().inverse())));
    });
}"""


def is_veiled(cell: Locator) -> bool:
    """Once the page rests: boards of a state that has just come may still find their places. What is gone is not."""
    for _ in range(20):
        if not cell.evaluate_all(VEILED):
            return False
        cell.page.wait_for_timeout(50)
    return True


def cell_of(stage: StagePage, panel: str, name: str) -> Locator:
    return stage.panel(panel).locator(f'[data-cell="{name}"]')


@pytest.mark.parametrize("page", NAMES)
def test_no_veil_lies_over_the_cell_that_is_pointed_at(stage: StagePage, page: str) -> None:
    """Nor over any that is ringed: a cell of a page's own may stand for nothing, and lights nothing then."""
    random = Random(NAMES.index(page))
    stage.open("", PATHS[page])
    for _ in range(3):
        stage.show(write_query(expected.random_state(random)))
        for panel in stage.page.evaluate(SHOWN_PANELS):
            for _ in range(3):
                # One cell that is pointed at may bring others, once all is written.
                stage.page.evaluate(WRITTEN)
                names = stage.page.evaluate(SHOWN, panel)
                if not names:
                    break
                name = random.choice(names)
                cell = cell_of(stage, panel, name)
                # A pointer on its way there would light others, which may put other cells in this one's place.
                cell.dispatch_event("pointerover", {"pointerType": "mouse"})
                is_lit = tuple(map(int, name.split(","))) in lit(stage).get(panel, set())
                if is_lit or panel in PANELS:
                    assert not is_veiled(cell), (panel, name, stage.query)


def contrast(cell: Locator) -> float:
    """Between the lightest and the darkest that is well inside a cell: its number and what it stands on."""
    picture = Image.open(BytesIO(cell.screenshot())).convert("L")
    inset = round(min(picture.size) * 0.2)
    darkest, lightest = picture.crop((inset, inset, *(side - inset for side in picture.size))).getextrema()
    return (luminance(lightest) + 0.05) / (luminance(darkest) + 0.05)


def luminance(grey: object) -> float:
    share = float(str(grey)) / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pinned_number_is_read_as_well_as_any(visitors: Visitors, scheme: str) -> None:
    stage = visitors(color_scheme=scheme)
    stage.open("x=2,4;0,1&w=3,1;1,5&stride=2&padding=1&output_padding=1&pin=output:1,1")
    for page in NAMES:
        if page != NAMES[0]:
            stage.go(page).agrees()
        cell = cell_of(stage, "output", "1,1")
        expect(cell).to_be_visible()
        assert contrast(cell) > 4.5, page
