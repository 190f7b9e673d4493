"""A layer that gives the wanted size: as code to copy, with what there is to say of it, and as a link to the stage."""

from collections.abc import Iterator, Mapping

import streamlit as st

from deconv_core.finder.request import Request
from deconv_core.frameworks import pytorch
from deconv_core.geometry import PerAxis, per_axis
from deconv_core.sizes.even_coverage import layer_is_even
from deconv_core.sizes.unreached import unreached
from deconv_core.state.fields import Setting, all_axes, axis_names
from deconv_core.state.layer_link import opening
from deconv_core.state.query_text import cells
from pages._ui.reader import language, texts
from pages._ui.sizes.fields import say


def card(request: Request, wanted: Setting, settings: Mapping[str, PerAxis], *said: str) -> None:
    """One of the few best."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"**{cells(request.input_size)} → {cells(wanted)}**")
        st.code(request.source(settings), language="python", wrap_lines=True)
        st.markdown(facts(request, settings, *said, *ranked(request, settings)))


def change(request: Request, settings: Mapping[str, PerAxis], *said: str) -> None:
    """One of a few, in half of the page's width."""
    with st.container(gap="xsmall"):
        st.code(request.source(settings), language="python", wrap_lines=True)
        st.markdown(facts(request, settings, *said))


def offer(request: Request, settings: Mapping[str, PerAxis], *said: str) -> None:
    """One of many, a line each."""
    code, beside = st.columns([0.62, 0.38], vertical_alignment="center")
    code.code(request.source(settings), language="python", wrap_lines=True)
    beside.markdown(facts(request, settings, *said, *ranked(request, settings)))


def facts(request: Request, settings: Mapping[str, PerAxis], *said: str) -> str:
    size = request.input_size
    return " · ".join((*said, *zeros(size, settings), way_in(size, settings)))


def instead(key: str, value: object, before: object) -> str:
    """What one has to change for it."""
    return say("instead", setting=key, value=value, before=before)


def ranked(request: Request, settings: Mapping[str, PerAxis]) -> Iterator[str]:
    """What ranks it, and how many weights each pair of channels has."""
    yield say("even" if layer_is_even(request.input_size, settings) else "uneven")
    kernel = per_axis("kernel_size", settings["kernel_size"], len(request.input_size))
    yield say("weights", kernel="·".join(map(str, kernel)))


def zeros(size: Setting, settings: Mapping[str, PerAxis]) -> Iterator[str]:
    """On which axis it has cells that no link reaches."""
    axes = pytorch.geometry(size, **settings).axes
    names = (all_axes(len(axes)),) if len(set(axes)) == 1 else axis_names(len(axes))
    for name, axis in zip(names, axes, strict=False):
        empty, values = unreached(axis), {"axis": texts()[f"problems.axis_{name}"], "size": axis.output}
        if empty.at_end:
            yield say("zeros_end", count=empty.at_end, **values)
        if empty.count > empty.at_end:
            yield say("zeros", count=empty.count, **values)


def way_in(size: Setting, settings: Mapping[str, PerAxis]) -> str:
    found = opening(size, settings)
    if found is None:
        return say("not_on_stage")
    text = say("open" if found.input_size == size else "open_with", size=cells(found.input_size))
    return f"[{text}](./?{found.query}&lang={language()})"
