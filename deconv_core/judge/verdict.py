"""Are the numbers on screen PyTorch's? The browser reports its state and what it shows; two references judge it.

PyTorch in float32 is what learners will compare with; this project's own scatter in float64 sees errors that float32
would hide. Both are asked for the output after the stamps laid down so far, which is exactly the transposed convolution
of an input whose later elements are zero.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from deconv_core.algorithms import ALGORITHMS
from deconv_core.frameworks import pytorch
from deconv_core.judge.operands import Operands, only_first, operands
from deconv_core.refusal import Refusal
from deconv_core.state.fields import State
from deconv_core.state.query import read_query

Array = NDArray[np.float64]

Order = Literal["stamps", "taps", "cells"]
ORDERS: tuple[Order, ...] = get_args(Order)

DTYPE = "float32"
SHOWN_LIMIT = 1_000_000
SIGNS = b"0123456789+-.eE,"
# Largest errors, as shares of the sum of |x||w| in a cell: a cell whose terms cancel is no less exact than they are.
PYTORCH_ERROR = 1e-5
OWN_ERROR = 1e-9
# Below this, float32 has no digits left.
TINY = 1e-30


@dataclass(frozen=True)
class Verdict:
    """`ok`: the numbers shown are right. `difference`: the largest |shown - PyTorch|, in the output's own unit.

    `worst` is the wrong output cell that is furthest off, its channel first where there are several, None if all are
    right. With a `problem` nothing was compared: ok is False and difference 0.
    """

    ok: bool
    version: str
    dtype: str = DTYPE
    difference: float = 0.0
    worst: tuple[int, ...] | None = None
    problem: Refusal | None = None


def check(query: str, shown: str, order: Order = "stamps", done: int | None = None) -> Verdict:
    """Compares the output that the browser shows, row by row with `,` between numbers, with what `query` must give.

    `query` is link text. The page may be in the middle of its work: `done` steps of `order` are done, all if None (of
    stamps: as many as the link's `t` says). A step is an input element's stamp, a kernel tap, or an output cell, in
    row-major order; what is not done yet shows as zero. Never raises for any text.
    """
    reading = read_query(query)
    shape = (reading.state.out_channels, *reading.state.geometry.output_size)
    problem = next(iter(reading.problems), None) or _no_numbers(reading.state)
    numbers = problem or _parse(shown, math.prod(shape))
    if isinstance(numbers, Refusal):
        return Verdict(False, pytorch.version(), problem=numbers)
    return _compare(reading.state, numbers.reshape(shape), order, done)


def _no_numbers(state: State) -> Refusal | None:
    return next((Refusal("no_numbers", key) for key in ("x", "w") if getattr(state, key) is None), None)


def _parse(shown: str, expected: int) -> Array | Refusal:
    """The numbers shown, [expected], all finite."""
    if len(shown) > SHOWN_LIMIT:
        return Refusal("shown_too_long", "shown", {"length": len(shown), "limit": SHOWN_LIMIT})
    count = shown.count(",") + 1 if shown else 0
    if count != expected:
        return Refusal("shown_wrong_count", "shown", {"count": count, "expected": expected})
    try:
        # Only signs that numbers are made of, hence no NaN and no lists; then JSON is the strictest fast parser here.
        if shown.encode().translate(None, SIGNS):
            raise ValueError
        numbers = np.array(json.loads(f"[{shown}]"), dtype=np.float64)
        if not np.isfinite(numbers).all():
            raise ValueError
    except (ValueError, OverflowError):
        return Refusal("shown_not_numbers", "shown")
    return numbers


def _compare(state: State, shown: Array, order: Order, done: int | None) -> Verdict:
    if order == "stamps" and done is None and state.t is not None:
        done = math.floor(state.t)
    whole = operands(state)
    if order == "stamps":
        only_first(whole.x, done)
    elif order == "taps":
        # A tap's weights of all input channels together: a row of the column matrix.
        for kernels in whole.w:
            only_first(kernels, done)
    kept = only_first(np.ones(shown.shape), done if order == "cells" else None)
    theirs = whole.given_to(pytorch.reference, state.settings, dtype=DTYPE) * kept
    ours, terms = _scatter(whole, state) * kept, _scatter(whole.sizes, state)
    from_theirs, from_ours = abs(shown - theirs), abs(shown - ours)
    wrong = (from_theirs > PYTORCH_ERROR * terms + TINY) | (from_ours > OWN_ERROR * terms + TINY)
    worst = np.unravel_index(np.argmax(np.where(wrong, from_ours, -1)), shown.shape) if wrong.any() else None
    cell = tuple(map(int, worst)) if worst else None
    # Of one channel nobody says which.
    named = cell[1:] if cell and state.out_channels == 1 else cell
    return Verdict(cell is None, pytorch.version(), difference=float(from_theirs.max()), worst=named)


def _scatter(numbers: Operands, state: State) -> Any:
    return numbers.given_to(ALGORITHMS["scatter"], state.geometry).output
