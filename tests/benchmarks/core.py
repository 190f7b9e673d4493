"""Speed of scatter and gemm against PyTorch, as ratios of medians: python -m tests.benchmarks.core

Both use as many threads: PyTorch is told how many processors there are, NumPy's OpenBLAS takes that many by itself
(OPENBLAS_NUM_THREADS=1 before the start gives both one). Turns alternate; each starts with an untimed call and a pause,
because the threads of the library that ran before keep a processor busy for a while after their last task.
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
import torch

from deconv_core import ALGORITHMS
from deconv_core.frameworks import pytorch

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


def ratios(case: tuple[int, ...]) -> list[float]:
    """Median time of each of MEASURED over PyTorch's median."""
    calls = runs(case)
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


def main() -> int:
    torch.set_num_threads(threads())
    print(f"Time over that of PyTorch {pytorch.version()}, float32, {threads()} threads; limit {LIMIT}.\n")
    print("| " + " | ".join(HEADINGS + MEASURED) + " |")
    print("|" + " ---: |" * (len(HEADINGS) + len(MEASURED)))
    worst = 0.0
    for case in CASES:
        measured = ratios(case)
        worst = max(worst, *measured)
        print("| " + " | ".join([*map(str, case), *(f"{ratio:.2f}" for ratio in measured)]) + " |", flush=True)
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
