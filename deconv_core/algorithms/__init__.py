"""Four ways to compute one transposed convolution: the same links, grouped differently. Each returns its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from numpy.typing import NDArray

from deconv_core.algorithms import gather, gemm, matrix, scatter


class Steps(Protocol):
    """A record of named steps; all have the output `[batch?, out_channels, *output_size]`."""

    @property
    def output(self) -> NDArray[Any]: ...


ALGORITHMS: Mapping[str, Callable[..., Steps]] = MappingProxyType(
    {"scatter": scatter.run, "gather": gather.run, "matrix": matrix.run, "gemm": gemm.run}
)
"""Name -> run(x, w, geometry, *, bias=None, groups=1)."""
