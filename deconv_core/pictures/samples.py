"""The sample pictures: the project's own, drawn by drawing.py beside this file, free for any use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from deconv_core.pictures.files import uploads
from deconv_core.pictures.picture import Picture

FOLDER = Path(__file__).parents[2] / "assets" / "images" / "samples"
SAMPLES = ("landscape", "face", "text", "stripes", "flat")


@lru_cache(maxsize=len(SAMPLES))
def sample(name: str) -> Picture:
    """One of SAMPLES; KeyError for any other name."""
    if name not in SAMPLES:
        raise KeyError(name)
    return uploads.read((FOLDER / f"{name}.png").read_bytes(), name)
