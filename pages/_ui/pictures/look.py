"""Whether numbers are shown clipped or scaled: the reader picks, and each picture says which."""

from __future__ import annotations

import streamlit as st

from deconv_core.pictures.picture import Floats
from deconv_core.pictures.shown import LOOKS, Bytes, Look, outside, to_bytes
from deconv_core.words import fill
from pages._ui.pictures.written import number, percent
from pages._ui.reader import texts


def choose(page: str, first: Look = "scaled") -> Look:
    text = texts()
    chosen: Look | None = st.segmented_control(
        text["pictures.look"],
        LOOKS,
        default=first,
        required=True,
        format_func=lambda one: text[f"pictures.look_{one}"],
        key=f"{page}_look",
        help=text["pictures.look_help"],
    )
    return chosen or first


def shown(values: Floats, look: Look) -> tuple[Bytes, str]:
    """The picture, and what is said of its numbers."""
    low, high = float(values.min()), float(values.max())
    return to_bytes(values, look, low, high), said(look, low, high, outside(values))


def said(look: Look, low: float, high: float, beyond: float) -> str:
    text = texts()
    if look == "scaled":
        return fill(text["pictures.said_scaled"], low=number(low), high=number(high))
    if beyond == 0:
        return fill(text["pictures.said_within"], low=number(low), high=number(high))
    return fill(text["pictures.said_clipped"], low=number(low), high=number(high), share=percent(beyond))
