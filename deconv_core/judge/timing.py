"""How long calls take, measured so that one can compare them: in turns, the shortest of each.

Other work on the machine only ever makes a call longer, so its shortest time is the one that says most.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from math import inf

Calls = Mapping[str, Callable[[], object]]


def measure(calls: Calls, *, seconds: float, least: int = 2, most: int = 50) -> dict[str, float]:
    """The shortest time of each call, in seconds. Turns are taken until `seconds` are used up: `least` to `most`."""
    end = time.perf_counter() + seconds
    shortest = dict.fromkeys(calls, inf)
    for turn in range(most):
        if turn >= least and time.perf_counter() >= end:
            break
        for name, call in calls.items():
            shortest[name] = min(shortest[name], _seconds(call))
    return shortest


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
