"""A layer's facts are those of PyTorch's own: sizes, parameters, and the products that make its numbers."""

from __future__ import annotations

from math import prod
from random import Random
from typing import Any

import pytest

from deconv_core.frameworks import keras
from deconv_core.layer import Layer, of_geometry
from deconv_core.links import count


def drawn(random: Random) -> tuple[Layer, tuple[int, ...]]:
    """A layer that PyTorch takes, and an input for it."""
    rank = random.randint(1, 3)
    groups = random.randint(1, 3)

    def sizes(low: int, high: int) -> tuple[int, ...]:
        return tuple(random.randint(low, high) for _ in range(rank))

    while True:
        kernel, stride, padding, dilation = sizes(1, 6), sizes(1, 5), sizes(0, 3), sizes(1, 3)
        extra = tuple(random.randint(0, max(pair) - 1) for pair in zip(stride, dilation, strict=True))
        channels = {"in_channels": groups * random.randint(1, 3), "out_channels": groups * random.randint(1, 3)}
        bias = random.random() < 0.5
        layer = Layer(rank, kernel, stride, padding, extra, dilation, **channels, groups=groups, bias=bias)
        given = sizes(1, 5)
        if min(layer.output_size(given)) >= 1:
            return layer, given


def test_sizes_and_parameters_are_pytorch_s() -> None:
    import torch
    from torch import nn

    random = Random(14)
    for _ in range(200):
        layer, given = drawn(random)
        kind: Any = getattr(nn, f"ConvTranspose{layer.rank}d")
        made = kind(layer.in_channels, layer.out_channels, groups=layer.groups, bias=bool(layer.bias), **layer.settings)
        with torch.inference_mode():
            output = made(torch.zeros(1, layer.in_channels, *given))
        assert tuple(output.shape[2:]) == layer.output_size(given) == layer.geometry(given).output_size
        assert layer.parameters == sum(one.numel() for one in made.parameters())
        assert of_geometry(layer.geometry(given)).settings == layer.settings


def test_multiply_adds_are_one_for_each_link_cropped_or_not() -> None:
    random = Random(15)
    for _ in range(50):
        layer, given = drawn(random)
        whole = Layer(layer.rank, layer.kernel_size, layer.stride, *[(0,) * layer.rank] * 2, layer.dilation)
        links = count(whole.geometry(given))
        groups, into, out = (int(one or 0) for one in (layer.groups, layer.in_channels, layer.out_channels))
        assert layer.multiply_adds == links // prod(given) * into * out // groups


def test_crops_that_pytorch_has_no_words_for_are_said_in_them_all_the_same() -> None:
    geometry = keras.geometry((3, 3), 3, 2, "same")
    layer = of_geometry(geometry, out_channels=8, bias=True)
    assert (layer.padding, layer.output_padding) == ((0, 0), (-1, -1))
    assert layer.geometry((5, 4)) == keras.geometry((5, 4), 3, 2, "same")
    assert layer.output_size((5, 4)) == (10, 8)


def test_what_is_not_known_is_not_counted() -> None:
    layer = Layer(1, (3,), (1,), (0,), (0,), (1,), in_channels="ngf * 8", out_channels=4, bias=True)
    assert (layer.parameters, layer.multiply_adds) == (None, None)
    without = Layer(1, None, (2,), (0,), (0,), (1,))
    assert "kernel_size" not in without.settings
    with pytest.raises(ValueError, match="kernel"):
        without.output_size((3,))
