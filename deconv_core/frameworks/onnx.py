"""ONNX's words (ConvTranspose, opset 17, ONNX Runtime 1.32) <-> Geometry, and ONNX Runtime's own answer.

With canvas = stride * (input - 1) + dilation * (kernel - 1) + 1 and total = max(0, canvas + output_padding - wanted):

    NOTSET, VALID   crop_before, crop_after + output_padding = pads, which is 0, 0 for VALID
    SAME_UPPER      wanted = input * stride; total // 2 is cropped before: the odd cell after
    SAME_LOWER      wanted = input * stride; total - total // 2 is cropped before: the odd cell before
    output_shape    wanted = output_shape, and pads are ignored; SAME_UPPER as above, all others like SAME_LOWER

Where the canvas is smaller than input * stride (a kernel below the stride), SAME crops nothing and appends nothing:
fewer cells than the specification's input * stride. That is ONNX Runtime 1.32's answer, not TensorFlow's.
It also refuses output_padding that is not below the stride, which the specification allows below the dilation.
Source: https://onnx.ai/onnx/operators/onnx__ConvTranspose.html
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deconv_core.frameworks import library
from deconv_core.frameworks.axes import Sizes, canvas, chosen, cut, spread, within
from deconv_core.frameworks.layout import CHANNELS_FIRST, Weights
from deconv_core.geometry import Axis, Geometry, GeometryError, PerAxis, axis_count, is_single, per_axis

AUTO_PAD = ("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID")


def geometry(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    pads: Sequence[int] | None = None,
    auto_pad: str = "NOTSET",
    output_padding: PerAxis = 0,
    output_shape: PerAxis | None = None,
    dilations: PerAxis = 1,
) -> Geometry:
    """The Geometry of these attributes; GeometryError for those that ONNX Runtime refuses.

    `pads` is ONNX's: all begins, then all ends; `output_shape` the spatial sizes alone, which override pads.
    """
    settings: dict[str, PerAxis] = {
        "input_size": input_size,
        "kernel_size": kernel_size,
        "strides": strides,
        "dilations": dilations,
        "output_padding": output_padding,
    }
    sizes = spread(settings, {"output_padding": 0})
    axes = len(sizes["input_size"])
    chosen("auto_pad", auto_pad, AUTO_PAD)
    pairs = _pairs(pads, auto_pad, axes)
    outputs: tuple[int | None, ...] = (None,) * axes
    if output_shape is not None:
        outputs = spread({"input_size": sizes["input_size"], "output_shape": output_shape}, {})["output_shape"]
    _check_extra(sizes["output_padding"], sizes["strides"])
    rows = enumerate(zip(*sizes.values(), pairs, outputs, strict=True))
    return Geometry(tuple(_axis(at, auto_pad, *row) for at, row in rows))


WHY = "the forward convolution must bring back the input"


def _check_extra(extra: Sizes, strides: Sizes) -> None:
    for index, (more, stride) in enumerate(zip(extra, strides, strict=True)):
        within("output_padding", more, 0, stride - 1, WHY, index)


def _pairs(pads: Sequence[int] | None, auto_pad: str, axes: int) -> tuple[tuple[int, int], ...]:
    if pads is None:
        return ((0, 0),) * axes
    if auto_pad != "NOTSET":
        message = f"pads is {pads}, but auto_pad is {auto_pad}. Give one of them: NOTSET with pads."
        values = {"value": str(pads), "auto_pad": auto_pad}
        raise GeometryError(message, "pads_with_auto_pad", "pads", None, values)
    if is_single(pads):
        message = f"pads is {pads}, but it must be {axes * 2} numbers: the begins of all axes, then the ends."
        raise GeometryError(message, "wrong_number_of_axes", "pads", None, {"value": str(pads), "axes": axes * 2})
    ends = spread({"input_size": (1,) * axes * 2, "pads": tuple(pads)}, {"pads": 0}, most=6)["pads"]
    return tuple(zip(ends[:axes], ends[axes:], strict=True))


def _axis(
    index: int,
    auto_pad: str,
    size: int,
    kernel: int,
    stride: int,
    dilation: int,
    extra: int,
    pads: tuple[int, int],
    output: int | None,
) -> Axis:
    uncropped = canvas(size, kernel, stride, dilation)
    if output is not None:
        shown = {"input": size, "kernel": kernel, "stride": stride, "dilation": dilation, "output_padding": extra}
        expected = size + max(extra, output - uncropped) // stride
        within("output_shape", output, 1, uncropped + stride - 1, WHY, index, **shown, expected=expected)
        before = _before(uncropped + extra - output, auto_pad)
    elif auto_pad.startswith("SAME"):
        total = max(0, uncropped + extra - size * stride)
        before, output = _before(total, auto_pad), uncropped + extra - total
    else:
        before, output = pads[0], uncropped + extra - sum(pads)
    return cut(index, size, kernel, stride, dilation, before, output)


def _before(total: int, auto_pad: str) -> int:
    total = max(0, total)
    return total // 2 if auto_pad == "SAME_UPPER" else total - total // 2


def source(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    pads: Sequence[int] | None = None,
    auto_pad: str = "NOTSET",
    output_padding: PerAxis = 0,
    output_shape: PerAxis | None = None,
    dilations: PerAxis = 1,
) -> str:
    """The node as one writes it, `onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], strides=[2, 2])`.

    A comment says the tensors' axes. The words are geometry()'s, legal or not; kernel_size is that of w.
    """
    axes = axis_count(input_size)
    extra, holes = per_axis("output_padding", output_padding, axes), per_axis("dilations", dilations, axes)
    return library.line(
        LAYOUT,
        axes,
        "onnx.helper.make_node",
        '"ConvTranspose"',
        '["x", "w"]',
        '["y"]',
        strides=list(per_axis("strides", strides, axes)),
        auto_pad=None if auto_pad == "NOTSET" else auto_pad,
        pads=None if pads is None else list(per_axis("pads", pads, axes * 2)),
        output_padding=list(extra) if any(extra) else None,
        output_shape=None if output_shape is None else list(per_axis("output_shape", output_shape, axes)),
        dilations=list(holes) if library.is_dilated(holes) else None,
    )


def _asked(auto_pad: str) -> Callable[[str, Geometry, Sizes | None], library.Words]:
    def words(ask: str, given: Geometry, output_shape: Sizes | None) -> library.Words:
        word = auto_pad if ask == "same" else "VALID"
        sizes = library.sizes_of(given)
        return {**sizes, "auto_pad": word, "output_shape": output_shape, "dilations": given.dilation}

    return words


def _counts_as(words: library.Words) -> tuple[library.Words, library.Fact | None]:
    return ({**words, "auto_pad": "NOTSET"}, "own_notset") if words.get("auto_pad") == "" else (words, None)


def _misspelled(written: library.Words) -> str | None:
    """Every attribute but auto_pad is a list, also of one number twice."""
    numbers = (key for key, kind in ATTRIBUTES.items() if kind == "INTS" and written.get(key) is not None)
    return next((key for key in numbers if not isinstance(written[key], tuple)), None)


LAYOUT = CHANNELS_FIRST
# In the order in which ONNX looks at them, each with its kind.
ATTRIBUTES = {
    "auto_pad": "STRING",
    "dilations": "INTS",
    "group": "INT",
    "kernel_shape": "INTS",
    "output_padding": "INTS",
    "output_shape": "INTS",
    "pads": "INTS",
    "strides": "INTS",
}
ONNX = library.Library(
    key="onnx",
    name="ONNX",
    runs="ONNX Runtime",
    version="1.32.0",
    calls={
        "onnx.helper.make_node": library.signature(
            "op_type inputs outputs", "name doc_string domain overload", " ".join(ATTRIBUTES)
        ),
        "op.ConvTranspose": library.signature("", "X W B", " ".join(ATTRIBUTES)),
    },
    modules=("onnx", "helper", "op"),
    geometry=geometry,
    source=source,
    layout=LAYOUT,
    read=tuple(key for key in ATTRIBUTES if key != "group"),
    lists=True,
    counts_as=_counts_as,
    misspelled=_misspelled,
    answers={"onnx": _asked("SAME_UPPER"), "onnx_lower": _asked("SAME_LOWER")},
    weights={
        "onnx": Weights(
            layout=LAYOUT,
            has_bias=True,
            put=('initializers = [onnx.numpy_helper.from_array(one, name) for name, one in {"w": w, "b": b}.items()]',),
            got=(
                "arrays = {one.name: onnx.numpy_helper.to_array(one) for one in model.graph.initializer}",
                'w, b = arrays["w"], arrays["b"]',
            ),
        )
    },
    famous={
        "output_shape_outside": (
            "Explicit output_shape is inconsistent with input spatial dimensions and convolution parameters. "
            "Expected input size {expected} but got {input} (output_size={value}, kernel={kernel}, stride={stride}, "
            "dilation={dilation}, output_padding={output_padding})."
        ),
    },
)
