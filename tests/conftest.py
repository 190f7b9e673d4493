"""What holds for every test."""

import os

from hypothesis import settings

# TensorFlow's CPU kernels dilate only with oneDNN, which is on by default on some processors and not on others.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
# Its log is not ours.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

# JAX compiles each shape anew; with fewer of the compiler's optimizations it does so in half the time.
os.environ.setdefault("JAX_DISABLE_MOST_OPTIMIZATIONS", "1")

# No test is about time: on a busy machine any case may take long.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a browser's test waits for a third of its time."""
    has_affinity = hasattr(os, "sched_getaffinity")
    return 1 + (len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1)
