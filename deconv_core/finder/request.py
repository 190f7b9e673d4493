"""The one request that all panels of the page Sizes answer: made of what is typed, the line, and the stage's layer.

A setting is what is typed into its field, else the line's, else the stage's. A typed setting holds for the search too,
a range for the search alone; what is left empty the search is free to choose among the usual values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from deconv_core.finder import line
from deconv_core.frameworks import pytorch
from deconv_core.geometry import PerAxis
from deconv_core.paste.shown.on_stage import at_rank
from deconv_core.refusal import Refusal
from deconv_core.sizes.ranges import KEYS, Range, Ranges
from deconv_core.state import typed_sizes
from deconv_core.state.fields import Setting, Settings
from deconv_core.state.typed_sizes import SIZE_LIMIT

Whose = Literal["typed", "line", "stage"]


@dataclass(frozen=True)
class Request:
    """`layer`: kernel_size to dilation in PyTorch's words, legal or not; `input_size`, `wanted`: one number an axis.

    `wanted` is None where nobody says it and the layer gives no size either. `ranges`: among which settings to look,
    one an axis. `whose` the layer is. `counts`: its channels and groups, as far as they are known.
    """

    input_size: Setting
    layer: Settings
    wanted: Setting | None
    is_wanted_said: bool
    ranges: tuple[Ranges, ...]
    whose: Whose
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Refusal, ...] = ()

    @property
    def settings(self) -> Settings:
        return {"input_size": self.input_size, **self.layer}

    @property
    def actual(self) -> Setting | None:
        """The size that the layer gives; None where PyTorch refuses it."""
        return _output(self.settings)

    def source(self, settings: Mapping[str, PerAxis]) -> str:
        """A layer with these settings as one writes it, with the channels of this one."""
        asked: dict[str, Any] = {**settings, **self.counts}
        return pytorch.source(self.input_size, **asked)


def request(texts: Mapping[str, str], stage: Settings) -> Request:
    """`texts`: the finder's fields (panel_query.PANELS), by name; `stage`: the settings on the stage, with their input.

    UnreadError where one of the texts cannot be read.
    """
    axes = line.rank_of(texts["line"]) or len(stage["stride"])
    stage = at_rank(stage, axes)
    typed = {key: typed_sizes.setting(key, texts[key], axes) for key in KEYS}
    fixed = {key: one for key, one in typed.items() if isinstance(one, tuple)}
    size = typed_sizes.size("input_size", texts["input_size"], axes)
    # A call that leaves its input or its kernel open means what is typed, if it is.
    said = line.read(texts["line"], {**stage, **fixed, "input_size": size or stage["input_size"]})
    layer = {**{key: stage[key] for key in KEYS}, **(said.layer or {}), **fixed}
    inputs = size or said.input_size or stage["input_size"]
    wanted = typed_sizes.size("wanted", texts["wanted"], axes) or said.wanted
    whose: Whose = "typed" if fixed else "line" if said.layer else "stage"
    return Request(
        inputs,
        layer,
        wanted or _one_more(_output({"input_size": inputs, **layer})),
        wanted is not None,
        tuple(_ranges(typed, axis) for axis in range(axes)),
        whose,
        said.counts,
        said.notes,
    )


def _ranges(typed: Mapping[str, Setting | Range | None], axis: int) -> Ranges:
    """Among what to look on one axis."""
    chosen = {key: Range(one[axis], one[axis]) if isinstance(one, tuple) else one for key, one in typed.items() if one}
    return Ranges(**chosen)


def _output(settings: Settings) -> Setting | None:
    if pytorch.refusal(**settings):
        return None
    return pytorch.settings(**settings).output_size


def _one_more(size: Setting | None) -> Setting | None:
    """What a skip connection most often wants: Conv2d rounds down, and what comes back is one short."""
    return None if size is None or max(size) >= SIZE_LIMIT else tuple(one + 1 for one in size)
