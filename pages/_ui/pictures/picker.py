"""Which picture a page shows: one of the project's own, or the reader's, which only this visit holds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from deconv_core.pictures import limits
from deconv_core.pictures.files import uploads
from deconv_core.pictures.picture import Picture
from deconv_core.pictures.samples import SAMPLES, sample
from deconv_core.pictures.shown import to_bytes
from deconv_core.refusal import Refusal, UnreadError
from deconv_core.state.query_text import by
from deconv_core.words import fill
from pages._ui.kept import kept
from pages._ui.pictures import gallery
from pages._ui.pictures.gallery import Figure
from pages._ui.reader import TEXT_WIDTH, refuse, texts
from pages._ui.sizes.fields import note, sentences


def choose(page: str, first: str, offered: Sequence[str] = SAMPLES) -> Picture:
    """`first`: the sample that the page opens with."""
    text = texts()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.segmented_control(
            text["pictures.picture"],
            offered,
            default=first,
            required=True,
            format_func=lambda one: text[f"pictures.sample_{one}"],
            key=f"{page}_sample",
        )
        with st.popover(text["pictures.own"]):
            file = st.file_uploader(
                fill(text["pictures.upload"], megabytes=limits.FILE_MEGABYTES, millions=f"{limits.PIXELS / 1e6:.1f}"),
                type=list(uploads.SUFFIXES),
                max_upload_size=limits.FILE_MEGABYTES,
                key=f"{page}_upload",
            )
            note(text["pictures.kept"])
    if file is None:
        return sample(name or first)
    read = kept("upload", file.file_id, lambda: _read(file.getvalue(), file.file_id))
    if isinstance(read, Refusal):
        refuse(read)
        return sample(name or first)
    notes = [text[f"pictures.note_{note}"] for note in read.notes]
    said = [fill(text["pictures.yours"], size=by(read.size)), *notes]
    note(sentences(*said))
    return read


def _read(data: bytes, number: str) -> Picture | Refusal:
    try:
        return uploads.read(data, f"upload {number}")
    except UnreadError as error:
        return error.refusal


def piece(page: str, picture: Picture, side: int) -> Picture:
    """What the page compares of a picture: all of it, or a piece that the reader moves over it."""
    if max(picture.size) <= side:
        return picture
    text = texts()
    whole, controls = st.columns((1, 3), vertical_alignment="center")
    with controls:
        place = st.empty()
        shares = [
            _place(page, axis) if length > side else 0.5
            for axis, length in zip(("down", "across"), picture.size, strict=True)
        ]
        found = picture.piece(side, *shares)
        with place:
            note(fill(text["pictures.piece"], size=by(found.size), whole=by(picture.size)))
    with whole:
        seen = to_bytes(found.seen_on(picture, limits.WHERE_SIDE), "clipped")
        row, column = found.start
        alt = fill(text["pictures.piece_alt"], size=by(found.size), row=row, column=column)
        gallery.show([Figure(text["pictures.piece_title"], seen, alt)], f"{page}_piece")
    return found


def _place(page: str, axis: str) -> float:
    """From 0 to 1."""
    label = texts()[f"pictures.piece_{axis}"]
    return st.slider(label, 0, 100, 50, 5, "%d %%", key=f"{page}_{axis}", width=TEXT_WIDTH) / 100
