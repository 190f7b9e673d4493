"""Spectrum and spectrogram show the very numbers that they are given, in the page's colours."""

from __future__ import annotations

import numpy as np
import pytest

from deconv_core.figures import spectrogram_map, spectrum_chart
from deconv_core.figures.colours import roles
from deconv_core.pictures import sound
from deconv_core.pictures.checkerboard import pattern


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_spectrum_is_drawn_with_a_mark_at_each_multiple(scheme: str) -> None:
    found = pattern(3, 2, 2, "equal")
    frequencies, amplitudes = found.spectrum
    words = {"frequency": "f", "amplitude": "a"}
    chart = spectrum_chart.figure(frequencies, amplitudes, found.period, scheme, **words)
    (bars,) = chart.data
    np.testing.assert_array_equal(bars.x, frequencies)
    np.testing.assert_array_equal(bars.y, amplitudes)
    # Each stands alone, and all are within the chart.
    assert bars.width < np.diff(frequencies).min()
    low, high = chart.layout.xaxis.range
    assert low < -bars.width / 2 and high > 0.5 + bars.width / 2
    assert [shape.x0 for shape in chart.layout.shapes] == [0.25, 0.5]
    assert (chart.layout.xaxis.title.text, chart.layout.yaxis.title.text) == ("f", "a")
    assert bars.marker.color == roles(scheme)["taken"]
    # Where all is flat, rounding is not enlarged to look like something.
    flat = spectrum_chart.figure(frequencies, amplitudes * 0 + 1e-9, 1, scheme, **words)
    assert flat.layout.yaxis.range[1] >= 0.01 and not flat.layout.shapes


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_spectrogram_is_drawn_from_below(scheme: str) -> None:
    seconds, hertz, decibels = sound.spectrogram(sound.tone(1))
    (heat,) = spectrogram_map.figure(seconds, hertz, decibels, scheme, time="t", frequency="f").data
    np.testing.assert_allclose(heat.z, decibels, atol=0.051)
    assert heat.zmax == 0 and list(heat.y) == sorted(heat.y)
    colours = roles(scheme)
    assert [colour for _, colour in heat.colorscale] == [colours["surface"], colours["text"]]
