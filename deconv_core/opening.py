"""A layer as a link that opens it on the stage, which shows smaller inputs than layers may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deconv_core import link
from deconv_core.frameworks.pytorch_settings import settings
from deconv_core.frameworks.pytorch_source import query
from deconv_core.geometry import PerAxis
from deconv_core.state import FIELD, Pair


@dataclass(frozen=True)
class Opening:
    """`query`: link text; `input_size`: of the input that it opens with, no more than the stage shows."""

    query: str
    input_size: Pair


def opening(input_size: PerAxis, layer: Mapping[str, PerAxis]) -> Opening | None:
    """The link of a layer in PyTorch's words, on two axes; None where the stage cannot show it."""
    most = FIELD["input_size"].high
    asked = settings(input_size, **layer)
    pairs = {key: getattr(asked, key) for key in ("input_size", *layer)}
    height, width = (min(size, most) for size in asked.input_size)
    texts = query({**pairs, "input_size": (height, width)})
    if link.read(texts).problems:
        return None
    return Opening("&".join(f"{key}={text}" for key, text in texts.items()), (height, width))
