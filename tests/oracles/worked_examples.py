"""Published worked examples of transposed convolution in PyTorch's words, each confirmed with PyTorch 2.13."""

from __future__ import annotations

from typing import Any

Settings = dict[str, Any]

ROWS = [[1, 2, 3, 4, 5]] * 5
COLOURED_INPUT = [[2, 4], [0, 1]]
COLOURED_WEIGHT = [[3, 1], [1, 5]]
COLOURED_STAMPS = {
    (0, 0): [[6, 2], [2, 10]],
    (0, 1): [[12, 4], [4, 20]],
    (1, 0): [[0, 0], [0, 0]],
    (1, 1): [[3, 1], [1, 5]],
}
ONE_TO_SIXTEEN = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]]
ONE_TO_SIXTEEN_OUTPUT = [
    [6, 12, 14, 12, 14, 12, 14, 7],
    [12, 24, 28, 24, 28, 24, 28, 14],
    [20, 40, 44, 40, 44, 40, 44, 22],
    [12, 24, 28, 24, 28, 24, 28, 14],
    [20, 40, 44, 40, 44, 40, 44, 22],
    [12, 24, 28, 24, 28, 24, 28, 14],
    [20, 40, 44, 40, 44, 40, 44, 22],
    [10, 20, 22, 20, 22, 20, 22, 11],
]
UNCROPPED_1D = [1, 2, 4, 2, 4, 2, 3]

# (input, weight, settings, output): one channel each.
OUTPUTS: list[tuple[list[Any], list[Any], Settings, list[Any]]] = [
    (ROWS, [[1]], {"padding": 1}, [[2, 3, 4]] * 3),
    (ROWS, [[1]], {"padding": 2}, [[3]]),
    (COLOURED_INPUT, COLOURED_WEIGHT, {}, [[6, 14, 4], [2, 17, 21], [0, 1, 5]]),
    (COLOURED_INPUT, COLOURED_WEIGHT, {"padding": 1}, [[17]]),
    (
        COLOURED_INPUT,
        COLOURED_WEIGHT,
        {"stride": 2},
        [[6, 2, 12, 4], [2, 10, 4, 20], [0, 0, 3, 1], [0, 0, 1, 5]],
    ),
    (COLOURED_INPUT, COLOURED_WEIGHT, {"stride": 2, "padding": 1}, [[10, 4], [0, 3]]),
    ([[1] * 4] * 4, ONE_TO_SIXTEEN, {"stride": 2, "padding": 1}, ONE_TO_SIXTEEN_OUTPUT),
    ([1, 1, 1], [1, 2, 3], {"stride": 2, "padding": 1}, [2, 4, 2, 4, 2]),
    ([1, 1, 1], [1, 2, 3], {"stride": 2, "padding": 1, "output_padding": 1}, [2, 4, 2, 4, 2, 3]),
    ([1, 1, 1], [1, 2, 3], {"stride": 2, "output_padding": 1}, [1, 2, 4, 2, 4, 2, 3, 0]),
]

# (settings, output_size)
SIZES: list[tuple[Settings, tuple[int, ...]]] = [
    ({"input_size": (5, 5), "kernel_size": 1}, (5, 5)),
    ({"input_size": (5, 5), "kernel_size": 1, "stride": 2}, (9, 9)),
    ({"input_size": (5, 5), "kernel_size": 1, "stride": 3}, (13, 13)),
    ({"input_size": (5, 5), "kernel_size": 1, "padding": 1}, (3, 3)),
    ({"input_size": (5, 5), "kernel_size": 1, "padding": 2}, (1, 1)),
    ({"input_size": (5, 5), "kernel_size": 1, "stride": 2, "output_padding": 1}, (10, 10)),
    ({"input_size": (4, 4), "kernel_size": (2, 2)}, (5, 5)),
    ({"input_size": (4, 4), "kernel_size": (3, 3), "stride": (2, 2)}, (9, 9)),
    ({"input_size": (4, 4), "kernel_size": (3, 5), "stride": (2, 1), "padding": (4, 2)}, (1, 4)),
    (
        {"input_size": (4, 4), "kernel_size": (3, 5), "stride": (2, 1), "padding": (4, 2), "dilation": (3, 1)},
        (5, 4),
    ),
    ({"input_size": (464, 700), "kernel_size": (2, 2)}, (465, 701)),
    ({"input_size": (438, 438), "kernel_size": 3}, (440, 440)),
    ({"input_size": (438, 438), "kernel_size": 5, "padding": 1}, (440, 440)),
    ({"input_size": (438, 438), "kernel_size": 7, "padding": 2}, (440, 440)),
    ({"input_size": (438, 438), "kernel_size": 4, "padding": 1}, (439, 439)),
    ({"input_size": (6, 6), "kernel_size": 3, "stride": 2, "padding": 1}, (11, 11)),
    ({"input_size": (6, 6), "kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1}, (12, 12)),
    ({"input_size": (3, 3), "kernel_size": 3, "dilation": 3, "output_padding": 2}, (11, 11)),
]

# (in_channels, out_channels, settings, output shape)
CHANNELS = [
    (2, 3, settings, (3, *output_size)) for settings, output_size in SIZES if settings["input_size"] == (4, 4)
] + [(3, 3, {"input_size": (464, 700), "kernel_size": (2, 2)}, (3, 465, 701))]

# (settings, PyTorch's message)
REFUSED: list[tuple[Settings, str]] = [
    (
        {"input_size": (3, 3), "kernel_size": 3, "output_padding": 1},
        "output padding must be smaller than either stride or dilation, but got output_padding_height: 1 "
        "output_padding_width: 1 stride_height: 1 stride_width: 1 dilation_height: 1 dilation_width: 1",
    ),
    (
        {"input_size": (3, 3), "kernel_size": 3, "padding": 4},
        "Given input size per channel: (3 x 3). Calculated output size per channel: (-3 x -3). "
        "Output size is too small",
    ),
]

SOBEL = [[[1, 2, 1], [0, 0, 0], [-1, -2, -1]], [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]]
SOBEL_INPUT, SOBEL_FORWARD = (440, 440), (438, 438)

# One step of an encoder on 12 cells and back: what the way back returns by default, and with output_size 12.
HALVING = {"kernel_size": 3, "stride": 2, "padding": 1}
HALVING_SIZES = {"big": 12, "small": 6, "default": 11}
# (output_size, input_size, settings, PyTorch's message)
OUTPUT_SIZE_REFUSED = [
    (
        (14, 14),
        (6, 6),
        HALVING,
        "requested an output size of (14, 14), but valid sizes range from [11, 11] to [12, 12] "
        "(for an input of torch.Size([6, 6]))",
    ),
]

# From 438 to 440 with stride 1: (kernel_size, padding); and a published answer that is wrong, with its real size.
TO_440 = [(3, 0), (5, 1), (7, 2)]
NOT_440 = ({"input_size": 438, "kernel_size": 4, "padding": 1}, 439)

# tf.nn.conv2d_transpose in TensorFlow 2.21, input and 2x2 kernel all ones:
# (input, stride, padding, output_shape, output)
TENSORFLOW = [
    (2, 1, "SAME", 2, [[1, 2], [2, 4]]),
    (2, 1, "VALID", 3, [[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
    (2, 2, "SAME", 4, [[1] * 4] * 4),
    (2, 2, "VALID", 4, [[1] * 4] * 4),
    (2, 2, "SAME", 3, [[1] * 3] * 3),
    (2, 2, "VALID", 5, [[1, 1, 1, 1, 0]] * 4 + [[0] * 5]),
]

# tf.nn.conv2d, all ones, 2x2 kernel: (input, stride, padding, output). From 5 cells, VALID drops the last at stride 2.
TENSORFLOW_FORWARD = [
    (4, 1, "SAME", [[4, 4, 4, 2]] * 3 + [[2, 2, 2, 1]]),
    (4, 1, "VALID", [[4] * 3] * 3),
    (4, 2, "SAME", [[4, 4]] * 2),
    (4, 2, "VALID", [[4, 4]] * 2),
    (5, 2, "SAME", [[4, 4, 2]] * 2 + [[2, 2, 1]]),
    (5, 2, "VALID", [[4, 4]] * 2),
]

# ONNX Runtime, opset 17, one axis, stride 2, input 1 2 3, kernel 1 10 100 ...: (kernel, auto_pad, output)
ONNX = [
    (3, "SAME_UPPER", [1, 10, 102, 20, 203, 30]),
    (3, "SAME_LOWER", [10, 102, 20, 203, 30, 300]),
    (3, "VALID", [1, 10, 102, 20, 203, 30, 300]),
    (4, "SAME_UPPER", [10, 102, 1020, 203, 2030, 300]),
    # Five cells, not input * stride: a kernel shorter than the stride is not padded. TensorFlow's SAME has six.
    (1, "SAME_UPPER", [1, 0, 2, 0, 3]),
]
