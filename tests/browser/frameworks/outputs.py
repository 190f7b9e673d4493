"""The outputs below the canvas: each different one stands there once, for all libraries that have it."""

from __future__ import annotations

import re

from deconv_core.geometry import Geometry, GeometryError
from deconv_core.state.fields import State
from tests.browser.expected import Numbers
from tests.browser.stage_page import WRITTEN, StagePage
from tests.oracles.same_or_valid import Answering, asked

NAMES: tuple[Answering, ...] = ("tensorflow", "keras", "jax", "onnx", "onnx_lower", "pytorch")
GROUPS = """() => [...document.querySelectorAll(".card:not([hidden])")].filter(card => card.dataset.libraries)
    .map(card => card.dataset.libraries.split(" "))"""
SHIFT = re.compile(r"(up|down|left|right) by (\d+)")
ALONE = re.compile(r"does not have: (\d+) of (\d+)")


def taken(name: Answering, state: State) -> Geometry | None:
    """What a framework takes of a state; None where it does not answer."""
    if state.frameworks_ask == "crops":
        return None if name in ("onnx_lower", "pytorch") else state.geometry
    try:
        return asked(name, state.frameworks_ask, state.geometry, state.frameworks_output_shape)
    except GeometryError:
        return None


def groups(stage: StagePage) -> list[list[str]]:
    stage.page.evaluate(WRITTEN)
    return list(stage.page.evaluate(GROUPS))


def panel_of(stage: StagePage, name: str) -> str | None:
    """The panel with a library's output, which is named after the first that has it; None where it gives none."""
    return next((names[0] for names in groups(stage) if name in names), None)


def numbers_of(stage: StagePage, name: str) -> Numbers:
    panel = panel_of(stage, name)
    return stage.numbers(panel) if panel else {}


def check_said(text: str, shown: Numbers, own: Numbers) -> None:
    """What is said of an output beside PyTorch's own is so: read from the text, held against the numbers."""
    shift = {way: int(cells) for way, cells in SHIFT.findall(text)}
    down = shift.get("down", 0) - shift.get("up", 0)
    right = shift.get("right", 0) - shift.get("left", 0)
    moved = {(r + down, c + right): value for (r, c), value in own.items()}
    count, total = next(iter(ALONE.findall(text)), (0, len(shown)))
    if int(count) == len(shown):
        assert not shift, "there is nothing that could be shifted"
    else:
        common = shown.keys() & moved.keys()
        assert common
        assert all(abs(shown[cell] - moved[cell]) <= 1e-6 * max(1, abs(moved[cell])) for cell in common), text
        assert (int(count), int(total)) == (len(shown.keys() - moved.keys()), len(shown)), text
    assert ("All numbers are PyTorch’s." in text) == (not shift and shown.keys() == own.keys()), text
