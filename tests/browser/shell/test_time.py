"""Time: playing, stepping and scrubbing. What is shown depends on the time alone, however one came to it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from deconv_core.state.query import read_query
from tests.browser import expected
from tests.browser.conftest import Visitors
from tests.browser.stage_page import StagePage

# A crop, cells taken back, and stamps that overlap.
QUERY = "x=2,4,1;0,1,3&w=3,1,2;1,5,0;2,0,1&stride=2&padding=1&output_padding=1"
STATE = read_query(QUERY).state
STAMPS = 6


def check_time(stage: StagePage, t: float) -> None:
    """The slider, the count and every number are those of time t."""
    assert stage.time() == pytest.approx(t, abs=1e-3)
    shown, state = stage.everything(), replace(STATE, t=t)
    assert shown["output"] == expected.output(state)
    assert shown["cropped"] == expected.cropped(state)
    assert shown["buffers"] == expected.stamps(state)
    expect(stage.page.locator(".count")).to_have_text(f"stamps: {math.floor(t)} of {STAMPS}")


def look(stage: StagePage) -> dict[str, object]:
    return {**stage.everything(), **stage.pictures()}


def is_playing(stage: StagePage) -> bool:
    return stage.control("play").get_attribute("aria-label") == "Pause (space)"


def reach(stage: StagePage, t: float) -> None:
    """Waits until playing has come to time t."""
    stage.page.wait_for_function(f"() => document.querySelector('[data-control=\"time\"]').value >= {t}")


def test_without_a_time_the_finished_output_is_shown_and_play_begins_at_the_start(stage: StagePage) -> None:
    stage.open(QUERY)
    check_time(stage, STAMPS)
    stage.page.evaluate("""() => {
        const first = new Promise(resolve => requestAnimationFrame(() =>
            resolve(Number(document.querySelector('[data-control="time"]').value))));
        document.querySelector('[data-control="play"]').click();
        window.first = first;
    }""")
    assert 0 <= stage.page.evaluate("window.first") < 1
    assert is_playing(stage)


def test_nobody_vouches_for_numbers_that_move(stage: StagePage) -> None:
    stage.open(QUERY).agrees()
    badge = stage.control("badge")
    stage.control("speed").select_option("0.25")
    stage.control("play").click()
    # Not even when the first rest is long over.
    stage.page.wait_for_timeout(1000)
    assert is_playing(stage)
    expect(badge).to_have_attribute("data-verdict", "moving")
    stage.control("play").click()
    expect(badge).to_have_attribute("data-verdict", "agrees")


def test_playing_comes_to_the_end_and_stops_there(stage: StagePage) -> None:
    stage.open(QUERY)
    stage.control("speed").select_option("4")
    stage.control("play").click()
    reach(stage, 1)
    expect(stage.control("play")).to_have_attribute("aria-label", "Play (space)")
    check_time(stage, STAMPS)
    stage.agrees()
    assert "t=" not in stage.query


def test_pause_stays_where_it_is_and_jumping_there_looks_the_same(stage: StagePage) -> None:
    stage.open(QUERY)
    stage.control("speed").select_option("2")
    stage.control("play").click()
    reach(stage, 2.2)
    stage.control("play").click()
    assert not is_playing(stage)
    t = stage.agrees().time()
    assert 2 < t < STAMPS
    check_time(stage, t)
    played, address = look(stage), stage.query
    assert f"t={read_query(address).state.t:g}"[:5] in address
    for other in (STAMPS, 0):
        stage.scrub(other)
        stage.scrub(t)
        assert look(stage) == played
    stage.open(address)
    assert look(stage) == played


def test_every_step_forward_and_back_is_the_time_it_says(stage: StagePage) -> None:
    stage.open(QUERY)
    stage.control("start").click()
    check_time(stage, 0)
    stepped = {}
    for t in range(1, STAMPS + 1):
        stage.control("forward").click()
        check_time(stage, t)
        stepped[t] = stage.pictures()
    for t in range(STAMPS - 1, 0, -1):
        stage.control("back").click()
        check_time(stage, t)
        assert stage.pictures() == stepped[t], f"back to {t} looks unlike forward to {t}"
    stage.control("end").click()
    check_time(stage, STAMPS)
    assert stage.pictures() == stepped[STAMPS]


def test_scrubbing_with_the_mouse_goes_both_ways(stage: StagePage) -> None:
    stage.open(QUERY)
    slider = stage.control("time")
    box = slider.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    stage.page.mouse.move(box["x"] + box["width"] - 8, middle)
    stage.page.mouse.down()
    for share in (0.7, 0.3, 0.05, 0.4, 0.9, 0.6):
        stage.page.mouse.move(box["x"] + 8 + share * (box["width"] - 16), middle, steps=3)
        assert stage.time() == pytest.approx(share * STAMPS, abs=0.1)
        check_time(stage, stage.time())
    stage.page.mouse.up()
    t = stage.agrees().time()
    assert read_query(stage.query).state.t == pytest.approx(t, abs=1e-3)


def test_keys_move_time_from_the_page_and_from_the_slider(stage: StagePage) -> None:
    stage.open(QUERY)
    for focus in (lambda: stage.page.evaluate("document.activeElement.blur()"), stage.control("time").focus):
        focus()
        for key, t in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", STAMPS)):
            stage.page.keyboard.press(key)
            check_time(stage, t)
        stage.page.keyboard.press("Space")
        assert is_playing(stage)
        stage.page.keyboard.press("Space")
        assert not is_playing(stage)
        stage.page.keyboard.press("End")


def test_keys_move_time_after_a_click_in_the_navigation_or_beside_everything(stage: StagePage) -> None:
    stage.open(QUERY).go("stretched")
    # Here a step is a cell: no name of the timeline speaks of stamps.
    assert not [name for name in map(stage.name_of, ("back", "forward", "time")) if "stamp" in name.lower()]
    # Where nothing is to be clicked, the host's page takes the focus.
    for leave in (lambda: None, stage.page.locator("h1").first.click):
        leave()
        for key, t in (("Home", 0), ("ArrowRight", 1)):
            stage.page.keyboard.press(key)
            assert stage.time() == t
        for playing in (True, False):
            stage.page.keyboard.press("Space")
            assert is_playing(stage) == playing


def test_keys_that_a_control_uses_itself_do_not_move_time(stage: StagePage) -> None:
    stage.open(QUERY)
    stage.slider("stride").press("ArrowRight")
    assert stage.setting("stride") == (3, 2)
    stage.control("source").press("Home")
    stage.control("x-fills").press("Space")
    stage.control("x-ones").press("Space")
    assert set(stage.numbers("input").values()) == {1}
    assert stage.time() == STAMPS and not is_playing(stage)
    # Nor do those of the host's page: a folded answer opens, a radio button moves on.
    stage.go("pytorch")
    radio = stage.page.get_by_role("radio").first
    radio.focus()
    stage.page.keyboard.press("ArrowRight")
    expect(radio).not_to_be_checked()
    answer = stage.page.locator("summary").last
    answer.press("Space")
    expect(stage.page.locator("details").last).to_have_attribute("open", "")
    assert stage.time() == float(stage.control("time").get_attribute("max") or 0) and not is_playing(stage)


def test_time_stays_when_a_setting_changes(stage: StagePage) -> None:
    stage.open(f"{QUERY}&t=2").choose("stride", 1)
    stage.agrees()
    assert stage.time() == 2
    shown = read_query(stage.query).state
    assert shown.t == 2 and stage.numbers("output") == expected.output(shown)


SIZE_CHANGE = """() => {
    const slider = document.querySelector('[data-setting="kernel_size"] input[type="range"]');
    slider.value = 6;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    return [...document.querySelectorAll(".sheet")].flatMap(sheet => sheet.getAnimations()).length;
}"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_who_wants_less_motion_sees_less(visitors: Visitors, motion: str) -> None:
    stage = visitors(reduced_motion=motion).open(QUERY)
    moving = stage.page.evaluate(SIZE_CHANGE)
    assert (moving == 0) == (motion == "reduce")


# The times at which frames showed the slider while playing, until it stood at the end.
TIMES_PLAYED = """() => new Promise(resolve => {
    const slider = document.querySelector('[data-control="time"]');
    const times = new Set();
    const look = () => {
        times.add(Number(slider.value));
        if (times.size > 1 && slider.value === slider.max) resolve([...times]);
        else requestAnimationFrame(look);
    };
    document.querySelector('[data-control="play"]').click();
    requestAnimationFrame(look);
})"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize("page", ["", "columns"])
def test_who_wants_less_motion_sees_whole_steps(visitors: Visitors, motion: str, page: str) -> None:
    stage = visitors(reduced_motion=motion).open(f"{QUERY}&t=0", page)
    stage.control("speed").select_option("4")
    times = stage.page.evaluate(TIMES_PLAYED)
    assert all(t == int(t) for t in times) == (motion == "reduce")


@pytest.mark.parametrize("page", ["stretched", "proofs"])
def test_tiny_cells_look_the_same_however_one_came_there(stage: StagePage, page: str) -> None:
    """An output of 67x67 cells: a pixel or two each, and most of them reached by no stamp."""
    stage.open("input_size=16&kernel_size=2&stride=4&dilation=6&t=0", page)
    stage.control("end").click()
    stage.control("back").click()
    after = stage.pictures()["board output base"]
    stage.control("start").click()
    stage.scrub(67 * 67 - 1)
    assert stage.pictures()["board output base"] == after
    stage.control("forward").click()
    finished = stage.pictures()["board output base"]
    stage.scrub(0)
    stage.control("end").click()
    assert stage.pictures()["board output base"] == finished


def test_several_channels_are_laid_down_stamp_by_stamp_or_channel_by_channel(stage: StagePage) -> None:
    stage.open("in_channels=3&out_channels=2&input_size=2,1&kernel_size=2&stride=2&lang=en")
    by_channel = stage.page.get_by_label("channel by channel")
    stage.control("start").click()
    stage.control("forward").click()
    assert stage.time() == 1
    by_channel.check()
    for time in (2, 4, 6):
        stage.control("forward").click()
        assert stage.time() == time
        # PyTorch, of the stamps so far.
        stage.agrees()
    stage.control("back").click()
    assert stage.time() == 4
    # Played, no time is shown at which a channel is half done.
    stage.page.evaluate("""() => {
        const time = document.querySelector('[data-control="time"]');
        window.seen = new Set();
        (function look() { window.seen.add(Number(time.value)); requestAnimationFrame(look); })();
    }""")
    stage.control("start").click()
    stage.control("play").click()
    reach(stage, 6)
    seen = set(stage.page.evaluate("[...window.seen]"))
    assert {2, 4} < seen <= {0, 2, 4, 6}
    stage.show("input_size=2")
    expect(by_channel).to_be_hidden()
