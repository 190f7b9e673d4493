"""The forward convolution with the same settings, and why the transposed one is its gradient.

Two maps. The *big* one has the size of the transposed convolution's output y, the *small* one that of its input x.
The forward convolution C (Conv2d) makes a small map of a big one; the transposed convolution Cᵀ goes the other way:

    small = floor((big + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1

Cᵀ is the gradient of C with respect to the big map, and <C z, g> = <z, Cᵀ g> for a big map z and a small map g. It
brings back the shape of z, not its values. Here z is y = Cᵀ x and g is x, so that all numbers come from x and w.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deconv_core.algorithms import fast_matrix
from deconv_core.frameworks import pytorch
from deconv_core.judge.operands import Operands, operands
from deconv_core.state.fields import State

Array = NDArray[np.float64]

DTYPE = "float64"
# The largest error of a float64 sum, as a share of the sum of its terms' sizes.
ERROR = 1e-9


@dataclass(frozen=True)
class Size:
    """One axis of the small map: `small` cells, and `rest`, what the floor of the division lost.

    `own` is how many of the cells x has. They are fewer than `small` where output_padding reaches the stride, which
    PyTorch allows where dilation is larger: then the first `own` are C y.
    """

    small: int
    rest: int
    own: int


@dataclass(frozen=True, eq=False)
class RoundTrip:
    """Big maps `[out_channels, *output_size]`: y, and `returned` = Cᵀ C y. A small one, `[in_channels, *input_size]`:
    `small` = C y. A bias is part of y alone: C and Cᵀ have none."""

    y: Array
    small: Array
    returned: Array

    @property
    def difference(self) -> Array:
        """What became of each value on the way, `[*output_size]`."""
        return self.returned - self.y


@dataclass(frozen=True)
class Proof:
    """`left` is <C y, x>, `right` is <y, Cᵀ x>; `difference` the largest |gradient - Cᵀ x| over the big map's cells.

    `ok`: both laws hold but for the rounding of sums.
    """

    left: float
    right: float
    difference: float
    ok: bool
    version: str
    dtype: str = DTYPE


def sizes(state: State) -> tuple[Size, ...]:
    """The small map's size by the formula above, axis by axis."""
    rows = zip(*state.settings.values(), state.geometry.output_size, strict=True)
    return tuple(_size(*row) for row in rows)


def _size(own: int, kernel: int, stride: int, padding: int, output_padding: int, dilation: int, big: int) -> Size:
    steps, rest = divmod(big + 2 * padding - dilation * (kernel - 1) - 1, stride)
    return Size(steps + 1, rest, own)


def round_trip(state: State) -> RoundTrip:
    """y = Cᵀ x, then C y, then Cᵀ C y. The state must have its numbers."""
    there = operands(state).given_to(fast_matrix.run, state.geometry)
    small = there.forward(there.output)
    back = replace(_linear(state), x=small).given_to(fast_matrix.run, state.geometry)
    return RoundTrip(there.output, small, back.output)


def gradient(z: Array, g: Array, w: Array, settings: dict[str, Any], groups: int = 1) -> Array:
    """PyTorch's gradient of Conv1d to 3d with respect to the big map z, in z's shape; g arrives at the small one.

    `z` `[out_channels, *output_size]`, `g` `[in_channels, *input_size]`, `w` `[in_channels, out_channels // groups,
    *kernel_size]`: for the forward convolution the first are its outputs; `settings` in PyTorch's words.
    """
    import torch

    big, arriving, kernel = (torch.from_numpy(np.array(array, dtype=DTYPE)) for array in (z, g, w))
    big.requires_grad_()
    how = {key: settings[key] for key in ("stride", "padding", "dilation")}
    forward = getattr(torch.nn.functional, f"conv{kernel.ndim - 2}d")
    small = forward(big, kernel, groups=groups, **how)[(..., *map(slice, arriving.shape[1:]))]
    (leaving,) = torch.autograd.grad(small, big, arriving)
    array: Array = leaving.numpy()
    return array


def prove(state: State) -> Proof:
    """The two laws on the state's own numbers; it must have them."""
    trip = round_trip(state)
    numbers = _linear(state)
    x = numbers.x
    terms = numbers.sizes.given_to(fast_matrix.run, state.geometry).output
    ours = numbers.given_to(fast_matrix.run, state.geometry).output
    from_theirs = abs(gradient(trip.y, x, numbers.w, state.settings, state.groups) - ours)
    left, right = float((trip.small * x).sum()), float((trip.y * ours).sum())
    # |y| is no larger than its terms, so their squares bound the terms of both sides.
    all_terms = operands(state).sizes.given_to(fast_matrix.run, state.geometry).output
    same = abs(left - right) <= ERROR * float((terms * all_terms).sum())
    ok = same and bool((from_theirs <= ERROR * terms).all())
    return Proof(left, right, float(from_theirs.max()), ok, pytorch.version())


def _linear(state: State) -> Operands:
    return replace(operands(state), bias=None)
