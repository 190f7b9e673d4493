"""PyTorch takes over a second to import: it is loaded beside the first visits, which never wait for it."""

import gc
import os
import threading
from functools import cache

_loaded = threading.Event()


@cache
def begin() -> threading.Thread:
    """Start loading, once a process."""
    thread = threading.Thread(target=_load, name="warm-up", daemon=True)
    thread.start()
    return thread


def is_loaded() -> bool:
    begin()
    return _loaded.is_set()


def _load() -> None:
    # Before PyTorch reads it: a check is small, and idle threads would only spin beside it, in every thread that asks.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import torch

    torch.set_num_threads(1)
    # What is loaded by now stays: the collector need not walk over it again and again.
    gc.collect()
    gc.freeze()
    _loaded.set()
