"""What is typed into the panels of the Sizes page, as link text: one table of fields, `<panel>_<name>`.

A link holds only what differs from the usual texts, after what query.py writes and apart from it. Any text is taken as
it is, to the last sign: what it means, and whether it can be, is the panels' own business.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote_plus

from deconv_core.sizes.ranges import KEYS
from deconv_core.state.older_panels import OLDER_WORDS, today

ENCODER = """nn.Conv2d(3, 16, kernel_size=3, stride=2, padding=1)
nn.ReLU()
nn.Conv2d(16, 32, kernel_size=3, stride=2, padding=1)
nn.Conv2d(32, 64, kernel_size=4, stride=3)"""

# How much text is read of a number's field, of the line, of the encoder's: all of it, in any language, fits in a link.
FIELD_LIMIT = 40
LINE_LIMIT = 600
LAYERS_LIMIT = 5_000
LIMITS = {"finder_line": LINE_LIMIT, "chain_layers": LAYERS_LIMIT}

# The finder's fields are empty where they follow the stage.
PANELS: Mapping[str, Mapping[str, str]] = {
    "finder": dict.fromkeys(("line", "input_size", "wanted", *KEYS), ""),
    "chain": {"layers": ENCODER, "input_size": "100,75"},
}
USUAL: Mapping[str, str] = {f"{panel}_{name}": text for panel, names in PANELS.items() for name, text in names.items()}
# All that may stand in a link, the words of older ones too.
WORDS = (*USUAL, *OLDER_WORDS)

# What may stand in a link as it is; all other signs, those of a URL above all, are written in percent.
PLAIN = "(),;:=*/@!"


def read(query: Mapping[str, str]) -> dict[str, str]:
    """Every field's text: the link's, else that of an older link, else the usual one."""
    older = {f"finder_{name}": text for name, text in today(query).items()}
    return {key: cut(key, str(query.get(key, older.get(key, usual)))) for key, usual in USUAL.items()}


def write(texts: Mapping[str, str]) -> str:
    """The texts that differ from the usual ones, as link text; read() gives the same texts back."""
    unusual = ((key, texts.get(key, usual)) for key, usual in USUAL.items())
    return "&".join(f"{key}={quote_plus(cut(key, text), PLAIN)}" for key, text in unusual if text != USUAL[key])


def cut(key: str, text: str) -> str:
    """Of a text too long to be read, no more than makes it too long: nobody keeps or links texts of any length."""
    return text[: LIMITS.get(key, FIELD_LIMIT) + 1]
