"""The stage as a person uses it: what can be seen, clicked and typed. Numbers are read from the page, never guessed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, TimeoutError

from deconv_core.state.fields import State
from deconv_core.state.query import read_query
from pages._ui.names import GROUPS

SETTINGS = ("input_size", "kernel_size", "stride", "padding", "output_padding", "dilation")

READ = """panel => Object.fromEntries([...document.querySelectorAll(`[data-panel="${panel}"] [data-cell]`)]
    .map(cell => [cell.dataset.cell, Number(cell.dataset.value)]))"""
PICTURES = """() => Object.fromEntries([
    ...[...document.querySelectorAll(".board")].flatMap(board =>
        [...board.querySelectorAll("canvas:not([hidden])")].map((canvas, at) =>
            [`${board.className} ${["base", "above"][at]}`, canvas.style.transform + canvas.toDataURL()])),
    ...[...document.querySelectorAll(".stage .lamp polygon")].map((light, at) =>
        [`light ${at}`, light.getAttribute("points") ?? ""]),
])"""
# A stage that was left has nothing to say, for as long as it may still stand there.
READY = """() => document.querySelector('.stage:not(.left) [data-panel="output"] [data-cell]')
    && !document.querySelector('.stage [aria-busy]')"""
JUDGED = """() => {
    const badge = document.querySelector('.stage:not(.left) [data-control="badge"]');
    const verdict = badge?.dataset.verdict;
    return ["agrees", "differs", "refused"].includes(verdict) && [verdict, badge.textContent];
}"""

# Texts and numbers follow the picture under a moving hand: what was put off has been written.
WRITTEN = """async () => {
    const { later } = await import(new URL("stage/dist/stage.js", document.baseURI).href);
    while (later.isPlanned) await new Promise(requestAnimationFrame);
}"""

# A step back to a state, as it comes from Python.
STEP_TO = """async ([sent, lang]) => {
    const { received } = await import(new URL("stage/state/state.js", document.baseURI).href);
    const state = { ...history.state, page: location.pathname, stage: received(sent, lang) };
    history.pushState(state, "");
    dispatchEvent(new PopStateEvent("popstate", { state }));
}"""

# How large a cell is, as it is laid out: its picture may still be on the way to that.
SIDES = """() => ["input", "kernel", "output"].flatMap(panel => {
    const cells = document.querySelector(`.stage [data-panel="${panel}"]`)?.closest("svg");
    return cells ? [parseFloat(cells.style.width) / cells.viewBox.baseVal.width] : [];
})"""

# How often the navigation may be drawn anew under a visitor's hand, and how long it may take each time.
TABS_DRAWN, TAB_MS = 6, 5000

Grid = list[list[float]]


class StagePage:
    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    # ---- coming and going

    def open(self, query: str = "", page: str = "") -> StagePage:
        """A page (the first one if unnamed) in the state of a link."""
        self.page.goto(f"{self.url}/{page}?{query}" if query else f"{self.url}/{page}")
        return self.ready()

    def show(self, query: str) -> StagePage:
        """A legal link's state on the page that is there, as the browser's way back to it: no page is loaded."""
        reading = read_query(query)
        assert not reading.problems
        lang = reading.state.lang or self.page.locator(".stage").get_attribute("lang")
        self.page.evaluate(STEP_TO, [asdict(reading.state), lang])
        self.page.locator(f".stage[lang={lang}]").wait_for()
        return self.ready()

    def go(self, page: str) -> StagePage:
        """Another page, by its name in pages._ui.names; once its own view is there, and alone."""
        self.page.locator(".stage").evaluate("stage => stage.classList.add('left')")
        self._open_tab(page)
        self.page.locator(".stage.left").wait_for(state="detached")
        return self.ready()

    def _open_tab(self, page: str) -> None:
        """A run of the script that has not ended yet draws the tabs anew, which closes an open group, or takes the tab
        from under the hand: who sees that nothing came of a click clicks again."""
        shown = ".gallery" if page in GROUPS["pictures"] else f".stage:not(.left) .{page}-view"
        for _ in range(TABS_DRAWN):
            with suppress(TimeoutError):
                self.tab(page).click(timeout=TAB_MS)
                return self.page.locator(shown).first.wait_for(timeout=TAB_MS)
        raise AssertionError(f"{page} did not open: {self.page.url}")

    def tab(self, page: str) -> Locator:
        """A page's entry in the navigation, its group opened. While the server is away its link takes no click."""
        number = next(at for at, names in enumerate(GROUPS.values()) if page in names)
        group = self.page.get_by_test_id("stTopNavSection").nth(number)
        if group.get_attribute("aria-expanded") != "true":
            group.click()
        return self.page.get_by_test_id("stTopNavLinkContainer").nth(list(GROUPS.values())[number].index(page))

    def ready(self) -> StagePage:
        """Waits until the stage is there and all is written: what follows a picture may take several idle moments."""
        self.page.wait_for_function(READY)
        self.page.evaluate(WRITTEN)
        self.page.wait_for_function(READY)
        return self

    def agrees(self) -> StagePage:
        """Waits until the hand has rested: then the address is written and PyTorch has agreed."""
        verdict, text = self._verdict()
        assert verdict == "agrees", text
        return self

    def judged(self) -> StagePage:
        """Waits until the hand has rested and PyTorch has said whatever it says."""
        self._verdict()
        return self

    def _verdict(self) -> tuple[str, str]:
        # That the last verdict no longer holds follows the picture.
        self.page.evaluate(WRITTEN)
        verdict, text = self.page.wait_for_function(JUDGED).json_value()
        return verdict, text

    @property
    def query(self) -> str:
        return urlsplit(self.page.url).query

    def state(self) -> State:
        """What the address says, numbers and all, once PyTorch has agreed."""
        reading = read_query(self.agrees().query)
        assert not reading.problems
        return reading.state

    # ---- what is on the page

    def control(self, name: str) -> Locator:
        return self.page.locator(f'[data-control="{name}"]')

    def name_of(self, control: str) -> str:
        """What a screen reader calls it."""
        return self.control(control).get_attribute("aria-label") or ""

    def panel(self, name: str) -> Locator:
        return self.page.locator(f'[data-panel="{name}"]')

    def cell(self, panel: str, *cell: int) -> Locator:
        return self.panel(panel).locator(f'[data-cell="{",".join(map(str, cell))}"]')

    def point(self, panel: str, *cell: int) -> None:
        """Moves the pointer to a cell; the light is on at once, the texts follow when the page is idle."""
        self.cell(panel, *cell).hover()
        self.page.evaluate(WRITTEN)

    def numbers(self, panel: str) -> dict[tuple[int, ...], float]:
        self.page.evaluate(WRITTEN)
        found = self.page.evaluate(READ, panel)
        return {tuple(map(int, cell.split(","))): value for cell, value in found.items()}

    def grid(self, panel: str) -> Grid:
        """A panel that is a full rectangle, row by row."""
        numbers = self.numbers(panel)
        rows, columns = (1 + max(cell[axis] for cell in numbers) for axis in (0, 1))
        return [[numbers[r, c] for c in range(columns)] for r in range(rows)]

    def sides(self) -> list[float]:
        """How many px a cell of input, kernel and output is wide, of those that the page has."""
        return list(self.page.evaluate(SIDES))

    def everything(self) -> dict[str, dict[tuple[int, ...], float]]:
        return {panel: self.numbers(panel) for panel in ("input", "kernel", "output", "cropped", "buffers")}

    def pictures(self) -> dict[str, str]:
        """Every canvas, as the pixels that are on it, and what is lit."""
        return dict(self.page.evaluate(PICTURES))

    # ---- settings

    def slider(self, key: str, axis: int = 0) -> Locator:
        return self.page.locator(f'[data-setting="{key}"] input[type="range"][data-axis="{axis}"]')

    def number(self, key: str, axis: int = 0) -> Locator:
        return self.page.locator(f'[data-setting="{key}"] input.number[data-axis="{axis}"]')

    def hint(self, key: str) -> str:
        return self.page.locator(f'[data-setting="{key}"] .hint').inner_text()

    def setting(self, key: str) -> tuple[int, ...]:
        self.page.evaluate(WRITTEN)
        axes = range(1 if self.control("rank-1").is_checked() else 2)
        return tuple(int(self.number(key, axis).input_value()) for axis in axes)

    def settings(self) -> dict[str, tuple[int, ...]]:
        return {key: self.setting(key) for key in SETTINGS}

    def take_out(self, key: str) -> None:
        """Where it is narrow, one setting at a time is out."""
        if not self.number(key).is_visible():
            self.page.locator(f'[data-setting="{key}"] button').click()

    def fill(self, operand: str, kind: str) -> None:
        """Fills x or w anew, from its panel's menu."""
        if not self.control(f"{operand}-{kind}").is_visible():
            self.control(f"{operand}-fills").click()
        self.control(f"{operand}-{kind}").click()

    def choose(self, key: str, value: object, axis: int = 0) -> None:
        """Types a number into a setting's box."""
        self.take_out(key)
        self.number(key, axis).fill(str(value))
        self.number(key, axis).press("Enter")
        self.page.evaluate(WRITTEN)

    def drag(self, key: str, to: float, axis: int = 0) -> None:
        """Drags a slider's thumb, with the mouse, to a share of its track (0 is the left end, 1 the right)."""
        slider = self.slider(key, axis)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box
        low, high, value = (float(slider.evaluate(f"node => node.{name}")) for name in ("min", "max", "value"))
        middle = box["y"] + box["height"] / 2
        # A thumb is about 16 px wide; its centre travels that much less than the track is long.
        place = [box["x"] + 8 + share * (box["width"] - 16) for share in ((value - low) / (high - low), to)]
        self.page.mouse.move(place[0], middle)
        self.page.mouse.down()
        self.page.mouse.move(place[1], middle, steps=4)
        self.page.mouse.up()
        self.page.evaluate(WRITTEN)

    # ---- time

    def time(self) -> float:
        return float(self.control("time").input_value())

    def scrub(self, t: float) -> None:
        self.control("time").fill(str(t))
