"""The reader's language, and the texts in it."""

from collections.abc import Mapping

import streamlit as st

from deconv_core import words
from pages._ui import stage

# Pixels; about 70 characters.
TEXT_WIDTH = 490
# A box around as wide a text.
BOX_WIDTH = TEXT_WIDTH + 32


def language() -> str:
    """What the reader chose on the page, else what the link says, else what the browser prefers."""
    chosen = stage.reported_language() or st.query_params.get("lang")
    return chosen if chosen in words.LANGUAGES else words.pick(_preferred())


def _preferred() -> str:
    """What the browser prefers: its own language, then the others that its reader reads, the best first."""
    return f"{st.context.locale or ''},{st.context.headers.get('Accept-Language', '')}"


def texts() -> Mapping[str, str]:
    return words.load(language())
