"""What a page works out from the reader's state, kept until the state is another."""

from collections.abc import Callable
from typing import TypeVar, cast

import streamlit as st

T = TypeVar("T")


def kept(name: str, inputs: object, work: Callable[[], T]) -> T:
    """What `work` gives: done again only for other `inputs`. The visit keeps the last one of each name."""
    known = st.session_state.get(f"kept_{name}")
    if known is None or known[0] != inputs:
        known = st.session_state[f"kept_{name}"] = (inputs, work())
    return cast(T, known[1])
