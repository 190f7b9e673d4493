"""What stands on a page in PyTorch's place where this server cannot load it."""

import streamlit as st

from deconv_core.words import explain
from pages._serve import warm
from pages._ui.reader import language, plain


def could_not_start() -> bool:
    """Whether PyTorch could not be loaded; says so."""
    error = warm.failure()
    if error:
        st.error(plain(explain(language(), "no_pytorch", values={"error": error})))
    return bool(error)
