"""What pictures leave behind: nothing."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np

from deconv_core.pictures import shown
from deconv_core.pictures.files import uploads
from deconv_core.pictures.layers import outputs
from deconv_core.pictures.layers.job import Job
from deconv_core.pictures.layers.sources import EXAMPLE, of_text
from tests.given.odd_pictures import saved

SETTLED, MANY, SIDE = 20, 200, 64


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
