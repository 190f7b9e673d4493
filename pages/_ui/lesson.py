"""What every page is: the stage in the page's own arrangement, and one question to answer by playing."""

import streamlit as st

from pages._ui import stage
from pages._ui.texts import language, texts

# About 70 characters.
TEXT_WIDTH = 490


def lesson(name: str, *, reads_stage: bool = False, typed: str = "") -> None:
    """The page called `name` in the words and among the stage's views.

    `reads_stage`: what comes below shows its state; only then does the page run again with each of the stage's reports.
    `typed`: what stands in the page's own fields, as link text.
    """
    sure = st.session_state.pop("page_again", False)
    st.session_state.page_unsure = False
    (stage.mount if reads_stage else _mount_alone)(name, language(), typed)
    st.session_state.page_unsure = not sure
    text = texts()
    st.markdown(f"**{text['page.try']}** {text[f'{name}.question']}", width=TEXT_WIDTH)
    with st.expander(text["page.answer"], width=TEXT_WIDTH):
        st.markdown(text[f"{name}.answer"])


@st.fragment
def _mount_alone(name: str, lang: str, typed: str) -> None:
    """The stage in a fragment; its report runs this only.

    But the first report after a run of the whole page runs that once more: where a fragment's run is asked for just as
    the page's ends, Streamlit (1.67) drops what it has not yet sent of the page.
    """
    if st.session_state.page_unsure:
        st.session_state.page_again = True
        st.rerun()
    # Another language concerns the whole page.
    if language() != lang:
        st.rerun()
    stage.mount(name, lang, typed)
