"""There and back: Conv2d, then ConvTranspose2d with the same kernels. The size comes back, the picture does not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.picture_layer import Pair, PictureLayer
from deconv_core.pictures.picture import Floats, Picture
from deconv_core.pictures.scores import Scores, best_fit, scores


@dataclass(frozen=True, eq=False)
class RoundTrip:
    """`there`: the forward layer, `back`: the transposed one, whose weight is the same array; each colour by itself.

    `maps` `[channels * kernels, ...]`: what the first makes of the picture; `returned` `[channels, height, width]`:
    what the second makes of that; `fitted`: the same with the best brightness and contrast, gain * returned + offset.
    """

    there: PictureLayer
    back: PictureLayer
    maps: Floats
    returned: Floats
    as_it_comes: Scores
    fitted: Floats
    gain: float
    offset: float
    at_best: Scores


def run(picture: Picture, kernels: Floats, stride: int = 1) -> RoundTrip:
    """`kernels` `[kernels, 1, height, width]`. UnreadError where the picture is smaller than a kernel."""
    there = PictureLayer(kernels, stride=(stride, stride), forward=True).for_each_colour(picture.channels)
    there.checked(picture.channels, picture.size)
    back = way_back(there, picture.size)
    maps = tiles.whole(picture, there)
    returned = tiles.whole(tiles.Numbers(maps), back)
    fitted, gain, offset = best_fit(returned, picture.values)
    return RoundTrip(
        there,
        back,
        maps,
        returned,
        scores(picture.values, returned),
        fitted,
        gain,
        offset,
        scores(picture.values, fitted),
    )


def way_back(there: PictureLayer, size: Pair) -> PictureLayer:
    """The transposed layer with the same weight, whose output_padding leads back to a picture of `size`."""
    rest = [
        (n + 2 * p - reach) % s for n, p, reach, s in zip(size, there.padding, there.reach, there.stride, strict=True)
    ]
    return replace(there, output_padding=(rest[0], rest[1]), forward=False)


def difference(picture: Picture, returned: Floats) -> Floats:
    """|returned - picture|, the mean of its channels: `[1, height, width]`."""
    found: Floats = np.abs(returned - picture.values).mean(0, keepdims=True)
    return found
