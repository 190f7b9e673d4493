"""The forward convolution with the same settings, and why the transposed one is its gradient.

Two maps. The *big* one has the size of the transposed convolution's output y, the *small* one that of its input x.
The forward convolution C (Conv2d) makes a small map of a big one; the transposed convolution Cᵀ goes the other way:

    small = floor((big + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1

Cᵀ is the gradient of C with respect to the big map, and <C z, g> = <z, Cᵀ g> for a big map z and a small map g. It
brings back the shape of z, not its values. Here z is y = Cᵀ x and g is x, so that all numbers come from x and w.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deconv_core.algorithms import fast_matrix
from deconv_core.frameworks import pytorch
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
    """Big maps `[*output_size]`: y, and `returned` = Cᵀ C y. A small one: `small` = C y."""

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
    there = fast_matrix.run(*_operands(state), state.geometry)
    small = there.forward(there.output)
    back = fast_matrix.run(small, _operands(state)[1], state.geometry)
    return RoundTrip(there.output[0], small[0], back.output[0])


def gradient(z: Array, g: Array, w: Array, settings: dict[str, Any]) -> Array:
    """PyTorch's gradient, `[*output_size]`, of Conv1d to 3d with respect to the big map z; g arrives at the small one.

    `z` `[*output_size]`, `g` `[*input_size]`, `w` `[*kernel_size]`; `settings` in PyTorch's words.
    """
    import torch

    big, arriving, kernel = (torch.from_numpy(np.array(array, dtype=DTYPE)[None, None]) for array in (z, g, w))
    big.requires_grad_()
    how = {key: settings[key] for key in ("stride", "padding", "dilation")}
    forward = getattr(torch.nn.functional, f"conv{kernel.ndim - 2}d")
    small = forward(big, kernel, **how)[(..., *map(slice, arriving.shape[2:]))]
    (leaving,) = torch.autograd.grad(small, big, arriving)
    array: Array = leaving[0, 0].numpy()
    return array


def prove(state: State) -> Proof:
    """The two laws on the state's own numbers; it must have them."""
    trip = round_trip(state)
    x, w = _operands(state)
    terms = fast_matrix.run(abs(x), abs(w), state.geometry).output[0]
    from_theirs = abs(gradient(trip.y, x[0], w[0, 0], state.settings) - trip.y)
    left, right = float((trip.small * x[0]).sum()), float((trip.y * trip.y).sum())
    # |y| is no larger than its terms, so their squares bound the terms of both sides.
    same = abs(left - right) <= ERROR * float((terms * terms).sum())
    ok = same and bool((from_theirs <= ERROR * terms).all())
    return Proof(left, right, float(from_theirs.max()), ok, pytorch.version())


def _operands(state: State) -> tuple[Array, Array]:
    """x `[1, *input_size]` and w `[1, 1, *kernel_size]`."""
    return np.array([state.numbers("x")], dtype=DTYPE), np.array(state.numbers("w"), dtype=DTYPE)[None, None]
