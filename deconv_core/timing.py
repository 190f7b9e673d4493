"""How long calls take, measured so that one can compare them: in turns, the shortest of each.

Other work on the machine only ever makes a call longer, so its shortest time is the one that says most.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

Calls = Mapping[str, Callable[[], object]]


def measure(calls: Calls, *, seconds: float, rounds: int = 50) -> dict[str, float]:
    """The shortest time of each call, in seconds. Takes about `seconds` in all, at most `rounds` turns, at least one.

    The turn before the first is not counted: in it, libraries make what they keep.
    """
    end = time.perf_counter() + seconds
    shortest = {name: _seconds(call) for name, call in calls.items()}
    for turn in range(rounds):
        times = {name: _seconds(call) for name, call in calls.items()}
        shortest = {name: min(shortest[name], times[name]) for name in calls} if turn else times
        if time.perf_counter() >= end:
            break
    return shortest


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
