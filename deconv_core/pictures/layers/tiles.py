"""A layer over a picture, a tile of the output at a time: PyTorch computes each, from just the input it depends on.

Output cell o of a ConvTranspose2d is position p = o + padding on the canvas, which input i reaches by tap t where
i * stride + t * dilation = p. So rows a to b - 1 need inputs ceil((a + padding - reach + 1) / stride) to
floor((b - 1 + padding) / stride); of a Conv2d, inputs a * stride - padding to (b - 1) * stride - padding + reach - 1.
No tile sees a seam: each is computed as a layer without padding over that input, and cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt, prod
from typing import Any, Protocol

import numpy as np

from deconv_core.pictures import limits
from deconv_core.pictures.layers.picture_layer import Pair, PictureLayer
from deconv_core.pictures.picture import Floats


@dataclass(frozen=True)
class Need:
    """Along one axis: inputs `first` to `last` - 1, and where the tile begins in what a layer makes of them.

    `before`, `after`: zeros that a Conv2d's padding adds to that input. `last` <= `first`: no input reaches the tile.
    """

    first: int
    last: int
    start: int
    before: int = 0
    after: int = 0


def need(layer: PictureLayer, axis: int, length: int, tile: slice) -> Need:
    """What rows (axis 0) or columns (axis 1) of a tile need of an input that is `length` long."""
    stride, padding, reach = layer.stride[axis], layer.padding[axis], layer.reach[axis]
    if layer.forward:
        low, high = tile.start * stride - padding, (tile.stop - 1) * stride - padding + reach
        first, last = min(max(low, 0), length), max(min(high, length), 0)
        return Need(first, max(first, last), 0, max(0, min(-low, high - low)), max(0, min(high - length, high - low)))
    begin = tile.start + padding
    # Where stamps leave gaps, a tile may begin in one: then it begins with the stamp before.
    first = max(0, min(-((reach - 1 - begin) // stride), begin // stride))
    last = min(length, (tile.stop - 1 + padding) // stride + 1)
    return Need(first, last, begin - first * stride)


def tile_side(layer: PictureLayer) -> int:
    """How long a tile of the output may be: what it takes is bounded, its columns as well as its numbers."""
    taps = prod(layer.kernel_size)
    # An input element makes a column of the taps for each output channel; a Conv2d's output cell one of its own.
    columns, for_each = (layer.in_channels, 1) if layer.forward else (layer.out_channels, prod(layer.stride))
    area = min(limits.TILE_VALUES // layer.out_channels, limits.TILE_COLUMNS * for_each // (columns * taps))
    return max(1, isqrt(area))


def tiles(size: Pair, layer: PictureLayer, multiple: int = 1) -> Iterator[tuple[slice, slice]]:
    """Rows and columns of each tile of an output of `size`, whose sides are multiples of `multiple` but at the end."""
    side = max(1, tile_side(layer) // multiple) * multiple
    return split(slice(0, size[0]), slice(0, size[1]), side)


def split(rows: slice, columns: slice, side: int) -> Iterator[tuple[slice, slice]]:
    for top in range(rows.start, rows.stop, side):
        for left in range(columns.start, columns.stop, side):
            yield slice(top, min(top + side, rows.stop)), slice(left, min(left + side, columns.stop))


class Source(Protocol):
    """What a layer goes over: a picture, or numbers."""

    @property
    def channels(self) -> int: ...

    @property
    def size(self) -> Pair: ...

    def part(self, rows: slice, columns: slice, /) -> Floats: ...


@dataclass(frozen=True, eq=False)
class Numbers:
    """`values` `[channels, height, width]`, float32: what another layer made."""

    values: Floats

    @property
    def channels(self) -> int:
        return int(self.values.shape[0])

    @property
    def size(self) -> Pair:
        return int(self.values.shape[1]), int(self.values.shape[2])

    def part(self, rows: slice, columns: slice) -> Floats:
        return np.ascontiguousarray(self.values[:, rows, columns])


def tile(source: Source, layer: PictureLayer, rows: slice, columns: slice) -> Floats:
    """These rows and columns of the output, `[out_channels, rows, columns]`."""
    import torch
    from torch.nn import functional

    needs = [need(layer, axis, source.size[axis], part) for axis, part in enumerate((rows, columns))]
    size = (rows.stop - rows.start, columns.stop - columns.start)
    bias = np.zeros(layer.out_channels, np.float32) if layer.bias is None else layer.bias
    if any(one.last <= one.first for one in needs):
        return np.broadcast_to(bias[:, None, None], (layer.out_channels, *size)).copy()
    part = source.part(*(slice(one.first, one.last) for one in needs))
    settings: dict[str, Any] = {"stride": layer.stride, "dilation": layer.dilation, "groups": layer.groups}
    weight, start = torch.from_numpy(layer.weight), torch.from_numpy(bias)
    with torch.inference_mode():
        if layer.forward:
            zeros = [(one.before, one.after) for one in needs]
            padded = torch.from_numpy(np.pad(part, [(0, 0), *zeros]))
            made: Floats = functional.conv2d(padded[None], weight, start, **settings)[0].numpy()
            return made
        canvas = functional.conv_transpose2d(torch.from_numpy(part)[None], weight, start, **settings)[0]
        kept: Floats = canvas[:, needs[0].start :, needs[1].start :][:, : size[0], : size[1]].numpy()
        missing = [length - have for length, have in zip(size, kept.shape[1:], strict=True)]
        if any(missing):
            # output_padding beyond the canvas, where no link reaches.
            found = np.broadcast_to(bias[:, None, None], (layer.out_channels, *size)).copy()
            found[:, : kept.shape[1], : kept.shape[2]] = kept
            return found
        return kept


def region(source: Source, layer: PictureLayer, rows: slice, columns: slice) -> Floats:
    """As tile(), of any size, made of tiles that are small enough."""
    found = np.empty((layer.out_channels, rows.stop - rows.start, columns.stop - columns.start), np.float32)
    for down, across in split(rows, columns, tile_side(layer)):
        inside = [slice(one.start - of.start, one.stop - of.start) for one, of in ((down, rows), (across, columns))]
        found[:, inside[0], inside[1]] = tile(source, layer, down, across)
    return found


def whole(source: Source, layer: PictureLayer) -> Floats:
    """All of the output, `[out_channels, height, width]`; UnreadError where it is beyond the limits."""
    layer.checked(source.channels, source.size)
    height, width = layer.output_size(source.size)
    return region(source, layer, slice(0, height), slice(0, width))
