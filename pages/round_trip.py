"""There and back: a Conv2d, then a ConvTranspose2d with the same kernels; and what would truly lead back."""

from __future__ import annotations

import streamlit as st

from deconv_core.pictures import inverse, kernels, limits, round_trip
from deconv_core.pictures.layers.sources import of_state
from deconv_core.pictures.picture import Floats, Picture
from deconv_core.pictures.scores import best_fit
from deconv_core.pictures.shown import Look, to_bytes
from deconv_core.refusal import UnreadError
from deconv_core.state.fields import State
from deconv_core.state.query_text import by
from pages._ui import stage
from pages._ui.guard import guarded
from pages._ui.kept import kept
from pages._ui.pictures import gallery, look, picker
from pages._ui.pictures.gallery import Figure
from pages._ui.pictures.page import pictures
from pages._ui.pictures.written import decibels, number, ssim
from pages._ui.reader import TEXT_WIDTH, refuse, sayer, texts
from pages._ui.sizes.fields import note, sentences

NAME = "round_trip"
say = sayer(NAME)
NOISES = (0.0, 0.0001, 0.001, 0.01, 0.05)
# Of many kernels' maps, so many are shown.
MOST_MAPS = 6


def content() -> None:
    whole = picker.piece(NAME, picker.choose(NAME, "face"), limits.COMPARED_SIDE)
    settings = st.columns((3, 1, 2), vertical_alignment="bottom")
    with settings[0]:
        name = st.segmented_control(
            say("kernel"),
            kernels.KERNELS,
            default="sobel",
            required=True,
            format_func=lambda one: say(f"kernel_{one}"),
            key="round_trip_kernel",
            help=say("kernel_help"),
        )
    with settings[1]:
        stride = st.segmented_control(say("stride"), (1, 2, 3), default=1, required=True, key="round_trip_stride")
    with settings[2]:
        chosen = look.choose(NAME)
    picture = whole.grey()
    try:
        weights = stage_kernels() if name == "stage" else kernels.named(name or "sobel")
        asked = (whole.key, weights.tobytes(), weights.shape, stride)
        trip = kept("round_trip", asked, lambda: round_trip.run(picture, weights, stride or 1))
    except UnreadError as error:
        refuse(error.refusal)
        return
    both_ways(picture, trip, chosen)
    leads_back(picture, weights, stride or 1)


def stage_kernels() -> Floats:
    """All of them, each as one on a single channel."""
    weight = of_state(stage.last_reported() or State()).weight
    return weight.reshape(-1, 1, *weight.shape[2:])


def both_ways(picture: Picture, trip: round_trip.RoundTrip, chosen: Look) -> None:
    size = by(picture.size)
    pixels, _ = look.shown(picture.values, "clipped")
    figures = [Figure(say("original"), pixels, say("original_alt", size=size), size)]
    middle = by(trip.maps.shape[1:])
    for at, values in enumerate(trip.maps[:MOST_MAPS], 1):
        pixels, said = look.shown(values[None], chosen)
        title = say("map", number=at)
        figures.append(Figure(title, pixels, say("map_alt", number=at, size=middle), f"{middle} · {said}"))
    pixels, said = look.shown(trip.returned, chosen)
    figures.append(Figure(say("returned"), pixels, say("returned_alt", size=size), f"{size} · {said}"))
    off = round_trip.difference(picture, trip.fitted)
    pixels, said = look.shown(off, chosen)
    figures.append(Figure(say("difference"), pixels, say("difference_alt"), f"{said}"))
    gallery.show(figures, "round_trip_gallery", hint=texts()["pictures.lens"])
    before, best = trip.as_it_comes, trip.at_best
    text = say(
        "numbers",
        size=size,
        middle=middle,
        psnr=decibels(before.psnr),
        ssim=ssim(before.ssim),
        best_psnr=decibels(best.psnr),
        best_ssim=ssim(best.ssim),
        gain=number(trip.gain),
        offset=number(trip.offset),
    )
    note(text)


@st.fragment
@guarded
def leads_back(picture: Picture, weights: Floats, stride: int) -> None:
    st.header(say("inverse"), anchor=False)
    note(say("inverse_look"))
    noise = st.select_slider(
        say("noise"), NOISES, format_func=lambda one: number(one), key="round_trip_noise", width=TEXT_WIDTH
    )
    piece = inverse.liveliest(picture.values)
    size = (piece.shape[1], piece.shape[2])
    try:
        asked = (weights.tobytes(), weights.shape, stride, size)
        decomposed = kept("decomposed", asked, lambda: inverse.decompose(weights, stride, size))
    except UnreadError as error:
        refuse(error.refusal)
        return
    maps = decomposed.forward(piece)
    solved = decomposed.solved(inverse.with_noise(maps, noise)).astype("float32")
    transposed, _, _ = best_fit(decomposed.transposed(maps), piece)
    solved, _, _ = best_fit(solved, piece)
    named = by(size)
    shown = [
        ("piece", piece, say("piece_caption", size=named)),
        ("by_transposed", transposed, say("off_by", error=number(inverse.rms(transposed - piece)))),
        ("by_least_squares", solved, say("off_by", error=number(inverse.rms(solved - piece)))),
    ]
    gallery.show(
        [Figure(say(key), to_bytes(values, "clipped"), say(f"{key}_alt"), said) for key, values, said in shown],
        "round_trip_pieces",
    )
    rows, columns = decomposed.matrix.shape
    facts = (
        say("matrix", rows=rows, columns=columns),
        say("lost", lost=decomposed.lost, columns=columns) if decomposed.lost else say("nothing_lost"),
        say("amplified", times=number(decomposed.amplified)),
        say("noise_off", noise=number(noise)) if noise else say("noise_none"),
    )
    note(sentences(*facts))


pictures(NAME, content)
