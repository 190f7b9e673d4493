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
