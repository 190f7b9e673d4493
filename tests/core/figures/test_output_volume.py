"""The cubes hold PyTorch's numbers, each in its place; which are hollow and which framed comes from the links."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from deconv_core import links
from deconv_core.figures import output_volume
from deconv_core.figures.colours import roles
from deconv_core.judge.volume import volume
from deconv_core.links import Cell
from deconv_core.state.fields import State
from deconv_core.state.query import read_query
from tests.browser import expected

NAMES = {"depth": "d", "height": "h", "width": "w"}
# Hollow cells among the others, a bias in them, negative numbers, two groups.
GAPS = "rank=3&in_channels=2&out_channels=2&groups=2&input_size=1,2,2&kernel_size=1,2,2&stride=1,3,3&bias=-5,7"
FILLED = f"{GAPS}&x=1,2;3,4:-1,-2;-3,-4&w=1,2;3,4::1,0;0,1"


def figure(state: State, channel: int = 0, scheme: str = "light") -> Any:
    return output_volume.figure(volume(state, channel), scheme, names=NAMES, unreached="nothing")


def shown(chart: Any) -> dict[Cell, float]:
    """What is said of each cell under the pointer, by where its cube is."""
    cubes, hollow, _ = chart.data
    return told(cubes, 8) | told(hollow, len(output_volume.EDGES) + 1)


def told(trace: Any, points: int) -> dict[Cell, float]:
    """Of a trace with so many points a cell, the gap among them."""
    cubes = np.stack([trace.y, trace.z, trace.x], -1).reshape(-1, points, 3)
    if not len(cubes):
        return {}
    centres = (np.nanmin(cubes, 1) + np.nanmax(cubes, 1)) / 2
    cells = [tuple(row) for row in np.rint(centres).astype(int).tolist()]
    numbers = [text.split(" = ")[1] for text in trace.text[::points]]
    return {cell: float(number.replace("\N{MINUS SIGN}", "-")) for cell, number in zip(cells, numbers, strict=True)}


def states(seed: int, count: int) -> list[State]:
    random = Random(seed)
    return [expected.random_state(random, 3, 3, channels=True) for _ in range(count)]


@pytest.mark.parametrize("state", states(3, 12), ids=range(12))
def test_the_numbers_are_pytorch_s_each_in_its_place(state: State) -> None:
    right = expected.output(state)
    for channel in range(state.out_channels):
        own = {cell[-3:]: value for cell, value in right.items() if len(cell) == 3 or cell[0] == channel}
        cubes = shown(figure(state, channel))
        assert cubes.keys() == own.keys()
        for cell, value in own.items():
            assert cubes[cell] == pytest.approx(value, rel=1e-5, abs=1e-6)
        numbers = volume(state, channel)
        np.testing.assert_allclose([numbers.values[cell] for cell in own], list(own.values()), rtol=1e-9, atol=1e-9)
        coloured = figure(state, channel).data[0].intensity[::8]
        np.testing.assert_array_equal(coloured, numbers.values[numbers.reached])


@pytest.mark.parametrize("state", states(4, 6), ids=range(6))
def test_a_cell_is_hollow_where_no_link_reaches_it(state: State) -> None:
    cubes, hollow, _ = figure(state).data
    assert len(cubes.intensity) == 8 * int((links.coverage(state.geometry) > 0).sum())
    for cell in told(hollow, len(output_volume.EDGES) + 1):
        assert links.feeds(state.geometry, cell) == []
    assert "nothing" in hollow.hovertemplate


def test_a_bias_is_what_a_hollow_cell_holds() -> None:
    state = read_query(FILLED).state
    assert volume(state).unreached == 9
    _, hollow, _ = figure(state, 1).data
    assert set(hollow.text) == {f"y[1,0,{row},{column}] = 7" for row, column in gaps()}


def gaps() -> set[tuple[int, int]]:
    return {(row, column) for row in range(5) for column in range(5) if 2 in (row, column)}


def test_what_is_pinned_is_framed_on_the_channels_that_it_reaches() -> None:
    state = replace(read_query(FILLED).state, pin="input:1,0,0,1")
    assert volume(state, 0).framed == ()
    assert set(volume(state, 1).framed) == {(0, row, column) for row in (0, 1) for column in (3, 4)}
    assert volume(replace(state, pin="output:0,0,4,2"), 0).framed == ((0, 4, 2),)
    assert volume(replace(state, pin="output:0,0,4,2"), 1).framed == ()
    assert volume(replace(state, pin="kernel:0,0,0,0,0"), 0).framed == ()


def test_a_value_keeps_its_colour_while_stamps_are_laid() -> None:
    state = read_query(FILLED).state
    scales = [figure(replace(state, t=t)).data[0] for t in (None, 0, 1)]
    assert len({(one.cmin, one.cmax) for one in scales[:2]}) == 1
    # Zero is in the middle, however far the values go to either side.
    assert all(one.cmin == -one.cmax for one in scales)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scene_is_the_page_s_and_stays_turned(scheme: str) -> None:
    colours = roles(scheme)
    chart = figure(read_query(FILLED).state, scheme=scheme)
    assert [colour for _, colour in chart.data[0].colorscale] == [colours[one] for one in ("below", "zero", "above")]
    scene = chart.layout.scene
    titles = [axis.title.text for axis in (scene.xaxis, scene.yaxis, scene.zaxis)]
    assert titles == ["w", "d", "h"]
    # Rows go down, as on the stage.
    assert scene.zaxis.range[0] > scene.zaxis.range[1]
    # A cell is as long as wide and high.
    ratio = scene.aspectratio
    assert (ratio.x, ratio.y, ratio.z) == (1, 1 / 5, 1)
    assert chart.layout.uirevision == figure(State(rank=3, **BOX)).layout.uirevision


BOX = dict.fromkeys(("input_size", "kernel_size", "stride", "dilation"), (1, 1, 1)) | {
    "padding": (0, 0, 0),
    "output_padding": (0, 0, 0),
    "x": ((0.0,),),
    "w": ((0.0,),),
}


def test_zeros_have_a_scale_too() -> None:
    (cubes, _, _) = figure(State(rank=3, **BOX)).data
    assert (cubes.cmin, cubes.cmax) == (0, 1)
