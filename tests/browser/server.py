"""The app as a visitor meets it: a process of its own, on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    url: str
    process: subprocess.Popen[bytes]
    log: IO[bytes]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def said(self) -> str:
        self.log.seek(0)
        return self.log.read().decode(errors="replace")


def streamlit(port: int) -> list[str]:
    return ["streamlit", "run", "app.py", "--server.port", str(port), "--server.headless", "true"]


def uvicorn(port: int) -> list[str]:
    return ["uvicorn", "app:app", "--port", str(port)]


def configured(folder: Path, settings: str) -> dict[str, str]:
    """The environment of a server with these lines of Streamlit's configuration besides the app's own."""
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(settings, encoding="utf-8")
    return {"HOME": str(folder)}


@contextmanager
def serving(
    command: object = streamlit, env: Mapping[str, str] | None = None, base: str = "", port: int | None = None
) -> Iterator[Server]:
    """A running server; `command` makes its arguments from a port, any that is free if none is given; `base`: the path
    that the app is below."""
    port = port or _free_port()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command(port)],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://localhost:{port}{base}", process, log)
        try:
            _wait(server)
            yield server
        finally:
            server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{server.said()}")
