"""The stage against its limits. `python -m tests.benchmarks.stage --only key` measures one row's kind."""

import argparse
import math
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Error

from tests.benchmarks.answers import LAYERS, STATES, ask_rows, pointer_rows, setting_rows, step_rows
from tests.benchmarks.browser import chromium, new_page, open_stage, settle
from tests.benchmarks.servers import Server, serving, serving_empty_page
from tests.benchmarks.table import Row, markdown

VIEWS = ("stretched", "matrix", "columns", "proofs", "back", "pytorch", "sizes", "frameworks", "dilated")
# What stands below the stage there is much.
# Pages that have more than a stage, and how many times the first page's processor time an answer may take there. On
# Sizes another layer is another question: all of its panels are drawn anew.
BUSY_VIEWS = {"sizes": 6, "pytorch": 2}
LARGEST = "input_size=16&kernel_size=9&stride=8&dilation=8"
PLAYING_MS = 5000
VISITS = 16
SETTLED_CHANGES = 30
TICKS_PER_SECOND = 100


def key(server: Server) -> list[Row]:
    with chromium(at_once=True) as browser:
        return [row for name in ("padding", "stride") for row in setting_rows(browser, server.url, name)]


def step(server: Server) -> list[Row]:
    with chromium(at_once=True) as browser:
        return step_rows(browser, server.url)


def pointer(server: Server) -> list[Row]:
    with chromium(at_once=True) as browser:
        return pointer_rows(browser, server.url)


def layers(server: Server) -> list[Row]:
    """Layers with channels, and with one axis."""
    with chromium(at_once=True) as browser:
        return [
            *setting_rows(browser, server.url, "padding", states=LAYERS),
            *pointer_rows(browser, server.url, states=LAYERS),
        ]


def pages(server: Server) -> list[Row]:
    """The same answers on every other page, and the one that changes other frameworks' pictures."""
    with chromium(at_once=True) as browser:
        rows = [
            row
            for view in VIEWS
            for row in (
                *setting_rows(browser, server.url, "stride", view),
                *pointer_rows(browser, server.url, view),
            )
        ]
        return [*rows, *ask_rows(browser, server.url)]


def play(server: Server) -> list[Row]:
    """The largest geometry, played from the start on a 60 Hz screen."""
    with chromium(at_once=False) as browser:
        page = open_stage(browser, f"{server.url}/?{LARGEST}")
        page.click('[data-control="play"]')
        gaps = page.evaluate("duration => window.benchmark.gaps(duration)", PLAYING_MS)
    return [
        Row("Playing at C: largest gap between frames", max(gaps), "ms", 34),
        Row("Playing at C: median frames a second", 1000 / statistics.median(gaps), "fps", 59, at_least=True),
    ]


def visit(server: Server) -> list[Row]:
    """The first visit of a browser that has nothing of the page, on a server that is warm."""
    with chromium(at_once=False) as browser, serving_empty_page() as empty:
        ours = (server.url, '[data-panel="output"] [data-cell]')
        theirs = (empty.url, '[data-testid="stMarkdownContainer"] p')
        times: dict[tuple[str, str], list[float]] = {ours: [], theirs: []}
        for n in range(1 + VISITS):
            # Either goes first as often as the other: a browser that has just opened a page opens the next one sooner.
            for one in (ours, theirs) if n % 2 else (theirs, ours):
                times[one].append(first_visit(browser, *one))
    mine, least = (statistics.median(times[one][1:]) for one in (ours, theirs))
    return [
        Row("First visit, against an empty page", mine / least, "x", 1.15, note=f"{mine:.0f} / {least:.0f} ms"),
    ]


def first_visit(browser: Browser, url: str, selector: str) -> float:
    page = new_page(browser)
    page.goto(url, wait_until="commit")
    painted = page.evaluate("selector => window.benchmark.painted(selector)", selector)
    page.context.close()
    return painted


def cpu(server: Server) -> list[Row]:
    """Processor time of the server for each state that a learner comes to rest at."""
    with chromium(at_once=False) as browser:
        spent = {
            view: {state: settled_cpu(browser, server, state, view) for state in STATES} for view in ("", *BUSY_VIEWS)
        }
    rows = [Row(f"Server CPU for a settled state, {state}", ms, "ms", 15) for state, ms in spent[""].items()]
    for view, limit in BUSY_VIEWS.items():
        for state, ms in spent[view].items():
            first = spent[""][state]
            name = f"{view}: Server CPU for a settled state, over the first page's, {state}"
            rows.append(Row(name, ms / first, "x", limit, note=f"{ms:.1f} / {first:.1f} ms"))
    return rows


def settled_cpu(browser: Browser, server: Server, state: str, view: str) -> float:
    page = open_stage(browser, f"{server.url}/{view}?{STATES[state]}")
    page.focus('[data-setting="padding"] .number[data-axis="0"]')

    def change(n: int) -> None:
        page.keyboard.press("ArrowDown" if n % 2 else "ArrowUp")
        settle(page)

    for n in range(6):
        change(n)
    before = cpu_ms(server.pid)
    for n in range(SETTLED_CHANGES):
        change(n)
    spent = (cpu_ms(server.pid) - before) / SETTLED_CHANGES
    page.context.close()
    return spent


def cpu_ms(pid: int) -> float:
    """User and system time of a process so far, in all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS_PER_SECOND


MEASUREMENTS: dict[str, Callable[[Server], list[Row]]] = {
    run.__name__: run for run in (key, step, pointer, layers, pages, play, visit, cpu)
}


def measured(name: str, server: Server) -> list[Row]:
    """One kind's rows. What cannot be measured is a failed row, so that the table still shows the others."""
    try:
        return MEASUREMENTS[name](server)
    except Error as error:
        return [Row(f"{name}: not measured", math.nan, "", 0, note=error.message.splitlines()[0])]


def main(only: list[str] | None = None) -> int:
    began = time.monotonic()
    rows: list[Row] = []
    with serving() as server:
        for name in only or MEASUREMENTS:
            rows += measured(name, server)
    print(markdown(rows))
    print(f"\nIn {time.monotonic() - began:.0f} s. x: times the yardstick page's, in the same run.")
    return int(not all(row.ok for row in rows))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="may be given again")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(arguments().only))
