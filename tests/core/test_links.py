"""Links: the laws of counting them, and that both directions list the same ones."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core import Axis, Geometry, GeometryError, links
from tests.given.strategies import geometries


def every_link(geometry):
    """All kept links straight from the definition: (input cell, tap cell, output cell)."""
    kept = []
    for cell in product(*map(range, geometry.input_size)):
        for tap in product(*map(range, geometry.kernel_size)):
            places = zip(cell, tap, geometry.axes, strict=True)
            output = tuple(i * axis.stride + k * axis.dilation - axis.crop_before for i, k, axis in places)
            if all(0 <= index < size for index, size in zip(output, geometry.output_size, strict=True)):
                kept.append((cell, tap, output))
    return kept


@given(geometries())
@settings(max_examples=150, deadline=None)
def test_feeds_and_fed_by_list_exactly_the_links(geometry):
    kept = every_link(geometry)
    cells = product(*map(range, geometry.input_size))
    assert [(cell, *link) for cell in cells for link in links.fed_by(geometry, cell)] == kept
    for output in product(*map(range, geometry.output_size)):
        assert links.feeds(geometry, output) == [(cell, tap) for cell, tap, fed in kept if fed == output]


@given(geometries())
@settings(max_examples=200, deadline=None)
def test_coverage_adds_up(geometry):
    counted = np.zeros(geometry.output_size, int)
    for _, _, output in every_link(geometry):
        counted[output] += 1
    assert np.array_equal(links.coverage(geometry), counted)
    assert links.count(geometry) == counted.sum()
    assert [links.axis_count(axis) for axis in geometry.axes] == [
        links.axis_links(axis).inside.sum() for axis in geometry.axes
    ]


@given(geometries(max_axes=1))
@settings(max_examples=200, deadline=None)
def test_axis_tables_and_tap_slices_agree(geometry):
    (axis,) = geometry.axes
    table = links.axis_links(axis)
    assert table.position.min() == 0
    assert table.position.max() == axis.uncropped - 1
    for tap in range(axis.kernel):
        inputs, outputs = links.tap_slices(axis, tap)
        inside = table.inside[:, tap]
        assert np.arange(axis.input)[inputs].tolist() == np.flatnonzero(inside).tolist()
        assert np.arange(axis.output)[outputs].tolist() == table.output[inside, tap].tolist()


@given(st.integers(-30, 30), st.integers(1, 5), st.integers(1, 8), st.integers(1, 20))
def test_clip_keeps_the_places_inside(first, step, count, size):
    places = [first + number * step for number in range(count)]
    numbers, inside = links.clip(first, step, count, size)
    assert places[numbers] == [place for place in places if 0 <= place < size]
    assert list(range(size))[inside] == places[numbers]


def test_checkerboard_of_kernel_3_stride_2():
    geometry = Geometry.of((2, 2), 3, 2)
    assert links.coverage(geometry).tolist() == [
        [1, 1, 2, 1, 1],
        [1, 1, 2, 1, 1],
        [2, 2, 4, 2, 2],
        [1, 1, 2, 1, 1],
        [1, 1, 2, 1, 1],
    ]
    assert links.feeds(geometry, (2, 2)) == [
        ((0, 0), (2, 2)),
        ((0, 1), (2, 0)),
        ((1, 0), (0, 2)),
        ((1, 1), (0, 0)),
    ]


def test_appended_cells_have_no_links():
    geometry = Geometry.of(3, 3, 2, crop_after=-1)
    assert links.coverage(geometry).tolist() == [1, 1, 2, 1, 2, 1, 1, 0]
    assert links.feeds(geometry, (7,)) == []


@pytest.mark.parametrize("cell", [(5, 0), (-1, 0), (0,), (0, 0, 0)])
def test_no_such_cell(cell):
    geometry = Geometry.of((3, 3), 3, crop_before=1, crop_after=1)
    for ask in (links.feeds, links.fed_by):
        with pytest.raises(GeometryError) as caught:
            ask(geometry, cell)
        assert caught.value.code == "no_such_cell"


def test_coverage_of_a_large_geometry_builds_only_itself():
    geometry = Geometry((Axis(100_000, 3, 2),))
    assert links.count(geometry) == links.coverage(geometry).sum() == 300_000
    cube = Geometry.of((1000, 1000, 1000), 5, 2)
    assert links.count(cube) == 5000**3
