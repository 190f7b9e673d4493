"""Forward and back: the forward convolution with the same settings, and why the transposed one is its gradient."""

import streamlit as st

from deconv_core.judge import gradient
from deconv_core.state.fields import State
from deconv_core.words import fill
from pages._serve import warm
from pages._ui.page import lesson
from pages._ui.reader import TEXT_WIDTH, texts
from pages._ui.starting import could_not_start


def check(state: State | None) -> None:
    """What PyTorch says of the numbers that the stage last reported."""
    if state is None or could_not_start():
        return
    if not warm.is_loaded():
        # The stage reports again when its own check was not answered for the same reason.
        st.markdown(texts()["back.checking"])
        return
    proof = gradient.prove(state)
    said = {"left": f"{proof.left:.10g}", "right": f"{proof.right:.10g}", "difference": f"{proof.difference:.2g}"}
    text = texts()["back.checked" if proof.ok else "back.not_checked"]
    st.markdown(fill(text, version=proof.version, dtype=proof.dtype, **said), width=TEXT_WIDTH)


lesson("back", check)
