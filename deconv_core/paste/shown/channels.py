"""The channels of a real layer on the stage: all of them where they are few, else one pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deconv_core.layer import Layer
from deconv_core.state.budget import Channels, over
from deconv_core.state.fields import FIELD, Setting

# What is said of a layer of which one pair of channels is shown, without its bias.
OF_ONE_PAIR = {"note_channels", "note_groups", "note_bias"}


def all_channels(layer: Layer, settings: Mapping[str, Setting]) -> Channels | None:
    """Every channel, where all are known, few, and not too much in all with one input cell; else None."""
    into, out, groups = layer.in_channels, layer.out_channels, layer.groups
    if not (isinstance(into, int) and isinstance(out, int) and isinstance(groups, int)):
        return None
    fits = all(1 <= one <= FIELD["in_channels"].high for one in (into, out, groups))
    own = Channels(into, out, groups)
    smallest = {**settings, "input_size": tuple(1 for _ in settings["kernel_size"])}
    return own if fits and own.nearest == own and over(smallest, own) is None else None


def channel_fields(channels: Channels, has_bias: bool) -> dict[str, Any]:
    """The state's fields of these, JSON-ready. A bias starts at 1, as one that is switched on: 0 would not be seen."""
    return {**vars(channels), "bias": [1] * channels.out_channels if has_bias else None}
