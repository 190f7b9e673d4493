"""What every page is: the stage in the page's own arrangement, what stands below it, and last one question."""

from collections.abc import Callable

import streamlit as st

from pages._ui import stage
from pages._ui.texts import TEXT_WIDTH, language, texts


def _nothing() -> None:
    """Most pages are all stage."""


def lesson(name: str, below: Callable[[], None] = _nothing, *, typed: str = "") -> None:
    """The page called `name` in the words and among the stage's views; `typed`: see stage.mount."""
    stage.mount(name, language(), typed)
    below()
    question(name)


def question(name: str) -> None:
    """To be answered by playing with all that stands above it; the answer is a click away."""
    text = texts()
    st.markdown(f"**{text['page.try']}** {text[f'{name}.question']}", width=TEXT_WIDTH)
    with st.expander(text["page.answer"], width=TEXT_WIDTH):
        st.markdown(text[f"{name}.answer"])
