"""PyTorch's Conv2d, the way there: its sizes, what it says when it refuses, and which sizes the way back returns.

    small = floor((big + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1        Conv2d, big map to small map
    big   = (small - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1 + output_padding       ConvTranspose2d

The floor gives `stride` sizes of the big map the same small map. The way back returns the first of them unless
output_padding, 0 to stride - 1, picks another. From stride on it no longer leads back: the forward convolution makes
floor(output_padding / stride) cells more of what comes out. PyTorch checks the weaker output_padding < max(stride,
dilation) only. One axis; sizes in cells.
Sources: https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html, …ConvTranspose2d.html;
message: aten/src/ATen/native/Convolution.cpp.
"""

from __future__ import annotations

from dataclasses import dataclass

from deconv_core.geometry import at_least

Pair = tuple[int, int]


@dataclass(frozen=True)
class Conv2d:
    """One layer; settings are (height, width). `same`: padding="same", where `padding` is what it puts in front.

    Channels and groups are kept as they are written. `line`: where the layer stands in a text, from 1.
    """

    kernel_size: Pair
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    same: bool = False
    in_channels: str = "1"
    out_channels: str = "1"
    groups: str = "1"
    line: int = 1

    @property
    def reach(self) -> Pair:
        """Cells that its kernel spans."""
        height, width = (d * (k - 1) + 1 for k, d in zip(self.kernel_size, self.dilation, strict=True))
        return (height, width)

    def output_size(self, size: Pair) -> Pair:
        """Cells that it makes of an input of `size`; below 1 where PyTorch refuses it."""
        if self.same:
            return size
        rows = zip(size, self.kernel_size, self.stride, self.padding, self.dilation, strict=True)
        height, width = (forward_size(*row) for row in rows)
        return (height, width)

    def refusal(self, size: Pair) -> str | None:
        """PyTorch's message for an input of `size`, letter for letter; None if it computes it."""
        if min(self.output_size(size)) >= 1:
            return None
        padded = " x ".join(str(n + 2 * p) for n, p in zip(size, self.padding, strict=True))
        return (
            f"Calculated padded input size per channel: ({padded}). Kernel size: ({' x '.join(map(str, self.reach))}). "
            "Kernel size can't be greater than actual input size"
        )


@dataclass(frozen=True)
class SharedSizes:
    """The sizes `first` to `first + stride - 1` of the big map, which all make a small map of `small` cells.

    `first` may be below 1: then there is no map of that size, and the way back needs output_padding to be anything.
    """

    small: int
    first: int
    stride: int
    dilation: int

    @property
    def sizes(self) -> tuple[int, ...]:
        """Those that a map can have."""
        return tuple(range(max(1, self.first), self.first + self.stride))

    @property
    def default(self) -> int | None:
        """What the transposed convolution returns without output_padding; None if nothing would be left."""
        return self.first if self.first >= 1 else None

    @property
    def reachable(self) -> range:
        """What it can return at all: PyTorch takes output_padding < max(stride, dilation).

        With dilation above stride it ends beyond `sizes`: from there the forward convolution makes a larger small map.
        """
        return range(max(1, self.first), self.first + max(self.stride, self.dilation))

    def output_padding(self, big: int) -> int | None:
        """The output_padding that returns a map of `big` cells; None if PyTorch takes none that does."""
        return big - self.first if big in self.reachable else None


def shared_sizes(small: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> SharedSizes:
    """The sizes that share `small`. GeometryError for sizes below 1 or a negative padding."""
    for field, value in {"small": small, "kernel": kernel, "stride": stride, "dilation": dilation}.items():
        at_least(field, value, 1)
    at_least("padding", padding, 0)
    first = (small - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1
    return SharedSizes(small, first, stride, dilation)


def surplus(output_padding: int, stride: int) -> int:
    """How many cells more than went in the forward convolution makes of what comes out."""
    return output_padding // stride


def forward_size(big: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Cells of the small map by Conv2d's formula; below 1 where the padded big map is smaller than the kernel."""
    return (big + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
