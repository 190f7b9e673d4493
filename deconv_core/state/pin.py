"""Which cell a pin names: `panel:row,column`, or `buffers:` and the numbers of an input cell and a tap.

Of a map with several channels the channel comes first; the kernels have an input channel and one of the output channels
of its group.
"""

from __future__ import annotations

import re

from deconv_core.frameworks import pytorch
from deconv_core.state.budget import ONE_PAIR, Channels
from deconv_core.state.fields import PANELS, Settings

PIN = re.compile(rf"({'|'.join(PANELS)}):([0-9]{{1,6}}(?:,[0-9]{{1,6}})*)")


def panel_size(panel: str, settings: Settings, channels: Channels = ONE_PAIR) -> tuple[int, ...]:
    """How many cells a panel has along each number of a pin; cropped cells are counted on the uncropped canvas."""
    geometry = pytorch.geometry(**settings)
    into, out, of_group = (
        several(count)
        for count in (channels.in_channels, channels.out_channels, channels.out_channels // channels.groups)
    )
    return {
        "input": into + geometry.input_size,
        "kernel": into + of_group + geometry.kernel_size,
        "output": out + geometry.output_size,
        "cropped": out + geometry.uncropped_size,
        "buffers": into + geometry.input_size + of_group + geometry.kernel_size,
    }[panel]


def several(count: int) -> tuple[int, ...]:
    """The axis of so many channels: none where there is but one."""
    return (count,) if count > 1 else ()


def inside_frame(cell: tuple[int, ...], settings: Settings) -> str | None:
    """The name of the output cell that this canvas cell is, if the crop leaves it."""
    geometry = pytorch.geometry(**settings)
    first = len(cell) - len(geometry.axes)
    output = [index - crop for index, crop in zip(cell[first:], geometry.crop_before, strict=True)]
    inside = all(0 <= index < count for index, count in zip(output, geometry.output_size, strict=True))
    return f"output:{','.join(map(str, (*cell[:first], *output)))}" if inside else None
