"""PyTorch's words (torch.nn.ConvTranspose1d to 3d, torch 2.13) <-> Geometry, and PyTorch's own answer.

    crop_before = padding                   output_padding takes back cropped cells at the end of each axis,
    crop_after  = padding - output_padding  and appends zeros once it has taken back all of them

The sizes and words are those of pytorch_arguments.settings, in its order: each an integer for all axes or a sequence
with one integer an axis; input_size decides how many axes there are (a single integer: one).
Source of the rules: https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, astuple, dataclass
from functools import cache
from importlib import metadata
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from deconv_core.frameworks.library import CHANNELS_FIRST, Library, short, signature
from deconv_core.frameworks.pytorch_arguments import Settings, Sizes, settings
from deconv_core.frameworks.pytorch_messages import refusal
from deconv_core.geometry import Axis, Geometry, GeometryError, PerAxis, at_least

PROVEN = "2.13.0"
# Where people write them: a layer, and the function that it calls.
LAYERS, FUNCTIONS = ({rank: f"{name}{rank}d" for rank in (1, 2)} for name in ("ConvTranspose", "conv_transpose"))
LAYER, FUNCTION = LAYERS[2], FUNCTIONS[2]
SIZES_2D = "in_channels out_channels kernel_size"
__all__ = [
    "PROVEN",
    "PYTORCH",
    "Twin",
    "ask",
    "geometry",
    "prepared",
    "reference",
    "refusal",
    "settings",
    "source",
    "twin",
    "version",
    "words",
]


def geometry(*sizes: PerAxis, **words: PerAxis) -> Geometry:
    """The Geometry of these settings; GeometryError for exactly those that PyTorch refuses.

    padding > dilation * (kernel_size - 1) is legal, and so is output_padding > padding.
    """
    rows = zip(*astuple(settings(*sizes, **words)), strict=True)
    return Geometry(tuple(_axis(index, *row) for index, row in enumerate(rows)))


def _axis(
    index: int, input_size: int, kernel_size: int, stride: int, padding: int, output_padding: int, dilation: int
) -> Axis:
    at_least("input_size", input_size, 1, index)
    at_least("kernel_size", kernel_size, 1, index)
    at_least("stride", stride, 1, index)
    at_least("dilation", dilation, 1, index)
    at_least("padding", padding, 0, index)
    at_least("output_padding", output_padding, 0, index)
    check_output_padding(output_padding, stride, dilation, index)
    try:
        return Axis(input_size, kernel_size, stride, dilation, padding, padding - output_padding)
    except GeometryError as error:
        size = error.values["output"]
        message = (
            f"padding is {padding}, which leaves {size} cells of output, but there must be at least 1. "
            "Lower padding, or raise input_size, kernel_size or stride."
        )
        raise GeometryError(message, error.code, "padding", index, {**error.values, "padding": padding}) from None


def check_output_padding(output_padding: int, stride: int, dilation: int, axis: int | None = None) -> None:
    """GeometryError unless output_padding < max(stride, dilation): PyTorch's rule, axis by axis."""
    limit = max(stride, dilation) - 1
    if output_padding > limit:
        message = (
            f"output_padding is {output_padding}, but it must be smaller than stride ({stride}) or smaller than "
            f"dilation ({dilation}). Use {limit} or less, or a larger stride or dilation."
        )
        values = {"output_padding": output_padding, "stride": stride, "dilation": dilation, "limit": limit}
        raise GeometryError(message, "output_padding_too_big", "output_padding", axis, values)


def words(geometry: Geometry) -> dict[str, Sizes]:
    """PyTorch's arguments, one tuple each, that make this geometry; GeometryError where PyTorch has no words for it."""
    for index, axis in enumerate(geometry.axes):
        check_wordable(axis, index)
    output_padding = tuple(axis.crop_before - axis.crop_after for axis in geometry.axes)
    return asdict(
        settings(
            geometry.input_size,
            geometry.kernel_size,
            geometry.stride,
            geometry.crop_before,
            output_padding,
            geometry.dilation,
        )
    )


@dataclass(frozen=True)
class Twin:
    """PyTorch's `padding` and `output_padding`, one int an axis, that give a geometry's numbers."""

    padding: Sizes
    output_padding: Sizes


def twin(geometry: Geometry) -> Twin | None:
    """The one pair of PyTorch's settings with this geometry's numbers; None where there is none.

    Two geometries with the same input, kernel, stride and dilation give the same numbers, whatever x and w, exactly
    where they keep the same cells of the canvas: the crops decide. PyTorch crops no more after than before, never less
    than nothing before, and takes back fewer cells than max(stride, dilation); beyond that, there are no words.
    """
    try:
        found = words(geometry)
    except GeometryError:
        return None
    return Twin(found["padding"], found["output_padding"])


def check_wordable(axis: Axis, index: int) -> None:
    """GeometryError if no padding and output_padding of PyTorch give this axis its crops."""
    values = {"crop_before": axis.crop_before, "crop_after": axis.crop_after}
    if axis.crop_before < 0:
        message = f"crop_before is {axis.crop_before}, but PyTorch's padding is never negative. Crop 0 or more before."
        raise GeometryError(message, "no_words_for_crop_before", "crop_before", index, values)
    if axis.crop_after > axis.crop_before:
        message = (
            f"crop_after is {axis.crop_after}, but PyTorch never crops more after than before ({axis.crop_before}): "
            "output_padding is never negative. Crop no more after than before."
        )
        raise GeometryError(message, "no_words_for_crop_after", "crop_after", index, values)
    check_output_padding(axis.crop_before - axis.crop_after, axis.stride, axis.dilation, index)


def ask(*sizes: PerAxis, **words: PerAxis) -> str | None:
    """The message with which the installed PyTorch refuses a one-channel call of zeros; None if it computes it.

    Runs the call, with memory in proportion to input, kernel and output: ask for small sizes only. In float64, where
    PyTorch's own code checks and computes: see deconv_core.frameworks.pytorch_messages.
    """
    import torch

    asked = settings(*sizes, **words)
    try:
        x, w = (torch.zeros((1, 1, *size), dtype=torch.float64) for size in (asked.input_size, asked.kernel_size))
        _run(x, w, asked, None, 1)
    except RuntimeError as error:
        return str(error)
    return None


def reference(
    x: ArrayLike,
    w: ArrayLike,
    geometry: Geometry | Mapping[str, PerAxis],
    *,
    bias: ArrayLike | None = None,
    groups: int = 1,
    dtype: str = "float32",
) -> NDArray[Any]:
    """PyTorch's output `[batch?, out_channels, *output_size]`, computed in `dtype` by conv_transpose1d to 3d.

    x `[batch?, in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias
    `[out_channels]`. `geometry` may also be PyTorch's own words; sizes may be left out.
    GeometryError where PyTorch lacks words or a size differs; RuntimeError is PyTorch's refusal.
    """
    return prepared(x, w, geometry, bias=bias, groups=groups, dtype=dtype)()


def prepared(
    x: ArrayLike,
    w: ArrayLike,
    geometry: Geometry | Mapping[str, PerAxis],
    *,
    bias: ArrayLike | None = None,
    groups: int = 1,
    dtype: str = "float32",
) -> Callable[[], NDArray[Any]]:
    """reference() on these arguments, to be called any number of times: the tensors are made here, once."""
    import torch

    x_, w_, bias_ = (None if a is None else torch.from_numpy(np.array(a, dtype=dtype)) for a in (x, w, bias))
    assert x_ is not None and w_ is not None
    given = words(geometry) if isinstance(geometry, Geometry) else geometry
    sizes = {"input_size": tuple(x_.shape[x_.ndim - w_.ndim + 2 :]), "kernel_size": tuple(w_.shape[2:])}
    asked = settings(**{**sizes, **given})
    _check_sizes(asked, **sizes)

    def call() -> NDArray[Any]:
        with torch.inference_mode():
            result: NDArray[Any] = _run(x_, w_, asked, bias_, groups).numpy()
        return result

    return call


def _check_sizes(asked: Settings, **sizes: Sizes) -> None:
    for field, size in sizes.items():
        expected: Sizes = getattr(asked, field)
        if size != expected:
            array = "x" if field == "input_size" else "w"
            message = f"{field} is {size} in {array}, but the settings say {expected}. Give {array} that size."
            raise GeometryError(message, "wrong_shape", field, None, {"value": size, "expected": expected})


def _run(x: Any, w: Any, asked: Settings, bias: Any, groups: int) -> Any:
    from torch.nn import functional

    run: Callable[..., Any] = getattr(functional, f"conv_transpose{len(asked.input_size)}d")
    return run(x, w, bias, asked.stride, asked.padding, asked.output_padding, groups, asked.dilation)


@cache
def version() -> str:
    """The installed PyTorch's version such as "2.13.0", without its build ("+cpu") and without loading it.

    Where there is none: the one whose words this project predicts.
    """
    try:
        return metadata.version("torch").partition("+")[0]
    except metadata.PackageNotFoundError:
        return PROVEN


def source(*sizes: PerAxis, in_channels: int = 1, out_channels: int = 1, groups: int = 1, **words: PerAxis) -> str:
    """The layer as one writes it: `nn.ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1)`.

    Says only what differs from PyTorch's defaults, and one integer where all axes agree. Legal or not.
    """
    asked = settings(*sizes, **words)
    arguments = [str(in_channels), str(out_channels), f"kernel_size={short(asked.kernel_size)}"]
    for name, default in (("stride", 1), ("padding", 0), ("output_padding", 0), ("dilation", 1)):
        numbers = getattr(asked, name)
        if set(numbers) != {default}:
            arguments.append(f"{name}={short(numbers)}")
    if groups != 1:
        arguments.append(f"groups={groups}")
    return f"nn.ConvTranspose{len(asked.input_size)}d({', '.join(arguments)})"


PYTORCH = Library(
    key="pytorch",
    name="PyTorch",
    version=PROVEN,
    calls={
        f"torch.nn.{name}": signature(
            SIZES_2D, "stride padding output_padding groups bias dilation padding_mode device dtype"
        )
        for name in LAYERS.values()
    }
    | {
        f"torch.nn.functional.{name}": signature("input weight", "bias stride padding output_padding groups dilation")
        for name in FUNCTIONS.values()
    },
    modules=("torch",),
    usual=("nn", "F", ""),
    geometry=geometry,
    source=source,
    layout=CHANNELS_FIRST,
    read=("kernel_size", "stride", "padding", "output_padding", "dilation"),
    famous={
        # Of output_size; all else that PyTorch says is foreseen word for word: see pytorch_messages.
        "output_size_outside": (
            "requested an output size of {asked}, but valid sizes range from {smallest} to {largest} "
            "(for an input of torch.Size({input}))"
        )
    },
)
