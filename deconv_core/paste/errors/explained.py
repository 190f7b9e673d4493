"""An error message in a pasted text, a traceback around it or not, in this page's words."""

from __future__ import annotations

from deconv_core.paste.call import TEXT_LIMIT
from deconv_core.paste.errors import other_libraries, pytorch_channels, pytorch_sizes, size_mismatch
from deconv_core.paste.errors.rule import Explained
from deconv_core.state.fields import Settings

__all__ = ["Explained", "explained"]

RULES = (*pytorch_sizes.RULES, *pytorch_channels.RULES, *size_mismatch.RULES, *other_libraries.RULES)


def explained(text: str, present: Settings) -> Explained | None:
    """What the first known message in a text says; None where there is none. `present`: the page's settings."""
    if len(text) > TEXT_LIMIT:
        return None
    # Terminals break long lines; a message is one.
    line = " ".join(text.split())
    for rule in RULES:
        found = rule.pattern.search(line) if rule.mark in line else None
        if found and (said := rule.explain(found, present)):
            return said
    return None
