"""The output in space: loaded once it is opened, of the numbers on the stage, and turned by the hand alone."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from deconv_core.figures.colours import roles
from deconv_core.words import load
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

QUERY = "rank=3&x=1,2;3,4;;-5,6;7,8&w=1,2;3,4;;5,6;7,8"
# What is said of each cube, once a cube; and from where they are looked at.
TOLD = "() => [...new Set(document.querySelector('.js-plotly-plot').data[0].text)]"
CAMERA = "() => document.querySelector('.js-plotly-plot')._fullLayout.scene._scene.getCamera().eye"
# Once it has come to rest: the camera follows the hand within some frames.
RESTED = f"""async before => {{
    const camera = {CAMERA};
    const seen = [JSON.stringify(before)];
    while (new Set(seen.slice(-10)).size > 1 || seen.at(-1) === seen[0]) {{
        await new Promise(requestAnimationFrame);
        seen.push(JSON.stringify(camera()));
    }}
    return camera();
}}"""


SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
PAINTED = "colour => document.querySelector('.js-plotly-plot').layout.font.color === colour"


def told(stage: StagePage) -> dict[tuple[int, ...], float]:
    lines = [text.split(" = ") for text in stage.page.evaluate(TOLD)]
    return {tuple(map(int, name[2:-1].split(","))): float(value.replace("−", "-")) for name, value in lines}


def camera(stage: StagePage) -> dict[str, Any]:
    return dict(stage.page.evaluate(CAMERA))


def test_it_comes_once_it_is_opened_and_follows_the_stage_but_stays_turned(stage: StagePage) -> None:
    loaded: list[str] = []
    stage.page.on("request", lambda request: loaded.append(request.url))
    stage.open(QUERY).agrees()
    assert [url for url in loaded if "plotly" in url.lower()] == []
    stage.page.get_by_text(load("en")["buffers.volume"]).click()
    scene = stage.page.locator(".js-plotly-plot #scene canvas")
    expect(scene).to_be_visible()
    assert told(stage) == stage.numbers("output")

    before = camera(stage)
    scene.scroll_into_view_if_needed()
    box = scene.bounding_box()
    assert box
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    stage.page.mouse.move(*at)
    stage.page.mouse.down()
    stage.page.mouse.move(at[0] + 90, at[1] + 20, steps=4)
    turned = stage.page.evaluate(RESTED, before)
    stage.page.mouse.up()
    stage.choose("stride", 2)
    stage.agrees()
    stage.page.wait_for_function(f"count => ({TOLD})().length === count", arg=len(stage.numbers("output")))
    assert told(stage) == stage.numbers("output")
    assert camera(stage) == pytest.approx(turned)


def test_where_plotly_does_not_come_it_says_so_and_then_takes_the_page_s_colours(visitors: Visitors) -> None:
    visitors.expect("ERR_FAILED.*plotly")
    stage = visitors()
    stage.open(QUERY).agrees()
    stage.page.route("**/plotly.min.js", lambda route: route.abort())
    stage.page.get_by_text(load("en")["buffers.volume"]).click()
    expect(stage.page.locator(".scene")).to_have_text(load("en")["page.no_stage"])
    stage.page.unroute("**/plotly.min.js")
    # The next numbers try again.
    stage.choose("stride", 2)
    stage.page.locator(".js-plotly-plot").wait_for()
    expect(stage.page.locator(".scene")).not_to_contain_text(load("en")["page.no_stage"])
    for scheme in SCHEMES:
        stage.page.emulate_media(color_scheme=scheme)
        stage.page.wait_for_function(PAINTED, arg=roles(scheme)["text"])
