"""How long the stage takes to answer a key or the pointer, as multiples of the yardstick page."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.benchmarks.browser import open_stage, open_yardstick
from tests.benchmarks.table import Row

STATES = {
    "A": "input_size=4&kernel_size=3&stride=2",
    "B": "input_size=16&kernel_size=5&stride=1",
}
# Of several channels, and of one axis: these are measured on the first page alone.
LAYERS = {
    "4→4 channels": "in_channels=4&out_channels=4&input_size=4&kernel_size=3&stride=2",
    "1-D, length 64": "rank=1&input_size=64&kernel_size=4&stride=2",
}
HALF = {"A": "t=8", "B": "t=128"}
KEY_LIMITS = {"A": 4, "B": 8, **dict.fromkeys(LAYERS, 8)}
POINTER_LIMITS = {"A": 2.5, "B": 4.5, **dict.fromkeys(LAYERS, 4.5)}
# Figures measured beforehand, printed for comparison and not measured again here. That visualizer draws no
# numbers; beside our A stands its 5x5 input with a kernel of 3.
BEST_KNOWN_KEY = {"A": "2.2 x (5x5, kernel 3)", "B": "4.6 x"}
BEST_KNOWN_POINTER = {"A": "1.6 x (5x5, kernel 3)", "B": "2.8 x"}

WARM_UP = 3
PAIRS = 15
# Between two inputs, so that the browser's other processes have put the picture on the screen and the page has written
# what follows its picture: they serve every page.
GAP_MS = 300
# After a pair both pages come to rest: the report to the server and the texts for screen readers are then done.
REST_MS = 350
HOVERS = 48
HOVER_GAP_MS = 15


@dataclass
class Subject:
    """A page, and what the n-th input to it is."""

    page: Page
    kind: str
    act: Callable[[int], None]
    times: list[float] = field(default_factory=list)

    def measure(self) -> None:
        self.page.evaluate("type => window.benchmark.arm(type)", self.kind)
        self.act(len(self.times))
        self.times.append(self.page.evaluate("window.benchmark.answer"))

    @property
    def usual(self) -> float:
        """The mean of the middle half: a median would be as coarse as the browser's clock, a tenth of a millisecond."""
        times = sorted(self.times[WARM_UP:])
        return statistics.fmean(times[len(times) // 4 : -(len(times) // 4)])


def setting_rows(browser: Browser, url: str, key: str, view: str = "", states: Mapping[str, str] = STATES) -> list[Row]:
    """Arrow up and down in the number of one setting, on the first page or the one named."""

    def subject(page: Page) -> Subject:
        page.focus(f'[data-setting="{key}"] .number[data-axis="0"]')
        return Subject(page, "keydown", keys(page, "ArrowUp", "ArrowDown"))

    pages = {state: open_stage(browser, f"{url}/{view}?{query}") for state, query in states.items()}
    subjects = {state: subject(page) for state, page in pages.items()}
    return compare(browser, f"{titled(view)}Key press ({key})", subjects, KEY_LIMITS)


def ask_rows(browser: Browser, url: str) -> list[Row]:
    """What the other frameworks are asked for: SAME, or VALID."""
    pages = {state: open_stage(browser, f"{url}/frameworks?{query}") for state, query in STATES.items()}
    subjects = {
        state: Subject(page, "keydown", presses(page, "ask-valid", "ask-same")) for state, page in pages.items()
    }
    return compare(browser, "frameworks: Key press (SAME or VALID)", subjects, KEY_LIMITS)


def step_rows(browser: Browser, url: str) -> list[Row]:
    """The timeline halfway, one stamp back and one on."""
    pages = {state: open_stage(browser, f"{url}/?{query}&{HALF[state]}") for state, query in STATES.items()}
    subjects = {state: Subject(page, "keydown", keys(page, "ArrowLeft", "ArrowRight")) for state, page in pages.items()}
    return compare(browser, "Key press (timeline step)", subjects, KEY_LIMITS)


def pointer_rows(browser: Browser, url: str, view: str = "", states: Mapping[str, str] = STATES) -> list[Row]:
    """From one output cell to another, along the middle row."""
    pages = {state: open_stage(browser, f"{url}/{view}?{query}") for state, query in states.items()}
    subjects = {state: Subject(page, "pointerover", moves(page, middle(page))) for state, page in pages.items()}
    return compare(browser, f"{titled(view)}Pointer to highlight", subjects, POINTER_LIMITS)


def titled(view: str) -> str:
    return f"{view}: " if view else ""


def compare(browser: Browser, name: str, subjects: dict[str, Subject], limits: dict[str, float]) -> list[Row]:
    """Pairs of one input to the yardstick and one to a state, so that whatever slows the machine slows both."""
    pointer = limits is POINTER_LIMITS
    yardstick = pointer_yardstick(browser) if pointer else key_yardstick(browser)
    for n in range(WARM_UP + (HOVERS if pointer else PAIRS)):
        for subject in subjects.values():
            for one in (yardstick, subject) if n % 4 < 2 else (subject, yardstick):
                one.measure()
                one.page.wait_for_timeout(HOVER_GAP_MS if pointer else GAP_MS)
            yardstick.page.wait_for_timeout(0 if pointer else REST_MS)
    best = BEST_KNOWN_POINTER if pointer else BEST_KNOWN_KEY
    rows = [
        row(f"{name}, {state}", one, yardstick, limits[state], best.get(state, "")) for state, one in subjects.items()
    ]
    for one in (yardstick, *subjects.values()):
        one.page.context.close()
    return rows


def row(name: str, subject: Subject, yardstick: Subject, limit: float, best_known: str) -> Row:
    note = f"{subject.usual:.1f} / {yardstick.usual:.1f} ms"
    return Row(name, subject.usual / yardstick.usual, "x", limit, best_known=best_known, note=note)


def key_yardstick(browser: Browser) -> Subject:
    page = open_yardstick(browser)
    return Subject(page, "keydown", keys(page, "ArrowUp", "ArrowDown"))


def pointer_yardstick(browser: Browser) -> Subject:
    page = open_yardstick(browser)
    return Subject(page, "pointerover", moves(page, centres(page, ".source")))


def keys(page: Page, *names: str) -> Callable[[int], None]:
    def press(n: int) -> None:
        page.keyboard.press(names[n % len(names)])

    return press


def presses(page: Page, *controls: str) -> Callable[[int], None]:
    def press(n: int) -> None:
        page.focus(f'[data-control="{controls[n % len(controls)]}"]')
        page.keyboard.press("Enter")

    return press


def moves(page: Page, points: list[tuple[float, float]]) -> Callable[[int], None]:
    def move(n: int) -> None:
        page.mouse.move(*points[n % len(points)])

    return move


def middle(page: Page) -> list[tuple[float, float]]:
    """The centres of the cells of the output's middle row, without the outermost: the cells that most stamps reach."""
    rows = page.locator('[data-panel="output"] [role="row"]').all()
    first = rows[len(rows) // 2].locator("[data-cell]").first.get_attribute("data-cell") or ""
    same_row = "".join(f"{index}," for index in first.split(",")[:-1])
    # CSS matches nothing with an empty beginning: the one row of a strip.
    cell = f'[data-cell^="{same_row}"]' if same_row else "[data-cell]"
    return centres(page, f'[data-panel="output"] {cell}')[1:-1]


def centres(page: Page, selector: str) -> list[tuple[float, float]]:
    boxes = (one.bounding_box() for one in page.locator(selector).all())
    return [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]
