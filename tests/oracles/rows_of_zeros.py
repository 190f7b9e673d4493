"""Where a layer's output has cells without a link, counted."""

from __future__ import annotations

from collections.abc import Sequence

from deconv_core.geometry import Axis
from deconv_core.links import axis_coverage


def inner_counts(kernel: int, stride: int, dilation: int) -> set[int]:
    """How many links reach the cells that no border is near to: all the counts there are."""
    reach = dilation * (kernel - 1) + 1
    counts = axis_coverage(Axis(2 * reach + 4 * stride, kernel, stride, dilation))[reach:-reach]
    assert len(counts) >= stride
    return set(counts.tolist())


def rows_of_zeros(
    inputs: Sequence[int], kernel: int, stride: int, padding: int, output_padding: int, dilation: int
) -> int:
    """2: at the end of some axis; 1: at its beginning, or in between on a large one; 0: nowhere."""
    axes = [Axis(size, kernel, stride, dilation, padding, padding - output_padding) for size in inputs]
    if any(axis_coverage(axis)[-1] == 0 for axis in axes):
        return 2
    return int(any(axis_coverage(axis)[0] == 0 for axis in axes) or 0 in inner_counts(kernel, stride, dilation))
