"""Speed of scatter and gemm against PyTorch, of a picture through a layer against the same, of the matrix's pattern
against SciPy, of the solver against one small call of PyTorch, and of a link at many links against a link at few:
python -m tests.benchmarks.core

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
from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from statistics import median
from typing import Any

import numpy as np
import scipy.sparse
import torch

from deconv_core import ALGORITHMS, Axis
from deconv_core.algorithms import fast_matrix
from deconv_core.frameworks import pytorch
from deconv_core.links import axis_links
from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.job import Job
from deconv_core.pictures.layers.picture_layer import PictureLayer
from deconv_core.pictures.picture import Picture
from deconv_core.sizes.ranges import Range, Ranges
from deconv_core.sizes.solver import solve

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
# A picture of 8 bits through a layer in tiles: as it is taken away (whole), and as a page shows it (job: small, with
# its least and largest number). PyTorch has the picture as float32 at hand. One thread for both, as on the server.
PICTURE_LIMIT = 1.5
PICTURE_HEADINGS = ("in", "out", "H", "W", "kernel", "stride", "padding")
PICTURE_TURNS = 7
PICTURE_MEASURED = ("whole", "job")
PICTURE_CASES = [
    (3, 3, 464, 700, 2, 1, 0),
    (3, 8, 464, 700, 4, 2, 1),
    (3, 3, 2048, 2048, 2, 1, 0),
    (1, 1, 2048, 2048, 4, 2, 1),
]
PATTERN_HEADINGS = ("H", "W", "kernel", "stride", "padding", "dilation", "output_padding", "links", "pattern")
PATTERN_CASES = [
    (4, 4, 3, 2, 1, 1, 0),
    (16, 16, 5, 1, 2, 1, 0),
    (16, 16, 9, 8, 0, 8, 0),
    (128, 128, 5, 2, 2, 1, 1),
    (240, 180, 5, 3, 1, 2, 1),
]
# Cost grows linearly with the number of links if a link takes as long whatever their number. Links come from a larger
# input or from a larger kernel, up to about the stage's largest: either is doubled along both axes, so each case has
# four times the links of the one before, and the time of a link in the first is 1. Stride 2, one channel, float32,
# output twice the input. The first case has a million links: with fewer, much of the time would be the call's own,
# which does not grow, and behind it a time could hide that grows faster than the links.
# (With kernels of 16x16 and more, gemm's link takes over twice as long: its columns are folded in shorter pieces.)
LINK_HEADINGS = ("H", "W", "kernel", "links", "times the first")
LINK_MEASURED = ("scatter", "gather", "gemm", "pattern")
LINK_CASES = {
    "input": [(256, 4), (512, 4), (1024, 4), (2048, 4)],
    "kernel": [(512, 2), (512, 4), (512, 8)],
}
LINK_TURNS = 7
# Besides finding the answers it counts the rows of zeros of each, which decide their order: half a millisecond at most.
SOLVER_LIMIT = 200.0
SOLVER_HEADINGS = ("input", "output", "candidates", "answers", "solver")
# 100,000 settings.
SOLVER_RANGES = Ranges(Range(1, 10), Range(1, 10), Range(0, 9), Range(0, 9), Range(1, 10))
SOLVER_CASES = [(4, 8), (4, 31), (438, 440), (4, 100_000)]


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


def pictures(case: tuple[int, ...]) -> dict[str, Callable[[], object]]:
    """What to time: PyTorch first, then ours, of the same picture."""
    in_channels, out_channels, height, width, kernel, stride, padding = case
    rng = np.random.default_rng(0)
    picture = Picture(rng.integers(0, 256, (in_channels, height, width), np.uint8))
    weight = rng.standard_normal((in_channels, out_channels, kernel, kernel), np.float32)
    layer = PictureLayer(weight, stride=(stride, stride), padding=(padding, padding))
    x, w = torch.from_numpy(picture.part())[None], torch.from_numpy(weight)

    def theirs() -> torch.Tensor:
        with torch.inference_mode():
            return torch.nn.functional.conv_transpose2d(x, w, stride=stride, padding=padding)

    def job() -> Job:
        own = Job(picture, layer)
        own.go_on(inf)
        return own

    whole = partial(tiles.whole, picture, layer)
    np.testing.assert_allclose(whole(), theirs()[0].numpy(), rtol=0, atol=1e-4)
    assert job().done
    return {"PyTorch": theirs, "whole": whole, "job": job}


def patterns(case: tuple[int, ...]) -> dict[str, Callable[[], object]]:
    """What to time: SciPy's Kronecker product of one matrix an axis first, then ours; both give rows and columns."""
    height, width, kernel, stride, padding, dilation, output_padding = case
    geometry = pytorch.geometry((height, width), kernel, stride, padding, output_padding, dilation)

    def theirs() -> scipy.sparse.coo_array:
        return scipy.sparse.kron(*map(axis_matrix, geometry.axes), format="coo")

    ours = partial(fast_matrix.pattern, geometry)
    product, entries = theirs(), ours()
    assert sorted(zip(*product.coords, strict=True)) == sorted(zip(entries.rows, entries.columns, strict=True))
    return {"SciPy": theirs, "pattern": ours}


def solutions(case: tuple[int, ...]) -> dict[str, Callable[[], object]]:
    """What to time: one call of PyTorch on a 4x4 input with kernel 3 first, then all candidates for one size."""
    x, w = torch.zeros(1, 1, 4, 4), torch.zeros(1, 1, 3, 3)
    return {
        "PyTorch": partial(torch.nn.functional.conv_transpose2d, x, w, stride=2, padding=1),
        "solver": partial(solve, *case, SOLVER_RANGES),
    }


def of_links(size: int, kernel: int) -> dict[str, Callable[[], object]]:
    """What to time: each way that touches every link, on a square input."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((1, size, size), np.float32)
    w = rng.standard_normal((1, 1, kernel, kernel), np.float32)
    geometry = pytorch.geometry((size, size), kernel, stride=2, padding=kernel // 2 - 1)
    algorithms = {name: partial(run, x, w, geometry) for name, run in ALGORITHMS.items() if name in LINK_MEASURED}
    return {**algorithms, "pattern": partial(fast_matrix.pattern, geometry)}


def axis_matrix(axis: Axis) -> scipy.sparse.coo_array:
    """One axis's kept links, [output, input]."""
    table = axis_links(axis)
    inputs = np.nonzero(table.inside)[0]
    return scipy.sparse.coo_array(
        (np.ones(len(inputs)), (table.output[table.inside], inputs)), (axis.output, axis.input)
    )


def ratios(calls: dict[Any, Callable[[], object]], turns: int = TURNS) -> list[float]:
    """Median time of each call over the median of the first."""
    times: dict[Any, list[float]] = {name: [] for name in calls}
    for _ in range(turns):
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


def row(numbers: Sequence[object], measured: list[float]) -> float:
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
    worst = max(worst, *map(growth, LINK_CASES.values()))
    return int(max(worst / LIMIT, picture() / PICTURE_LIMIT, solver() / SOLVER_LIMIT) > 1)


def picture() -> float:
    """The table of pictures; its largest ratio."""
    print(f"\nA picture through a layer, time over that of PyTorch, 1 thread; limit {PICTURE_LIMIT}.\n")
    heading(PICTURE_HEADINGS + PICTURE_MEASURED)
    torch.set_num_threads(1)
    worst = max(row(case, ratios(pictures(case), PICTURE_TURNS)) for case in PICTURE_CASES)
    torch.set_num_threads(threads())
    return worst


def growth(cases: list[tuple[int, int]]) -> float:
    """The table of one link's time; its largest ratio."""
    print(f"\nTime of one link over that at the first size; limit {LIMIT}.\n")
    heading(LINK_HEADINGS + LINK_MEASURED)
    calls = {case: of_links(*case) for case in cases}
    links = [calls[case]["pattern"]().rows.size for case in cases]
    more = [count / links[0] for count in links]
    times = [ratios({case: calls[case][name] for case in cases}, LINK_TURNS) for name in LINK_MEASURED]
    worst = 0.0
    for at, (size, kernel) in enumerate(cases[1:]):
        numbers = (size, size, kernel, links[at + 1], f"{more[at + 1]:.0f}")
        worst = max(worst, row(numbers, [own[at] / more[at + 1] for own in times]))
    return worst


def solver() -> float:
    """The solver's table; its largest ratio."""
    print(f"\nTime over that of one PyTorch call on a 4x4 input; limit {SOLVER_LIMIT}.\n")
    heading(SOLVER_HEADINGS)
    worst = 0.0
    for case in SOLVER_CASES:
        solution = solve(*case, SOLVER_RANGES)
        numbers = (*case, solution.candidates, len(solution.answers))
        worst = max(worst, row(numbers, ratios(solutions(case))))
    return worst


if __name__ == "__main__":
    sys.exit(main())
