"""Checkerboard: flat grey through layers that enlarge; where its pattern comes from, seen and heard."""

from __future__ import annotations

import streamlit as st

from deconv_core.figures import spectrogram_map, spectrum_chart
from deconv_core.pictures import checkerboard, sound
from deconv_core.pictures.checkerboard import KERNELS, LAYERS, STRIDES, Pattern, Weights
from deconv_core.pictures.picture import Floats
from deconv_core.pictures.shown import to_bytes
from deconv_core.state.query_text import by
from pages._ui.guard import guarded
from pages._ui.kept import kept
from pages._ui.pictures import gallery
from pages._ui.pictures.gallery import Figure
from pages._ui.pictures.page import pictures
from pages._ui.pictures.written import number
from pages._ui.reader import sayer, scheme
from pages._ui.sizes.fields import note

NAME = "checkerboard"
say = sayer(NAME)
SEEDS = 1000
# Name, what it may be, what it is first.
SLIDERS = (("kernel", KERNELS, 3), ("stride", STRIDES, 2), ("layers", LAYERS, 1))


def content() -> None:
    kernel, stride, layers, weights, seed = settings()
    asked = (kernel, stride, layers, weights, seed)
    found = kept("checkerboard", asked, lambda: checkerboard.pattern(kernel, stride, layers, weights, seed))
    seen(found)
    spectrum(found, stride, layers)
    heard(kernel, stride, weights, seed)


def settings() -> tuple[int, int, int, Weights, int]:
    kernel, stride, layers = (
        place.slider(say(name), min(several), max(several), first, key=f"board_{name}")
        for place, (name, several, first) in zip(st.columns(3), SLIDERS, strict=True)
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        weights: Weights | None = st.segmented_control(
            say("weights"),
            checkerboard.WEIGHTS,
            default="random",
            required=True,
            format_func=lambda one: say(f"weights_{one}"),
            key="board_weights",
            help=say("weights_help"),
        )
        st.button(say("again"), key="board_again", on_click=others, disabled=weights not in ("random", "balanced"))
    return kernel, stride, layers, weights or "random", st.session_state.get("board_seed", 0)


def others() -> None:
    st.session_state.board_seed = (st.session_state.get("board_seed", 0) + 1) % SEEDS


def seen(found: Pattern) -> None:
    low, high = float(found.grey.min()), float(found.grey.max())
    # Flat but for rounding is shown flat.
    shown = slice(0, checkerboard.SHOWN)
    grey = to_bytes(found.grey[None, shown, shown], "scaled", low, low if found.grey_is_flat else high)
    least, most = int(found.terms.min()), int(found.terms.max())
    terms = to_bytes(found.terms[None, shown, shown].astype("float32"), "scaled", least, most)
    size = by(grey.shape[1:])
    values = say("flat" if found.grey_is_flat else "scaled", low=number(low), high=number(high))
    counts = say("terms_even", most=most) if found.coverage_is_even else say("terms_uneven", least=least, most=most)
    figures = [
        Figure(say("output"), grey, say("output_alt", size=size, values=values), values),
        Figure(say("coverage"), terms, say("coverage_alt", size=size, counts=counts), counts),
    ]
    gallery.show(figures, "checkerboard_gallery", least=300)
    note(say(found.kind))


def spectrum(found: Pattern, stride: int, layers: int) -> None:
    st.header(say("spectrum"), anchor=False)
    names = {key: say(key) for key in ("frequency", "amplitude")}
    frequencies, amplitudes = found.spectrum
    chart = spectrum_chart.figure(frequencies, amplitudes, found.period, scheme(), **names)
    st.plotly_chart(chart, key="board_spectrum", theme=None)
    if found.period == 1:
        text = say("spectrum_one")
    else:
        text = say("spectrum_read" if layers == 1 else "spectrum_several", stride=stride, period=found.period)
    note(text)


@st.fragment
@guarded
def heard(kernel: int, stride: int, weights: Weights, seed: int) -> None:
    st.header(say("sound"), anchor=False)
    note(say("sound_look", stride=stride, rate=round(sound.RATE / stride)))
    samples = sound.tone(stride)
    layers = {"layer": sound.layer(kernel, stride, weights, seed), "even": sound.even_layer(stride)}
    for place, (name, layer) in zip(st.columns(2, gap="large"), layers.items(), strict=True):
        with place:
            play(name, sound.through(samples, layer), stride)


def play(name: str, samples: Floats, stride: int) -> None:
    title = say(f"sound_{name}")
    st.markdown(f"**{title}**")
    st.audio(samples, sample_rate=sound.RATE, alt=title)
    seconds, hertz, decibels = sound.spectrogram(samples)
    names = {"time": say("time"), "frequency": say("hertz")}
    st.plotly_chart(
        spectrogram_map.figure(seconds, hertz, decibels, scheme(), **names), key=f"board_{name}", theme=None
    )
    if stride > 1:
        level = number(sound.images(samples, stride))
        note(say("images", level=level, half=round(sound.RATE / stride / 2)))
    else:
        note(say("images_none"))


pictures(NAME, content)
