"""What the pages say in words, of this question's settings or of all, held to the numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from deconv_core import Geometry, links
from deconv_core.algorithms import matrix
from deconv_core.frameworks import pytorch
from tests.strategies import geometries


@given(geometry=geometries(max_axes=2))
@settings(max_examples=100, deadline=None)
def test_along_a_row_of_x_the_matrix_s_next_column_has_the_same_taps_stride_rows_down(geometry: Geometry) -> None:
    width, stride = geometry.input_size[-1], geometry.stride[-1]
    for _, rows, columns in matrix.pattern(geometry).per_tap():
        for row_of_x in np.unique(columns // width):
            inside = columns // width == row_of_x
            assert np.ptp(rows[inside] - stride * columns[inside]) == 0


def unread(**words: int) -> tuple[list[int], int]:
    """Along one axis: the cells of y that no window of the forward convolution reads, and how many cells y has."""
    (axis,) = pytorch.geometry(**words).axes
    return np.flatnonzero(links.axis_coverage(axis) == 0).tolist(), axis.output


def test_what_output_padding_adds_is_unread_unless_the_unread_cells_lie_in_the_padding() -> None:
    question = {"input_size": 2, "kernel_size": 2, "stride": 3}
    # Gaps between the windows, then the two cells that are added.
    assert unread(**question) == ([2], 5)
    assert unread(**question, output_padding=2) == ([2, 5, 6], 7)
    # The floor drops 1 here too, but the last window reads the last cell of y: the one that it leaves is padding.
    assert unread(input_size=3, kernel_size=3, stride=2, padding=1, output_padding=1) == ([], 6)
