"""Where no setting in the ranges gives the wanted size: those that do once one range or two are widened, tried.

    size = (input - 1) * stride - 2 * padding + dilation * (kernel_size - 1) + output_padding + 1

is linear in each setting: for every choice of the others there is one value that it has to have, or none, or (a stride
for an input of 1, a dilation of a kernel of 1) its value only decides how much output_padding may be. So a change of
one setting is found wherever there is one. For a change of two, one of them takes every value outside its range, the
nearest first and as many as there is time for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import prod

import numpy as np

from deconv_core.geometry import PerAxis, axis_count, per_axis
from deconv_core.sizes.ranges import HIGHEST, KEYS, LOWEST, Range, Ranges
from deconv_core.sizes.ranking import best_first, zeros
from deconv_core.sizes.solver import solve
from deconv_core.sizes.unreached import Flags, Integers

# How many settings are tried for a change of two ranges.
LIMIT = 200_000
Sizes = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class WayOut:
    """`settings` in PyTorch's words, the same on every axis; `changed`: those that are outside their ranges.

    `distance`: by how much, added up. `zeros`: what ranking.zeros says of its output.
    """

    settings: dict[str, int]
    changed: tuple[str, ...]
    distance: int
    zeros: int


def ways_out(input_size: PerAxis, output_size: PerAxis, ranges: Ranges) -> tuple[WayOut, ...]:
    """For ranges in which nothing fits: for each the nearest value below it and above it with which something does.

    The nearest come first; last, as everywhere, what has rows of zeros. Changes of two ranges are told of where no
    change of one will do without such rows.
    """
    ways = [way for key in KEYS for way in nearest((key,), input_size, output_size, ranges)]
    if all(way.zeros for way in ways):
        ways += [way for pair in combinations(KEYS, 2) for way in nearest(pair, input_size, output_size, ranges)]
    return tuple(sorted(ways, key=lambda way: (way.zeros, len(way.changed), way.distance)))


def axis_by_axis(
    input_size: PerAxis, output_size: PerAxis, ranges: Ranges | Sequence[Ranges]
) -> dict[str, tuple[int, ...]] | None:
    """Each axis's own settings: its best answer in its ranges, else its nearest way out; None if one has neither."""
    axes = axis_count(input_size)
    own: list[dict[str, int]] = []
    sizes = zip(per_axis("input", input_size, axes), per_axis("output", output_size, axes), strict=True)
    for size, chosen in zip(sizes, [ranges] * axes if isinstance(ranges, Ranges) else ranges, strict=True):
        solution = solve(*size, chosen)
        own += (
            [solution.settings(0)] if len(solution.answers) else [way.settings for way in ways_out(*size, chosen)[:1]]
        )
    return {key: tuple(one[key] for one in own) for key in KEYS} if len(own) == axes else None


def nearest(changed: Sequence[str], input_size: PerAxis, output_size: PerAxis, ranges: Ranges) -> tuple[WayOut, ...]:
    """The ways out that leave just these one or two ranges: one a side, or pair of sides; the nearest first."""
    axes = axis_count(input_size)
    inputs = per_axis("input", input_size, axes)
    sizes = tuple(zip(inputs, per_axis("output", output_size, axes), strict=True))
    found = _found(changed, sizes, ranges)
    rows = zeros(found, inputs)
    best = best_first(found, inputs, rows)
    found, rows = found[best], rows[best]
    columns = {key: found[:, KEYS.index(key)] for key in changed}
    steps = np.stack([column - _kept(ranges, key, column) for key, column in columns.items()])
    distance = np.abs(steps).sum(0)
    order = np.lexsort((distance, rows))
    _, first = np.unique(np.sign(steps)[:, order], axis=1, return_index=True)
    return tuple(
        WayOut(dict(zip(KEYS, found[at].tolist(), strict=True)), tuple(changed), int(distance[at]), int(rows[at]))
        for at in order[np.sort(first)]
    )


def _found(changed: Sequence[str], sizes: Sizes, ranges: Ranges) -> Integers:
    """Settings [count, 5] that fit, with these keys outside their ranges, each of them needed, and no others."""
    *free, last = changed
    tried = {key: np.arange(one.low, one.high + 1) for key, one in vars(ranges).items()}
    room = LIMIT // prod(len(values) for key, values in tried.items() if key not in changed)
    tried |= {key: _outside(ranges, key)[:room] for key in free} | {last: np.zeros(1, np.int64)}
    values = dict(zip(KEYS, np.ix_(*(tried[key] for key in KEYS)), strict=True))
    values[last] = _needed(ranges, last, values, sizes)
    fits = _fits(values, sizes) & (values[last] != _kept(ranges, last, values[last]))
    found = {key: np.broadcast_to(values[key], fits.shape)[fits] for key in KEYS}
    spare = [_fits({**found, key: _kept(ranges, key, found[key])}, sizes) for key in changed]
    return np.stack(list(found.values()), axis=1)[~reduce(np.logical_or, spare)]


def _needed(ranges: Ranges, key: str, values: Mapping[str, Integers], sizes: Sizes) -> Integers:
    """What `key` has to be for the wanted size on the largest axis; rounded, so the size may be another."""
    inputs, wanted = max(sizes)
    bare = _size(inputs, {**values, key: np.zeros(1, np.int64)})
    step = _size(inputs, {**values, key: np.ones(1, np.int64)}) - bare
    legal = np.maximum(values["output_padding"] + 1, getattr(ranges, key).low)
    return np.where(step == 0, legal, (wanted - bare) // np.where(step == 0, 1, step))


def _fits(values: Mapping[str, Integers], sizes: Sizes) -> Flags:
    """Whether PyTorch makes the wanted size on each axis of these settings, and none is beyond the limits."""
    most = np.maximum(values["stride"], values["dilation"]) - 1
    within = [(values[key] >= LOWEST[key]) & (values[key] <= HIGHEST) for key in KEYS]
    right = [(_size(inputs, values) == wanted) & (wanted >= 1) for inputs, wanted in sizes]
    return reduce(np.logical_and, [*within, *right], values["output_padding"] <= most)


def _size(inputs: int, values: Mapping[str, Integers]) -> Integers:
    kernel, stride, padding, output_padding, dilation = (values[key] for key in KEYS)
    return (inputs - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1


def _kept(ranges: Ranges, key: str, values: Integers) -> Integers:
    """The nearest values in the range."""
    one: Range = getattr(ranges, key)
    return np.clip(values, one.low, one.high)


def _outside(ranges: Ranges, key: str) -> Integers:
    """All values outside the range, the nearest first."""
    values: Integers = np.arange(LOWEST[key], HIGHEST + 1)
    distance = np.abs(values - _kept(ranges, key, values))
    order = np.argsort(distance, kind="stable")
    nearest_first: Integers = values[order[distance[order] > 0]]
    return nearest_first
