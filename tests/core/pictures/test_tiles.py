"""A layer in tiles is the layer in one piece, as PyTorch computes it, whatever the tiles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from deconv_core.frameworks import pytorch
from deconv_core.pictures import limits
from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.job import Job
from deconv_core.pictures.layers.picture_layer import PictureLayer
from deconv_core.pictures.layers.sources import EXAMPLE, of_state, of_text
from deconv_core.pictures.picture import Picture, means
from deconv_core.pictures.samples import sample
from deconv_core.refusal import UnreadError
from deconv_core.state.fields import State
from deconv_core.words import LANGUAGES, explain

PAIRS = st.tuples(st.integers(1, 4), st.integers(1, 4))


@st.composite
def layers_on_pictures(draw: st.DrawFn) -> tuple[PictureLayer, tiles.Numbers]:
    """Legal ones that leave something, with output_padding up to what PyTorch takes."""
    forward = draw(st.booleans())
    kernel, stride, dilation = draw(st.tuples(st.integers(1, 5), st.integers(1, 5))), draw(PAIRS), draw(PAIRS)
    groups = draw(st.sampled_from((1, 1, 2, 3)))
    into, out = groups * draw(st.integers(1, 3)), draw(st.integers(1, 3))
    size = draw(st.tuples(st.integers(1, 23), st.integers(1, 23)))
    padding = draw(st.tuples(st.integers(0, 4), st.integers(0, 4)))
    more = tuple(draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    shape = (out * groups, into // groups, *kernel) if forward else (into, out, *kernel)
    weight = random.standard_normal(shape).astype(np.float32)
    bias = random.standard_normal(out * groups).astype(np.float32) if draw(st.booleans()) else None
    layer = PictureLayer(
        weight, bias, stride, padding, (0, 0) if forward else (more[0], more[1]), dilation, groups, forward
    )
    if min(layer.output_size(size)) < 1:
        layer = PictureLayer(weight, bias, stride, (0, 0), (0, 0), (1, 1), groups, forward)
        size = (max(size[0], kernel[0]), max(size[1], kernel[1]))
    return layer, tiles.Numbers(random.standard_normal((into, *size)).astype(np.float32))


def pytorchs(layer: PictureLayer, values: Any) -> Any:
    bias = None if layer.bias is None else torch.from_numpy(layer.bias)
    x, w = torch.from_numpy(values)[None], torch.from_numpy(layer.weight)
    if layer.forward:
        return functional.conv2d(x, w, bias, layer.stride, layer.padding, layer.dilation, layer.groups)[0].numpy()
    rest = (layer.stride, layer.padding, layer.output_padding, layer.groups, layer.dilation)
    return functional.conv_transpose2d(x, w, bias, *rest)[0].numpy()


@settings(max_examples=300)
@given(layers_on_pictures(), st.integers(1, 13), st.integers(1, 13))
def test_tiles_of_any_size_make_pytorch_s_tensor(
    given_layer: tuple[PictureLayer, tiles.Numbers], tall: int, broad: int
) -> None:
    layer, numbers = given_layer
    size = layer.output_size(numbers.size)
    expected = pytorchs(layer, numbers.values)
    assert expected.shape == (layer.out_channels, *size)
    found = np.full(expected.shape, np.nan, np.float32)
    for top in range(0, size[0], tall):
        for left in range(0, size[1], broad):
            part = slice(top, min(top + tall, size[0])), slice(left, min(left + broad, size[1]))
            found[:, part[0], part[1]] = tiles.tile(numbers, layer, *part)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5 * max(1, float(abs(expected).max())))
    np.testing.assert_allclose(tiles.whole(numbers, layer), expected, rtol=0, atol=1e-4)


@given(layers_on_pictures(), st.integers(1, 4))
def test_tiles_cover_the_output_once(given_layer: tuple[PictureLayer, tiles.Numbers], multiple: int) -> None:
    layer, numbers = given_layer
    size = layer.output_size(numbers.size)
    hits = np.zeros(size, int)
    for rows, columns in tiles.tiles(size, layer, multiple):
        assert rows.start % multiple == columns.start % multiple == 0
        hits[rows, columns] += 1
    assert (hits == 1).all()


@settings(max_examples=50)
@given(layers_on_pictures(), st.integers(1, 500), st.data())
def test_a_region_is_made_of_small_tiles(
    given_layer: tuple[PictureLayer, tiles.Numbers], most: int, data: st.DataObject
) -> None:
    layer, numbers = given_layer
    expected = pytorchs(layer, numbers.values)
    parts = []
    for length in expected.shape[1:]:
        start = data.draw(st.integers(0, length - 1))
        parts.append(slice(start, data.draw(st.integers(start + 1, length))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "TILE_VALUES", most)
        assert tiles.tile_side(layer) ** 2 * layer.out_channels <= max(most, layer.out_channels)
        found = tiles.region(numbers, layer, parts[0], parts[1])
    np.testing.assert_allclose(found, expected[:, parts[0], parts[1]], atol=1e-4)


def test_a_tile_is_bounded_for_every_layer_within_the_limits() -> None:
    size = (4096, 4096)
    for into, out, kernel, stride in ((3, 3, 2, 1), (3, 64, 9, 1), (1, 512, 33, 1), (3, 3, 4, 2), (1, 1, 33, 8)):
        layer = PictureLayer(np.zeros((into, out, kernel, kernel), np.float32), stride=(stride, stride))
        rows, columns = next(iter(tiles.tiles(size, layer)))
        area = (rows.stop - rows.start) * (columns.stop - columns.start)
        assert area * out <= limits.TILE_VALUES
        assert area == 1 or area * out * kernel**2 <= limits.TILE_COLUMNS * stride**2
        # Not so small that PyTorch's call is most of the time.
        assert area * out * kernel**2 >= 1_000_000


def test_the_published_example() -> None:
    layer = of_text(EXAMPLE, 3)
    picture = sample("landscape")
    assert (picture.channels, *picture.size) == (3, 464, 700)
    output = tiles.whole(picture, layer)
    assert output.shape == (3, 465, 701)
    np.testing.assert_allclose(output, pytorchs(layer, picture.values), atol=1e-5)


@settings(max_examples=60)
@given(layers_on_pictures(), st.data())
def test_a_job_keeps_the_means_and_the_ends_of_the_output(
    given_layer: tuple[PictureLayer, tiles.Numbers], data: st.DataObject
) -> None:
    layer, numbers = given_layer
    if layer.in_channels not in (1, 3):
        return
    picture = Picture((np.abs(numbers.values) * 60).clip(0, 255).astype(np.uint8))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "SHOWN_SIDE", data.draw(st.integers(3, 20)))
        patch.setattr(limits, "SHOWN_CHANNEL_SIDE", data.draw(st.integers(3, 20)))
        patch.setattr(limits, "TILE_VALUES", data.draw(st.integers(10, 600)))
        job = Job(picture, layer)
        shares = [job.share]
        while not job.done:
            job.go_on(0)
            shares.append(job.share)
        expected = tiles.whole(picture, layer)
    assert shares == sorted(set(shares)) and shares[-1] == 1
    assert job.small.shape[1:] == tuple(-(-length // job.by) for length in job.size)
    np.testing.assert_allclose(job.small, means(expected, job.by), atol=1e-4)
    np.testing.assert_allclose([job.low, job.high], [expected.min((1, 2)), expected.max((1, 2))], atol=1e-4)
    side = data.draw(st.integers(1, 30))
    top, left = (max(0, (length - side) // 2) for length in job.size)
    np.testing.assert_allclose(job.middle(side), expected[:, top : top + side, left : left + side], atol=1e-4)


def test_means_are_means() -> None:
    values = np.random.default_rng(0).standard_normal((2, 7, 5)).astype(np.float32)
    found = means(values, 3)
    for row in range(3):
        for column in range(2):
            block = values[:, 3 * row : 3 * row + 3, 3 * column : 3 * column + 3]
            np.testing.assert_allclose(found[:, row, column], block.mean((1, 2)), atol=1e-6)
    assert means(values, 1) is values


def test_a_job_can_be_stopped() -> None:
    job = Job(sample("landscape"), of_text("nn.ConvTranspose2d(3, 64, 9)", 3))
    job.go_on(0)
    share = job.share
    job.stop()
    job.go_on(10)
    assert 0 < share == job.share < 1


@settings(max_examples=60)
@given(st.integers(1, 2), st.integers(0, 99))
def test_the_stage_s_layer_is_the_stage_s(rank: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    kernel, stride, dilation = (tuple(int(n) for n in random.integers(1, 4, rank)) for _ in range(3))
    size = tuple(int(n) for n in random.integers(3, 9, rank))
    w = random.integers(-4, 5, kernel if rank == 2 else (1, *kernel))
    x = random.integers(-4, 5, size if rank == 2 else (1, *size))
    padding = (0,) * rank
    state = State(size, kernel, stride, padding, padding, dilation, rank=rank, x=_rows(x), w=_rows(w))
    layer = of_state(state)
    expected = pytorch.reference([x.reshape(size).tolist()], [[w.reshape(kernel).tolist()]], state.geometry)
    found = tiles.whole(tiles.Numbers(x[None].astype(np.float32)), layer)
    np.testing.assert_allclose(np.asarray(found).ravel(), np.asarray(expected).ravel(), atol=1e-5)


def test_of_a_stage_without_numbers_the_kernel_is_ones() -> None:
    assert (of_state(replace(State(), w=None)).weight == 1).all()
    with pytest.raises(UnreadError, match="layer_not_two_axes"):
        of_state(replace(State(), rank=3))


def _rows(values: Any) -> Any:
    return tuple(tuple(map(float, row)) for row in values)


REFUSED = {
    "nn.ConvTranspose2d(3, 3, 34)": "layer_kernel_too_large",
    "nn.ConvTranspose2d(3, 513, 3)": "layer_too_many_channels",
    "nn.ConvTranspose2d(512, 512, 9)": "layer_too_many_weights",
    "nn.ConvTranspose2d(3, 999999999999, 30)": "layer_too_many_channels",
    "nn.ConvTranspose2d(4, 3, 3)": "layer_wrong_channels",
    "nn.ConvTranspose2d(3, 3, 3, padding=900)": "layer_nothing_left",
    "nn.ConvTranspose2d(3, 64, 3, stride=4)": "layer_output_too_large",
    "nn.ConvTranspose2d(3, 150, 33)": "layer_too_much_work",
    "nn.ConvTranspose2d(3, ngf, 3)": "layer_names_channels",
    "nn.ConvTranspose1d(3, 3, 3)": "layer_not_two_axes",
    "F.conv_transpose2d(x, w, stride=2)": "layer_no_kernel",
    "nn.ConvTranspose2d(3, 3, 3, output_padding=1)": "output_padding_too_large",
    "nn.ConvTranspose2d(3, 3, 3, stride=0)": "setting_out_of_range",
    "nn.ConvTranspose2d(3, 3, 3, padding=-1)": "setting_out_of_range",
    "nn.ConvTranspose2d(3, 3, 3, groups=2)": "source_groups",
    "nn.Linear(3, 3)": "source_other_layer",
    "import os": "source_not_a_call",
}


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_a_layer_that_cannot_be_is_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(UnreadError) as caught:
        of_text(text, 3).checked(3, sample("landscape").size)
    assert caught.value.code == code
    for lang in LANGUAGES:
        assert explain(lang, caught.value.code, caught.value.field, caught.value.values)


def test_weights_that_are_not_finite_are_refused() -> None:
    with pytest.raises(UnreadError, match="layer_not_finite"):
        PictureLayer(np.full((1, 1, 2, 2), np.nan, np.float32)).checked(1, (5, 5))


def test_a_layer_of_one_channel_goes_over_each_colour() -> None:
    picture = sample("face")
    layer = of_text("nn.ConvTranspose2d(1, 2, 3, stride=2, padding=1, bias=True)", 1)
    colours = tiles.whole(picture, layer.for_each_colour(3))
    for at in range(3):
        one = Picture(picture.pixels[at : at + 1])
        np.testing.assert_allclose(colours[2 * at : 2 * at + 2], tiles.whole(one, layer), atol=1e-6)
