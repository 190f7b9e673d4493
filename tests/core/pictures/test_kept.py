"""What pictures leave behind: nothing; and what is worked on at once is bounded, whoever asks."""

from __future__ import annotations

import gc
import threading
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from deconv_core.pictures import limits, shown
from deconv_core.pictures.files import uploads
from deconv_core.pictures.layers import job, outputs
from deconv_core.pictures.layers.job import Job
from deconv_core.pictures.layers.picture_layer import PictureLayer
from deconv_core.pictures.layers.sources import EXAMPLE, of_text
from tests.given.odd_pictures import saved

SETTLED, MANY, SIDE = 20, 200, 64
PEOPLE, FOUR_MEGAPIXELS = 10, (2048, 2048)


def gone_through(number: int) -> None:
    """A picture is read, a layer goes over it, both are shown, and a file is taken away."""
    pixels = np.random.default_rng(number).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
    picture = uploads.read(saved(pixels, "PNG", compress_level=1), f"upload {number}")
    own = Job(picture, of_text(EXAMPLE, 3, number))
    while not own.done:
        own.go_on(1)
    for values in (picture.small(100), own.small, own.middle(32)):
        shown.png(shown.to_bytes(values, "clipped"))
    outputs.png(own, "scaled")
    outputs.npy(own)


def test_after_200_uploads_memory_is_where_it_was_after_20() -> None:
    """Every byte that Python and NumPy hold is counted."""
    held = {}
    tracemalloc.start()
    try:
        for number in range(1, MANY + 1):
            gone_through(number)
            if number in (SETTLED, MANY):
                gc.collect()
                held[number] = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    # Of each that came since not even a tenth of its pixels is kept.
    assert held[MANY] - held[SETTLED] < (MANY - SETTLED) * SIDE * SIDE * 3 / 10, held


class Counter:
    """How many are within at the same moment, and how many were at most."""

    def __init__(self) -> None:
        self.within = self.most = 0
        self._lock = threading.Lock()

    def counted(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*given: Any) -> Any:
            with self._lock:
                self.within += 1
                self.most = max(self.most, self.within)
            try:
                return work(*given)
            finally:
                with self._lock:
                    self.within -= 1

        return counting


def test_ten_people_with_four_megapixels_each_are_all_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few are worked on at the same moment; the others wait, and what is held meanwhile is little more than the
    pictures."""
    reading, computing = Counter(), Counter()
    monkeypatch.setattr(uploads, "_read", reading.counted(uploads._read))
    monkeypatch.setattr(job, "region", computing.counted(job.region))
    start, people = threading.Barrier(PEOPLE), range(PEOPLE)
    files = [saved(np.full(FOUR_MEGAPIXELS, 20 * person, np.uint8), "PNG") for person in people]
    layer = PictureLayer(np.ones((1, 1, 2, 2), np.float32))

    def answered(person: int) -> Job:
        start.wait()
        own = Job(uploads.read(files[person]), layer)
        while not own.done:
            own.go_on(0.1)
        return own

    tracemalloc.start()
    try:
        with ThreadPoolExecutor(PEOPLE) as pool:
            jobs = list(pool.map(answered, people))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    for person, own in zip(people, jobs, strict=True):
        assert own.size == (2049, 2049)
        # One tap in the corners, four inside.
        np.testing.assert_allclose((own.low[0], own.high[0]), (20 * person / 255, 80 * person / 255), rtol=1e-5)
    assert max(reading.most, computing.most) <= limits.AT_ONCE
    held = sum(own.picture.pixels.nbytes + own.small.nbytes for own in jobs)
    assert peak < held + limits.AT_ONCE * 4 * np.prod(FOUR_MEGAPIXELS), (peak, held)
