"""PyTorch's output_size argument: its range, the output_padding that it stands for, and the message when refused."""

import streamlit as st

from deconv_core.finder.request import Request
from deconv_core.frameworks import pytorch, pytorch_output_size
from deconv_core.frameworks.pytorch_output_size import OutputSize
from deconv_core.refusal import Refusal
from deconv_core.state.fields import Settings
from deconv_core.state.query_text import cells
from pages._serve import warm
from pages._ui.reader import BOX_WIDTH, plain
from pages._ui.sizes import asked
from pages._ui.sizes.fields import note, pytorch_says, rules, say, short

# As many cells as PyTorch may be asked to work on, only to hear what it says.
MOST_CELLS = 250_000


def show() -> None:
    st.header(say("output_size"))
    note(say("output_size_note"))
    request = asked.request()
    if isinstance(request, Refusal) or request.wanted is None:
        return note(say("waits"))
    # What is named takes the place of the layer's own.
    layer = {key: one for key, one in request.settings.items() if key != "output_padding"}
    told = pytorch_output_size.request(request.wanted, **layer)
    verdict(told, request)
    if told.most != told.most_otherwise:
        note(say("output_size_narrower", own=short(told.most), limit=short(told.most_otherwise)))
    return ask(told, layer)


def verdict(told: OutputSize, request: Request) -> None:
    values = {"asked": cells(told.asked), "smallest": cells(told.smallest), "largest": cells(told.largest)}
    if told.message is None:
        note(say("output_size_taken", **values, output_padding=short(told.output_padding)))
        layer = request.source({**request.layer, "output_padding": 0})
        st.code(f"layer = {layer}\ny = layer(x, output_size={told.asked})", language="python", wrap_lines=True)
        note(say("output_size_same_as"))
        same = request.source({**request.layer, "output_padding": told.output_padding})
        st.code(same, language="python", wrap_lines=True)
    else:
        if max(told.largest) < 1:
            why = rules({**request.settings, "output_padding": (0,) * len(told.asked)})
            st.error(plain(say("output_size_empty", why=why, **values)), width=BOX_WIDTH)
        elif request.is_wanted_said:
            st.error(say("output_size_refused", **values), width=BOX_WIDTH)
        else:
            # Nobody asked for it: it is no mistake.
            note(say("output_size_refused", **values))
        pytorch_says(told.message, pytorch.version())


def ask(told: OutputSize, layer: Settings) -> None:
    """What PyTorch itself says, if it is there and the layer is small."""
    if not warm.is_loaded() or told.cells > MOST_CELLS:
        return
    theirs = pytorch_output_size.ask(told.asked, **layer)
    same = theirs == (told.message or told.asked)
    (st.caption if same else st.error)(say("asked_same" if same else "asked_other", version=pytorch.version()))
