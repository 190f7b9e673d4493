"""A layer of two axes with its weights, as it goes over a picture: a transposed convolution, or the forward one."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np

from deconv_core.pictures import limits
from deconv_core.pictures.picture import Floats
from deconv_core.refusal import UnreadError, Value, unread

Pair = tuple[int, int]
ONE: Pair = (1, 1)
NONE: Pair = (0, 0)
LayerCode = Literal[
    "layer_kernel_too_large",
    "layer_too_many_channels",
    "layer_too_many_weights",
    "layer_not_finite",
    "layer_wrong_channels",
    "layer_nothing_left",
    "layer_output_too_large",
    "layer_too_much_work",
]


@dataclass(frozen=True, eq=False)
class PictureLayer:
    """Settings are PyTorch's, (height, width). float32.

    `weight`: `[in_channels, out_channels / groups, kernel height, kernel width]` of a ConvTranspose2d; if `forward`,
    `[out_channels, in_channels / groups, ...]` of a Conv2d. `bias`: `[out_channels]`.
    """

    weight: Floats
    bias: Floats | None = None
    stride: Pair = ONE
    padding: Pair = NONE
    output_padding: Pair = NONE
    dilation: Pair = ONE
    groups: int = 1
    forward: bool = False

    @property
    def in_channels(self) -> int:
        first, second = map(int, self.weight.shape[:2])
        return second * self.groups if self.forward else first

    @property
    def out_channels(self) -> int:
        first, second = map(int, self.weight.shape[:2])
        return first if self.forward else second * self.groups

    @property
    def kernel_size(self) -> Pair:
        return self.weight.shape[2], self.weight.shape[3]

    @property
    def reach(self) -> Pair:
        """Cells that the kernel spans."""
        height, width = (d * (k - 1) + 1 for k, d in zip(self.kernel_size, self.dilation, strict=True))
        return height, width

    def output_size(self, size: Pair) -> Pair:
        """(height, width) of what it makes of a picture of this size; below 1 where nothing is left."""
        rows = zip(size, self.reach, self.stride, self.padding, self.output_padding, strict=True)
        if self.forward:
            height, width = ((n + 2 * p - reach) // s + 1 for n, reach, s, p, _ in rows)
        else:
            height, width = ((n - 1) * s + reach - 2 * p + op for n, reach, s, p, op in rows)
        return height, width

    def multiply_adds(self, size: Pair) -> int:
        """For a picture of this size, those that are cropped too."""
        return int(self.weight.size) * prod(self.output_size(size) if self.forward else size)

    def checked(self, channels: int, size: Pair) -> PictureLayer:
        """Itself, if it can go over a picture of these channels and this size within limits; else UnreadError."""
        _check_weights(self)
        if channels != self.in_channels:
            raise refused("layer_wrong_channels", channels=channels, wanted=self.in_channels)
        height, width = self.output_size(size)
        if min(height, width) < 1:
            raise refused("layer_nothing_left", output=f"{height}×{width}")
        values = self.out_channels * height * width
        if values > limits.OUTPUT_VALUES:
            shape = f"{self.out_channels}×{height}×{width}"
            raise refused("layer_output_too_large", shape=shape, millions=millions(limits.OUTPUT_VALUES))
        if (work := self.multiply_adds(size)) > limits.MULTIPLY_ADDS:
            raise refused("layer_too_much_work", work=millions(work), limit=millions(limits.MULTIPLY_ADDS))
        return self

    def for_each_colour(self, channels: int) -> PictureLayer:
        """The same over each channel of a picture by itself: for a layer that takes one channel."""
        if self.in_channels != 1 or channels == 1:
            return self
        bias = None if self.bias is None else np.tile(self.bias, channels)
        return PictureLayer(
            np.tile(self.weight, (channels, 1, 1, 1)),
            bias,
            self.stride,
            self.padding,
            self.output_padding,
            self.dilation,
            channels,
            self.forward,
        )


def refused(code: LayerCode, **values: Value) -> UnreadError:
    return unread(code, values, "layer")


def millions(count: int) -> str:
    return f"{count / 1e6:,.0f}"


def _check_weights(layer: PictureLayer) -> None:
    if max(layer.kernel_size) > limits.KERNEL:
        kernel = "×".join(map(str, layer.kernel_size))
        raise refused("layer_kernel_too_large", kernel=kernel, limit=limits.KERNEL)
    channels = max(layer.in_channels, layer.out_channels)
    if channels > limits.CHANNELS:
        raise refused("layer_too_many_channels", channels=channels, limit=limits.CHANNELS)
    if layer.weight.size > limits.WEIGHTS:
        raise refused("layer_too_many_weights", count=f"{layer.weight.size:,}", limit=f"{limits.WEIGHTS:,}")
    if not np.isfinite(layer.weight).all() or not (layer.bias is None or np.isfinite(layer.bias).all()):
        raise refused("layer_not_finite")
