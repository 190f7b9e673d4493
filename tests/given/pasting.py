"""Pasting a text: what the page answers, and what its stage would show."""

from __future__ import annotations

from typing import Any

from deconv_core.frameworks import pytorch
from deconv_core.geometry import Geometry
from deconv_core.paste.shown.on_stage import at_rank
from deconv_core.questions import answer
from deconv_core.state.fields import SETTINGS
from deconv_core.state.query import read_query

PRESENT = "input_size=3&kernel_size=3&stride=2"


def asked(text: str, present: str = PRESENT, **more: Any) -> dict[str, Any]:
    return answer({"kind": "source", "text": text, "settings": present, **more})


def codes(said: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in said["problems"]]


def names(said: dict[str, Any]) -> list[str]:
    return [choice["name"] for choice in said.get("choices", [])]


def shown(said: dict[str, Any], present: str = PRESENT) -> Geometry:
    """What the stage shows once this is taken: its canvas, and PyTorch's crops."""
    taken = {key: tuple(said["state"][key]) for key in SETTINGS if key in said["state"]}
    here = at_rank(read_query(present).state.settings, len(taken["stride"]))
    return pytorch.geometry(**{**here, **taken})
