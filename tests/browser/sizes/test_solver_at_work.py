"""While the solver works on the largest request that is taken, the stage answers the hand; Python follows as it can."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from math import prod

import pytest
from playwright.sync_api import expect

from deconv_core.sizes import solver
from deconv_core.state import panel_query
from deconv_core.words import load
from tests.browser.conftest import Visitors
from tests.browser.panels import field, write
from tests.browser.server import Server, serving
from tests.browser.stage_page import StagePage

# As many settings as are tried, and one padding more.
LARGEST = {"kernel_size": "1-100", "stride": "1-100", "padding": "0-19", "output_padding": "0", "dilation": "1-10"}
MORE = {**LARGEST, "padding": "0-20"}
# What every answer of the solver says, before its two numbers.
ANSWERS = load("en")["sizes.solved"].replace("**", "").partition(".")[2].partition("{")[0].strip()
SOLVED = re.compile(rf"{ANSWERS} .* of {solver.LIMIT:,}")
NARROW = "Then they hold"


def candidates(ranges: dict[str, str]) -> int:
    ends = [[int(end) for end in text.split("-")] for text in ranges.values()]
    return prod(pair[-1] - pair[0] + 1 for pair in ends)


def ask_for(stage: StagePage, ranges: dict[str, str]) -> None:
    write(stage, {f"finder_{key}": text for key, text in ranges.items()})


def press(stage: StagePage, times: int) -> None:
    """An arrow key, on the slider of padding."""
    stage.slider("padding").focus()
    for _ in range(times):
        stage.page.keyboard.press("ArrowRight")


def test_the_largest_request_is_the_largest() -> None:
    assert candidates(LARGEST) == solver.LIMIT < candidates(MORE)


def test_keys_pressed_at_once_are_answered_and_so_is_the_solver(stage: StagePage) -> None:
    stage.open("input_size=4&kernel_size=5&stride=2", "sizes").agrees()
    ask_for(stage, LARGEST)
    press(stage, 2)
    assert stage.setting("padding") == (2, 2)
    assert max(stage.numbers("output")) == (6, 6)
    stage.agrees()
    assert "padding=2" in stage.query
    expect(stage.page.get_by_text(SOLVED)).to_be_visible()
    # One more setting than that is refused with the count.
    ask_for(stage, MORE)
    press(stage, 1)
    expect(stage.page.locator('[data-testid="stAlert"]').filter(has_text=NARROW)).to_contain_text("2,100,000")
    assert max(stage.agrees().numbers("output")) == (4, 4)


@pytest.fixture
def own_server() -> Iterator[Server]:
    with serving() as running:
        yield running


@contextmanager
def held(server: Server) -> Iterator[None]:
    """As if the solver never came to an end: the server's process stands still for this long."""
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


def test_the_stage_does_not_wait_for_the_solver_s_answer(visitors: Visitors, own_server: Server) -> None:
    # The page's icon may be asked for while the server stands still, and be gone once it goes on.
    visitors.expect("/media/")
    stage = visitors(url=own_server.url).open("input_size=4&kernel_size=5&stride=2", "sizes").agrees()
    usual = stage.page.get_by_text(ANSWERS).first.inner_text()
    before = stage.pictures()
    with held(own_server):
        ask_for(stage, LARGEST)
        press(stage, 2)
        assert stage.setting("padding") == (2, 2)
        assert max(stage.numbers("output")) == (6, 6)
        assert stage.pictures() != before
        # The address follows once the hand rests; Python has not answered yet.
        stage.page.wait_for_url("**padding=2**")
        assert stage.page.get_by_text(ANSWERS).first.inner_text() == usual
        expect(stage.control("badge")).not_to_have_attribute("data-verdict", "agrees")
    assert max(stage.agrees().numbers("output")) == (6, 6)
    expect(stage.page.get_by_text(SOLVED)).to_be_visible()
    write(stage, {f"finder_{key}": panel_query.USUAL[f"finder_{key}"] for key in LARGEST})
    expect(field(stage, "finder_stride")).to_have_value(panel_query.USUAL["finder_stride"])
    expect(stage.page.get_by_text(load("en")["sizes.finder"], exact=True).first).to_be_visible()
    stage.agrees()
