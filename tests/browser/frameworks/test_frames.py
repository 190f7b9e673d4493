"""On the one canvas, the frame of every library that crops it elsewhere than PyTorch."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from playwright.sync_api import expect

from deconv_core.geometry import Geometry
from deconv_core.state.query import write_query
from tests.browser.expected import random_state
from tests.browser.frameworks.outputs import NAMES, groups, taken
from tests.browser.frameworks.test_frameworks import PAGE
from tests.browser.stage_page import StagePage

FRAMES = """() => [...document.querySelectorAll(".frames rect")].map(rect =>
    ["y", "x", "height", "width"].map(name => Number(rect.getAttribute(name))))"""


def frame(geometry: Geometry) -> tuple[int, ...]:
    return (*(axis.crop_before for axis in geometry.axes), *geometry.output_size)


@pytest.mark.parametrize("ask", ["same", "valid", "crops"])
def test_each_frame_is_a_library_s_crop_and_each_crop_has_one(stage: StagePage, ask: str) -> None:
    random = Random(len(ask))
    stage.open("", PAGE)
    for _ in range(4):
        state = replace(random_state(random), frameworks_ask=ask, frameworks_side="transposed", t=None)
        stage.show(write_query(state)).judged()
        geometries = [taken(name, state) for name in NAMES]
        wanted = {frame(one) for one in geometries if one} - {frame(state.geometry)}
        assert {tuple(one) for one in stage.page.evaluate(FRAMES)} == wanted, state
        named = stage.control("frames").locator(".key:not(.none)")
        expect(named).to_have_count(len(wanted))


def test_libraries_that_agree_share_a_frame(stage: StagePage) -> None:
    stage.open("input_size=3&kernel_size=3&stride=2&padding=1&output_padding=1&lang=en", PAGE).agrees()
    named = stage.control("frames").locator(".key:not(.none)")
    expect(named).to_have_text(["TensorFlow, SAME = Keras, same = JAX, SAME = ONNX, SAME_UPPER"])


SHOWN = """() => [...document.querySelectorAll(".card:not([hidden]), .library:not([hidden])")].map(node => [
    node.dataset.library ?? node.dataset.libraries,
    ["frame", "of-0", "of-1", "of-2", "of-3"].find(look => node.querySelector(".key").classList.contains(look)) ?? null,
])"""


def test_an_output_and_its_libraries_wear_the_look_of_their_frame(stage: StagePage) -> None:
    random = Random(5)
    stage.open("", PAGE)
    for _ in range(5):
        state = replace(random_state(random), frameworks_ask="same", frameworks_side="transposed", t=None)
        stage.show(write_query(state)).judged()
        looks = dict(stage.page.evaluate(SHOWN))
        for names in groups(stage):
            look = looks[" ".join(names)]
            assert [looks[name] for name in names] == [look] * len(names)
            geometry = taken(names[0], state)  # type: ignore[arg-type]
            assert (look == "frame") == (geometry == state.geometry)
            if look and look != "frame":
                rect = stage.page.locator(f".frames rect.{look}")
                assert [int(rect.get_attribute(key) or "") for key in ("y", "x", "height", "width")] == [
                    *frame(geometry)
                ]
        refused = [name for name in NAMES if taken(name, state) is None and name in looks]
        assert all(looks[name] is None for name in refused)
