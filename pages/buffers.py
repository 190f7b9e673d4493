"""Buffers: every input element stamps its coloured copy of the kernel, the stamps add up, the frame crops them."""

import streamlit as st

from deconv_core.figures import output_volume
from deconv_core.judge.volume import Volume, volume
from deconv_core.state.fields import State, axis_names
from pages._ui import scene
from pages._ui.guard import guarded
from pages._ui.page import lesson
from pages._ui.reader import TEXT_WIDTH, sayer, scheme, texts

say = sayer("buffers")


def in_space(state: State | None) -> None:
    """What the stage draws as slices, to be turned: where there are three axes."""
    if state and state.rank == 3:
        on_demand(state)


@st.fragment
@guarded
def on_demand(state: State) -> None:
    """Drawn once it is opened: no sooner is Plotly loaded."""
    place = st.expander(say("volume"), key="buffers_volume", on_change="rerun")
    if place.open:
        with place:
            turned(state)


def turned(state: State) -> None:
    beside, picture = st.columns((2, 5))
    with beside:
        shown = volume(state, channel(state))
        about = describe(shown)
    names = {name: texts()[f"problems.axis_{name}"] for name in axis_names(3)}
    figure = output_volume.figure(shown, scheme(), names=names, unreached=say("volume_unreached"))
    with picture:
        scene.show(figure, "buffers_volume_scene", about)


def channel(state: State) -> int:
    """Which of the output's; asked where there are several."""
    if state.out_channels == 1:
        return 0
    # Of another layer another question: the channel may not be there.
    key = f"buffers_volume_channel_{state.out_channels}"
    chosen: int | None = st.segmented_control(
        say("volume_channel"), range(state.out_channels), default=0, required=True, key=key
    )
    return chosen or 0


def describe(shown: Volume) -> str:
    """Says what the picture shows, for those who do not see it, too."""
    size = dict(zip(axis_names(3), shown.values.shape, strict=True))
    ends = {"low": output_volume.written(shown.lowest), "high": output_volume.written(shown.highest)}
    about = [say("volume_about", **size, **ends)]
    if shown.unreached:
        about.append(say("volume_hollow", count=shown.unreached, total=shown.values.size))
    for text in (*about, say("volume_turn")):
        st.markdown(text, width=TEXT_WIDTH)
    return " ".join(about)


lesson("buffers", in_space)
