"""Which ways to enlarge a picture are one layer, and what is said of each."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.pictures import upsampling
from deconv_core.pictures.layers.on_stage import DIGITS, link
from deconv_core.pictures.picture import Picture
from deconv_core.pictures.samples import sample
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, load


def random_picture(seed: int, channels: int, height: int, width: int) -> Picture:
    return Picture(np.random.default_rng(seed).integers(0, 256, (channels, height, width), np.uint8))


@settings(max_examples=40)
@given(st.sampled_from(upsampling.FACTORS), st.sampled_from((1, 3)), st.integers(12, 40), st.integers(12, 40))
def test_every_way_makes_the_whole_picture_and_its_layer_makes_the_same(
    factor: int, channels: int, height: int, width: int
) -> None:
    compared = upsampling.compare(random_picture(height, channels, height, width), factor, seed=width)
    size = (channels, height // factor * factor, width // factor * factor)
    assert [one.way for one in compared.ways] == list(get_args(upsampling.Way))
    for one in compared.ways:
        assert one.output.shape == compared.original.shape == size
        if one.layer:
            made = upsampling.by_layer(compared.small, one.layer)
            np.testing.assert_allclose(made, one.output, atol=1e-5, err_msg=one.way)
            # Brightness is kept on the whole: stride² output cells for each of the input's.
            assert one.layer.weight.sum() == pytest.approx(factor**2, rel=1e-5)
    facts = compared.facts
    assert max(facts.inside, facts.pillow, facts.shuffled, facts.convolved) < 1e-5
    assert facts.border > 1e-3


@pytest.mark.parametrize("factor", upsampling.FACTORS)
def test_the_rule_of_the_bilinear_kernel(factor: int) -> None:
    layer = upsampling.bilinear_layer(factor)
    line = layer.weight[0, 0].sum(0) / factor
    np.testing.assert_allclose(layer.weight[0, 0], np.outer(line, line), atol=1e-6)
    for phase in range(factor):
        assert line[phase::factor].sum() == pytest.approx(1, rel=1e-5)
    assert layer.output_size((5, 7)) == (5 * factor, 7 * factor)


@pytest.mark.parametrize("factor", upsampling.FACTORS)
def test_which_ways_keep_grey_flat(factor: int) -> None:
    """The answer to the page's question."""
    flat = Picture(np.full((1, 24, 24), 128, np.uint8))
    even = {
        one.way
        for one in upsampling.compare(flat, factor).ways
        if np.ptp(one.output[:, 2 * factor : -2 * factor, 2 * factor : -2 * factor]) < 1e-5
    }
    assert set(get_args(upsampling.Way)) - even == {"random", "pixel_shuffle"}


@pytest.mark.parametrize("factor", upsampling.FACTORS)
def test_icnr_makes_blocks_of_one_colour(factor: int) -> None:
    ways = {one.way: one.output for one in upsampling.compare(sample("face").piece(60), factor).ways}
    blocks = ways["icnr"][:, ::factor, ::factor]
    np.testing.assert_allclose(ways["icnr"], blocks.repeat(factor, 1).repeat(factor, 2), atol=1e-6)


@pytest.mark.parametrize("factor", upsampling.FACTORS)
def test_shrinking_pillow_looks_at_all_pixels(factor: int) -> None:
    original = upsampling.compare(sample("stripes").piece(360), factor).original
    shrunk = upsampling.shrink(original, factor)
    assert shrunk.off_antialiased < 1e-5 < 0.1 < shrunk.off
    # PyTorch's plain way reads at most two pixels along an axis: change the others, and nothing changes.
    impulse = np.zeros((1, 12 * factor, 12 * factor), np.float32)
    reach = []
    for at in range(4 * factor, 5 * factor):
        impulse[:] = 0
        impulse[0, :, at] = 1
        reach.append(bool(upsampling.shrink(impulse, factor).pytorch.any()))
    assert sum(reach) == min(2, 2 - factor % 2)


@pytest.mark.parametrize("factor", upsampling.FACTORS)
def test_a_link_opens_the_layer_or_there_is_none(factor: int) -> None:
    for one in upsampling.compare(sample("face").piece(48), factor).ways:
        if one.layer is None:
            continue
        query = link(one.layer, "en")
        assert (query is None) == (max(one.layer.kernel_size) > 9)
        if query:
            reading = read_query(query)
            assert not reading.problems
            np.testing.assert_allclose(reading.state.w, one.layer.weight[0, 0], atol=10**-DIGITS)
            for key in ("stride", "padding", "output_padding", "kernel_size"):
                assert getattr(reading.state, key) == getattr(one.layer, key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_has_its_name(lang: str) -> None:
    assert {f"upsampling.way_{way}" for way in get_args(upsampling.Way)} <= set(load(lang))
