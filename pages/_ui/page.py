"""What every page is: the stage in the page's own arrangement, what stands below it, and last one question."""

from collections.abc import Callable

import streamlit as st

from deconv_core.state.fields import State
from pages._serve import warm
from pages._ui import stage
from pages._ui.guard import guarded
from pages._ui.reader import TEXT_WIDTH, language, texts

Following = Callable[[State | None], None]


def _nothing(_state: State | None) -> None:
    """On most pages only the stage itself follows its state."""


def _no_text() -> str:
    return ""


def _of_itself() -> object:
    return None


def lesson(
    name: str,
    following: Following = _nothing,
    *,
    below: Callable[[], None] | None = None,
    typed: Callable[[], str] = _no_text,
    asked: Callable[[], object] = _of_itself,
) -> None:
    """The page called `name` in the words and among the stage's views.

    `following`: what stands below the stage and is about its state; None: the browser has yet to make its numbers.
    Then the page is no more than that, so that what they bring pushes nothing away. `below`: what stands below that and
    answers what is `asked`: when the stage speaks, it is drawn again only where that is another then. `typed`: what
    stands in the fields of `below`, as link text (see stage.mount).
    """
    is_whole, is_loaded = whole(name, following), warm.is_loaded()
    if below is None:
        played(name, following, typed)
    else:
        place = st.container()
        if is_whole:
            # Not for paper: assets/stage/hosts/streamlit.css.
            with st.container(key="below"):
                guarded(below)()
        with place:
            # Never seen: the stage presses it where the server does not answer (assets/stage/hosts/streamlit.js).
            st.button("\N{CLOCKWISE OPEN CIRCLE ARROW}", key="again")
            # As it was before all this was drawn: PyTorch may have come since.
            played_alone(name, following, typed, asked, drawn_for(name, following, asked, is_loaded))
    if is_whole:
        question(name)


def played(name: str, following: Following, typed: Callable[[], str]) -> None:
    stage.mount(name, language(), typed())
    guarded(following)(stage.state(name))


@st.fragment
@guarded
def played_alone(
    name: str, following: Following, typed: Callable[[], str], asked: Callable[[], object], drawn: tuple[object, ...]
) -> None:
    if drawn != drawn_for(name, following, asked, warm.is_loaded()):
        st.rerun()
    played(name, following, typed)


def drawn_for(name: str, following: Following, asked: Callable[[], object], is_loaded: bool) -> tuple[object, ...]:
    """What the rest of the page depends on, besides what is typed into it; `is_loaded`: whether PyTorch is."""
    return whole(name, following), language(), is_loaded, asked()


def whole(name: str, following: Following) -> bool:
    return following is _nothing or stage.state(name) is not None


def question(name: str) -> None:
    """To be answered by playing with all that stands above it; the answer is a click away."""
    text = texts()
    st.markdown(f"**{text['page.try']}** {text[f'{name}.question']}", width=TEXT_WIDTH)
    with st.expander(text["page.answer"], width=TEXT_WIDTH):
        st.markdown(text[f"{name}.answer"])
