"""Where a checkerboard comes from: what the page says of coverage, weights, spectrum and sound holds always."""

from __future__ import annotations

from itertools import product
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.pictures import checkerboard, sound
from deconv_core.pictures.checkerboard import KERNELS, LAYERS, STRIDES, WEIGHTS, pattern
from deconv_core.words import LANGUAGES, load

SETTINGS = st.tuples(
    st.sampled_from(KERNELS),
    st.sampled_from(STRIDES),
    st.sampled_from(LAYERS),
    st.sampled_from(WEIGHTS),
    st.integers(0, 50),
)


@settings(max_examples=60)
@given(SETTINGS)
def test_inside_all_repeats_itself_and_the_spectrum_has_peaks_at_multiples_only(
    chosen: tuple[int, int, int, checkerboard.Weights, int],
) -> None:
    found = pattern(*chosen)
    period = chosen[1] ** chosen[2]
    assert found.period == period and found.grey.shape == found.terms.shape
    assert min(found.grey.shape) >= min(checkerboard.SEEN, 2 * period)
    for values, off in ((found.grey, 1e-4), (found.terms, 0)):
        scale = max(1.0, float(abs(values).max()))
        assert abs(values[period:] - values[:-period]).max(initial=0) <= off * scale
        assert abs(values[:, period:] - values[:, :-period]).max(initial=0) <= off * scale
    frequencies, amplitudes = found.spectrum
    is_multiple = np.abs(frequencies * period - np.rint(frequencies * period)) < 1e-4
    assert amplitudes[~is_multiple].max(initial=0) <= 1e-4 * max(1.0, float(abs(found.grey).max()))
    assert amplitudes[0] <= 1e-6


@settings(max_examples=80)
@given(SETTINGS)
def test_what_is_said_of_a_pattern_is_so(chosen: tuple[int, int, int, checkerboard.Weights, int]) -> None:
    kernel, stride, _, weights, _ = chosen
    found = pattern(*chosen)
    # Dilation is 1: coverage is even exactly where the stride divides the kernel.
    assert found.coverage_is_even == (kernel % stride == 0)
    if stride == 1:
        assert found.kind == "one_phase_only" and found.grey_is_flat
    elif weights == "equal":
        assert found.grey_is_flat == found.coverage_is_even
    elif weights == "balanced":
        assert found.grey_is_flat == (kernel >= stride)
    else:
        assert not found.grey_is_flat
    if kernel < stride:
        assert found.terms.min() == 0 and found.kind == "uneven_pattern"


def test_of_one_layer_the_terms_are_the_links() -> None:
    for kernel, stride in product(KERNELS, STRIDES):
        found = pattern(kernel, stride, 1, "equal")
        taps = np.arange(kernel) % stride
        per_phase = np.bincount(taps, minlength=stride)
        expected = np.multiply.outer(per_phase, per_phase)
        assert (found.terms[:stride, :stride] == expected).all()


def test_balanced_phases_sum_to_one() -> None:
    random = np.random.default_rng(1)
    for kernel, stride in product(KERNELS, STRIDES):
        weight = checkerboard.made("balanced", (1, 1, kernel, kernel), (stride, stride), random)
        for a, b in product(range(min(kernel, stride)), repeat=2):
            assert weight[0, 0, a::stride, b::stride].sum() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("weights", WEIGHTS)
def test_the_sound_is_a_second_long_and_its_images_stand_where_is_said(
    stride: int, weights: checkerboard.Weights
) -> None:
    samples = sound.tone(stride)
    assert len(samples) == round(sound.RATE / stride)
    heard = sound.through(samples, sound.layer(4, stride, weights, 3))
    assert abs(len(heard) - sound.RATE) < 2 * stride + 4
    assert abs(heard).max() == pytest.approx(sound.LOUDEST, rel=1e-4)
    # The tone lies between FROM and TO; so an image does between a multiple of the input's rate and either of them.
    power = np.abs(np.fft.rfft(heard * np.hanning(len(heard)))) ** 2
    frequencies = np.fft.rfftfreq(len(heard), 1 / sound.RATE)
    rate = sound.RATE / stride
    away = np.abs(frequencies - np.rint(frequencies / rate) * rate)
    near = (away > sound.FROM - 60) & (away < sound.TO + 60)
    assert power[~near].sum() < 1e-3 * power.sum()


@pytest.mark.parametrize("stride", [2, 3, 4])
def test_interpolation_s_images_are_faint_and_those_of_uneven_phases_loud(stride: int) -> None:
    samples = sound.tone(stride)
    even = sound.images(sound.through(samples, sound.even_layer(stride)), stride)
    holding = sound.images(sound.through(samples, sound.layer(stride, stride, "equal")), stride)
    heavier = sound.images(sound.through(samples, sound.layer(2 * stride, stride, "one_phase")), stride)
    assert even < holding < 0 and even < heavier - 10


def test_a_spectrogram_shows_the_tone() -> None:
    samples = sound.through(sound.tone(1), sound.even_layer(1))
    seconds, hertz, decibels = sound.spectrogram(samples)
    assert decibels.shape == (len(hertz), len(seconds)) and decibels.max() == pytest.approx(0, abs=1e-6)
    for at, moment in enumerate(seconds):
        heard = hertz[decibels[:, at].argmax()]
        assert heard == pytest.approx(sound.FROM + (sound.TO - sound.FROM) * moment, abs=2 * sound.RATE / sound.WINDOW)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_and_all_weights_have_their_words(lang: str) -> None:
    wanted = {*get_args(checkerboard.Kind), *(f"weights_{one}" for one in WEIGHTS)}
    assert {f"checkerboard.{one}" for one in wanted} <= set(load(lang))
