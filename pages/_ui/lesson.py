"""What every page is: the stage in the page's own arrangement, and one question to answer by playing."""

import streamlit as st

from pages._ui import stage
from pages._ui.texts import TEXT_WIDTH, language, texts


def lesson(name: str, *, typed: str = "") -> None:
    """The page called `name` in the words and among the stage's views; `typed`: see stage.mount."""
    stage.mount(name, language(), typed)
    text = texts()
    st.markdown(f"**{text['page.try']}** {text[f'{name}.question']}", width=TEXT_WIDTH)
    with st.expander(text["page.answer"], width=TEXT_WIDTH):
        st.markdown(text[f"{name}.answer"])
