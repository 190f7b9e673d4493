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

from deconv_core.frameworks import library
from deconv_core.frameworks.axes import Sizes, canvas, chosen, cut, pairs, spread, within
from deconv_core.frameworks.layout import CHANNELS_LAST, Weights
from deconv_core.geometry import Axis, Geometry, GeometryError, PerAxis, at_least, axis_count, per_axis
from deconv_core.refusal import Value

PADDINGS = ("SAME", "VALID")
Pads = Sequence[Sequence[int]]


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
    outputs = _outputs(output_shape, padding, len(rows))
    is_dilated = max(sizes["dilations"]) > 1
    axes = enumerate(zip(rows, outputs, strict=True))
    return Geometry(tuple(_axis(at, is_dilated, output, *row) for at, (row, output) in axes))


def _outputs(output_shape: PerAxis, padding: str | Pads, axes: int) -> Sizes:
    """Where the padding is a word, TensorFlow does not refuse an output without a cell."""
    sizes = per_axis("output_shape", output_shape, axes)
    more: dict[str, Value] = {"fact": "own_empty"} if isinstance(padding, str) and min(sizes) == 0 else {}
    return tuple(at_least("output_shape", size, 1, axis, **more) for axis, size in enumerate(sizes))


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


def needed_input(output: int, kernel: int, stride: int, dilation: int, pad: Pad) -> int:
    """The one input size that makes `output` cells of an axis: legal_outputs the other way round.

    GeometryError for a number below 1, and where the kernel reaches further than `output` and its padding.
    """
    for field, number in {
        "output_shape": output,
        "kernel_size": kernel,
        "strides": stride,
        "dilations": dilation,
    }.items():
        at_least(field, number, 1)
    if pad == "SAME":
        return -(-output // stride)
    padded = output if isinstance(pad, str) else output + sum(pad)
    return at_least("input_size", (padded - dilation * (kernel - 1) - 1) // stride + 1, 1)


def _axis(
    index: int, is_dilated: bool, output: int, size: int, kernel: int, stride: int, dilation: int, pad: Pad
) -> Axis:
    low, high = legal_outputs(size, kernel, stride, dilation, pad)
    if high < 1:
        raise _nothing_left(high, index, pad)
    why = f"the forward convolution brings back {size} cells only for these"
    room = output if pad == "SAME" else output - dilation * (kernel - 1) + (0 if isinstance(pad, str) else sum(pad))
    more: dict[str, Value] = {"dimension": index + 1, "input": size, "kernel": kernel, "stride": stride}
    if room > -stride:
        more["computed"] = -(-room // stride)
    if is_dilated:
        more["fact"] = "own_unchecked"
    within("output_shape", output, low, high, why, index, **more)
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
    ends = (
        padding if isinstance(padding, str) else [[0, 0], *map(list, pairs("padding", _spatial(padding), axes)), [0, 0]]
    )
    return library.line(
        LAYOUT,
        axes,
        f"tf.nn.conv{axes}d_transpose",
        "x",
        "w",
        library.literal([1, *per_axis("output_shape", output_shape, axes), 1]),
        strides=list(per_axis("strides", strides, axes)),
        padding=ends,
        dilations=list(holes) if library.is_dilated(holes) else None,
    )


def _asked(ask: str, given: Geometry, output_shape: Sizes | None) -> library.Words:
    sizes = library.sizes_of(given)
    return {**sizes, "padding": ask.upper(), "output_shape": output_shape, "dilations": given.dilation}


def _misspelled(written: library.Words) -> str | None:
    """Lists with something else than 1 for batch and channels, pairs without theirs, a size that is no list."""
    padding, output = written.get("padding", "SAME"), written.get("output_shape")
    # With batch and channels, an output_shape has 3 entries in one dimension, 5 in three.
    entries = len(output) if isinstance(output, tuple) and len(output) in (3, 5) else 4
    for key in ("strides", "dilations"):
        word = written.get(key)
        if isinstance(word, tuple) and len(word) == entries and (word[0], word[-1]) != (1, 1):
            return key
    is_whole = isinstance(padding, tuple) and len(padding) == 4 and _spatial(padding) is not padding
    if not isinstance(padding, str) and not is_whole:
        return "padding"
    is_list = isinstance(output, tuple) and all(type(one) is int for one in output)
    return None if output is None or is_list else "output_shape"


LAYOUT = CHANNELS_LAST
ARGUMENTS = "padding data_format dilations name"
TENSORFLOW = library.Library(
    key="tensorflow",
    name="TensorFlow",
    version="2.21.0",
    calls={
        # By name: what they are called in TensorFlow 1.
        **{
            f"tf.nn.conv{rank}d_transpose": library.signature(
                "input filters output_shape strides", ARGUMENTS, "value filter"
            )
            for rank in (2, 1, 3)
        },
        "tf.nn.conv_transpose": library.signature("input filters output_shape strides", ARGUMENTS),
    },
    modules=("tf.nn", "tensorflow.nn", "v1.nn", "v2.nn"),
    geometry=geometry,
    source=source,
    layout=LAYOUT,
    read=("output_shape", "strides", "padding", "data_format", "dilations"),
    lists=True,
    usual_words={"padding": "SAME"},
    counts_as=library.flags_as_numbers,
    misspelled=_misspelled,
    answers={"tensorflow": _asked},
    weights={"tensorflow": Weights(layout=LAYOUT)},
    famous={
        # Of its own kernels, which do not dilate; for float32 on x86 oneDNN refuses the same, without the numbers.
        "output_shape_outside": (
            "Size of out_backprop doesn't match computed: actual = {input}, computed = {computed} "
            "spatial_dim: {dimension} input: {value} filter: {kernel} output: {input} stride: {stride} dilation: 1"
        )
    },
)
