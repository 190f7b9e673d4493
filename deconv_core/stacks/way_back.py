"""An encoder's sizes, layer by layer, and the layers that bring each of them back, so that skip connections fit.

Conv2d drops the remainder of its division by stride, so several input sizes share its output size. The ConvTranspose2d
with the same kernel, stride, padding and dilation returns the smallest of them; output_padding, as large as the dropped
remainder, returns the one that there was. The remainder is smaller than stride, so PyTorch always takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from deconv_core.frameworks import pytorch
from deconv_core.frameworks.pytorch_conv2d import Conv2d, Pair, shared_sizes
from deconv_core.geometry import GeometryError

Obstacle = Literal["kernel_too_large", "same_uneven"]


@dataclass(frozen=True)
class Step:
    """One layer of the encoder: an input of `big` cells becomes `small` ones, (height, width).

    `default` is what a ConvTranspose2d with its settings returns for `small`, `output_padding` what it needs to return
    `big`. `obstacle` says why that cannot be. kernel_too_large: PyTorch refuses the layer itself, in the words of
    `message`, and there is no `small`. same_uneven: padding="same" pads one cell more after than before, which no
    padding on the way back undoes.
    """

    layer: Conv2d
    big: Pair
    small: Pair | None
    default: Pair | None = None
    output_padding: Pair | None = None
    obstacle: Obstacle | None = None
    message: str | None = None

    @property
    def source(self) -> str | None:
        """The layer that brings `big` back, as PyTorch source; None if there is none."""
        if self.small is None or self.output_padding is None:
            return None
        layer = self.layer
        settings = (layer.kernel_size, layer.stride, layer.padding, self.output_padding, layer.dilation)
        line = pytorch.source(self.small, *settings)
        groups = "" if layer.groups == "1" else f", groups={layer.groups}"
        channels = f"{layer.out_channels}, {layer.in_channels}"
        return line.replace("(1, 1,", f"({channels},", 1).removesuffix(")") + groups + ")"


def chain(layers: Sequence[Conv2d], input_size: Pair) -> tuple[Step, ...]:
    """A step for each layer, up to the first that PyTorch refuses. GeometryError for an input_size below 1."""
    if min(input_size) < 1:
        message = f"input_size is {input_size}, but each number must be at least 1. Raise it."
        raise GeometryError(message, "too_small", "input_size", None, {"value": input_size, "minimum": 1})
    steps: list[Step] = []
    size: Pair | None = input_size
    for layer in layers:
        if size is None:
            break
        steps.append(_step(layer, size))
        size = steps[-1].small
    return tuple(steps)


def _step(layer: Conv2d, big: Pair) -> Step:
    if message := layer.refusal(big):
        return Step(layer, big, None, obstacle="kernel_too_large", message=message)
    small = layer.output_size(big)
    if layer.same and any(reach % 2 == 0 for reach in layer.reach):
        return Step(layer, big, small, obstacle="same_uneven")
    rows = zip(small, layer.kernel_size, layer.stride, layer.padding, layer.dilation, strict=True)
    shared = [shared_sizes(*row) for row in rows]
    height, width = (axis.first for axis in shared)
    return Step(layer, big, small, (height, width), (big[0] - height, big[1] - width))
