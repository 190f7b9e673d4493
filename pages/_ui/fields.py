"""Text fields of the panels about sizes, and what is said where one cannot be read.

What is typed stays for the whole visit, on whichever page, and stands in the link of the page Sizes.
"""

import re
from collections.abc import Iterable
from functools import reduce

import streamlit as st

from deconv_core import typed
from deconv_core.frameworks.pytorch_encoder import EncoderError
from deconv_core.frameworks.pytorch_source import SourceError
from deconv_core.request import RequestError
from deconv_core.words import fill
from pages._ui.texts import TEXT_WIDTH, texts

WIDTH = 140
# A box around as wide a text.
BOX_WIDTH = TEXT_WIDTH + 32
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def say(key: str, **values: object) -> str:
    return fill(texts()[f"sizes.{key}"], **values)


def note(text: str) -> None:
    """A paragraph, as wide as one reads with ease."""
    st.markdown(text, width=TEXT_WIDTH)


def sentences(*said: str) -> str:
    """One after the other: Chinese has no space between them."""
    there = [one for one in said if one]
    return reduce(lambda before, more: fill(texts()["page.also"], said=before, more=more), there) if there else ""


def as_link() -> str:
    """What stands in the fields, as link text; at first that is what the visit's link says."""
    for name, text in typed.read(st.query_params.to_dict()).items():
        st.session_state.setdefault(key(name), text)
    return typed.write({name: st.session_state[key(name)] for name in typed.USUAL})


def key(name: str) -> str:
    return f"sizes_{name}"


def fields(panel: str) -> dict[str, str]:
    """One text field a name, in a row that wraps; what stands in them."""
    with st.container(horizontal=True):
        return {name: field(panel, name) for name in typed.PANELS[panel]}


def field(panel: str, name: str) -> str:
    kept = {"key": key(f"{panel}_{name}"), "persist_state": "session"}
    return st.text_input(label(name), width=WIDTH, **kept)


def text_area(panel: str, name: str, height: int) -> str:
    kept = {"key": key(f"{panel}_{name}"), "persist_state": "session"}
    return st.text_area(say(f"{panel}_{name}"), height=height, **kept)


def label(name: str) -> str:
    """PyTorch's own word for a setting, or ours for what it has none for."""
    return texts().get(f"sizes.field_{name}", name)


def refuse(error: RequestError | EncoderError | SourceError) -> None:
    """Say why what was typed cannot be read. It may quote the visitor, hence every sign of Markdown is disarmed."""
    st.error(plain(explained(error)), width=BOX_WIDTH)


def explained(error: RequestError | EncoderError | SourceError) -> str:
    """In words of these panels' own only where the same is not said of a link."""
    values, own = error.values, f"sizes.{error.code}"
    if isinstance(error, RequestError):
        values, own = {**values, "field": label(error.field)}, f"sizes.request_{error.code}"
    return fill(texts().get(own) or texts()[f"problems.{error.code}"], **values)


def plain(text: str) -> str:
    return PUNCTUATION.sub(r"\\\1", text)


def cells(size: Iterable[int]) -> str:
    """A size as one reads it: 12 for 12×12."""
    numbers = tuple(size)
    return str(numbers[0]) if len(set(numbers)) == 1 else "×".join(map(str, numbers))


def short(setting: Iterable[int]) -> str:
    """A setting as PyTorch takes it: 1 for (1, 1)."""
    numbers = tuple(setting)
    return str(numbers[0] if len(set(numbers)) == 1 else numbers)


def pytorch_says(message: str, version: str) -> None:
    note(say("pytorch_says", version=version))
    st.code(message, language=None, wrap_lines=True)
