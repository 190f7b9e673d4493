"""TensorFlow's forward convolution (tf.nn.conv2d, TensorFlow 2.21): its sizes, its padding, the cells it drops.

With reach = dilation * (kernel - 1) + 1, per axis:

    SAME    output = ceil(input / stride); max(0, (output - 1) * stride + reach - input) zeros, the smaller half before
    VALID   output = ceil((input - reach + 1) / stride); no zeros; what no window reaches at the end is dropped

The same links, read the other way: geometry() is of the transposed convolution that leads from the output back to the
input's size, whose crop before is what is padded before, and whose negative crop after is what is dropped.

Source: the notes on padding in https://www.tensorflow.org/api_docs/python/tf/nn
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deconv_core.algorithms import fast_matrix
from deconv_core.frameworks.axes import chosen, cut, spread
from deconv_core.frameworks.library import is_dilated, line
from deconv_core.geometry import Geometry, GeometryError, PerAxis, at_least, axis_count, per_axis

PADDINGS = ("SAME", "VALID")


@dataclass(frozen=True)
class Forward:
    """One axis: cells of the output, zeros padded `before` and `after`, and how many cells at the end are `dropped`."""

    output: int
    before: int
    after: int
    dropped: int


def forward(size: int, kernel: int, stride: int = 1, padding: str = "VALID", dilation: int = 1) -> Forward:
    """One axis of tf.nn.conv1d to 3d; GeometryError where nothing would come out, or a number is below 1."""
    numbers = {"input_size": size, "kernel_size": kernel, "strides": stride, "dilations": dilation}
    for field, number in numbers.items():
        at_least(field, number, 1)
    reach = dilation * (kernel - 1) + 1
    if chosen("padding", padding, PADDINGS) == "SAME":
        output = -(-size // stride)
        covered = (output - 1) * stride + reach
        zeros = max(0, covered - size)
        return Forward(output, zeros // 2, zeros - zeros // 2, max(0, size - covered))
    if size < reach:
        message = f"input_size is {size}, but the kernel reaches over {reach} cells. Enlarge input_size to {reach}."
        raise GeometryError(message, "kernel_too_big", "input_size", None, {"value": size, "reach": reach})
    output = (size - reach) // stride + 1
    return Forward(output, 0, 0, size - (output - 1) * stride - reach)


def geometry(
    input_size: PerAxis, kernel_size: PerAxis, strides: PerAxis = 1, padding: str = "VALID", dilations: PerAxis = 1
) -> Geometry:
    """The Geometry whose forward convolution this is: its `output_size` is input_size. GeometryError as forward()."""
    named = {"input_size": input_size, "kernel_size": kernel_size, "strides": strides, "dilations": dilations}
    axes = []
    for index, (size, kernel, stride, dilation) in enumerate(zip(*spread(named, {}).values(), strict=True)):
        how = forward(size, kernel, stride, padding, dilation)
        axes.append(cut(index, how.output, kernel, stride, dilation, how.before, size))
    return Geometry(tuple(axes))


def source(
    input_size: PerAxis, kernel_size: PerAxis, strides: PerAxis = 1, padding: str = "VALID", dilations: PerAxis = 1
) -> str:
    """The call as one writes it, `tf.nn.conv2d(x, w, strides=[2, 2], padding="SAME")`; kernel_size is that of w."""
    axes = axis_count(input_size)
    holes = per_axis("dilations", dilations, axes)
    return line(
        ("N, sizes, in", "sizes, in, out"),
        axes,
        f"tf.nn.conv{axes}d",
        "x",
        "w",
        strides=list(per_axis("strides", strides, axes)),
        padding=padding,
        dilations=list(holes) if is_dilated(holes) else None,
    )


def run(x: ArrayLike, w: ArrayLike, words: Geometry) -> NDArray[Any]:
    """The output of x `[*input_size]` and w `[*kernel_size]`, one channel, with the geometry of its words."""
    there = fast_matrix.run(np.zeros((1, *words.input_size)), np.asarray(w)[None, None], words)
    result: NDArray[Any] = there.forward(np.asarray(x)[None])[0]
    return result
