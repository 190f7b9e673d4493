"""What people mean by words that PyTorch's ConvTranspose2d does not take: padding="same", padding_mode="circular".

same      an output of stride * input. Of the cells that go, an odd one goes before, where PyTorch's padding crops it;
          TensorFlow's "same" crops it after.
circular  the gradient of a Conv2d that goes around, of stride * input cells. Input and output then repeat with periods
          that fit, so the input is padded with `around` of its own elements on each side, and what they add is cropped:
          padding p becomes p + around * stride. Enough are those whose stamps reach into the frame, from before
          (reach - 1 - p) / stride elements, from after p / stride; reach = dilation * (kernel - 1) + 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from deconv_core.frameworks import pytorch, tensorflow
from deconv_core.geometry import Axis, Geometry, GeometryError
from deconv_core.paste.pytorch_call import WordError
from deconv_core.refusal import Refusal
from deconv_core.state.fields import Settings
from deconv_core.state.query_text import by

MeaningCode = Literal[
    "same_means",
    "same_none",
    "same_alike",
    "same_mirrored",
    "valid_means",
    "padding_mode_fills_nothing",
    "circular_way",
    "circular_none",
]


def _meaning(code: MeaningCode, values: Mapping[str, str] | None = None) -> Refusal:
    """One thing to say."""
    return Refusal(code, values=dict(values or {}))


@dataclass(frozen=True)
class Meant:
    """What to say of a word, and the settings without it that come nearest; None where none do."""

    meanings: tuple[Refusal, ...] = ()
    settings: Settings | None = None


def meant(error: WordError, present: Settings) -> Meant:
    """What is meant by the word that was refused, with the layer's other settings and the present input."""
    settings = {**present, **error.layer.settings}
    try:
        if error.code == "source_padding_mode":
            around = (_circular(settings),) if error.word == "circular" else ()
            return Meant((_meaning("padding_mode_fills_nothing"), *around), error.layer.settings)
        if error.word == "same":
            return _same(settings)
    except GeometryError:
        return Meant()
    if error.word == "valid":
        return Meant((_meaning("valid_means"),), {**error.layer.settings, "padding": (0,) * error.layer.rank})
    return Meant()


def _same(settings: Settings) -> Meant:
    theirs, ours = _stride_times_input(settings)
    values = {"input": by(ours.input_size), "output": by(ours.output_size)}
    found = pytorch.twin(ours)
    if found is None:
        cells = [axis.crop_before + axis.crop_after for axis in ours.axes]
        return Meant((_meaning("same_none", values | _layer(settings) | {"cells": _text(cells)}),))
    words = {"padding": found.padding, "output_padding": found.output_padding}
    crops = {
        "before": _text(ours.crop_before),
        "after": _text(ours.crop_after),
        "their_before": _text(theirs.crop_before),
        "their_after": _text(theirs.crop_after),
    }
    beside = _meaning("same_alike" if theirs == ours else "same_mirrored", crops)
    said = _meaning("same_means", values | {key: _text(sizes) for key, sizes in words.items()})
    return Meant((said, beside), {**settings, **words})


def _stride_times_input(settings: Settings) -> tuple[Geometry, Geometry]:
    """Two that make stride * input: as TensorFlow crops, and with its larger crop before."""
    sizes = (settings["input_size"], settings["kernel_size"], settings["stride"])
    theirs = tensorflow.geometry(*sizes, "SAME", None, settings["dilation"])
    return theirs, Geometry(tuple(_mirrored(axis) for axis in theirs.axes))


def _mirrored(axis: Axis) -> Axis:
    crops = max(axis.crop_before, axis.crop_after), min(axis.crop_before, axis.crop_after)
    return Axis(axis.input, axis.kernel, axis.stride, axis.dilation, *crops)


def _circular(settings: Settings) -> Refusal:
    _, ours = _stride_times_input(settings)
    axes = [_around(axis, padding) for axis, padding in zip(ours.axes, settings["padding"], strict=True)]
    rows = [axis for axis in axes if axis is not None]
    if len(rows) < len(axes):
        return _meaning("circular_none", _layer(settings))
    around, padding, output_padding = zip(*rows, strict=True)
    # F.pad begins with the last axis.
    ends = ", ".join(f"{one}, {one}" for one in reversed(around))
    asked: dict[str, Any] = {**settings, "padding": padding, "output_padding": output_padding}
    values = {
        "pads": f'F.pad(x, ({ends}), mode="circular")',
        "layer": pytorch.source(**asked),
        "least": by(around),
        "output": by(ours.output_size),
    }
    return _meaning("circular_way", values)


def _around(axis: Axis, padding: int) -> tuple[int, int, int] | None:
    """Elements to pad on each side, padding and output_padding of one axis: with the layer's own padding where that
    makes stride * input, else with the usual one; None where no Conv2d that goes around leads back."""
    whole = axis.crop_before + axis.crop_after
    for crop in (padding, axis.crop_before):
        if crop >= 0 and 0 <= 2 * crop - whole < axis.stride:
            reach = axis.dilation * (axis.kernel - 1) + 1
            around = max(-(-(reach - 1 - crop) // axis.stride), -(-crop // axis.stride), 0)
            return around, crop + around * axis.stride, 2 * crop - whole
    return None


def _layer(settings: Settings) -> dict[str, str]:
    return {key: _text(settings[key]) for key in ("kernel_size", "stride", "dilation")}


def _text(sizes: tuple[int, ...] | list[int]) -> str:
    """One number where the axes agree, else height and width."""
    return str(sizes[0]) if len({*sizes}) == 1 else f"({', '.join(map(str, sizes))})"
