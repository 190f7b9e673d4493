"""A layer's smaller twin: the same stride : kernel : padding on each axis, within the limits of the stage.

With dilation 1, dividing kernel, stride, padding and output_padding of an axis by one number divides its output by it
too, whatever the input, and each cell of the twin stands for as many cells of the real layer as that number says, all
with equally many terms:

    output = stride * (input - 1) - 2 * padding + kernel + output_padding
    cell q is reached by the inputs with 0 <= q - stride * input < kernel
"""

from __future__ import annotations

from dataclasses import dataclass

from deconv_core.layer import Sizes
from deconv_core.state.fields import FIELD, Settings

KEYS = ("kernel_size", "stride", "padding", "output_padding", "dilation")
SCALED = KEYS[:-1]


@dataclass(frozen=True)
class SmallerTwin:
    """`settings`: one number an axis, as the real layer's; `cells`: of the real one in one of the twin's, per axis."""

    settings: Settings
    cells: Sizes


def smaller(settings: Settings) -> SmallerTwin | None:
    """The twin of these settings, the smallest that keeps a stride above 1; None where there is none.

    An axis that fits stays as it is.
    """
    axes = [dict(zip(KEYS, row, strict=True)) for row in zip(*(settings[key] for key in KEYS), strict=True)]
    found = [_smaller(axis, len(axes)) for axis in axes]
    rows = [one for one in found if one is not None]
    if len(rows) < len(axes):
        return None
    twin = {key: tuple(axis[key] for axis, _ in rows) for key in KEYS}
    return SmallerTwin(twin, tuple(cells for _, cells in rows))


def _smaller(axis: dict[str, int], rank: int) -> tuple[dict[str, int], int] | None:
    """The axis, of so many, divided by one number, and that number."""
    if _fits(axis, rank):
        return axis, 1
    if axis["dilation"] != 1:
        return None
    several: list[tuple[dict[str, int], int]] = []
    for kernel in range(1, FIELD["kernel_size"].high_at(rank) + 1):
        cells, rest = divmod(axis["kernel_size"], kernel)
        if not rest and not any(axis[key] % cells for key in SCALED):
            small = {**axis, **{key: axis[key] // cells for key in SCALED}}
            if _fits(small, rank):
                several.append((small, cells))
    striding = [one for one in several if one[0]["stride"] > 1]
    return next(iter(striding or several), None)


def _fits(axis: dict[str, int], rank: int) -> bool:
    return all(FIELD[key].holds(value, rank) for key, value in axis.items())
