"""A claimed output size, checked: does this layer really give it, and what would?

output = (input_size - 1) * stride - 2 * padding + dilation * (kernel_size - 1) + output_padding + 1
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deconv_core.frameworks import pytorch
from deconv_core.frameworks.pytorch_settings import Sizes
from deconv_core.geometry import GeometryError, axis_count, per_axis

KEYS = ("kernel_size", "stride", "padding", "output_padding", "dilation")


@dataclass(frozen=True)
class Verdict:
    """`actual`: the output's size; None where PyTorch refuses the layer, for `error`, in the words of `message`.

    `changes`: where it is another than the claimed one, the settings that would give that if changed alone.
    """

    holds: bool
    actual: Sizes | None
    changes: tuple[tuple[str, Sizes], ...] = ()
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
    return Verdict(False, actual, tuple(_changes(asked, sizes)))


def written(settings: Mapping[str, Sizes], axis: int) -> str:
    """The formula of one axis with its numbers, as one writes it; settings in PyTorch's words, one integer an axis."""
    names = ("input_size", "stride", "padding", "dilation", "kernel_size", "output_padding")
    n, s, p, d, k, op = (settings[name][axis] for name in names)
    size = pytorch.settings(**settings).output_size[axis]
    return f"({n} − 1)·{s} − 2·{p} + {d}·({k} − 1) + {op} + 1 = {size}"


def _changes(asked: Mapping[str, Sizes], claimed: Sizes) -> Iterator[tuple[str, Sizes]]:
    missing = [size - own for size, own in zip(claimed, pytorch.settings(**asked).output_size, strict=True)]
    for key in KEYS:
        values = tuple(_changed(asked, key, axis, cells) for axis, cells in enumerate(missing))
        whole = tuple(value for value in values if value is not None)
        if len(whole) == len(values) and pytorch.refusal(**{**asked, key: whole}) is None:
            yield key, whole


def _changed(asked: Mapping[str, Sizes], key: str, axis: int, cells: int) -> int | None:
    """The value with which the axis has this many cells more; None if no whole number does that."""
    value = asked[key][axis]
    if cells == 0:
        return value
    step = _step(key, asked, axis)
    return value + cells // step if step and cells % step == 0 else None


def _step(key: str, asked: Mapping[str, Sizes], axis: int) -> int:
    """What one more of a setting does to the size of the axis."""
    steps = {
        "kernel_size": asked["dilation"][axis],
        "stride": asked["input_size"][axis] - 1,
        "padding": -2,
        "output_padding": 1,
        "dilation": asked["kernel_size"][axis] - 1,
    }
    return steps[key]
