"""One transposed convolution layer as a text says it, whatever its size: its axes, channels, groups, bias and settings.

The settings are PyTorch's words, one number an axis. Crops that PyTorch has no words for are said in them too, and only
here: padding is crop_before, output_padding is crop_before - crop_after, and either may then be negative.

    output        = stride * input + (dilation * (kernel - 1) + 1 - stride - 2 * padding + output_padding)
    parameters    = in_channels * (out_channels / groups) * taps, and out_channels more with a bias
    multiply-adds = in_channels * (out_channels / groups) * taps for each position of the input, cropped ones too
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from deconv_core.geometry import Geometry

Sizes = tuple[int, ...]
# A number; an expression as it is written, such as `ngf * 8`, which is never computed; None where the text is silent.
Count = int | str | None


@dataclass(frozen=True)
class Layer:
    """A layer of `rank` axes, legal or not; `kernel_size` None: that of weights which are no part of the text.

    `bias`: whether there is one. The channels of a function are those of its weights: None, and so is its bias.
    """

    rank: int
    kernel_size: Sizes | None
    stride: Sizes
    padding: Sizes
    output_padding: Sizes
    dilation: Sizes
    in_channels: Count = None
    out_channels: Count = None
    groups: Count = 1
    bias: bool | None = None

    @property
    def settings(self) -> dict[str, Sizes]:
        """kernel_size, if it is known, stride, padding, output_padding, dilation: each one number an axis."""
        rest = {
            "stride": self.stride,
            "padding": self.padding,
            "output_padding": self.output_padding,
            "dilation": self.dilation,
        }
        return rest if self.kernel_size is None else {"kernel_size": self.kernel_size, **rest}

    @property
    def taps(self) -> int:
        """Elements of one kernel; of a layer whose kernel is known."""
        return prod(self._kernel)

    @property
    def spare(self) -> Sizes:
        """What the output has on each axis beside stride * input; may be negative."""
        rows = zip(self._kernel, self.stride, self.padding, self.output_padding, self.dilation, strict=True)
        return tuple(d * (k - 1) + 1 - s - 2 * p + op for k, s, p, op, d in rows)

    def output_size(self, input_size: Sizes) -> Sizes:
        """Cells of the output on each axis; below 1 where nothing is left."""
        return tuple(s * n + more for s, n, more in zip(self.stride, input_size, self.spare, strict=True))

    @property
    def parameters(self) -> int | None:
        """Numbers that are learnt; None where channels, groups or bias are not known as numbers."""
        weights = self.multiply_adds
        if weights is None or self.bias is None or not isinstance(self.out_channels, int):
            return None
        return weights + (self.out_channels if self.bias else 0)

    @property
    def multiply_adds(self) -> int | None:
        """For each position of the input, all channels together; as many as there are weights."""
        if not all(isinstance(one, int) for one in (self.in_channels, self.out_channels, self.groups)):
            return None
        return int(self.in_channels or 0) * int(self.out_channels or 0) * self.taps // int(self.groups or 1)

    def geometry(self, input_size: Sizes) -> Geometry:
        """Its Geometry for an input of this size; GeometryError where nothing would be left."""
        after = tuple(p - op for p, op in zip(self.padding, self.output_padding, strict=True))
        return Geometry.of(input_size, self._kernel, self.stride, self.dilation, self.padding, after)

    @property
    def _kernel(self) -> Sizes:
        if self.kernel_size is None:
            raise ValueError("the kernel's size is not known")
        return self.kernel_size


def of_geometry(
    geometry: Geometry,
    in_channels: Count = None,
    out_channels: Count = None,
    groups: Count = 1,
    bias: bool | None = None,
) -> Layer:
    """The layer that crops as this geometry does."""
    return Layer(
        len(geometry.axes),
        geometry.kernel_size,
        geometry.stride,
        geometry.crop_before,
        tuple(axis.crop_before - axis.crop_after for axis in geometry.axes),
        geometry.dilation,
        in_channels,
        out_channels,
        groups,
        bias,
    )
