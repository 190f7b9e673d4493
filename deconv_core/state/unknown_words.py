"""The words of a link that say nothing to this page, each with the nearest word that does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from deconv_core.refusal import Refusal
from deconv_core.state import panel_query
from deconv_core.state.fields import LINK_WORDS
from deconv_core.state.query_text import echo

WORDS = (*LINK_WORDS, *panel_query.WORDS)
# Streamlit's own, and what mailers and search engines hang on every link: not the visitor's words, so not a mistake.
NOT_OURS = re.compile(r"embed|embed_options|utm_\w+|\w*clid")
# A link that says more of them than this is about something else.
MOST = 5


def unknown_words(keys: Iterable[str]) -> tuple[Refusal, ...]:
    """A note for each word that is not known, the first MOST of them."""
    strange = dict.fromkeys(echo(key) for key in keys if key not in WORDS and not NOT_OURS.fullmatch(key))
    return tuple(_note(word) for word in list(strange)[:MOST] if word)


def _note(word: str) -> Refusal:
    near = _nearest(word.lower())
    return Refusal("unknown_word_near", word, {"nearest": near}) if near else Refusal("unknown_word", word)


def _nearest(word: str) -> str | None:
    """Read from both ends: from one of them, letters that stand twice in a word are matched with the wrong ones."""
    found = get_close_matches(word, WORDS, n=1)
    found = found or [one[::-1] for one in get_close_matches(word[::-1], [one[::-1] for one in WORDS], n=1)]
    return found[0] if found else None
