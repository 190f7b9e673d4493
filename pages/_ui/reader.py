"""The reader's language, the texts in it, and whether it is dark."""

import re
from collections.abc import Callable, Mapping

import streamlit as st

from deconv_core import words
from deconv_core.refusal import Refusal
from pages._ui import stage

# Pixels; about 70 characters.
TEXT_WIDTH = 490
# A box around as wide a text.
BOX_WIDTH = TEXT_WIDTH + 32
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def language() -> str:
    """What the reader chose on the page, else what the link says, else what the browser prefers."""
    chosen = stage.reported_language() or st.query_params.get("lang")
    return chosen if chosen in words.LANGUAGES else words.pick(_preferred())


def _preferred() -> str:
    """What the browser prefers: its own language, then the others that its reader reads, the best first."""
    return f"{st.context.locale or ''},{st.context.headers.get('Accept-Language', '')}"


def scheme() -> str:
    """ "dark" or "light", as the reader has the page."""
    return st.context.theme.type or "light"


def texts() -> Mapping[str, str]:
    return words.load(language())


def sayer(room: str) -> Callable[..., str]:
    """`say(key, **values)`: a room's text, such as a page's, filled in."""
    return lambda key, **values: words.fill(texts()[f"{room}.{key}"], **values)


def plain(text: str) -> str:
    """As Markdown that shows it letter for letter: it may quote a visitor."""
    return PUNCTUATION.sub(r"\\\1", text)


def refuse(refusal: Refusal) -> None:
    """Says why not."""
    said = words.explain(language(), refusal.code, refusal.field, refusal.values)
    st.error(plain(said), width=BOX_WIDTH)
