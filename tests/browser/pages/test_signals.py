"""A layer with one axis as signals: lines that one draws, and the line that comes of them."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.stage_page import StagePage

STRIP = "rank=1&input_size=8&kernel_size=4&stride=2&padding=1"


def signal(stage: StagePage, panel: str) -> Locator:
    return stage.page.locator(f'[data-signal="{panel}"]')


def heights(stage: StagePage, panel: str) -> list[float]:
    return (
        signal(stage, panel).locator("circle").evaluate_all("dots => dots.map(dot => Number(dot.getAttribute('cy')))")
    )


def test_a_point_of_the_input_is_drawn_up_and_the_output_follows(stage: StagePage) -> None:
    stage.open(STRIP).agrees()
    before = stage.numbers("input")
    dot = signal(stage, "input").locator("circle").nth(3).bounding_box()
    assert dot
    left, top = dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2
    stage.page.mouse.move(left, top)
    expect(signal(stage, "input").locator("circle.lit")).to_have_count(1)
    stage.page.mouse.down()
    stage.page.mouse.move(left, top - 200, steps=4)
    stage.page.mouse.up()
    highest = max(5, *before.values())
    assert stage.numbers("input") == before | {(3,): highest}
    stage.agrees()
    output = stage.numbers("output")
    places = heights(stage, "output")
    rank = sorted(range(len(places)), key=lambda at: -places[at])
    assert [output[at,] for at in rank] == sorted(output.values())


def test_a_signal_is_drawn_from_the_keyboard(stage: StagePage) -> None:
    stage.open(STRIP).agrees()
    before = stage.numbers("kernel")
    picture = signal(stage, "kernel").get_by_role("slider")
    picture.press("ArrowRight")
    for _ in range(2):
        picture.press("ArrowUp")
    stage.agrees()
    assert stage.numbers("kernel") == before | {(1,): before[1,] + 2}
    expect(picture).to_have_attribute("aria-valuetext", f"w[1] = {before[1,] + 2:g}")


def test_there_are_signals_only_of_a_strip_with_one_channel(stage: StagePage) -> None:
    stage.open(STRIP)
    expect(signal(stage, "output")).to_be_visible()
    for query in ("input_size=3", "rank=1&in_channels=2"):
        stage.show(query)
        for panel in ("input", "kernel", "output"):
            expect(signal(stage, panel)).to_be_hidden()
