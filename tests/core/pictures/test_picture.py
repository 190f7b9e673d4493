"""A picture as numbers, the samples, and how numbers are shown."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from deconv_core.pictures import limits
from deconv_core.pictures.drawing import DRAWN
from deconv_core.pictures.picture import Picture
from deconv_core.pictures.samples import SAMPLES, sample
from deconv_core.pictures.shown import npy, outside, png, to_bytes
from deconv_core.words import LANGUAGES, load


def test_the_samples_are_those_that_are_drawn() -> None:
    assert tuple(DRAWN) == SAMPLES
    for name, draw in DRAWN.items():
        drawn = draw()
        laid = drawn[None] if drawn.ndim == 2 else drawn.transpose(2, 0, 1)
        # Another processor may round a sine otherwise.
        assert abs(sample(name).pixels.astype(int) - laid).max() <= 1, name
    with pytest.raises(KeyError):
        sample("../icon")


def test_the_samples_are_what_they_are_called() -> None:
    assert sample("landscape").pixels.shape == (3, 464, 700)
    assert sample("face").channels == 3
    assert np.ptp(sample("flat").pixels) == 0
    for lang in LANGUAGES:
        assert {f"pictures.sample_{name}" for name in SAMPLES} <= set(load(lang))


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_the_middle_is_in_the_middle(height: int, width: int, side: int) -> None:
    picture = Picture(np.arange(height * width, dtype=np.uint16).reshape(1, height, width))
    middle = picture.piece(side)
    assert middle.size == (min(height, side), min(width, side))
    top, left = divmod(int(middle.pixels[0, 0, 0]), width)
    assert abs((height - middle.size[0]) - 2 * top) <= 1 and abs((width - middle.size[1]) - 2 * left) <= 1
    assert (middle is picture) == (max(height, width) <= side)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.floats(0, 1), st.floats(0, 1))
def test_a_piece_lies_where_it_says(height: int, width: int, side: int, down: float, across: float) -> None:
    pixels = np.arange(height * width, dtype=np.uint16).reshape(1, height, width)
    picture = Picture(pixels, name="own")
    piece = picture.piece(side, down, across)
    top, left = piece.start
    np.testing.assert_array_equal(piece.pixels, pixels[:, top : top + side, left : left + side])
    assert piece.size == (min(height, side), min(width, side))
    corners = {picture.piece(side, one, one).key for one in (0.0, 1.0)}
    assert len(corners) == (1 if max(height, width) <= side else 2)
    assert picture.piece(side, 1, 1).pixels[0, -1, -1] == pixels[0, -1, -1]


def test_where_a_piece_lies_is_bright_on_the_whole() -> None:
    picture = Picture(np.full((1, 400, 300), 200, np.uint8))
    piece = picture.piece(100, 1, 0.5)
    seen = piece.seen_on(picture, 100)
    np.testing.assert_allclose(seen[:, 75:, 25:50], 200 / 255, atol=1e-6)
    assert seen.shape == (1, 100, 75) and np.count_nonzero(seen > 0.7) == 25 * 25


def test_grey_is_what_pillow_calls_grey() -> None:
    picture = sample("face")
    theirs = np.asarray(Image.fromarray(picture.pixels.transpose(1, 2, 0)).convert("L"))
    assert abs(picture.grey().pixels[0].astype(int) - theirs).max() <= 1
    assert picture.grey().grey().pixels.shape == (1, *picture.size)


def test_clipped_and_scaled() -> None:
    values = np.array([[[-1.0, 0.0, 0.5, 1.0, 3.0]]], np.float32)
    assert to_bytes(values, "clipped").tolist() == [[[0, 0, 128, 255, 255]]]
    assert to_bytes(values, "scaled", -1, 3).tolist() == [[[0, 64, 96, 128, 255]]]
    assert to_bytes(values * 0, "scaled", 0, 0).tolist() == [[[128] * 5]]
    assert outside(values) == 0.4


@pytest.mark.parametrize("channels", [1, 3])
def test_files_hold_what_was_put_in(channels: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (channels, 5, 7), np.uint8)
    read = np.asarray(Image.open(BytesIO(png(pixels))))
    assert np.array_equal(read if channels == 1 else read.transpose(2, 0, 1), pixels[0] if channels == 1 else pixels)
    values = pixels.astype(np.float32) / 3
    assert np.array_equal(np.load(BytesIO(npy(values)), allow_pickle=False), values)


def test_the_server_takes_files_as_large_as_are_read() -> None:
    config = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] == limits.FILE_MEGABYTES


def test_what_is_compared_can_be_shrunk_by_every_factor() -> None:
    assert all(limits.UPSAMPLED_SIDE % factor == 0 for factor in (2, 3, 4))
