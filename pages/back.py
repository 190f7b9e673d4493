"""Forward and back: the forward convolution with the same settings, and why the transposed one is its gradient."""

import streamlit as st

from deconv_core import forward
from deconv_core.words import fill
from pages._ui import stage, warm
from pages._ui.lesson import TEXT_WIDTH, lesson
from pages._ui.starting import could_not_start
from pages._ui.texts import texts


def check() -> None:
    """What PyTorch says of the numbers that the stage last reported."""
    state = stage.state()
    if state is None or state.x is None or state.w is None:
        return
    if could_not_start():
        return
    if not warm.is_loaded():
        # The stage reports again when its own check was not answered for the same reason.
        st.markdown(texts()["back.checking"])
        return
    proof = forward.prove(state)
    said = {"left": f"{proof.left:.10g}", "right": f"{proof.right:.10g}", "difference": f"{proof.difference:.2g}"}
    text = texts()["back.checked" if proof.ok else "back.not_checked"]
    st.markdown(fill(text, version=proof.version, dtype=proof.dtype, **said), width=TEXT_WIDTH)


lesson("back", check)
