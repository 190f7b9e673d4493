"""A process that ends while PyTorch is still loading ends in silence; any other failure is said."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
# What PyTorch's modules do as they load: once the main thread has ended, Python refuses it.
SLOW = """
import atexit, threading, time
from pages._serve import warm
atexit.register(time.sleep, 0.3)
def load():
    threading.main_thread().join()
    raise RuntimeError("can't register atexit after shutdown")
warm._import = load
warm.begin()
"""
FAILING = SLOW.replace("threading.main_thread().join()", "pass") + "warm.begin().join(); print(warm.failure())"


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)


def test_the_end_of_the_process_is_no_failure() -> None:
    assert run(SLOW).stderr == ""


def test_a_failure_is_said_and_logged() -> None:
    told = run(FAILING)
    assert told.stdout.strip() == "RuntimeError: can't register atexit after shutdown"
    assert "Exception in thread warm-up" in told.stderr
