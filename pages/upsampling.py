"""Upsampling compared: eight ways to make a picture larger, on the same input, under one lens."""

from __future__ import annotations

import streamlit as st

from deconv_core.pictures import limits, upsampling
from deconv_core.pictures.layers.on_stage import link
from deconv_core.pictures.shown import to_bytes
from deconv_core.state.query_text import by
from pages._ui.guard import guarded
from pages._ui.kept import kept
from pages._ui.pictures import gallery, picker
from pages._ui.pictures.gallery import Figure
from pages._ui.pictures.page import pictures
from pages._ui.pictures.written import decibels, number, ssim
from pages._ui.reader import language, sayer, texts
from pages._ui.sizes.fields import note, sentences

NAME = "upsampling"
say = sayer(NAME)
WIDE = 270


def content() -> None:
    picture = picker.piece(NAME, picker.choose(NAME, "face"), limits.UPSAMPLED_SIDE)
    factor = st.segmented_control(
        say("factor"),
        upsampling.FACTORS,
        default=2,
        required=True,
        format_func=lambda one: f"{one}×",
        key="upsampling_factor",
    )
    if min(picture.size) < 2 * (factor or 2):
        st.error(say("too_small", size=by(picture.size), factor=factor))
        return
    compared = kept("upsampling", (picture.key, factor), lambda: upsampling.compare(picture, factor or 2))
    ways(compared, factor or 2)
    rules(compared.facts, factor or 2)
    shrinking(compared, factor or 2)


def ways(compared: upsampling.Comparison, factor: int) -> None:
    size, small = by(compared.original.shape[1:]), by(compared.small.shape[1:])
    too_large = 0
    shown = [
        Figure(say("original"), to_bytes(compared.original, "clipped"), say("original_alt", size=size), size),
        Figure(
            say("small"), to_bytes(compared.small, "clipped"), say("small_alt", size=small), say("small_is", size=small)
        ),
    ]
    for way in compared.ways:
        name = say(f"way_{way.way}")
        said = say("scores", psnr=decibels(way.scores.psnr), ssim=ssim(way.scores.ssim))
        query = way.layer and link(way.layer, language())
        if way.layer and not query:
            too_large = max(too_large, *way.layer.kernel_size)
        on_stage = (query, texts()["pictures.on_stage"]) if query else None
        shown.append(Figure(name, to_bytes(way.output, "clipped"), say("way_alt", way=name, size=size), said, on_stage))
    gallery.show(shown, "upsampling_gallery", hint=texts()["pictures.lens"], least=WIDE)
    note(sentences(say("scores_of", factor=factor), say("no_link", kernel=too_large) if too_large else ""))


def rules(facts: upsampling.Facts, factor: int) -> None:
    st.header(say("rules"), anchor=False)
    layer = upsampling.bilinear_layer(factor)
    middle = [number(float(one)) for one in layer.weight[0, 0].sum(0) / factor]
    lines = [
        say(
            "rule_bilinear",
            kernel=layer.kernel_size[0],
            padding=layer.padding[0],
            factor=factor,
            weights=", ".join(middle),
            total=number(float(layer.weight.sum())),
            inside=number(facts.inside),
            border=number(facts.border),
        ),
        say("rule_pillow", off=number(facts.pillow)),
        say("rule_shuffle", off=number(facts.shuffled), kernel=3 * factor, factor=factor),
        say("rule_icnr"),
        say("rule_convolved", off=number(facts.convolved), kernel=factor + 2, factor=factor),
    ]
    note("\n".join(f"- {line}" for line in lines))


@st.fragment
@guarded
def shrinking(compared: upsampling.Comparison, factor: int) -> None:
    st.header(say("shrinking", factor=factor), anchor=False)
    shrunk = upsampling.shrink(compared.original, factor)
    shown = [
        Figure(say(f"shrunk_{key}"), to_bytes(values, "clipped"), say(f"shrunk_{key}_alt"))
        for key, values in (("pytorch", shrunk.pytorch), ("pillow", shrunk.pillow), ("antialiased", shrunk.antialiased))
    ]
    gallery.show(shown, "upsampling_shrunk", hint=texts()["pictures.lens"], least=WIDE)
    said = say("shrunk_off", off=number(shrunk.off), smooth=number(shrunk.off_antialiased), factor=factor)
    note(said)


pictures(NAME, content)
