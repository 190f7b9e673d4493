"""Another framework's numbers in PyTorch: the padding and output_padding that give them, where any do.

Two geometries with the same input, kernel, stride and dilation give the same numbers, whatever x and w, exactly where
they keep the same cells of the canvas: the crops decide. PyTorch crops no more after than before, never less than
nothing before, and takes back fewer cells than max(stride, dilation); beyond that, there are no words.
"""

from __future__ import annotations

from dataclasses import dataclass

from deconv_core.frameworks import pytorch
from deconv_core.geometry import Geometry, GeometryError

Sizes = tuple[int, ...]


@dataclass(frozen=True)
class Twin:
    """PyTorch's `padding` and `output_padding`, one int an axis, that give a geometry's numbers."""

    padding: Sizes
    output_padding: Sizes


def twin(geometry: Geometry) -> Twin | None:
    """The one pair of PyTorch's settings with this geometry's numbers; None where there is none."""
    try:
        words = pytorch.words(geometry)
    except GeometryError:
        return None
    return Twin(words["padding"], words["output_padding"])
