"""The map of a large matrix: its points are the links, in the colours of the stage, and no zero is drawn."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from deconv_core import sparse_files
from deconv_core.catalogue import catalogue
from deconv_core.figures import identity, matrix_heatmap
from deconv_core.links import fed_by
from deconv_core.state import State

LABELS = {"input": "IN", "output": "OUT", "weight": "W"}
STATE = State(
    input_size=(4, 3), kernel_size=(2, 3), stride=(2, 1), padding=(1, 0), w=((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
)


def figure(state: State, scheme: str = "light"):
    return matrix_heatmap.figure(
        sparse_files.entries(state),
        scheme,
        input_size=state.input_size,
        output_size=state.geometry.output_size,
        side=state.side,
        labels=LABELS,
    )


def links(state: State) -> set[tuple[int, ...]]:
    """(output row, column, input row, column, weight) of every kept link."""
    return {
        (*target, *source, state.w[tap[0]][tap[1]])
        for source in np.ndindex(state.input_size)
        for tap, target in fed_by(state.geometry, source)
    }


@pytest.mark.parametrize("side", ["transposed", "forward"])
def test_each_link_is_a_point_that_says_its_cells_and_weight(side: str) -> None:
    state = replace(STATE, side=side)
    (points,) = figure(state).data
    assert {tuple(row) for row in points.customdata.tolist()} == links(state)
    (_, width), (_, columns) = state.geometry.output_size, state.input_size
    for x, y, (a, b, i, j, _) in zip(points.x, points.y, points.customdata, strict=True):
        flat = (a * width + b, i * columns + j)
        assert (y, x) == (flat if side == "transposed" else flat[::-1])


def test_axes_start_at_the_top_left_and_are_named() -> None:
    layout = figure(STATE).layout
    rows, columns = sparse_files.entries(STATE).shape
    assert layout.xaxis.range == (-0.5, columns - 0.5) and layout.yaxis.range == (rows - 0.5, -0.5)
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("IN", "OUT")
    turned = figure(replace(STATE, side="forward")).layout
    assert (turned.xaxis.title.text, turned.yaxis.title.text) == ("OUT", "IN")


def test_a_point_has_its_input_element_s_colour() -> None:
    for scheme in ("light", "dark"):
        (points,) = figure(STATE, scheme).data
        own = identity.colours(catalogue()["colours"][scheme], STATE.input_size)
        low, high = points.marker.cmin, points.marker.cmax
        for colour, (_, _, i, j, _) in zip(points.marker.color, points.customdata, strict=True):
            element = int(i * STATE.input_size[1] + j)
            place = (colour - low) / (high - low)
            inside = [
                c
                for (start, c), (end, _) in zip(
                    points.marker.colorscale[::2], points.marker.colorscale[1::2], strict=True
                )
                if start < place < end
            ]
            assert inside == [own[element]]


def test_oklch_is_srgb() -> None:
    assert identity.rgb(1, 0, 0) == "rgb(255,255,255)"
    assert identity.rgb(0, 0, 0) == "rgb(0,0,0)"
    # sRGB red, green and blue as CSS Color 4 gives them in OKLCH.
    assert identity.rgb(0.627955, 0.257683, 29.2339) == "rgb(255,0,0)"
    assert identity.rgb(0.866440, 0.294827, 142.4953) == "rgb(0,255,0)"
    assert identity.rgb(0.452014, 0.313214, 264.0520) == "rgb(0,0,255)"


def test_beyond_the_limit_nothing_is_drawn() -> None:
    w = tuple((1.0,) * 9 for _ in range(9))
    largest = State(input_size=(16, 16), kernel_size=(9, 9), stride=(8, 8), w=w)
    assert not matrix_heatmap.fits(sparse_files.entries(largest))
    with pytest.raises(ValueError, match="4096"):
        figure(largest)
    assert matrix_heatmap.fits(sparse_files.entries(replace(largest, stride=(3, 3), dilation=(1, 1))))


PEAK = """
import tracemalloc, plotly.graph_objects
from tests.test_matrix_heatmap import figure
from deconv_core.state import State
state = State(input_size=(16, 16), kernel_size=(3, 3), stride=(4, 4), w=((1.0,) * 3,) * 3)
figure(state)
tracemalloc.start()
rows, columns = figure(state).data[0].y.max() + 1, 256
print(rows * columns, tracemalloc.get_traced_memory()[1])
"""


def test_no_dense_array_is_made() -> None:
    run = subprocess.run([sys.executable, "-c", PEAK], capture_output=True, text=True, check=True)
    entries, peak = map(int, run.stdout.split())
    # Even one byte for each entry would be more.
    assert peak < entries, (peak, entries)
