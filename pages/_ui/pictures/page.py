"""What every page about pictures is: a title, a language, what it shows, and last one question."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from deconv_core.words import LANGUAGES, load
from pages._serve import warm
from pages._ui.guard import guarded
from pages._ui.page import question
from pages._ui.reader import language, texts
from pages._ui.sizes.fields import note
from pages._ui.starting import could_not_start


def pictures(name: str, content: Callable[[], None]) -> None:
    """The page called `name` in the words. `content` is drawn once PyTorch is there."""
    head(name)
    if not could_not_start():
        with st.spinner(texts()["pictures.loading"], show_time=False):
            warm.begin().join()
        if not could_not_start():
            guarded(content)()
    question(name)


def head(name: str) -> None:
    # A link to another page does not say it again.
    st.session_state.language = language()
    title, choice = st.columns((5, 1), vertical_alignment="bottom")
    title.title(texts()[f"{name}.title"], anchor=False)
    with choice:
        st.selectbox(
            texts()["stage.language"],
            LANGUAGES,
            index=LANGUAGES.index(language()),
            format_func=lambda lang: load(lang)["page.language_name"],
            key=f"{name}_language",
            on_change=_speak,
            args=(f"{name}_language",),
            label_visibility="collapsed",
        )
    note(texts()[f"{name}.look"])


def _speak(key: str) -> None:
    st.session_state.language = st.query_params["lang"] = st.session_state[key]
