"""Whatever breaks on the server, the reader is told so in one sentence, and the rest of the page goes on."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from deconv_core.words import explain
from pages._ui.reader import BOX_WIDTH, language

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger(__name__)


def guarded(work: Callable[P, T]) -> Callable[P, T | None]:
    """The same, but where it breaks, the page says so in its place, and the server's log says why.

    A fragment runs alone, where nothing else of the page could catch what breaks: each is guarded itself.
    """

    @wraps(work)
    def safe(*args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return work(*args, **kwargs)
        except Exception:
            _log.exception("%s broke", work.__qualname__)
            tell()
            return None

    return safe


def tell(_error: Exception | None = None) -> bool:
    """Says it; True: nothing more is to be said."""
    st.error(explain(language(), "broken"), width=BOX_WIDTH)
    return True
