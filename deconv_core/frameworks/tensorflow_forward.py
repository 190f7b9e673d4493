"""TensorFlow's forward convolution (tf.nn.conv2d, TensorFlow 2.21): its sizes, its padding, the cells it drops.

With reach = dilation * (kernel - 1) + 1, per axis:

    SAME    output = ceil(input / stride); max(0, (output - 1) * stride + reach - input) zeros, the smaller half before
    VALID   output = ceil((input - reach + 1) / stride); no zeros; what no window reaches at the end is dropped

Source: the notes on padding in https://www.tensorflow.org/api_docs/python/tf/nn
"""

from __future__ import annotations

from dataclasses import dataclass

from deconv_core.frameworks.axes import chosen
from deconv_core.geometry import GeometryError, at_least

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
