"""A state's numbers as the algorithms and PyTorch take them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deconv_core.state.fields import State

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Operands:
    """x `[in_channels, *input_size]`, w `[in_channels, out_channels // groups, *kernel_size]`, bias `[out_channels]` or
    None, in float64."""

    x: Array
    w: Array
    bias: Array | None
    groups: int

    def given_to(self, run: Any, *how: Any, **more: Any) -> Any:
        """`run(x, w, *how, bias=bias, groups=groups)`."""
        return run(self.x, self.w, *how, bias=self.bias, groups=self.groups, **more)

    def in_(self, dtype: str) -> Operands:
        x, w, bias = (None if one is None else one.astype(dtype) for one in (self.x, self.w, self.bias))
        assert x is not None and w is not None
        return Operands(x, w, bias, self.groups)

    @property
    def sizes(self) -> Operands:
        """The same without signs: what the terms of each sum are as large as."""
        return replace(self, x=abs(self.x), w=abs(self.w), bias=None if self.bias is None else abs(self.bias))


def operands(state: State) -> Operands:
    """Those of a state that has its numbers."""
    x, w = (np.array(state.numbers(key), dtype=np.float64) for key in ("x", "w"))
    return Operands(x, w, None if state.bias is None else np.array(state.bias, dtype=np.float64), state.groups)


def operands_so_far(state: State) -> Operands:
    """The same after the stamps laid down so far: the elements of x whose stamps are still to come are zero."""
    found = operands(state)
    only_first(found.x, None if state.t is None else math.floor(state.t))
    return found


def only_first(array: Array, count: int | None) -> Array:
    """The array, in which all but the first `count` elements, row-major, became zero; None keeps all."""
    if count is not None:
        array.reshape(-1)[max(0, count) :] = 0
    return array
