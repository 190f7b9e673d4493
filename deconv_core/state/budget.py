"""How much the stage shows of one layer, all together: every cell is drawn, and every link can be pointed at.

cells of a canvas = the product of the axes' uncropped sizes; each output channel has one
links = input elements * taps, for every input channel and every output channel of its group
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from deconv_core.refusal import Refusal

# Of one canvas, by the number of axes: a strip is one row on the screen, and slices stand side by side.
CELLS: Mapping[int, int] = {1: 1024, 2: 36_864, 3: 4_096}
ALL_CELLS = 36_864
LINKS = 65_536

Sizes = tuple[int, ...]


@dataclass(frozen=True)
class Channels:
    """The channels of a layer, legal together or not."""

    in_channels: int = 1
    out_channels: int = 1
    groups: int = 1

    @property
    def nearest(self) -> Channels:
        """As many groups as asked for, or fewer, that all channels can be dealt out to in equal parts."""
        fitting = [n for n in range(1, self.groups + 1) if not self.in_channels % n and not self.out_channels % n]
        return Channels(self.in_channels, self.out_channels, max(fitting))


ONE_PAIR = Channels()


def over(settings: Mapping[str, Sizes], channels: Channels = ONE_PAIR) -> Refusal | None:
    """Why a layer within all limits is too much in all; `settings`: PyTorch's words, one number an axis."""
    cells = prod(_canvas(settings))
    links = prod(settings["input_size"] + settings["kernel_size"]) * _pairs(channels)
    rank = len(settings["input_size"])
    if cells > CELLS[rank]:
        return Refusal("budget_cells", "input_size", {"count": cells, "most": CELLS[rank]})
    if cells * channels.out_channels > ALL_CELLS:
        return Refusal("budget_cells", "input_size", {"count": cells * channels.out_channels, "most": ALL_CELLS})
    return Refusal("budget_links", "input_size", {"count": links, "most": LINKS}) if links > LINKS else None


def within(settings: Mapping[str, Sizes], channels: Channels = ONE_PAIR) -> dict[str, Sizes]:
    """The same with a smaller input, and where that is not enough, with a smaller kernel: a cell less at a time on the
    longest axes."""
    near = dict(settings)
    for key in ("input_size", "kernel_size"):
        while over(near, channels) and max(near[key]) > 1:
            largest = max(near[key])
            near[key] = tuple(value - (value == largest) for value in near[key])
    return near


def _canvas(settings: Mapping[str, Sizes]) -> Sizes:
    rows = zip(*(settings[key] for key in ("input_size", "kernel_size", "stride", "dilation")), strict=True)
    return tuple((n - 1) * s + d * (k - 1) + 1 for n, k, s, d in rows)


def _pairs(channels: Channels) -> int:
    return channels.in_channels * channels.out_channels // channels.groups
