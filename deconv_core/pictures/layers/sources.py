"""Where a layer for a picture comes from: the stage, a pasted text, the published example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from deconv_core.layer import Count, Layer
from deconv_core.paste import pytorch_call
from deconv_core.pictures import limits
from deconv_core.pictures.layers.picture_layer import PictureLayer, refused
from deconv_core.pictures.picture import Floats
from deconv_core.refusal import UnreadError, Value, unread
from deconv_core.state.fields import State
from deconv_core.state.legal import pytorch_problems

TextCode = Literal["layer_no_kernel", "layer_not_two_axes", "layer_names_channels"]
# The published one goes over a picture of 464×700 and makes 465×701 of it.
EXAMPLE = "nn.ConvTranspose2d(3, 3, kernel_size=2)"


def of_state(state: State) -> PictureLayer:
    """The stage's layer; one of a single axis goes along each row. Without numbers its kernels are all ones.

    UnreadError where it has three axes.
    """
    if state.rank > 2:
        raise said("layer_not_two_axes", rank=state.rank)
    missing = 2 - state.rank
    settings = {key: (1,) * missing + setting for key, setting in state.settings.items()}
    for key in ("padding", "output_padding"):
        settings[key] = (0,) * missing + getattr(state, key)
    shape = (state.in_channels, state.out_channels // state.groups, *settings["kernel_size"])
    weight = np.ones(shape) if state.w is None else np.asarray(state.w, float).reshape(shape)
    return PictureLayer(
        weight.astype(np.float32),
        None if state.bias is None else np.asarray(state.bias, np.float32),
        **_pairs(settings),
        groups=state.groups,
    )


def of_text(text: str, channels: int, seed: int = 0) -> PictureLayer:
    """A pasted layer of PyTorch's, with random weights: uniform, as PyTorch draws a new layer's.

    `channels`: of the picture, where the text does not say the layer's. Raises UnreadError and nothing else.
    """
    layer = pytorch_call.parse(text).layer
    if layer.rank != 2:
        raise said("layer_not_two_axes", rank=layer.rank)
    if layer.kernel_size is None:
        raise said("layer_no_kernel")
    counts = [
        _whole(name, count, channels)
        for name, count in (("in_channels", layer.in_channels), ("out_channels", layer.out_channels))
    ]
    groups = _whole("groups", layer.groups, 1)
    _check_legal(layer)
    shape = (counts[0], counts[1] // groups, *layer.kernel_size)
    _check_shape(shape, counts)
    weight, bias = random_weights(shape, counts[1], seed)
    return PictureLayer(weight, bias if layer.bias else None, **_pairs(layer.settings), groups=groups)


def with_weights(layer: PictureLayer, weight: Floats, bias: Floats | None) -> PictureLayer:
    """The layer with these numbers in place of its own; their shape has to be its weight's."""
    if weight.shape != layer.weight.shape:
        raise unread("weights_wrong_shape", {"shape": weight.shape, "wanted": layer.weight.shape}, "weights")
    fits = bias is not None and bias.shape == (layer.out_channels,)
    return replace(layer, weight=weight, bias=bias if fits else None)


def said(code: TextCode, **values: Value) -> UnreadError:
    return unread(code, values, "layer")


def random_weights(shape: tuple[int, ...], out_channels: int, seed: int) -> tuple[Floats, Floats]:
    """Weight `shape` and bias `[out_channels]`, uniform within ±1 / √fan_in, as torch.nn starts a layer.

    What it takes for fan_in is the weight's second axis times the taps: torch/nn/modules/conv.py, reset_parameters.
    """
    random = np.random.default_rng(seed)
    bound = 1 / np.sqrt(np.prod(shape[1:]))
    weight, bias = (random.uniform(-bound, bound, size).astype(np.float32) for size in (shape, (out_channels,)))
    return weight, bias


def _whole(name: str, count: Count, otherwise: int) -> int:
    if isinstance(count, str) and count.isdecimal():
        # More digits than any layer's channels have.
        raise refused("layer_too_many_channels", channels=count[:40], limit=limits.CHANNELS)
    if isinstance(count, str):
        raise said("layer_names_channels", name=name, value=count[:40])
    return otherwise if count is None else count


def _check_legal(layer: Layer) -> None:
    """For a picture that is large enough to be no obstacle."""
    problems = pytorch_problems({"input_size": (limits.SIDE, limits.SIDE), **layer.settings})
    if problems:
        raise UnreadError(problems[0])


def _check_shape(shape: tuple[int, ...], counts: list[int]) -> None:
    """Before any memory is taken."""
    if max(shape[2:]) > limits.KERNEL:
        raise refused("layer_kernel_too_large", kernel="×".join(map(str, shape[2:])), limit=limits.KERNEL)
    if max(counts) > limits.CHANNELS:
        raise refused("layer_too_many_channels", channels=max(counts), limit=limits.CHANNELS)
    count = int(np.prod(shape, dtype=object))
    if count > limits.WEIGHTS:
        raise refused("layer_too_many_weights", count=f"{count:,}", limit=f"{limits.WEIGHTS:,}")


def _pairs(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(settings[key]) for key in ("stride", "padding", "output_padding", "dilation")}
