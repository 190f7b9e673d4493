"""The layer's own maps: any layer over any picture, its channels side by side, computed in tiles."""

from __future__ import annotations

from functools import partial

import streamlit as st

from deconv_core.pictures import limits
from deconv_core.pictures.layers import outputs
from deconv_core.pictures.layers.job import Job
from deconv_core.pictures.picture import Floats, Picture
from deconv_core.pictures.shown import Look, to_bytes
from deconv_core.refusal import UnreadError
from deconv_core.state.query_text import by
from pages._ui.kept import kept
from pages._ui.pictures import gallery, layer_picker, look, picker
from pages._ui.pictures.gallery import Figure
from pages._ui.pictures.page import pictures
from pages._ui.pictures.written import percent
from pages._ui.reader import TEXT_WIDTH, language, refuse, sayer, texts
from pages._ui.sizes.fields import note, sentences

NAME = "maps"
say = sayer(NAME)
# Between two looks at what the reader does meanwhile.
SECONDS = 0.3
WIDE, NARROW = 330, 200


def content() -> None:
    picture = picker.choose(NAME, "landscape")
    layers, looks = st.columns((3, 1))
    with layers:
        chosen = layer_picker.choose(picture)
    if chosen is None:
        return
    with looks:
        shown_as = look.choose(NAME)
    # A layer of one channel goes over each colour; one of three over a grey picture too.
    layer = chosen.layer.for_each_colour(picture.channels)
    source = picture.coloured() if layer.in_channels == 3 else picture
    try:
        job = kept("maps", (picture.key, layer.in_channels, chosen.key), lambda: Job(source, layer))
    except UnreadError as error:
        refuse(error.refusal)
        return
    if worked(job):
        maps(picture, job, shown_as)
        files(job, shown_as)


def worked(job: Job) -> bool:
    """Goes on with the job until it is done; whatever the reader does meanwhile ends this run of the page first."""
    place = st.empty()
    if not job.done and not job.stopped:
        job.go_on(SECONDS)
    if not job.done and not job.stopped:
        with place.container(width=TEXT_WIDTH):
            bar = st.progress(job.share)
            st.button(say("stop"), on_click=job.stop, key="maps_stop")
        while not job.done and not job.stopped:
            job.go_on(SECONDS)
            bar.progress(job.share, say("doing", share=percent(job.share)))
        place.empty()
    if job.stopped and not job.done:
        with place.container(width=TEXT_WIDTH):
            st.info(say("stopped", share=percent(job.share)))
            st.button(say("resume"), on_click=job.resume, key="maps_resume")
    return job.done


def maps(picture: Picture, job: Job, chosen: Look) -> None:
    size, made = by(picture.size), by((job.layer.out_channels, *job.size))
    shape = by((job.layer.in_channels, *picture.size))
    said = [say("sizes", shape=shape, made=made, layer=layer_picker.source(job.layer))]
    if query := layer_picker.on_stage(job.layer):
        said.append(f"[{say('open')}](./?{query}&lang={language()})")
    note(sentences(*said))
    small = picture.small(limits.SHOWN_SIDE)
    figures = [Figure(say("original"), to_bytes(small, "clipped"), say("original_alt", size=size), size)]
    channels = job.layer.out_channels
    if channels == 3:
        ends = float(job.low.min()), float(job.high.max())
        scaled = look.said(chosen, *ends, float(job.outside.mean()))
        pixels = to_bytes(job.small, chosen, *ends)
        figures.append(Figure(say("mixed"), pixels, say("mixed_alt", size=by(job.size)), scaled))
    figures += channel_figures(job, job.small[: limits.SHOWN_CHANNELS], chosen, "channel_alt", by(job.size))
    few = channels <= limits.FEW_CHANNELS
    gallery.show(figures, "maps_gallery", hint=texts()["pictures.lens"], least=WIDE if few else NARROW)
    facts = [say("smaller", by=job.by)] if job.by > 1 else []
    if channels > limits.SHOWN_CHANNELS:
        facts.append(say("first", shown=limits.SHOWN_CHANNELS, channels=channels))
    if facts:
        note(sentences(*facts))
    st.header(say("middle"), anchor=False)
    middle = job.middle(limits.MIDDLE_SIDE)[: limits.MIDDLE_CHANNELS]
    gallery.show(channel_figures(job, middle, chosen, "middle_alt", by(middle.shape[1:])), "maps_middle", least=NARROW)


def channel_figures(job: Job, values: Floats, chosen: Look, alt: str, size: str) -> list[Figure]:
    """Each channel in its own range, which the whole output says."""
    return [
        Figure(
            say("channel", number=at),
            to_bytes(values[at : at + 1], chosen, float(job.low[at]), float(job.high[at])),
            say(alt, number=at, size=size),
            look.said(chosen, float(job.low[at]), float(job.high[at]), float(job.outside[at])),
        )
        for at in range(len(values))
    ]


def files(job: Job, chosen: Look) -> None:
    channels = job.layer.out_channels
    channel = None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if channels not in (1, 3):
            channel = int(st.number_input(say("which"), 0, channels - 1, 0, key="maps_channel", width=140))
        name = f"maps_{by((channels, *job.size)).replace('×', 'x')}"
        st.download_button(
            say("download_png", look=texts()[f"pictures.look_{chosen}"]),
            partial(outputs.png, job, chosen, channel),
            f"{name}.png",
            "image/png",
            on_click="ignore",
            key="maps_png",
        )
        if outputs.may_be_numbers(job):
            st.download_button(
                say("download_npy"),
                partial(outputs.npy, job),
                f"{name}.npy",
                "application/octet-stream",
                on_click="ignore",
                key="maps_npy",
            )
    if not outputs.may_be_numbers(job):
        note(say("no_npy", millions=f"{limits.FILE_VALUES / 1e6:.0f}"))


pictures(NAME, content)
