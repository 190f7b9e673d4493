"""Four ways to compute one transposed convolution: the same links, grouped differently. Each returns its steps.

To read: scatter.py, gather.py, matrix.py, gemm.py. To use: ALGORITHMS, which gives the same numbers and steps in a
small part of the time (fast.py, fast_canvas.py, fast_matrix.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from numpy.typing import NDArray

from deconv_core.algorithms import fast, fast_matrix, gather, gemm, matrix, scatter


class Steps(Protocol):
    """A record of named steps; all have the output `[batch?, out_channels, *output_size]`."""

    @property
    def output(self) -> NDArray[Any]: ...


Algorithms = Mapping[str, Callable[..., Steps]]

ALGORITHMS: Algorithms = MappingProxyType(
    {"scatter": fast.scatter, "gather": fast.gather, "matrix": fast_matrix.run, "gemm": fast.gemm}
)
"""Name -> run(x, w, geometry, *, bias=None, groups=1), fast."""

READABLE: Algorithms = MappingProxyType(
    {"scatter": scatter.run, "gather": gather.run, "matrix": matrix.run, "gemm": gemm.run}
)
"""The same, written as one would explain it: what the fast ones are held to. For small sizes."""
