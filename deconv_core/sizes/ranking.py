"""Which of several settings comes first, where all give the wanted size.

First those whose coverage is even on each axis (see deconv_core.sizes.even_coverage). Then: small padding, little
output_padding, small dilation, kernel, stride.
But after all of these come answers with rows of zeros, which no link reaches: those that have them at the beginning or
in between, and last those that end in them.

Answers are arrays [count, 5]: kernel_size, stride, padding, output_padding, dilation.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from deconv_core.sizes.even_coverage import is_even
from deconv_core.sizes.unreached import Flags, Integers, is_reached

# What zeros() says of an answer.
NONE, ELSEWHERE, AT_END = range(3)


def best_first(answers: Integers, inputs: Iterable[int], rows: Integers) -> NDArray[np.intp]:
    """The answers' numbers, the best one's first; `rows`: what zeros() says of each."""
    kernel, stride, padding, output_padding, dilation = answers.T
    # The last key counts most.
    return np.lexsort((stride, kernel, dilation, output_padding, padding, ~covers_evenly(answers, inputs), rows))


def covers_evenly(answers: Integers, inputs: Iterable[int]) -> Flags:
    """Whether each covers the output of `inputs` cells, one size an axis, evenly on every axis."""
    return reduce(np.logical_and, [is_even(size, *answers.T) for size in set(inputs)])


def zeros(answers: Integers, inputs: Iterable[int]) -> Integers:
    """Where no link reaches: AT_END, in the last cells of some axis; ELSEWHERE, in the first, or all over a large one.

    All over, if some residue modulo stride is one that no tap falls on. `inputs`: cells of input on each axis.
    """
    kernel, stride, padding, output_padding, dilation = answers.T
    # The stamps lie the same seen from the canvas's other end, of which padding - output_padding cells are cropped.
    at_end = _is_empty(answers, padding - output_padding, inputs)
    gaps = (kernel < stride) | (np.gcd(dilation, stride) > 1)
    rows = np.where(at_end, AT_END, np.where(gaps, ELSEWHERE, NONE))
    full = np.flatnonzero(rows == NONE)
    rows[full[_is_empty(answers[full], padding[full], inputs)]] = ELSEWHERE
    return rows


def _is_empty(answers: Integers, position: Integers, inputs: Iterable[int]) -> Flags:
    """Whether no link reaches this position of the canvas on some axis."""
    kernel, stride, _, _, dilation = answers.T
    return reduce(np.logical_or, [~is_reached(position, size, kernel, stride, dilation) for size in set(inputs)])
