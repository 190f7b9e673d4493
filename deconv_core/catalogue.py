"""What the browser needs to know once: the table of fields, the presets, the colours, the languages."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from deconv_core.frameworks import LIBRARIES, PYTORCH, pytorch
from deconv_core.frameworks.layout import Weights
from deconv_core.frameworks.library import Library
from deconv_core.state import fields
from deconv_core.state.presets import FIRST, GROUPS
from deconv_core.words import LANGUAGES, load

COLOURS = Path(__file__).parent.parent / "assets" / "colours.json"


# Of the layers that the stage shows.
STAGE_RANKS = (1, 2)


@cache
def catalogue() -> dict[str, Any]:
    """JSON-ready: fields, presets (key, group, state), first (page -> key of the preset that it opens with), opening
    (the other pages' state), colours (light and dark), languages (tag -> own name), own_words (by the Frameworks page's
    cards: whose words they are, the famous ones, and the code that carries weights)."""
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
    """PyTorch's version is the one that is installed. A library's weights stand on its first card."""
    found = {
        card: _said_of(library, library.proven, library.weights if at == 0 else {})
        for library in LIBRARIES
        for at, card in enumerate(library.answers)
    }
    return found | {"pytorch": _said_of(PYTORCH, f"PyTorch {pytorch.version()}", {})}


def _said_of(library: Library, proven: str, weights: Mapping[str, Weights]) -> dict[str, Any]:
    """The code for weights stands for each number of axes that the stage's layers may have, one first."""
    ways = [
        {
            "name": name,
            "from_pytorch": [one.from_pytorch(rank) for rank in STAGE_RANKS],
            "to_pytorch": [one.to_pytorch(rank) for rank in STAGE_RANKS],
        }
        for name, one in weights.items()
    ]
    return {"name": library.name, "library": proven, "famous": dict(library.famous), "weights": ways}
