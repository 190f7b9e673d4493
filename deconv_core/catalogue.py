"""What the browser needs to know once: the table of fields, the presets, the colours, the languages."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from deconv_core.frameworks import LIBRARIES, PYTORCH, pytorch
from deconv_core.state import fields
from deconv_core.state.presets import FIRST, GROUPS
from deconv_core.words import LANGUAGES, load

COLOURS = Path(__file__).parent.parent / "assets" / "colours.json"


@cache
def catalogue() -> dict[str, Any]:
    """JSON-ready: fields, presets (key, group, state), first (page -> key of the preset that it opens with), opening
    (the other pages' state), colours (light and dark), languages (tag -> own name), own_words (by the Frameworks page's
    cards: whose words they are, and the famous ones)."""
    return {
        "fields": fields.table(),
        "presets": [
            {"key": preset.key, "group": group, "state": asdict(preset.state)}
            for group, presets in GROUPS.items()
            for preset in presets
        ],
        "first": dict(FIRST),
        "colours": json.loads(COLOURS.read_text(encoding="utf-8")),
        "languages": {lang: load(lang)["page.language_name"] for lang in LANGUAGES},
        "opening": asdict(fields.State()),
        "own_words": _own_words(),
    }


def _own_words() -> dict[str, Any]:
    """PyTorch's version is the one that is installed."""
    found = {
        card: {"library": library.proven, "famous": dict(library.famous)}
        for library in LIBRARIES
        for card in library.answers
    }
    return found | {"pytorch": {"library": f"PyTorch {pytorch.version()}", "famous": dict(PYTORCH.famous)}}
