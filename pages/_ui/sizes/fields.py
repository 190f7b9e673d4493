"""Text fields of the panels about sizes, and what is said where one cannot be read.

What is typed stays for the whole visit, on whichever page, and stands in the link of the page Sizes.
"""

from collections.abc import Iterable
from functools import reduce
from typing import Any, Literal

import streamlit as st

from deconv_core.finder.line import is_encoder, unjoined
from deconv_core.refusal import Refusal
from deconv_core.state import panel_query
from deconv_core.state.fields import Settings
from deconv_core.state.legal import rule_problems
from deconv_core.state.panel_query import USUAL
from deconv_core.words import explain, fill
from pages._ui.reader import BOX_WIDTH, TEXT_WIDTH, language, plain, sayer, texts

say = sayer("sizes")

# Pixels: three of them side by side on a phone.
WIDTH = 104
# That an encoder has just come into the line.
MOVED = "sizes_moved"


def note(text: str) -> None:
    """A paragraph, as wide as one reads with ease."""
    st.markdown(text, width=TEXT_WIDTH)


def sentences(*said: str) -> str:
    """One after the other: Chinese has no space between them."""
    there = [one for one in said if one]
    return reduce(lambda before, more: fill(texts()["page.also"], said=before, more=more), there) if there else ""


def as_link() -> str:
    """What stands in the fields, as link text; once they are on the page."""
    return panel_query.write({name: str(st.session_state.get(key(name), usual)) for name, usual in USUAL.items()})


def standing(name: str) -> str:
    """What stands in a field, on the page or not yet."""
    return str(st.session_state.get(key(name), panel_query.read(st.query_params.to_dict())[name]))


def key(name: str) -> str:
    return f"sizes_{name}"


def field(name: str, placeholder: str = "", width: int | Literal["stretch"] = WIDTH) -> str:
    """What stands in a text field. `placeholder`: what is seen in it while it is empty, such as what it follows."""
    named = label(name.partition("_")[2])
    return str(st.text_input(named, width=width, placeholder=placeholder, **_kept(name)))


def text_area(name: str, height: int) -> str:
    return str(st.text_area(say(name), height=height, **_kept(name)))


def _kept(name: str) -> dict[str, Any]:
    """How a field begins and is kept: with the link's text, but not where the browser still holds what was typed.

    It does so when it comes back to a server that knows nothing of the visit.
    """
    text = panel_query.read(st.query_params.to_dict())[name]
    return {"value": text, "key": key(name), "persist_state": "session", "on_change": _typed, "args": (name,)}


def _typed(name: str) -> None:
    """An encoder that came into the line goes where encoders are read.

    What is longer than is read is kept no longer than that it can be told.
    """
    text = str(st.session_state[key(name)])
    if name == "finder_line" and is_encoder(text):
        st.session_state[key(name)] = ""
        name, text = "chain_layers", unjoined(panel_query.cut("chain_layers", text))
        st.session_state[MOVED] = True
    if text != st.session_state.get(key(name)) or text != panel_query.cut(name, text):
        st.session_state[key(name)] = panel_query.cut(name, text)


def label(name: str) -> str:
    """PyTorch's own word for a setting, or ours for what it has none for."""
    return texts().get(f"sizes.field_{name}", name)


def refuse(why: Refusal) -> None:
    """Say why what was typed cannot be read. It may quote the visitor, hence every sign of Markdown is disarmed."""
    st.error(plain(explained(why)), width=BOX_WIDTH)


def explained(why: Refusal) -> str:
    """In words of these panels' own only where the same is not said of a link."""
    return explain(language(), why.code, label(why.field), why.values, ("sizes.request_", "sizes.", "problems."))


def rules(layer: Settings) -> str:
    """The rules that a layer breaks, with their numbers and the nearest value that keeps each."""
    lang = language()
    return sentences(*(explain(lang, one.code, one.field, one.values) for one in rule_problems(layer)))


def short(setting: Iterable[int]) -> str:
    """A setting as PyTorch takes it: 1 for (1, 1)."""
    numbers = tuple(setting)
    return str(numbers[0] if len(set(numbers)) == 1 else numbers)


def pytorch_says(message: str, version: str) -> None:
    note(say("pytorch_says", version=version))
    st.code(message, language=None, wrap_lines=True)
