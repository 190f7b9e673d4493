"""Matrix: the layer as one sparse matrix and the forward convolution's, its transpose; as files, and a map if large."""

from functools import partial

import streamlit as st

from deconv_core import sparse_files
from deconv_core.figures import matrix_heatmap
from deconv_core.sparse_files import Entries
from deconv_core.state import State
from deconv_core.words import fill
from pages._ui import stage
from pages._ui.lesson import lesson
from pages._ui.texts import texts

# As many rows and columns as the stage draws cell by cell.
ON_STAGE = 64


def map_and_files() -> None:
    state = stage.state()
    if state is None or state.w is None:
        st.caption(say("waiting"))
        # The question, too, comes with the numbers, so that what they bring does not push it away.
        st.stop()
    entries = sparse_files.entries(state)
    if max(entries.shape) > ON_STAGE:
        show_map(state, entries)
    offer_files(state, entries)


def say(key: str, **values: object) -> str:
    return fill(texts()[f"matrix.{key}"], **values)


def show_map(state: State, entries: Entries) -> None:
    rows, columns = entries.shape
    counts = {"rows": rows, "columns": columns, "links": len(entries.values)}
    st.markdown(f"**{say('chart')}**")
    if not matrix_heatmap.fits(entries):
        st.info(say("chart_too_large", **counts, total=entries.total, limit=matrix_heatmap.LIMIT))
        return
    chart = matrix_heatmap.figure(
        entries,
        st.context.theme.type or "light",
        input_size=state.input_size,
        output_size=state.geometry.output_size,
        side=state.side,
        labels={"input": say("axis_input"), "output": say("axis_output"), "weight": say("hover_weight")},
    )
    st.plotly_chart(chart, key="matrix_map", theme=None, alt=say("chart_alt", **counts))
    st.caption(say("chart_note"))


def offer_files(state: State, entries: Entries) -> None:
    """The files are written when they are asked for."""
    st.markdown(f"**{say('download')}**")
    name = f"{state.side}_{entries.shape[0]}x{entries.shape[1]}"
    with st.container(horizontal=True):
        for kind, write, mime in (
            ("npz", sparse_files.npz, "application/octet-stream"),
            ("csv", sparse_files.csv, "text/csv"),
        ):
            file = f"{name}.{kind}"
            data = partial(write, entries)
            label = say(f"download_{kind}", name=file)
            st.download_button(label, data, file, mime, on_click="ignore", key=f"matrix_{kind}")


lesson("matrix", map_and_files)
