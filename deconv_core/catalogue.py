"""What the browser needs to know once: the table of fields, the presets, the colours, the languages."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from deconv_core import link, state
from deconv_core.foreign_said import LIBRARIES
from deconv_core.frameworks import pytorch
from deconv_core.frameworks.own_words import TEMPLATES
from deconv_core.presets import PRESETS
from deconv_core.words import LANGUAGES, load

COLOURS = Path(__file__).parent.parent / "assets" / "colours.json"


@cache
def catalogue() -> dict[str, Any]:
    """JSON-ready: fields, presets (key and state), colours (light and dark), languages (tag -> own name), opening,
    own_words (what each library says when it refuses)."""
    return {
        "fields": state.table(),
        "presets": [{"key": preset.key, "state": asdict(link.read(preset.query).state)} for preset in PRESETS],
        "colours": json.loads(COLOURS.read_text(encoding="utf-8")),
        "languages": {lang: load(lang)["page.language_name"] for lang in LANGUAGES},
        "opening": asdict(state.State()),
        "own_words": {"templates": dict(TEMPLATES), "libraries": _libraries()},
    }


def _libraries() -> dict[str, str]:
    """Each answer's library with the version whose words these are; PyTorch's is the one that is installed."""
    return {**dict(LIBRARIES.items()), "onnx_lower": LIBRARIES["onnx"], "pytorch": f"PyTorch {pytorch.version()}"}
