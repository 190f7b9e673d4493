"""Cells that no link reaches are those that no link of the axis's own table reaches."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from deconv_core.geometry import Axis
from deconv_core.links import axis_links
from deconv_core.sizes.unreached import is_reached, unreached
from tests.given.strategies import axes


@given(axes())
@settings(max_examples=500, deadline=None)
def test_they_are_counted_from_the_links(axis: Axis) -> None:
    links = axis_links(axis)
    reached = set(links.output[links.inside].tolist())
    empty = unreached(axis)
    assert empty.count == axis.output - len(reached)
    assert empty.at_end == axis.output - 1 - max(reached, default=-1)


@given(axes())
@settings(max_examples=500, deadline=None)
def test_a_position_is_reached_if_a_link_has_it(axis: Axis) -> None:
    position = np.arange(-axis.crop_before, axis.uncropped + 6)
    settings = (np.full(position.shape, one) for one in (axis.kernel, axis.stride, axis.dilation))
    reached = is_reached(position, axis.input, *settings)
    assert set(position[reached].tolist()) == set(axis_links(axis).position.ravel().tolist()) & set(position.tolist())
