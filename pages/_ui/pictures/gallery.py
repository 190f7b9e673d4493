"""Pictures beside one another on a page, with a lens that shows the same place of each."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from deconv_core.pictures.shown import Bytes, png
from pages._ui.reader import language

HERE = Path(__file__).parent
_component = st.components.v2.component(
    "deconv_pictures",
    html='<div class="gallery" role="group"></div>',
    css=(HERE / "gallery.css").read_text("utf-8"),
    js=(HERE / "gallery.js").read_text("utf-8"),
)


@dataclass(frozen=True, eq=False)
class Figure:
    """`pixels` `[1 or 3, height, width]`; `alt`: what stands in the picture's place where it is not seen; `link`: text
    of a link to the stage, and what it is called."""

    title: str
    pixels: Bytes
    alt: str
    caption: str = ""
    link: tuple[str, str] | None = None


def show(figures: Sequence[Figure], key: str, *, hint: str = "", least: int = 220) -> None:
    """`hint`: how to use the lens; without it there is none. `least`: a picture's width, in CSS pixels, at least."""
    data = {
        "figures": [_told(one) for one in figures],
        "hint": hint,
        "lens": bool(hint),
        "least": least,
        "lang": language(),
    }
    _component(key=key, data=data)


def _told(one: Figure) -> dict[str, object]:
    _, height, width = one.pixels.shape
    return {
        "title": one.title,
        "caption": one.caption,
        "alt": one.alt,
        "src": f"data:image/png;base64,{b64encode(png(one.pixels)).decode()}",
        "width": width,
        "height": height,
        "link": one.link and {"href": f"./?{one.link[0]}", "text": one.link[1]},
    }
