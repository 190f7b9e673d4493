"""The finder: one line that takes anything, the fields that all panels share, and the settings that give the size."""

import streamlit as st

from deconv_core.refusal import Refusal
from deconv_core.sizes.ranges import KEYS
from deconv_core.state import older_panels
from pages._ui.reader import BOX_WIDTH, TEXT_WIDTH, plain
from pages._ui.sizes import answers_panel, asked
from pages._ui.sizes.fields import MOVED, explained, field, note, refuse, say, sentences, short

EXAMPLE = "nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1)"


def show() -> None:
    st.header(say("finder"))
    fields()
    remarks()
    found = asked.request()
    if isinstance(found, Refusal):
        return refused(found)
    if found.notes:
        note(plain(sentences(*(explained(one) for one in found.notes))))
    return answers_panel.show(found)


def refused(why: Refusal) -> None:
    """What cannot be read; in a layer also its library's own words, and what may be pasted instead."""
    refuse(why)
    if why.message:
        st.code(why.message, language=None, wrap_lines=True)
    for choice in why.offer if isinstance(why.offer, tuple) else ():
        st.code(choice, language="python", wrap_lines=True)


def fields() -> None:
    """The line with both sizes, and below it the layer's settings: empty ones show what they follow."""
    beside, ends = st.columns([0.66, 0.34])
    with beside:
        line = field("finder_line", EXAMPLE, "stretch")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        follows = asked.followed(line)
        for key in KEYS:
            field(f"finder_{key}", short(follows[key]))
        st.caption(say("finder_note"), width=TEXT_WIDTH)
    with ends, st.container(horizontal=True):
        field("finder_input_size", short(follows["input_size"]), "stretch")
        # Last, since it follows all the others.
        wanted = asked.wanted_else()
        field("finder_wanted", short(wanted) if wanted else "", "stretch")


def remarks() -> None:
    """Where a text went that is read elsewhere, and what of an older link is left out."""
    if st.session_state.pop(MOVED, False):
        st.info(f"[{say('encoder_moved')}](#encoder)", width=BOX_WIDTH)
    if older_panels.says_more(st.query_params.to_dict()):
        st.caption(say("older_link"))
