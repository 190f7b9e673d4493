"""Matrix: the layer as one sparse matrix and the forward convolution's, its transpose; and as files."""

from functools import partial

import streamlit as st

from deconv_core.export import matrix_files
from deconv_core.export.matrix_files import Entries
from deconv_core.state.fields import State
from pages._ui.page import lesson
from pages._ui.reader import sayer

say = sayer("matrix")


def files(state: State | None) -> None:
    if state is None:
        st.caption(say("waiting"))
        return
    # Not for paper: assets/stage/hosts/streamlit.css.
    with st.container(key="unprinted"):
        offer_files(state, matrix_files.entries(state))


def offer_files(state: State, entries: Entries) -> None:
    """The files are written when they are asked for."""
    st.markdown(f"**{say('download')}**")
    rows, columns = entries.shape
    st.caption(say("holds", rows=rows, columns=columns, links=len(entries.values), total=entries.total))
    name = f"{state.matrix_side}_{entries.shape[0]}x{entries.shape[1]}"
    with st.container(horizontal=True):
        for kind, write, mime in (
            ("npz", matrix_files.npz, "application/octet-stream"),
            ("csv", matrix_files.csv, "text/csv"),
        ):
            file = f"{name}.{kind}"
            data = partial(write, entries)
            label = say(f"download_{kind}", name=file)
            st.download_button(label, data, file, mime, on_click="ignore", key=f"matrix_{kind}")


lesson("matrix", files)
