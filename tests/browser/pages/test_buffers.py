"""The first page: what it opens with, what its controls do, and that every number on it is right."""

from __future__ import annotations

from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.frameworks import pytorch
from deconv_core.state.fields import FIELD, SETTINGS, State
from deconv_core.state.presets import PRESETS
from deconv_core.state.query import read_query, write_query
from deconv_core.words import load
from tests.browser import expected
from tests.browser.conftest import Visitors
from tests.browser.server import serving, uvicorn
from tests.browser.stage_page import StagePage


def check_every_number(stage: StagePage, state: State) -> None:
    shown = stage.everything()
    assert shown["input"] == expected.of_channels(state.numbers("x"))
    assert shown["kernel"] == expected.of_channels(state.numbers("w"), axes=2)
    assert expected.close(shown["output"], expected.output(state)), write_query(state)
    assert expected.close(shown["cropped"], expected.cropped(state)), write_query(state)
    # As many stamps as there is room for.
    stamps = expected.stamps(state)
    assert shown["buffers"].items() <= stamps.items(), write_query(state)
    assert bool(shown["buffers"]) == bool(stamps)


def test_the_opening_shows_four_coloured_stamps(stage: StagePage) -> None:
    stage.open().agrees()
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
    assert stage.numbers("cropped") == {}
    assert {cell[:2] for cell in stage.numbers("buffers")} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    check_every_number(stage, State())
    assert stage.control("badge").inner_text() == "PyTorch 2.13.0, float32: agrees, largest difference 0"
    assert stage.control("examples").input_value() == "stamps"


def test_a_slider_dragged_with_the_mouse_changes_the_numbers(stage: StagePage) -> None:
    stage.open().drag("stride", 1 / 7)
    assert stage.setting("stride") == (2, 2)
    assert stage.grid("output") == [[6, 2, 12, 4], [2, 10, 4, 20], [0, 0, 3, 1], [0, 0, 1, 5]]
    stage.agrees()
    assert "stride=2" in stage.query


def test_every_example_shows_what_pytorch_computes(stage: StagePage) -> None:
    stage.open()
    listed = stage.control("examples").locator("option").evaluate_all("options => options.map(one => one.value)")
    assert listed == ["", *(preset.key for preset in PRESETS)]
    words, rooms = load("en"), set()
    for preset in reversed(PRESETS):
        stage.control("examples").select_option(preset.key)
        stage.agrees()
        # What the page is about stays, and the settings keep their place.
        expect(stage.control("look")).to_have_text(words["buffers.look"])
        expect(stage.control("example-look")).to_have_text(words[f"presets.{preset.key}.look"])
        rooms.add(stage.page.locator(".settings").evaluate("node => node.getBoundingClientRect().top"))
        state = read_query(stage.query).state
        assert state.settings == preset.state.settings
        assert {preset.state.x, preset.state.w} <= {state.x, state.w, None}
        check_every_number(stage, state)
    assert len(rooms) == 1


def test_random_states_by_link(stage: StagePage) -> None:
    random = Random(1)
    stage.open()
    for _ in range(10):
        state = expected.random_state(random)
        stage.show(write_query(state)).agrees()
        check_every_number(stage, state)
        assert stage.settings() == state.settings


def test_height_and_width_apart(stage: StagePage) -> None:
    stage.open()
    expect(stage.slider("stride", 1)).to_be_hidden()
    stage.control("square").check()
    stage.choose("stride", 3, axis=1)
    stage.choose("kernel_size", 1, axis=0)
    stage.agrees()
    state = read_query(stage.query).state
    assert (state.stride, state.kernel_size, state.square) == ((1, 3), (1, 2), False)
    check_every_number(stage, state)
    stage.control("square").uncheck()
    assert stage.settings() == {**State().settings, "kernel_size": (1, 1)}


def test_a_setting_that_cannot_move_says_why(stage: StagePage) -> None:
    stage.open()
    expect(stage.slider("output_padding")).to_be_disabled()
    assert stage.hint("output_padding") == "only 0: must be smaller than max(stride, dilation) = 1"
    assert stage.hint("padding") == "0 to 1: the output must keep at least 1 cell"
    stage.choose("stride", 3)
    expect(stage.slider("output_padding")).to_be_enabled()
    assert stage.hint("output_padding") == "0 to 2: must be smaller than max(stride, dilation) = 3"


def test_a_number_beyond_the_limits_is_refused_with_the_rule(stage: StagePage) -> None:
    stage.open().choose("output_padding", 5)
    expect(stage.control("problem")).to_contain_text("must be smaller than max(stride, dilation) = max(1, 1) = 1")
    expect(stage.control("problem")).to_contain_text("output padding must be smaller than either stride or dilation")
    assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
    stage.control("take-offer").click()
    stage.agrees()
    assert stage.settings() == State().settings


def test_an_offer_names_what_it_changes(stage: StagePage) -> None:
    stage.open()
    for key, value, offer in (
        ("input_size", 17, "input_size=16, nn.ConvTranspose2d(1, 1, kernel_size=2)"),
        ("kernel_size", 12, "nearest: nn.ConvTranspose2d(1, 1, kernel_size=9)"),
    ):
        stage.choose(key, value)
        expect(stage.control("take-offer")).to_contain_text(offer)
    stage.open("t=9")
    expect(stage.control("take-offer")).to_contain_text("t=4, nn.ConvTranspose2d(1, 1, kernel_size=2)")


@pytest.mark.parametrize("seed", range(2))
def test_no_slider_reaches_an_illegal_state(stage: StagePage, seed: int) -> None:
    random = Random(seed)
    state = expected.random_state(random)
    stage.open(write_query(state))
    for key in random.sample(SETTINGS, len(SETTINGS)):
        for end, share in (("End", 1.2), ("Home", -0.2)):
            slide_to_the_end(stage, key, end, share)
            settings = stage.settings()
            assert all(FIELD[name].holds(value) for name, pair in settings.items() for value in pair)
            assert pytorch.ask(**settings) is None, settings
    stage.agrees()
    check_every_number(stage, read_query(stage.query).state)


def slide_to_the_end(stage: StagePage, key: str, end: str, share: float) -> None:
    """By keyboard and by mouse, on each axis that can move: both come to the same place."""
    for axis in (0, 1):
        slider = stage.slider(key, axis)
        if not slider.is_visible() or slider.is_disabled():
            continue
        slider.press(end)
        by_keyboard = stage.setting(key)
        if slider.is_enabled():
            stage.drag(key, share, axis)
        assert stage.setting(key) == by_keyboard


def test_reset_goes_back_to_the_opening(stage: StagePage) -> None:
    stage.open("input_size=3&stride=2&t=2").control("reset").click()
    stage.agrees()
    check_every_number(stage, State())
    assert stage.query == write_query(State(lang="en"))


def test_uvicorn_serves_the_same_page(visitors: Visitors) -> None:
    with serving(uvicorn) as other:
        stage = visitors(other.url).open().agrees()
        assert stage.grid("output") == [[6, 14, 4], [2, 17, 21], [0, 1, 5]]
