"""What the pages say in words, of this question's settings or of all, held to the numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from deconv_core import Geometry, links
from deconv_core.algorithms import fast_matrix
from deconv_core.frameworks import pytorch
from deconv_core.frameworks.pytorch_conv2d import Conv2d
from tests.given.strategies import geometries


@given(geometry=geometries(max_axes=2))
@settings(max_examples=100, deadline=None)
def test_along_a_row_of_x_the_matrix_s_next_column_has_the_same_taps_stride_rows_down(geometry: Geometry) -> None:
    width, stride = geometry.input_size[-1], geometry.stride[-1]
    for _, rows, columns in fast_matrix.pattern(geometry).per_tap():
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


def test_what_dilation_and_what_stride_enlarges() -> None:
    question = {"input_size": 5, "kernel_size": 3}
    assert pytorch.geometry(**question).output_size == (7,)
    assert pytorch.geometry(**question, stride=3).output_size == (15,)
    assert Conv2d(kernel_size=(3, 3), dilation=(3, 3)).reach == (7, 7)


def test_which_kernels_give_all_inner_cells_equally_many_terms() -> None:
    def counts(kernel: int) -> set[int]:
        inner = links.coverage(pytorch.geometry((6, 6), kernel, 2))[kernel:-kernel, kernel:-kernel]
        return {int(count) for count in inner.flat}

    assert {kernel: counts(kernel) for kernel in (2, 3, 4)} == {2: {1}, 3: {1, 2, 4}, 4: {4}}
