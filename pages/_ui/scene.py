"""A Plotly figure that is drawn on where it stands: whoever turned it keeps it turned when its numbers change.

Streamlit's own chart is another element for each figure, which begins from the front again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from pages._ui.reader import language, sayer

say = sayer("page")
_component = st.components.v2.component(
    "deconv_scene",
    html='<div class="scene" role="figure"></div>',
    css=".scene { min-height: 460px; }",
    js=(Path(__file__).parent / "scene.js").read_text("utf-8"),
    isolate_styles=False,
)


def show(figure: Any, key: str, alt: str) -> None:
    """`alt`: what it shows, for those who do not see it."""
    buttons = {"Reset camera to default": say("scene_front"), "Download plot as a PNG": say("scene_save")}
    words = {"alt": alt, "missing": say("no_stage"), "buttons": buttons}
    # Asked to repaint, it is drawn again by the run that follows.
    _component(key=key, data={"figure": figure.to_json(), "lang": language(), **words}, on_repaint_change=_nothing)


def _nothing() -> None:
    """A component's value has to have a callback to be known to Streamlit."""
