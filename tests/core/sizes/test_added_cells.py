"""What output_padding adds, and which of it is zero, against the links of every cell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from deconv_core import ALGORITHMS
from deconv_core.frameworks import pytorch
from deconv_core.geometry import Axis, Geometry
from deconv_core.links import coverage
from deconv_core.sizes.added_cells import AddedCells, along, in_corner, in_output
from deconv_core.state.fields import Settings
from tests.given.states import settings_of_states

# Input, kernel, stride, padding, output_padding, dilation: where one expects values and finds zeros, or the other way.
TRAPS = {
    "all that comes back is a gap": ((3, 1, 3, 2, 1, 1), AddedCells(1, 1, 0)),
    "a gap of a dilated kernel comes back": ((9, 4, 3, 2, 1, 2), AddedCells(1, 1, 0)),
    "a value, then a zero beyond": ((3, 5, 3, 1, 2, 1), AddedCells(1, 0, 1)),
    "nothing was cropped": ((3, 1, 3, 0, 2, 1), AddedCells(0, 0, 2)),
    "the near edge crops it too": ((1, 1, 4, 1, 3, 1), AddedCells(0, 0, 2)),
}


def counted(geometry: Geometry, every: bool) -> AddedCells:
    """The same, one cell at a time. `every`: those that are added on every axis, else on any."""
    reached = coverage(geometry)
    inside = gaps = beyond = 0
    for cell, links in np.ndenumerate(reached):
        place = [(at, at + axis.crop_before, axis) for at, axis in zip(cell, geometry.axes, strict=True)]
        added = [at >= axis.uncropped - 2 * axis.crop_before for at, _, axis in place]
        if not (all(added) if every else any(added)):
            continue
        on_canvas = all(position < axis.uncropped for _, position, axis in place)
        inside += on_canvas
        gaps += on_canvas and links == 0
        beyond += not on_canvas
        # Beyond the canvas there is nothing to reach.
        assert on_canvas or links == 0
    return AddedCells(inside, gaps, beyond)


@given(settings_of_states())
def test_it_is_what_counting_every_cell_s_links_gives(settings: Settings) -> None:
    geometry = pytorch.geometry(**settings)
    assert in_output(geometry) == counted(geometry, every=False)
    assert in_corner(geometry) == counted(geometry, every=True)
    for axis in geometry.axes:
        assert along(axis) == counted(Geometry((axis,)), every=True)


@given(settings_of_states())
def test_without_output_padding_nothing_is_added(settings: Settings) -> None:
    settings = {**settings, "output_padding": (0, 0)}
    if pytorch.refusal(**settings) is None:
        geometry = pytorch.geometry(**settings)
        assert in_output(geometry) == in_corner(geometry) == AddedCells(0, 0, 0)


@given(settings_of_states())
def test_among_ones_a_cell_is_zero_exactly_where_no_link_reaches_it(settings: Settings) -> None:
    geometry = pytorch.geometry(**settings)
    ones = np.ones((1, *geometry.input_size)), np.ones((1, 1, *geometry.kernel_size))
    output = ALGORITHMS["scatter"](*ones, geometry).output[0]
    np.testing.assert_array_equal(output == 0, coverage(geometry) == 0)


@pytest.mark.parametrize(("numbers", "right"), TRAPS.values(), ids=TRAPS)
def test_the_learner_s_traps(numbers: tuple[int, ...], right: AddedCells) -> None:
    size, kernel, stride, padding, output_padding, dilation = numbers
    axis = Axis(size, kernel, stride, dilation, padding, padding - output_padding)
    assert along(axis) == right


def test_the_corner_may_lie_on_the_canvas_where_only_one_axis_has_a_gap() -> None:
    """Rows come back with values, columns in a gap: in the corner they meet."""
    geometry = Geometry((Axis(3, 3, 2, 1, 1, 0), Axis(3, 1, 3, 1, 2, 1)))
    assert geometry.output_size == (6, 4)
    assert in_output(geometry) == AddedCells(6 + 4 - 1, 6 + 4 - 1 - 1, 0)
    assert in_corner(geometry) == AddedCells(1, 1, 0)
