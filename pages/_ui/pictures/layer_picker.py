"""Which layer goes over the picture: the published example, the stage's, or a pasted one; and its weights."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from deconv_core.frameworks import pytorch
from deconv_core.pictures import limits
from deconv_core.pictures.files import weights
from deconv_core.pictures.layers.picture_layer import PictureLayer
from deconv_core.pictures.layers.sources import EXAMPLE, of_state, of_text, with_weights
from deconv_core.pictures.picture import Picture
from deconv_core.refusal import Refusal, UnreadError
from deconv_core.state.fields import State
from deconv_core.state.layer_link import opening
from pages._ui import stage
from pages._ui.kept import kept
from pages._ui.reader import TEXT_WIDTH, refuse, sayer
from pages._ui.sizes.fields import note

say = sayer("maps")
KINDS = ("example", "stage", "pasted")
SUGGESTED = "nn.ConvTranspose2d(3, 8, kernel_size=4, stride=2, padding=1)"
SEEDS = 1000
# The input that it opens with on the stage.
SHOWN = (6, 6)


@dataclass(frozen=True, eq=False)
class Chosen:
    """`key`: what tells it from another choice."""

    layer: PictureLayer
    key: tuple[object, ...]


def choose(picture: Picture) -> Chosen | None:
    """None: it cannot be read, and that has been said."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.segmented_control(
            say("layer"),
            KINDS,
            default="example",
            required=True,
            format_func=lambda one: say(f"layer_{one}"),
            key="maps_layer",
        )
        if kind != "stage":
            given = kind == "pasted" and st.session_state.get("maps_weights") is not None
            st.button(say("again"), key="maps_again", on_click=_others, help=say("again_help"), disabled=given)
    try:
        if kind == "stage":
            state = stage.last_reported() or State()
            return Chosen(of_state(state), ("stage", tuple(state.settings.items()), state.w))
        seed = st.session_state.get("maps_seed", 0)
        if kind == "pasted":
            return _pasted(picture, seed)
        return Chosen(of_text(EXAMPLE, 3, seed), ("example", seed))
    except UnreadError as error:
        refuse(error.refusal)
        return None


def _others() -> None:
    st.session_state.maps_seed = (st.session_state.get("maps_seed", 0) + 1) % SEEDS


def _pasted(picture: Picture, seed: int) -> Chosen:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(say("paste"), SUGGESTED, max_chars=2000, key="maps_text", width=TEXT_WIDTH)
        with st.popover(say("weights")):
            file = st.file_uploader(
                say("weights_file", megabytes=limits.FILE_MEGABYTES),
                type=list(weights.SUFFIXES),
                max_upload_size=limits.FILE_MEGABYTES,
                key="maps_weights",
            )
            note(say("weights_kept"))
    layer = of_text(text or SUGGESTED, picture.channels, seed)
    if file is None:
        return Chosen(layer, ("pasted", text, seed, picture.channels))
    found = kept("weights", file.file_id, lambda: _read(file.getvalue()))
    if isinstance(found, Refusal):
        raise UnreadError(found)
    at = 0
    if len(found) > 1:
        # A name is text out of the file: a select box shows it as it is.
        at = st.selectbox(
            say("which_weights"),
            range(len(found)),
            format_func=lambda one: f"{found[one].name} {found[one].weight.shape}",
            key="maps_which",
            width=TEXT_WIDTH,
        )
    given = found[at]
    note(say("weights_given"))
    return Chosen(with_weights(layer, given.weight, given.bias), ("given", text, file.file_id, at, picture.channels))


def _read(data: bytes) -> tuple[weights.Weights, ...] | Refusal:
    try:
        return weights.read(data)
    except UnreadError as error:
        return error.refusal


def on_stage(layer: PictureLayer) -> str | None:
    """Link text that opens these settings on the stage; None where it cannot show them."""
    found = opening(
        SHOWN,
        {
            "kernel_size": layer.kernel_size,
            "stride": layer.stride,
            "padding": layer.padding,
            "output_padding": layer.output_padding,
            "dilation": layer.dilation,
        },
    )
    return found.query if found else None


def source(layer: PictureLayer) -> str:
    """In PyTorch's words."""
    return pytorch.source(
        (1, 1),
        in_channels=layer.in_channels,
        out_channels=layer.out_channels,
        groups=layer.groups,
        kernel_size=layer.kernel_size,
        stride=layer.stride,
        padding=layer.padding,
        output_padding=layer.output_padding,
        dilation=layer.dilation,
    )
