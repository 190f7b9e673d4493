"""Which cell a pin names: `panel:row,column`, or `buffers:` and the numbers of an input cell and a tap."""

from __future__ import annotations

import re

from deconv_core.frameworks import pytorch
from deconv_core.state.fields import PANELS, Settings

PIN = re.compile(rf"({'|'.join(PANELS)}):([0-9]{{1,6}}(?:,[0-9]{{1,6}})*)")


def panel_size(panel: str, settings: Settings) -> tuple[int, ...]:
    """How many cells a panel has along each number of a pin; cropped cells are counted on the uncropped canvas."""
    geometry = pytorch.geometry(**settings)
    return {
        "input": geometry.input_size,
        "kernel": geometry.kernel_size,
        "output": geometry.output_size,
        "cropped": geometry.uncropped_size,
        "buffers": geometry.input_size + geometry.kernel_size,
    }[panel]


def inside_frame(cell: tuple[int, ...], settings: Settings) -> str | None:
    """The name of the output cell that this canvas cell is, if the crop leaves it."""
    geometry = pytorch.geometry(**settings)
    output = [index - crop for index, crop in zip(cell, geometry.crop_before, strict=True)]
    inside = all(0 <= index < count for index, count in zip(output, geometry.output_size, strict=True))
    return f"output:{','.join(map(str, output))}" if inside else None
