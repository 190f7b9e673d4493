"""Which picture a page shows: one of the project's own, or the reader's, which only this visit holds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from deconv_core.pictures import limits
from deconv_core.pictures.files import uploads
from deconv_core.pictures.picture import Picture
from deconv_core.pictures.samples import SAMPLES, sample
from deconv_core.refusal import Refusal, UnreadError
from deconv_core.words import fill
from pages._ui.kept import kept
from pages._ui.pictures.written import by
from pages._ui.reader import refuse, texts
from pages._ui.sizes.fields import note


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
    note(" ".join(said))
    return read


def _read(data: bytes, number: str) -> Picture | Refusal:
    try:
        return uploads.read(data, f"upload {number}")
    except UnreadError as error:
        return error.refusal


def cut(picture: Picture, side: int = limits.COMPARED_SIDE) -> Picture:
    """Its middle, if it is larger than what pages compare; says so."""
    middle = picture.middle(side)
    if middle is not picture:
        note(fill(texts()["pictures.middle"], size=by(middle.size)))
    return middle
