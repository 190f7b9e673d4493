"""PyTorch takes over a second to import: it is loaded beside the first visits, which never wait for it."""

import gc
import os
import threading
from functools import cache

_loaded = threading.Event()
_failures: list[str] = []


@cache
def begin() -> threading.Thread:
    """Start loading, once a process."""
    thread = threading.Thread(target=_load, name="warm-up", daemon=True)
    thread.start()
    return thread


def is_loaded() -> bool:
    begin()
    return _loaded.is_set()


def failure() -> str | None:
    """Why PyTorch cannot be loaded on this server, in Python's words."""
    return _failures[0] if _failures else None


def _load() -> None:
    try:
        _import()
    except Exception as error:
        if not threading.main_thread().is_alive():
            # The process ends while PyTorch is still loading: nobody waits for it any more.
            return
        # Not swallowed: the pages say it, and the server's log has it with its traceback.
        _failures.append(f"{type(error).__name__}: {error}")
        raise
    _loaded.set()


def _import() -> None:
    # Before PyTorch reads it: a check is small, and idle threads would only spin beside it, in every thread that asks.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import torch

    torch.set_num_threads(1)
    # What is loaded by now stays: the collector need not walk over it again and again.
    gc.collect()
    gc.freeze()
