"""A claimed output size, checked: does this layer really give it, and what would?

output = (input_size - 1) * stride - 2 * padding + dilation * (kernel_size - 1) + output_padding + 1
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from deconv_core.frameworks import pytorch
from deconv_core.frameworks.pytorch_arguments import Sizes
from deconv_core.geometry import GeometryError, axis_count, per_axis
from deconv_core.sizes.ranges import KEYS, Range, Ranges
from deconv_core.sizes.ranking import zeros
from deconv_core.sizes.ways_out import WayOut, nearest

# What people change, the likeliest first. The first two leave the layer as it is, to the shape of its weights.
LIKELY = ("output_padding", "padding", "kernel_size", "stride", "dilation")
CROPS = LIKELY[:2]
ONE_OR_TWO = [*combinations(LIKELY, 1), *combinations(LIKELY, 2)]


@dataclass(frozen=True)
class Change:
    """One setting or two that make the claim true, with their new values on each axis; all others stay.

    `distance`: by how much they change, added up. `zeros`: what ranking.zeros says of the output.
    """

    settings: dict[str, Sizes]
    distance: int
    zeros: int


@dataclass(frozen=True)
class Verdict:
    """`actual`: the output's size; None where PyTorch refuses the layer, for `error`, in the words of `message`.

    `changes`: where it is another than the claimed one, what would give that. The fewest changes come first, and
    among as many those without rows of zeros, then those of the crops alone, then the nearest.
    """

    holds: bool
    actual: Sizes | None
    changes: tuple[Change, ...] = ()
    error: GeometryError | None = None
    message: str | None = None


def check(settings: Mapping[str, Any], claimed: Any) -> Verdict:
    """Whether the layer with these settings, in PyTorch's words, gives `claimed` cells on each axis.

    GeometryError for sizes that are no integers or differ in number; a layer that PyTorch refuses is a verdict.
    """
    axes = axis_count(settings["input_size"])
    asked = {key: per_axis(key, value, axes) for key, value in settings.items()}
    sizes = per_axis("claimed", claimed, axes)
    try:
        actual = pytorch.geometry(**asked).output_size
    except GeometryError as error:
        return Verdict(False, None, (), error, pytorch.refusal(**asked))
    if actual == sizes:
        return Verdict(True, actual)
    return Verdict(False, actual, tuple(sorted(_changes(asked, sizes), key=_order)))


def written(settings: Mapping[str, Sizes], axis: int) -> str:
    """The formula of one axis with its numbers, as one writes it; settings in PyTorch's words, one integer an axis."""
    names = ("input_size", "stride", "padding", "dilation", "kernel_size", "output_padding")
    n, s, p, d, k, op = (settings[name][axis] for name in names)
    size = pytorch.settings(**settings).output_size[axis]
    return f"({n} − 1)·{s} − 2·{p} + {d}·({k} − 1) + {op} + 1 = {size}"


def _changes(asked: Mapping[str, Sizes], claimed: Sizes) -> Iterator[Change]:
    """Changes of one setting and of two; each axis changes as little as may be, and on its own."""
    axes = list(zip(claimed, asked["input_size"], *(asked[key] for key in KEYS), strict=True))
    own = {axis: _ways(*axis) for axis in set(axes)}
    for keys in ONE_OR_TWO:
        # An axis may need but one of the two changes, or none.
        tries = [keys, *((key,) for key in keys), ()]
        found = [next((own[axis][one] for one in tries if one in own[axis]), None) for axis in axes]
        ways = [way for way in found if way is not None]
        if len(ways) == len(axes) and {key for way in ways for key in way.changed} == set(keys):
            settings = {key: tuple(way.settings[key] for way in ways) for key in keys}
            yield Change(settings, sum(way.distance for way in ways), max(way.zeros for way in ways))


def _ways(claimed: int, inputs: int, *settings: int) -> dict[tuple[str, ...], WayOut]:
    """For one axis the nearest change of each one or two settings that make its size right; of none, if it is."""
    if pytorch.settings(inputs, *settings).output_size == (claimed,):
        rows = int(zeros(np.array([settings]), [inputs])[0])
        return {(): WayOut(dict(zip(KEYS, settings, strict=True)), (), 0, rows)}
    ranges = Ranges(*(Range(value, value) for value in settings))
    return {keys: way for keys in ONE_OR_TWO for way in nearest(keys, inputs, claimed, ranges)[:1]}


def _order(change: Change) -> tuple[int, int, int, int]:
    keys = change.settings.keys()
    return len(keys), change.zeros, len(keys - set(CROPS)), change.distance
