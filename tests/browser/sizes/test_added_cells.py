"""What output_padding adds: said on Sizes from the links, and marked on the canvas, a zero that comes back as well."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import product
from random import Random

import pytest
from playwright.sync_api import Page, expect

from deconv_core.frameworks.pytorch_conv2d import forward_size, surplus
from deconv_core.sizes.added_cells import AddedCells, along, in_corner, in_output
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query
from deconv_core.words import fill, load
from tests.browser.expected import random_state
from tests.browser.parity.test_parity import random_geometries
from tests.browser.stage_page import StagePage

ADDED = """async (cases) => {
    const { plan } = await import("/stage/rule/links.js");
    const { along, inCorner, inOutput } = await import("/stage/rule/added_cells.js");
    return cases.map((axes) => {
        const p = plan(axes);
        return [...axes.keys()].map((at) => along(p, at)).concat([inCorner(p), inOutput(p)]);
    });
}"""
# Which cells on the canvas have a mark of that colour: at least a few pixels.
MARKED = """async () => {
    const moving = document.getAnimations().filter((one) => one.effect.target.closest(".stage"));
    await Promise.all(moving.map((one) => one.finished));
    const canvas = document.querySelector(".board.canvas .sheet canvas");
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const copy = new OffscreenCanvas(width, height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    const probe = document.querySelector(".stage .key.taken");
    const [red, green, blue] = getComputedStyle(probe, "::before").borderTopColor.match(/\\d+/g).map(Number);
    const cells = [...document.querySelectorAll('[data-panel="output"] [data-cell]')];
    return cells.filter((cell) => {
        const box = cell.getBoundingClientRect();
        const { data } = copy.getImageData(box.left - left, box.top - top, box.width, box.height);
        let found = 0;
        for (let at = 0; at < data.length; at += 4) {
            found += data[at] === red && data[at + 1] === green && data[at + 2] === blue;
        }
        return found > 5;
    }).map((cell) => cell.dataset.cell);
}"""
TRAPS = (
    "input_size=3&kernel_size=1&stride=3&padding=2&output_padding=1",
    "input_size=9&kernel_size=4&stride=3&padding=2&output_padding=1&dilation=2",
    "input_size=3&kernel_size=5&stride=3&padding=1&output_padding=2",
    "input_size=3&kernel_size=1&stride=3&output_padding=2",
    # The near edge crops what the far edge would take back.
    "input_size=1&kernel_size=1&stride=4&padding=1&output_padding=3",
)


def test_the_count_is_the_core_s(modules: Page) -> None:
    geometries = [geometry for geometry, wordable in random_geometries() if wordable]
    keys = ("input", "kernel", "stride", "dilation", "crop_before", "crop_after")
    camel = {"crop_before": "cropBefore", "crop_after": "cropAfter"}
    cases = [
        [{camel.get(key, key): getattr(axis, key) for key in keys} for axis in geometry.axes] for geometry in geometries
    ]
    for geometry, answer in zip(geometries, modules.evaluate(ADDED, cases), strict=True):
        right = [*map(along, geometry.axes), in_corner(geometry), in_output(geometry)]
        assert answer == [asdict(one) for one in right], geometry


def text(state: State, key: str, values: dict[str, object]) -> str:
    return fill(load(state.lang or "en")[f"sizes.{key}"], **values)


def far_edge(state: State, axis: int) -> list[str]:
    """What must be said of the far edge on one axis, whatever else is."""
    padding, op = state.padding[axis], state.output_padding[axis]
    added = along(state.geometry.axes[axis])
    values = {**asdict(added), "op": op, "padding": padding}
    if not op:
        return [text(state, "far_none", values)]
    name = "far_nothing" if not added.inside else "far_gaps" if added.gaps else "far_reached"
    said = [text(state, name, values)]
    if added.beyond:
        said.append(text(state, "far_beyond", values))
    return said


def beyond_the_stride(state: State, axis: int) -> str | None:
    """What must be said where the forward convolution does not lead back."""
    n, k, s, p, op, d = (pair[axis] for pair in state.settings.values())
    big = state.geometry.output_size[axis]
    following = forward_size(big, k, s, p, d)
    assert following - n == surplus(op, s)
    values = {"op": op, "stride": s, "next": following, "picked": big, "more": following - n}
    return text(state, "floor_beyond", values) if following > n else None


def both_axes(state: State) -> str:
    added, corner = in_output(state.geometry), in_corner(state.geometry)
    cells, corners = added.inside + added.beyond, corner.inside + corner.beyond
    said = text(state, "added", {**asdict(added), "cells": cells}) if cells else ""
    if corners:
        space = " " if state.lang in (None, "en") else ""
        said += space + text(state, "added_corner", {"cells": corners, "zeros": corner.gaps + corner.beyond})
    return said


def check_sentences(stage: StagePage, state: State) -> None:
    stage.show(write_query(state)).agrees()
    assert state.settings == stage.settings()
    lines = 1 if read_query(stage.query).state.square else 2
    for axis in range(lines):
        for sentence in far_edge(state, axis):
            expect(stage.control("far-note").nth(axis)).to_contain_text(sentence)
        if beyond := beyond_the_stride(state, axis):
            expect(stage.control("floor-note").nth(axis)).to_have_text(beyond)
    expect(stage.control("added-note")).to_have_text(both_axes(state))


def test_random_states_say_what_their_links_say(stage: StagePage) -> None:
    random = Random(5)
    kinds = set()
    stage.open("", "sizes")
    for _ in range(12):
        state = replace(random_state(random), t=None, pin=None)
        check_sentences(stage, state)
        kinds |= {kind(along(axis)) for axis in state.geometry.axes}
    # Each kind of sentence came up.
    assert kinds == {"none", "reached", "gaps", "beyond"}


def kind(added: AddedCells) -> str:
    return "gaps" if added.gaps else "beyond" if added.beyond else "reached" if added.inside else "none"


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_the_learner_s_traps_read_true(stage: StagePage, lang: str) -> None:
    stage.open(f"lang={lang}", "sizes")
    for trap in TRAPS:
        check_sentences(stage, read_query(f"{trap}&x_fill=ones&w_fill=ones&square=1&lang={lang}").state)


def taken_back(state: State) -> set[str]:
    """The output cells that lie on the canvas, and in the frame by output_padding alone."""
    axes = list(zip(state.geometry.axes, state.padding, state.output_padding, strict=True))
    frame = product(*(range(axis.crop_before, axis.crop_before + axis.output) for axis, _, _ in axes))
    found = set()
    for place in frame:
        ends = [(at, axis.uncropped, p if op else 0) for at, (axis, p, op) in zip(place, axes, strict=True)]
        if all(at < end for at, end, _ in ends) and any(at >= end - p for at, end, p in ends):
            found.add(",".join(str(at - axis.crop_before) for at, (axis, _, _) in zip(place, axes, strict=True)))
    return found


def test_what_comes_back_is_marked_be_it_a_zero_or_not(stage: StagePage) -> None:
    random = Random(8)
    # On small inputs, so that a mark is wide enough to be read.
    states = [read_query(trap.replace("input_size=9", "input_size=3")).state for trap in TRAPS]
    states += [replace(random_state(random, 3), t=None, pin=None, lang="en") for _ in range(8)]
    marked_gaps = 0
    stage.open()
    for state in states:
        stage.show(write_query(state)).agrees()
        assert set(stage.page.evaluate(MARKED)) == taken_back(state), write_query(state)
        marked_gaps += in_output(state.geometry).gaps
    assert marked_gaps
