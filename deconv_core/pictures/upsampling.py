"""Ways to make a picture larger by a whole factor, on the same input: interpolation, and layers that do it.

Those that are one layer, a transposed convolution with stride = factor, say which. Each channel goes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.picture_layer import PictureLayer
from deconv_core.pictures.picture import Floats, Picture, means
from deconv_core.pictures.scores import Scores, scores

FACTORS = (2, 3, 4)
Way = Literal[
    "nearest", "bilinear", "pillow", "transposed_bilinear", "random", "pixel_shuffle", "icnr", "nearest_convolved"
]
# What a 3×3 convolution spans.
SMALL = 3


@dataclass(frozen=True, eq=False)
class Upsampled:
    """`output` `[channels, factor * height, factor * width]`; `layer`: the transposed convolution on one channel that
    makes the same, None where there is none."""

    way: Way
    output: Floats
    layer: PictureLayer | None
    scores: Scores


@dataclass(frozen=True)
class Facts:
    """Largest absolute differences. `inside`, `border`: of the transposed convolution with the bilinear kernel from
    PyTorch's interpolation, where no border is near and within half a factor of it; `pillow`: of Pillow's from
    PyTorch's, all over; `shuffled`, `convolved`: of PixelShuffle, and of nearest then convolution, from the transposed
    convolution that they equal."""

    inside: float
    border: float
    pillow: float
    shuffled: float
    convolved: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """`original` `[channels, height, width]`, `small`: the means of its factor × factor blocks, that all start from."""

    original: Floats
    small: Floats
    ways: tuple[Upsampled, ...]
    facts: Facts


def compare(picture: Picture, factor: int, seed: int = 0) -> Comparison:
    """All ways; the picture loses what is over a multiple of the factor. It has to have at least `factor` pixels on
    each side."""
    height, width = (length // factor * factor for length in picture.size)
    original = np.ascontiguousarray(picture.values[:, :height, :width])
    small = means(original, factor)
    kernel = small_kernel(seed)
    phases = random_phases(factor, seed)
    layers: dict[Way, PictureLayer] = {
        "nearest": PictureLayer(np.ones((1, 1, factor, factor), np.float32), stride=(factor, factor)),
        "transposed_bilinear": bilinear_layer(factor),
        "random": random_layer(factor, seed),
        "pixel_shuffle": sub_pixel_layer(phases),
        "icnr": sub_pixel_layer(np.broadcast_to(kernel, phases.shape)),
        "nearest_convolved": convolved_layer(kernel, factor),
    }
    outputs: dict[Way, Floats] = {
        "nearest": interpolated(small, factor, "nearest"),
        "bilinear": interpolated(small, factor, "bilinear"),
        "pillow": by_pillow(small, (width, height)),
        "transposed_bilinear": by_layer(small, layers["transposed_bilinear"]),
        "random": by_layer(small, layers["random"]),
        "pixel_shuffle": shuffled(small, phases),
        "icnr": shuffled(small, np.broadcast_to(kernel, phases.shape)),
        "nearest_convolved": convolved(interpolated(small, factor, "nearest"), kernel),
    }
    bilinear = abs(outputs["transposed_bilinear"] - outputs["bilinear"])
    rim = (factor + 1) // 2
    middle = bilinear[:, rim:-rim, rim:-rim]
    facts = Facts(
        inside=float(middle.max(initial=0)),
        border=float(bilinear.max()),
        pillow=float(abs(outputs["pillow"] - outputs["bilinear"]).max()),
        shuffled=float(abs(outputs["pixel_shuffle"] - by_layer(small, layers["pixel_shuffle"])).max()),
        convolved=float(abs(outputs["nearest_convolved"] - by_layer(small, layers["nearest_convolved"])).max()),
    )
    ways = tuple(Upsampled(way, out, layers.get(way), scores(original, out)) for way, out in outputs.items())
    return Comparison(original, small, ways, facts)


# ---- layers on one channel


def bilinear_layer(factor: int) -> PictureLayer:
    """Weight 1 - |t - c| / factor along each axis, with c the kernel's middle: they sum to factor along an axis.

    So to factor² in all: each output cell gets a share of 1, as each of the factor² cells of a phase's grid does.
    """
    kernel = 2 * factor - factor % 2
    away = np.abs(np.arange(kernel) - (kernel - 1) / 2)
    line = 1 - away / factor
    return _smooth(np.multiply.outer(line, line), factor)


def random_layer(factor: int, seed: int) -> PictureLayer:
    """As large a kernel, of random weights that sum to factor² too."""
    kernel = 2 * factor - factor % 2
    weights = np.random.default_rng(seed).uniform(0, 1, (kernel, kernel))
    return _smooth(weights * factor**2 / weights.sum(), factor)


def _smooth(weights: Any, factor: int) -> PictureLayer:
    padding = factor // 2
    return PictureLayer(weights[None, None].astype(np.float32), stride=(factor, factor), padding=(padding, padding))


def sub_pixel_layer(phases: Floats) -> PictureLayer:
    """The transposed convolution that a 3×3 convolution to factor² channels, then PixelShuffle, equals.

    `phases` `[factor², 3, 3]`. Output cell factor * i + a gets phases[a][u] times input i + u - 1; as a transposed
    convolution with padding = factor that is tap factor * (2 - u) + a.
    """
    factor = round(len(phases) ** 0.5)
    weight = np.zeros((SMALL * factor, SMALL * factor), np.float32)
    for a in range(factor):
        for b in range(factor):
            weight[a::factor, b::factor] = phases[factor * a + b, ::-1, ::-1]
    return PictureLayer(weight[None, None], stride=(factor, factor), padding=(factor, factor))


def convolved_layer(kernel: Floats, factor: int) -> PictureLayer:
    """The transposed convolution that nearest, then a 3×3 convolution, equals: each element's block, convolved."""
    side = factor + SMALL - 1
    weight = np.zeros((side, side), np.float32)
    for u in range(SMALL):
        for v in range(SMALL):
            top, left = SMALL - 1 - u, SMALL - 1 - v
            weight[top : top + factor, left : left + factor] += kernel[u, v]
    return PictureLayer(weight[None, None], stride=(factor, factor), padding=(1, 1))


def small_kernel(seed: int) -> Floats:
    """A random 3×3 kernel that keeps brightness: its weights sum to 1."""
    weights = np.random.default_rng(seed).uniform(0, 1, (SMALL, SMALL))
    return np.asarray(weights / weights.sum(), np.float32)


def random_phases(factor: int, seed: int) -> Floats:
    """A random 3×3 kernel for each phase `[factor², 3, 3]`; they sum to factor² in all, but not each to 1."""
    weights = np.random.default_rng(seed + 1).uniform(0, 1, (factor**2, SMALL, SMALL))
    return np.asarray(weights * factor**2 / weights.sum(), np.float32)


# ---- ways that are more than one layer


def by_layer(values: Floats, layer: PictureLayer) -> Floats:
    return tiles.whole(tiles.Numbers(values), layer.for_each_colour(len(values)))


def interpolated(values: Floats, factor: int, mode: str) -> Floats:
    """PyTorch's interpolate."""
    import torch
    from torch.nn import functional

    found: Floats = functional.interpolate(torch.from_numpy(values)[None], scale_factor=factor, mode=mode)[0].numpy()
    return found


def by_pillow(values: Floats, size: tuple[int, int]) -> Floats:
    """Pillow's bilinear resize to (width, height), in float32."""
    from PIL import Image

    resized = [Image.fromarray(one).resize(size, Image.Resampling.BILINEAR) for one in values]
    return np.stack([np.asarray(one) for one in resized])


def shuffled(values: Floats, phases: Floats) -> Floats:
    """A 3×3 convolution of each channel to factor² channels, then PixelShuffle."""
    import torch
    from torch.nn import functional

    factor = round(len(phases) ** 0.5)
    weight = torch.from_numpy(np.array(phases))[:, None]
    channels = torch.from_numpy(values)[:, None]
    found: Floats = functional.pixel_shuffle(functional.conv2d(channels, weight, padding=1), factor)[:, 0].numpy()
    return found


def convolved(values: Floats, kernel: Floats) -> Floats:
    """A 3×3 convolution of each channel."""
    import torch
    from torch.nn import functional

    weight = torch.from_numpy(kernel)[None, None]
    found: Floats = functional.conv2d(torch.from_numpy(values)[:, None], weight, padding=1)[:, 0].numpy()
    return found


@dataclass(frozen=True, eq=False)
class Shrunk:
    """The way back: `pytorch`: interpolate, bilinear; `antialiased`: the same told to look at all pixels; `pillow`."""

    pytorch: Floats
    antialiased: Floats
    pillow: Floats

    @property
    def off(self) -> float:
        """Pillow's from PyTorch's, at most."""
        return float(abs(self.pillow - self.pytorch).max())

    @property
    def off_antialiased(self) -> float:
        return float(abs(self.pillow - self.antialiased).max())


def shrink(original: Floats, factor: int) -> Shrunk:
    """By a factor that divides its height and width."""
    import torch
    from torch.nn import functional

    height, width = (length // factor for length in original.shape[1:])
    tensor = torch.from_numpy(original)[None]
    plain, smooth = (
        functional.interpolate(tensor, (height, width), mode="bilinear", antialias=antialias)[0].numpy()
        for antialias in (False, True)
    )
    return Shrunk(plain, smooth, by_pillow(original, (width, height)))
