"""TensorFlow's words (tf.nn.conv1d_transpose to 3d, TensorFlow 2.21) <-> Geometry, and TensorFlow's own answer.

TensorFlow computes the gradient of its forward convolution, whose input has `output_shape`: an output_shape is legal
where that convolution gives input_size back. With reach = dilations * (kernel - 1) + 1, per axis:

    SAME      ceil(output / stride) = input; the padding max(0, canvas - output) is cropped, the smaller half before
    VALID     ceil((output - reach + 1) / stride) = input; nothing is cropped before, cells beyond the canvas are zeros
    explicit  floor((output + before + after - reach) / stride) + 1 = input; `before` cells are cropped before

SAME's odd cell is cropped *after*; PyTorch never crops more after than before: same shape, numbers one cell apart.
Sources: https://www.tensorflow.org/api_docs/python/tf/nn/conv2d_transpose, and "padding" in
https://www.tensorflow.org/api_docs/python/tf/nn
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deconv_core.frameworks import source_text
from deconv_core.frameworks.axes import Sizes, canvas, chosen, cut, pairs, spread, within
from deconv_core.frameworks.layout import batched, channels_first, channels_last, taps_out_in
from deconv_core.geometry import Axis, Geometry, GeometryError, PerAxis, at_least, axis_count, per_axis

PADDINGS = ("SAME", "VALID")
Pads = Sequence[Sequence[int]]
PROVEN = "2.21.0"


def geometry(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str | Pads = "SAME",
    output_shape: PerAxis | None = None,
    dilations: PerAxis = 1,
) -> Geometry:
    """The Geometry of these settings; GeometryError for those that TensorFlow refuses.

    `output_shape` has the spatial sizes alone; None: the one that Keras would take (usual_output). Explicit padding is
    a pair (before, after) an axis, of two axes: conv1d_transpose and conv3d_transpose take words only.
    """
    sizes = _sizes(input_size, kernel_size, strides, dilations)
    pads = padding_pairs(padding, len(sizes["input_size"]))
    rows = list(zip(*sizes.values(), pads, strict=True))
    if output_shape is None:
        output_shape = tuple(usual_output(*row) for row in rows)
    outputs = spread({"input_size": sizes["input_size"], "output_shape": output_shape}, {})["output_shape"]
    axes = enumerate(zip(rows, outputs, strict=True))
    return Geometry(tuple(_axis(at, output, *row) for at, (row, output) in axes))


def _sizes(input_size: PerAxis, kernel_size: PerAxis, strides: PerAxis, dilations: PerAxis) -> dict[str, Sizes]:
    named = {"input_size": input_size, "kernel_size": kernel_size, "strides": strides, "dilations": dilations}
    return spread(named, {})


Pad = str | tuple[int, int]


def padding_pairs(padding: str | Pads, axes: int) -> tuple[Pad, ...]:
    """What `padding` says of each axis: the word, or (before, after). A pair for batch and channels may be there."""
    if isinstance(padding, str):
        return (chosen("padding", padding, PADDINGS),) * axes
    if axes != 2:
        message = "padding must be SAME or VALID: pairs are for two axes only."
        raise GeometryError(message, "wrong_padding_pairs", "padding", None, {"value": str(padding)})
    ends = pairs("padding", _spatial(padding), axes)
    return tuple((at_least("padding", a, 0, at), at_least("padding", b, 0, at)) for at, (a, b) in enumerate(ends))


def _spatial(padding: Pads) -> Pads:
    """Without the pairs of batch and channels, which can only be zeros."""
    nothing = ((0, 0), [0, 0])
    has_outer = isinstance(padding, (list, tuple)) and len(padding) == 4
    return padding[1:-1] if has_outer and padding[0] in nothing and padding[-1] in nothing else padding


def _written(padding: str | Pads, axes: int) -> str | list[list[int]]:
    """`padding` as TensorFlow takes it: the word, or pairs with those of batch and channels."""
    if isinstance(padding, str):
        return padding
    return [[0, 0], *([before, after] for before, after in pairs("padding", _spatial(padding), axes)), [0, 0]]


def legal_outputs(size: int, kernel: int, stride: int, dilation: int, pad: Pad) -> tuple[int, int]:
    """The smallest and the largest output of one axis that the forward convolution takes to `size` cells."""
    if pad == "SAME":
        return (size - 1) * stride + 1, size * stride
    smallest = canvas(size, kernel, stride, dilation) - (0 if isinstance(pad, str) else sum(pad))
    return max(1, smallest), smallest + stride - 1


def usual_output(size: int, kernel: int, stride: int, dilation: int, pad: Pad) -> int:
    """Keras's choice: SAME the largest, VALID the smallest with room for every stride, explicit the smallest."""
    smallest, largest = legal_outputs(size, kernel, stride, dilation, pad)
    if pad == "SAME":
        return largest
    reach = dilation * (kernel - 1) + 1
    return smallest + (max(0, stride - reach) if pad == "VALID" else 0)


def _axis(index: int, output: int, size: int, kernel: int, stride: int, dilation: int, pad: Pad) -> Axis:
    low, high = legal_outputs(size, kernel, stride, dilation, pad)
    if high < 1:
        raise _nothing_left(high, index, pad)
    why = f"the forward convolution brings back {size} cells only for these"
    within("output_shape", output, low, high, why, index)
    if pad == "SAME":
        before = max(0, canvas(size, kernel, stride, dilation) - output) // 2
    else:
        before = 0 if isinstance(pad, str) else pad[0]
    return cut(index, size, kernel, stride, dilation, before, output)


def _nothing_left(most: int, index: int, pad: Pad) -> GeometryError:
    """Pairs that crop all that the canvas and the cells after it, fewer than the stride, could be."""
    before, after = (0, 0) if isinstance(pad, str) else pad
    whole = most + before + after
    message = f"padding is {before} + {after}, but of {whole} cells at least 1 must be left. Crop {whole - 1} at most."
    values = {"output": most, "uncropped": whole, "crop_before": before, "crop_after": after, "spare": whole - 1}
    return GeometryError(message, "output_too_small", "padding", index, values)


def source(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str | Pads = "SAME",
    output_shape: PerAxis | None = None,
    dilations: PerAxis = 1,
) -> str:
    """The call as one writes it, `tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], strides=[2, 2], padding="SAME")`.

    A comment says the tensors' axes. The words are geometry()'s; where output_shape is None, its GeometryError too.
    """
    axes = axis_count(input_size)
    if output_shape is None:
        output_shape = geometry(input_size, kernel_size, strides, padding, None, dilations).output_size
    holes = per_axis("dilations", dilations, axes)
    line = source_text.call(
        f"tf.nn.conv{axes}d_transpose",
        "x",
        "w",
        source_text.literal([1, *per_axis("output_shape", output_shape, axes), 1]),
        strides=list(per_axis("strides", strides, axes)),
        padding=_written(padding, axes),
        dilations=list(holes) if source_text.is_dilated(holes) else None,
    )
    return line + source_text.channels_last(axes)


def reference(
    x: ArrayLike,
    w: ArrayLike,
    strides: PerAxis = 1,
    padding: str | Pads = "SAME",
    output_shape: PerAxis | None = None,
    dilations: PerAxis = 1,
    *,
    dtype: str = "float32",
) -> NDArray[Any]:
    """TensorFlow's output `[batch?, out_channels, *output_size]` of x and w in PyTorch's order.

    Imports TensorFlow. Its CPU kernels refuse explicit padding together with dilations (2.21), which is no rule.
    """
    import tensorflow as tf

    x_, w_, alone = batched(x, w, dtype)
    axes = w_.ndim - 2
    if output_shape is None:
        output_shape = geometry(x_.shape[2:], w_.shape[2:], strides, padding, None, dilations).output_size
    outputs, steps, holes = (np.broadcast_to(np.asarray(a), axes).tolist() for a in (output_shape, strides, dilations))
    run = getattr(tf.nn, f"conv{axes}d_transpose")
    y = run(
        channels_last(x_),
        taps_out_in(w_),
        [len(x_), *outputs, w_.shape[1]],
        strides=steps,
        padding=_written(padding, axes),
        dilations=holes,
    )
    result = channels_first(np.asarray(y))
    return result[0] if alone else result


def version() -> str | None:
    """The installed TensorFlow's version, without loading it; None if there is none."""
    for name in ("tensorflow", "tensorflow-cpu"):
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return None
