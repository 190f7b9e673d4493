"""PyTorch's Conv2d: the sizes that it makes, and what it says when it refuses.

https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html; message: aten/src/ATen/native/Convolution.cpp.
"""

from __future__ import annotations

from dataclasses import dataclass

from deconv_core.shared_sizes import forward_size

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
