"""Speed of scatter and gemm against PyTorch, and of the matrix's pattern against SciPy: python -m tests.benchmarks.core

Ratios of medians. PyTorch and ours use as many threads: PyTorch is told how many processors there are, NumPy's OpenBLAS
takes that many by itself (OPENBLAS_NUM_THREADS=1 before the start gives both one). Turns alternate; each starts with an
untimed call and a pause, because the threads of the library that ran before keep a processor busy for a while after
their last task.
Exits with 1 if a ratio is above the limit.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import numpy as np
import scipy.sparse
import torch

from deconv_core import ALGORITHMS, Axis
from deconv_core.algorithms import matrix
from deconv_core.frameworks import pytorch
from deconv_core.links import axis_links

LIMIT = 2.0
TURNS = 15
CALLS_A_TURN = 3
PAUSE = 0.05
HEADINGS = ("in", "out", "H", "W", "kernel", "stride", "padding", "dilation", "output_padding")
CASES = [
    (3, 3, 464, 700, 2, 1, 0, 1, 0),
    (3, 3, 464, 700, 4, 2, 1, 1, 0),
    (64, 32, 56, 56, 4, 2, 1, 1, 0),
    (256, 128, 16, 16, 4, 2, 1, 1, 0),
    (16, 16, 64, 64, 3, 2, 1, 2, 1),
    (1, 1, 1024, 1024, 5, 2, 2, 1, 1),
]
MEASURED = ("scatter", "gemm")
PATTERN_HEADINGS = ("H", "W", "kernel", "stride", "padding", "dilation", "output_padding", "links", "pattern")
PATTERN_CASES = [
    (4, 4, 3, 2, 1, 1, 0),
    (16, 16, 5, 1, 2, 1, 0),
    (16, 16, 9, 8, 0, 8, 0),
    (128, 128, 5, 2, 2, 1, 1),
    (240, 180, 5, 3, 1, 2, 1),
]


def threads() -> int:
    return int(os.environ.get("OPENBLAS_NUM_THREADS") or os.cpu_count() or 1)


def runs(case: tuple[int, ...]) -> dict[str, Callable[[], object]]:
    """What to time: PyTorch first, then ours, on the same float32 arrays."""
    in_channels, out_channels, height, width, kernel, stride, padding, dilation, output_padding = case
    rng = np.random.default_rng(0)
    x = rng.standard_normal((1, in_channels, height, width), np.float32)
    w = rng.standard_normal((in_channels, out_channels, kernel, kernel), np.float32)
    geometry = pytorch.geometry((height, width), kernel, stride, padding, output_padding, dilation)
    settings = {"stride": stride, "padding": padding, "output_padding": output_padding, "dilation": dilation}
    theirs = partial(torch.nn.functional.conv_transpose2d, torch.from_numpy(x), torch.from_numpy(w), **settings)
    ours = {name: partial(ALGORITHMS[name], x, w, geometry) for name in MEASURED}
    for run in ours.values():
        np.testing.assert_allclose(run().output, theirs().numpy(), rtol=1e-3, atol=1e-3)
    return {"PyTorch": theirs, **ours}


def patterns(case: tuple[int, ...]) -> dict[str, Callable[[], object]]:
    """What to time: SciPy's Kronecker product of one matrix an axis first, then ours; both give rows and columns."""
    height, width, kernel, stride, padding, dilation, output_padding = case
    geometry = pytorch.geometry((height, width), kernel, stride, padding, output_padding, dilation)

    def theirs() -> scipy.sparse.coo_array:
        return scipy.sparse.kron(*map(axis_matrix, geometry.axes), format="coo")

    ours = partial(matrix.pattern, geometry)
    product, entries = theirs(), ours()
    assert sorted(zip(*product.coords, strict=True)) == sorted(zip(entries.rows, entries.columns, strict=True))
    return {"SciPy": theirs, "pattern": ours}


def axis_matrix(axis: Axis) -> scipy.sparse.coo_array:
    """One axis's kept links, [output, input]."""
    table = axis_links(axis)
    inputs = np.nonzero(table.inside)[0]
    return scipy.sparse.coo_array(
        (np.ones(len(inputs)), (table.output[table.inside], inputs)), (axis.output, axis.input)
    )


def ratios(calls: dict[str, Callable[[], object]]) -> list[float]:
    """Median time of each call over the median of the first."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(TURNS):
        for name, call in calls.items():
            time.sleep(PAUSE)
            call()
            times[name] += [seconds(call) for _ in range(CALLS_A_TURN)]
    base, *ours = (median(measured) for measured in times.values())
    return [own / base for own in ours]


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def heading(headings: tuple[str, ...]) -> None:
    print("| " + " | ".join(headings) + " |")
    print("|" + " ---: |" * len(headings))


def row(numbers: tuple[int, ...], measured: list[float]) -> float:
    """Prints a row of a table; the largest ratio in it."""
    print("| " + " | ".join([*map(str, numbers), *(f"{ratio:.2f}" for ratio in measured)]) + " |", flush=True)
    return max(measured)


def main() -> int:
    torch.set_num_threads(threads())
    print(f"Time over that of PyTorch {pytorch.version()}, float32, {threads()} threads; limit {LIMIT}.\n")
    heading(HEADINGS + MEASURED)
    worst = max(row(case, ratios(runs(case))) for case in CASES)
    print(f"\nTime over that of scipy.sparse.kron {scipy.__version__}; limit {LIMIT}.\n")
    heading(PATTERN_HEADINGS)
    for case in PATTERN_CASES:
        calls = patterns(case)
        links = calls["pattern"]().rows.size
        worst = max(worst, row((*case, links), ratios(calls)))
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
