"""Streamlit servers for the time of a measurement: the app's, and one of an empty page."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
EMPTY_APP = 'import streamlit as st\n\napp = st.App("page.py")\n'
EMPTY_PAGE = 'import streamlit as st; st.write("ready")\n'


@dataclass(frozen=True)
class Server:
    url: str
    pid: int


@contextmanager
def serving(folder: Path = ROOT) -> Iterator[Server]:
    """`streamlit run app.py` in a folder, ready to answer."""
    port = free_port()
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://localhost:{port}"
        wait_for(f"{url}/_stcore/health", process)
        yield Server(url, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def serving_empty_page() -> Iterator[Server]:
    """The same Streamlit with the same configuration, and a script of one line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "app.py").write_text(EMPTY_APP)
        (folder / "page.py").write_text(EMPTY_PAGE)
        shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
        with serving(folder) as server:
            yield server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {url}")
