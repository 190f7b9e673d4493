"""A layer as a link that opens it on the stage, which shows smaller inputs than layers may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deconv_core.frameworks.pytorch_arguments import settings
from deconv_core.geometry import PerAxis
from deconv_core.state.fields import FIELD, Setting
from deconv_core.state.query import read_query
from deconv_core.state.query_text import settings_texts


@dataclass(frozen=True)
class Opening:
    """`query`: link text; `input_size`: of the input that it opens with, no more than the stage shows."""

    query: str
    input_size: Setting


def opening(input_size: PerAxis, layer: Mapping[str, PerAxis]) -> Opening | None:
    """The link of a layer in PyTorch's words; None where the stage cannot show it."""
    asked = settings(input_size, **layer)
    most = FIELD["input_size"].high_at(len(asked.input_size))
    shown = tuple(min(size, most) for size in asked.input_size)
    rank = {} if len(shown) == FIELD["rank"].default else {"rank": str(len(shown))}
    texts = rank | settings_texts({"input_size": shown, **{key: getattr(asked, key) for key in layer}})
    if read_query(texts).problems:
        return None
    return Opening("&".join(f"{key}={text}" for key, text in texts.items()), shown)
