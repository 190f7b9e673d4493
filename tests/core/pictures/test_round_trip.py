"""There and back: the size returns for every kernel and stride; what would lead back, and what noise does to it."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from torch.nn import functional

from deconv_core.pictures import inverse, kernels, round_trip
from deconv_core.pictures.picture import Picture
from deconv_core.pictures.samples import sample
from deconv_core.pictures.scores import best_fit, scores
from deconv_core.refusal import UnreadError

OWN = [name for name in kernels.KERNELS if name != "stage"]


def random_picture(seed: int, channels: int, height: int, width: int) -> Picture:
    pixels = np.random.default_rng(seed).integers(0, 256, (channels, height, width), np.uint8)
    return Picture(pixels, name=str(seed))


@settings(max_examples=60)
@given(st.sampled_from(OWN), st.integers(1, 3), st.sampled_from((1, 3)), st.integers(8, 30), st.integers(8, 30))
def test_the_size_comes_back_and_both_ways_are_pytorch_s(
    name: str, stride: int, channels: int, height: int, width: int
) -> None:
    picture = random_picture(height, channels, height, width)
    weight = kernels.named(name)
    trip = round_trip.run(picture, weight, stride)
    assert trip.returned.shape == (channels, height, width)
    assert trip.there.weight is trip.back.weight
    for at in range(channels):
        x = torch.from_numpy(picture.values[at : at + 1])
        maps = functional.conv2d(x, torch.from_numpy(weight), stride=stride)
        count = len(weight)
        np.testing.assert_allclose(trip.maps[at * count : (at + 1) * count], maps.numpy(), atol=1e-5)
        rest = tuple((n - k) % stride for n, k in zip((height, width), weight.shape[2:], strict=True))
        back = functional.conv_transpose2d(maps, torch.from_numpy(weight), stride=stride, output_padding=rest)
        scale = max(1.0, float(back.abs().max()))
        np.testing.assert_allclose(trip.returned[at : at + 1], back.numpy(), atol=1e-5 * scale)


def test_the_published_round_trip() -> None:
    """440 -> 438 -> 440 with two Sobel kernels."""
    trip = round_trip.run(sample("face").grey(), kernels.named("sobel"))
    assert trip.maps.shape == (2, 438, 438) and trip.returned.shape == (1, 440, 440)
    assert trip.at_best.psnr > trip.as_it_comes.psnr
    # Not the picture, whatever brightness and contrast.
    assert trip.at_best.psnr < 20


def test_a_picture_smaller_than_the_kernel_is_refused() -> None:
    with pytest.raises(UnreadError, match="layer_nothing_left"):
        round_trip.run(random_picture(0, 1, 4, 9), kernels.named("blur"))
    with pytest.raises(UnreadError, match="layer_nothing_left"):
        inverse.decompose(kernels.named("blur"), 1, (4, 9))


@pytest.mark.parametrize("channels", [1, 3])
def test_psnr_and_ssim_are_the_library_s(channels: int) -> None:
    first, second = (random_picture(seed, channels, 20, 17).values for seed in (1, 2))
    found = scores(first, second)
    assert found.psnr == peak_signal_noise_ratio(first, second, data_range=1)
    assert found.ssim == structural_similarity(first, second, data_range=1, channel_axis=0)
    assert scores(first, first).psnr == float("inf") and scores(first, first).ssim == pytest.approx(1)
    assert scores(first[:, :6], second[:, :6]).ssim is None


@given(st.integers(0, 99), st.floats(-3, 3), st.floats(-2, 2))
def test_the_best_fit_is_the_best(seed: int, gain: float, offset: float) -> None:
    random = np.random.default_rng(seed)
    values, target = (random.standard_normal((1, 6, 7)).astype(np.float32) for _ in range(2))
    fitted, _, _ = best_fit(values, target)
    other = gain * values + offset
    assert np.mean((fitted - target) ** 2) <= np.mean((other - target) ** 2) + 1e-5


def test_what_has_no_contrast_is_fitted_by_the_mean() -> None:
    target = random_picture(3, 1, 5, 5).values
    fitted, gain, _ = best_fit(np.full((1, 5, 5), 0.3, np.float32), target)
    assert gain == 0
    np.testing.assert_allclose(fitted, target.mean(), rtol=1e-5)


@settings(max_examples=25)
@given(st.sampled_from(OWN), st.integers(1, 3), st.integers(6, 13), st.integers(6, 13))
def test_the_matrix_is_the_layer_s(name: str, stride: int, height: int, width: int) -> None:
    weight = kernels.named(name)
    piece = random_picture(height, 1, height, width).values
    decomposed = inverse.decompose(weight, stride, (height, width))
    maps = decomposed.forward(piece)
    expected = functional.conv2d(torch.from_numpy(piece), torch.from_numpy(weight), stride=stride).numpy()
    np.testing.assert_allclose(maps[0], expected.ravel(), atol=1e-4)
    trip = round_trip.run(random_picture(height, 1, height, width), weight, stride)
    np.testing.assert_allclose(decomposed.transposed(maps), trip.returned, atol=1e-4)
    # The answer has the same maps, and is no larger than the piece.
    solved = decomposed.solved(maps)
    np.testing.assert_allclose(decomposed.forward(solved), maps, atol=1e-5)
    assert np.linalg.norm(solved) <= np.linalg.norm(piece) + 1e-6
    assert decomposed.lost == decomposed.pixels - np.linalg.matrix_rank(decomposed.matrix, tol=1e-9)
    if decomposed.lost == 0:
        np.testing.assert_allclose(solved, piece, atol=1e-6)


@pytest.mark.parametrize("name", OWN)
def test_noise_comes_back_enlarged_as_is_said(name: str) -> None:
    decomposed = inverse.decompose(kernels.named(name), 1, (12, 12))
    piece = inverse.liveliest(sample("face").grey().values, 12)
    maps = decomposed.forward(piece)
    worst = decomposed.left[:, -1] * 0.01
    grown = decomposed.solved(maps + worst) - decomposed.solved(maps)
    assert np.linalg.norm(grown) == pytest.approx(0.01 * decomposed.amplified, rel=1e-6)
    noise = inverse.with_noise(maps, 0.01) - maps
    assert 0.005 < noise.std() < 0.015
    grown = decomposed.solved(maps + noise) - decomposed.solved(maps)
    assert np.linalg.norm(grown) <= np.linalg.norm(noise) * decomposed.amplified * (1 + 1e-9)


def test_constant_brightness_is_lost_by_sobel_and_kept_by_the_blur() -> None:
    flat = np.ones((1, 12, 12), np.float32)
    for name, is_lost in (("sobel", True), ("blur", False), ("sharpen", False)):
        solved = inverse.decompose(kernels.named(name), 1, (12, 12))
        answer = solved.solved(solved.forward(flat))
        assert (abs(answer).max() < 1e-6) == is_lost, name


def test_the_liveliest_piece_is_of_the_picture() -> None:
    values = sample("text").values
    piece = inverse.liveliest(values)
    assert piece.shape == (1, inverse.SIDE, inverse.SIDE) and piece.var() > 10 * inverse.liveliest(values * 0).var()
    assert inverse.liveliest(values[:, :7, :30]).shape == (1, 7, 20)
