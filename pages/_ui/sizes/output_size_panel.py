"""PyTorch's output_size argument: its range, the output_padding that it stands for, and the message when refused."""

from typing import Any

import streamlit as st

from deconv_core.frameworks import pytorch, pytorch_output_size
from deconv_core.frameworks.pytorch_output_size import OutputSize
from deconv_core.refusal import UnreadError
from deconv_core.state import typed_sizes
from deconv_core.state.fields import Setting
from pages._serve import warm
from pages._ui.reader import BOX_WIDTH
from pages._ui.sizes.fields import cells, fields, note, pytorch_says, refuse, say, short

# As many cells as PyTorch may be asked to work on, only to hear what it says.
MOST_CELLS = 250_000


def show() -> None:
    st.header(say("output_size"))
    note(say("output_size_note"))
    texts = fields("output_size")
    wanted = texts.pop("output_size")
    try:
        layer = typed_sizes.layer(texts)
        asked = typed_sizes.pair("output_size", wanted)
    except UnreadError as error:
        return refuse(error.refusal)
    told = pytorch_output_size.request(asked, **layer)
    verdict(told, layer)
    note(say("output_size_narrower", own=short(told.most), limit=short(told.most_otherwise)))
    return ask(told, layer)


def verdict(told: OutputSize, layer: dict[str, Setting]) -> None:
    values = {"asked": cells(told.asked), "smallest": cells(told.smallest), "largest": cells(told.largest)}
    if told.message is None:
        st.success(say("output_size_taken", **values, output_padding=short(told.output_padding)), width=BOX_WIDTH)
        settings: dict[str, Any] = {**layer, "output_padding": told.output_padding}
        given: dict[str, Any] = {**layer}
        line = pytorch.source(**given)
        st.code(f"layer = {line}\ny = layer(x, output_size={told.asked})", language="python", wrap_lines=True)
        st.markdown(say("output_size_same_as"))
        st.code(pytorch.source(**settings), language="python", wrap_lines=True)
    else:
        beyond = max(told.largest) < 1
        st.error(say("output_size_empty" if beyond else "output_size_refused", **values), width=BOX_WIDTH)
        pytorch_says(told.message, pytorch.version())


def ask(told: OutputSize, layer: dict[str, Setting]) -> None:
    """What PyTorch itself says, if it is there and the layer is small."""
    if not warm.is_loaded() or told.cells > MOST_CELLS:
        return
    theirs = pytorch_output_size.ask(told.asked, **layer)
    same = theirs == (told.message or told.asked)
    (st.caption if same else st.error)(say("asked_same" if same else "asked_other", version=pytorch.version()))
