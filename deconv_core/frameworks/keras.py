"""Keras's words (keras.layers.Conv1DTranspose to 3D, Keras 3.15) <-> Geometry, and Keras's own answer.

With reach = dilation_rate * (kernel - 1) + 1, the output has these cells per axis:

    valid                   (input - 1) * stride + max(reach, stride); with output_padding, ... + reach + output_padding
    same                    input * stride; with output_padding, (input - 1) * stride + reach % 2 + output_padding

valid crops nothing before; same crops canvas - output, the smaller half before, as TensorFlow's SAME does. Cells that
are missing are appended as zeros. Keras refuses strides above 1 together with dilation_rate above 1, and
output_padding not below strides. With the TensorFlow backend, same also refuses reach % 2 + output_padding = 0: the
forward convolution of such a size would not bring back the input (Keras 3.15.1 and TensorFlow 2.21.0); of one input
element, it gives an output without cells. The PyTorch and JAX backends compute it, one cell smaller than TensorFlow
would take, and agree with TensorFlow's in everything else (torch 2.13.0, jax 0.10.2).
Source: keras/src/backend/common/backend_utils.py and layers/convolutional/base_conv_transpose.py
"""

from __future__ import annotations

from deconv_core.frameworks import library
from deconv_core.frameworks.axes import Sizes, canvas, chosen, cut, spread, within
from deconv_core.frameworks.layout import CHANNELS_LAST, Weights
from deconv_core.geometry import Axis, Geometry, GeometryError, PerAxis, axis_count, per_axis
from deconv_core.refusal import Value

PADDINGS = ("valid", "same")


def geometry(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str = "valid",
    output_padding: PerAxis | None = None,
    dilation_rate: PerAxis = 1,
) -> Geometry:
    """The Geometry of these settings; GeometryError for those that Keras with TensorFlow refuses.

    Capitals in `padding` do not matter. output_padding None is not 0: see the top of this file.
    """
    settings: dict[str, PerAxis] = {
        "input_size": input_size,
        "kernel_size": kernel_size,
        "strides": strides,
        "dilation_rate": dilation_rate,
    }
    if output_padding is not None:
        settings["output_padding"] = output_padding
    sizes = spread(settings, {"output_padding": 0})
    word = chosen("padding", padding.lower() if isinstance(padding, str) else padding, PADDINGS)
    extra = sizes.pop("output_padding", None)
    if extra is not None:
        _check_extra(extra, sizes["strides"])
    _refuse_both(sizes["strides"], sizes["dilation_rate"])
    if extra is not None and word == "same":
        _check_last(extra, **sizes)
    none: tuple[None, ...] = (None,) * len(sizes["input_size"])
    rows = enumerate(zip(*sizes.values(), extra or none, strict=True))
    return Geometry(tuple(_axis(at, word, *row) for at, row in rows))


def output_padding(
    output_size: PerAxis,
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str = "valid",
    dilation_rate: PerAxis = 1,
) -> Sizes | None:
    """The output_padding that makes `output_size`, None to leave it out; GeometryError where Keras cannot make it."""
    words = (input_size, kernel_size, strides, padding)
    usual = geometry(*words, None, dilation_rate)
    wanted = spread({"input_size": usual.input_size, "output_size": output_size}, {})["output_size"]
    if wanted == usual.output_size:
        return None
    least = tuple(_least(axis, padding.lower()) for axis in usual.axes)
    extra = tuple(size - low for size, low in zip(wanted, least, strict=True))
    for index, (size, low, step) in enumerate(zip(wanted, least, usual.stride, strict=True)):
        within("output_size", size, low, low + step - 1, "output_padding must be smaller than strides", index)
    geometry(*words, extra, dilation_rate)
    return extra


def _least(axis: Axis, padding: str) -> int:
    """Cells with output_padding 0."""
    reach = axis.dilation * (axis.kernel - 1) + 1
    return (axis.input - 1) * axis.stride + (reach if padding == "valid" else reach % 2)


def _check_extra(extra: Sizes, strides: Sizes) -> None:
    shown: dict[str, Value] = {"output_padding": str(extra), "strides": str(strides)}
    for index, (more, stride) in enumerate(zip(extra, strides, strict=True)):
        values = {**shown, "dimension": index, "stride": stride}
        within("output_padding", more, 0, stride - 1, "it must be smaller than strides", index, **values)


def _refuse_both(strides: Sizes, dilation_rate: Sizes) -> None:
    if max(strides) > 1 and max(dilation_rate) > 1:
        message = f"strides is {strides} and dilation_rate {dilation_rate}, but one of them must be 1 on all axes."
        values: dict[str, Value] = {"strides": strides, "dilation_rate": dilation_rate}
        raise GeometryError(message, "strides_with_dilation_rate", "dilation_rate", None, values)


def _axis(index: int, padding: str, size: int, kernel: int, stride: int, dilation: int, extra: int | None) -> Axis:
    reach = dilation * (kernel - 1) + 1
    if padding == "valid":
        output = (size - 1) * stride + (max(reach, stride) if extra is None else reach + extra)
        return cut(index, size, kernel, stride, dilation, 0, output)
    output = size * stride if extra is None else (size - 1) * stride + reach % 2 + extra
    before = max(0, canvas(size, kernel, stride, dilation) - output) // 2
    return cut(index, size, kernel, stride, dilation, before, output)


def _check_last(extra: Sizes, input_size: Sizes, kernel_size: Sizes, strides: Sizes, dilation_rate: Sizes) -> None:
    """same must leave the last stride a cell. Of one input element Keras then makes an output without cells."""
    rows = enumerate(zip(input_size, kernel_size, strides, dilation_rate, extra, strict=True))
    short = [row for row in rows if (row[1][3] * (row[1][1] - 1) + 1) % 2 + row[1][4] == 0]
    # The one that decides what Keras does comes first.
    for index, (size, kernel, stride, _, _) in sorted(short, key=lambda row: row[1][0] > 1):
        message = (
            "output_padding is 0, but with padding same and an even reach the last stride would have no cell. "
            "Leave output_padding out, raise it, or use an odd kernel_size."
        )
        values: dict[str, Value] = {"kernel_size": kernel, "stride": stride}
        if size == 1:
            values["fact"] = "own_empty"
        raise GeometryError(message, "output_padding_needed", "output_padding", index, values)


def source(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str = "valid",
    output_padding: PerAxis | None = None,
    dilation_rate: PerAxis = 1,
) -> str:
    """The layer as one writes it, `keras.layers.Conv2DTranspose(1, 3, strides=2, padding="same")`.

    A comment says the tensors' axes. The words are geometry()'s, legal or not.
    """
    axes = axis_count(input_size)
    holes = per_axis("dilation_rate", dilation_rate, axes)
    extra = None if output_padding is None else per_axis("output_padding", output_padding, axes)
    return library.line(
        LAYOUT,
        axes,
        f"keras.layers.Conv{axes}DTranspose",
        "1",
        library.literal(library.short(per_axis("kernel_size", kernel_size, axes))),
        strides=library.short(per_axis("strides", strides, axes)),
        padding=padding,
        output_padding=None if extra is None else library.short(extra),
        dilation_rate=library.short(holes) if library.is_dilated(holes) else None,
    )


def _asked(ask: str, given: Geometry, output_shape: Sizes | None) -> library.Words:
    words = {**library.sizes_of(given), "padding": ask, "dilation_rate": given.dilation}
    extra = None if output_shape is None else output_padding(output_shape, **words)
    return {**words, "output_padding": extra}


def _misspelled(written: library.Words) -> str | None:
    return next((key for key in USUAL if key in written and written[key] is None), None)


LAYOUT = CHANNELS_LAST
USUAL: library.Words = {"strides": 1, "padding": "valid", "dilation_rate": 1}
INITIALIZERS = (
    "kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint "
    "bias_constraint"
)
# By name: its **kwargs, which any layer takes.
LAYER = library.signature(
    "filters kernel_size",
    f"strides padding output_padding data_format dilation_rate activation use_bias {INITIALIZERS}",
    "trainable dtype autocast name input_dim input_shape",
)
KERAS = library.Library(
    key="keras",
    name="Keras",
    version="3.15.1",
    calls={f"keras.layers.{name}{rank}DTranspose": LAYER for name in ("Conv", "Convolution") for rank in (2, 1, 3)},
    modules=("keras",),
    usual=("layers", "L", "tfl", "tfkl", ""),
    geometry=geometry,
    source=source,
    layout=LAYOUT,
    read=("kernel_size", "strides", "padding", "output_padding", "dilation_rate"),
    usual_words=USUAL,
    counts_as=library.flags_as_numbers,
    misspelled=_misspelled,
    answers={"keras": _asked},
    weights={
        "keras": Weights(
            layout=LAYOUT,
            has_bias=True,
            put=("keras_layer.build(x.shape)", "keras_layer.set_weights([w, b])"),
            got=("w, b = keras_layer.get_weights()",),
        )
    },
    famous={
        "output_padding_outside": (
            "`output_padding` must be strictly less than `strides` for all dimensions. At dimension {dimension}, "
            "`output_padding` is {value} but `strides` is {stride}. Received: output_padding={output_padding}, "
            "strides={strides}"
        ),
        "strides_with_dilation_rate": (
            "`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received: strides={strides} and "
            "dilation_rate={dilation_rate}"
        ),
    },
)
