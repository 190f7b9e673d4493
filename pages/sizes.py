"""Sizes: the crop frame in the hand, and what people ask about sizes most, answered by number and code."""

import streamlit as st

from pages._ui.guard import guarded
from pages._ui.page import lesson
from pages._ui.sizes import asked, encoder_panel, fields, finder_panel, mend_panel, output_size_panel


def panels() -> None:
    guarded(finder_panel.show)()
    for place, panel in zip(st.columns(2, gap="large"), (mend_panel, output_size_panel), strict=True):
        with place:
            guarded(panel.show)()
    guarded(encoder_panel.show)()


lesson("sizes", below=panels, typed=fields.as_link, asked=asked.request)
