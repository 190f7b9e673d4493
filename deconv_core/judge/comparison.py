"""The four algorithms against torch.nn.functional.conv_transpose1d to 3d: how far apart, and how long each takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from deconv_core.algorithms import ALGORITHMS
from deconv_core.frameworks import pytorch
from deconv_core.geometry import Axis, Geometry
from deconv_core.judge import timing
from deconv_core.judge.operands import Operands, operands
from deconv_core.state.fields import State

Array = NDArray[Any]
Dtype = Literal["float32", "float64"]
DTYPES: tuple[Dtype, ...] = get_args(Dtype)
PYTORCH = "PyTorch"

# Bounds the time of one table, whatever the state: it is measured for every state that a hand comes to rest at.
SECONDS_A_DTYPE = 0.001
DEPTH = Axis(2, 2)


@dataclass(frozen=True, eq=False)
class Case:
    """One transposed convolution; its numbers in float64."""

    numbers: Operands
    geometry: Geometry

    @cached_property
    def terms(self) -> Array:
        """The sum of |x||w| (and |bias|) in each output cell, `[out_channels, *output_size]`: what a rounding error is
        measured against."""
        output: Array = self.numbers.sizes.given_to(ALGORITHMS["scatter"], self.geometry).output
        return output

    def ours(self, algorithm: str, dtype: Dtype) -> Callable[[], Array]:
        """The algorithm on this case in `dtype`, ready to be called; it gives `[out_channels, *output_size]`."""
        numbers, run = self.numbers.in_(dtype), ALGORITHMS[algorithm]

        def call() -> Array:
            output: Array = numbers.given_to(run, self.geometry).output
            return output

        return call

    def theirs(self, dtype: Dtype) -> Callable[[], Array]:
        """PyTorch on this case in `dtype`, ready to be called."""
        call: Callable[[], Array] = self.numbers.given_to(pytorch.prepared, self.geometry, dtype=dtype)
        return call


def case(state: State, axes: int | None = None) -> Case:
    """The state's numbers and settings in 1, 2 or 3 dimensions, its own if None; the state must have its numbers.

    Its own number of axes: the state itself. Of two, 1: the first row of input and kernel, with the settings of the
    width; 3: two layers deep, with stride 1 along the depth; the second layer is the first upside down.
    """
    numbers = operands(state)
    if axes in (None, state.rank):
        return Case(numbers, state.geometry)
    height, width = state.geometry.axes
    if axes == 1:
        first = replace(numbers, x=numbers.x[..., 0, :], w=numbers.w[..., 0, :])
        return Case(first, Geometry((width,)))
    deep = Geometry((DEPTH, height, width))
    return Case(replace(numbers, x=_two_deep(numbers.x), w=_two_deep(numbers.w)), deep)


def _two_deep(array: Array) -> Array:
    """`[…, height, width]` and, behind it, the same upside down."""
    return np.stack([array, array[..., ::-1, :]], axis=-3)


@dataclass(frozen=True)
class Row:
    """One algorithm in one dtype, beside PyTorch in the same dtype.

    `absolute`: the largest |ours - PyTorch's|, in the output's own unit. `relative`: the largest |ours - PyTorch's| as
    a share of the cell's sum of |x||w|. `seconds`: the shortest time of a call; `ratio`: that over PyTorch's.
    """

    algorithm: str
    dtype: Dtype
    absolute: float
    relative: float
    seconds: float
    ratio: float


def compare(case: Case, *, seconds: float = SECONDS_A_DTYPE) -> tuple[Row, ...]:
    """A row for each algorithm and dtype; takes about `seconds` a dtype, or two turns where they are longer."""
    return tuple(row for dtype in DTYPES for row in _rows(case, dtype, seconds))


def _rows(case: Case, dtype: Dtype, seconds: float) -> list[Row]:
    # What the measured calls gave is compared: none is made for its result alone.
    given: dict[str, Array] = {}
    ways = {name: partial(_keep, given, name, call) for name, call in calls(case, dtype).items()}
    times = timing.measure(ways, seconds=seconds)
    rows = []
    for name in ALGORITHMS:
        absolute = abs(_difference(given[name], given[PYTORCH]))
        relative = np.divide(absolute, case.terms, out=np.zeros_like(case.terms), where=case.terms > 0)
        ratio = times[name] / times[PYTORCH]
        rows.append(Row(name, dtype, float(absolute.max()), float(relative.max()), times[name], ratio))
    return rows


def _keep(given: dict[str, Array], name: str, call: Callable[[], Array]) -> None:
    given[name] = call()


def differences(case: Case, algorithm: str, dtype: Dtype) -> Array:
    """Ours minus PyTorch's, both computed in `dtype`, subtracted in float64, `[out_channels, *output_size]`."""
    return _difference(case.ours(algorithm, dtype)(), case.theirs(dtype)())


def _difference(ours: Array, theirs: Array) -> Array:
    difference: Array = ours.astype(np.float64) - theirs.astype(np.float64)
    return difference


@dataclass(frozen=True)
class Summary:
    """How many of an output's cells differ from PyTorch's, of how many, and by how much at most."""

    count: int
    total: int
    largest: float


def summary(differences: Array) -> Summary:
    return Summary(int(np.count_nonzero(differences)), differences.size, float(abs(differences).max()))


def calls(case: Case, dtype: Dtype) -> dict[str, Callable[[], Array]]:
    """PyTorch and the four algorithms on this case, ready to be timed."""
    return {PYTORCH: case.theirs(dtype), **{name: case.ours(name, dtype) for name in ALGORITHMS}}
