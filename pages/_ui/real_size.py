"""A real layer at its real size, run by PyTorch and by the stamps, a part of its channels at a time."""

import streamlit as st

from deconv_core.frameworks import pytorch
from deconv_core.judge import growth
from deconv_core.judge.real_size import RealSize
from deconv_core.paste.call import TEXT_LIMIT
from deconv_core.paste.real_layer import real_layer
from deconv_core.refusal import RefusedError
from deconv_core.state.panel_query import FIELD_LIMIT
from pages._ui.guard import guarded
from pages._ui.reader import BOX_WIDTH, TEXT_WIDTH, plain, refuse, sayer

say = sayer("pytorch")
LINE, INPUT = "nn.ConvTranspose2d(1024, 512, kernel_size=4, stride=2, padding=1)", "16"


@st.fragment
@guarded
def panel() -> None:
    """Computes one part a run: whatever is asked meanwhile is answered between two parts."""
    st.header(say("real_head"))
    st.markdown(say("real_note"), width=TEXT_WIDTH)
    line, size = st.columns((5, 1), vertical_alignment="bottom")
    for place, name, usual, limit in ((line, "line", LINE, TEXT_LIMIT), (size, "input", INPUT, FIELD_LIMIT)):
        place.text_input(
            say(f"real_{name}"), usual, max_chars=limit, key=f"pytorch_real_{name}", on_change=cut, args=(name, limit)
        )
    check: RealSize | None = st.session_state.get("pytorch_real")
    if check and not check.is_done:
        st.button(say("real_stop"), key="pytorch_real_stop", on_click=stop)
        st.progress(check.share, say("real_doing", at=check.at, count=len(check.parts)))
        with growth.alone:
            check.go_on()
        st.rerun(scope="fragment")
    st.button(say("real_start"), key="pytorch_real_start", type="primary", on_click=begin)
    if refused := st.session_state.get("pytorch_real_refused"):
        refuse(refused)
    if check and check.at:
        told(check)


def cut(name: str, limit: int) -> None:
    """What is longer than the browser lets one type is kept no longer than that."""
    st.session_state[f"pytorch_real_{name}"] = st.session_state[f"pytorch_real_{name}"][:limit]


def told(check: RealSize) -> None:
    """What was found, as far as it went."""
    found = check.found
    values = {
        "layer": st.session_state.pytorch_real_of,
        "input": "×".join(f"{one:,}" for one in (check.into, *check.input_size)),
        "output": "×".join(f"{one:,}" for one in check.output_shape),
        "compared": f"{found.compared:,}",
        "different": f"{found.different:,}",
        "largest": f"{found.largest:g}",
        "version": pytorch.version(),
    }
    if found.different:
        st.error(plain(say("real_differs", **values)), width=BOX_WIDTH)
    elif check.at < len(check.parts):
        st.info(plain(say("real_stopped", **values, at=check.at, count=len(check.parts))), width=BOX_WIDTH)
    else:
        st.success(plain(say("real_agrees", **values)), width=BOX_WIDTH)
    seconds = {"torch": f"{found.torch_seconds:.2f}", "ours": f"{found.our_seconds:.2f}"}
    st.caption(say("real_times", products=f"{check.products:,}", parts=len(check.parts), **seconds), width=TEXT_WIDTH)


def begin() -> None:
    session = st.session_state
    session.pop("pytorch_real", None)
    session.pop("pytorch_real_refused", None)
    try:
        layer, size = real_layer(session.pytorch_real_line, session.pytorch_real_input)
        session.pytorch_real = RealSize(layer, size)
        session.pytorch_real_of = session.pytorch_real_line.strip()
    except RefusedError as error:
        session.pytorch_real_refused = error.refusal


def stop() -> None:
    if check := st.session_state.get("pytorch_real"):
        check.stop()
