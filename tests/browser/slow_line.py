"""A line to a server on which all takes its time: what one end says, the other hears later, in the same order."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

PIECE = 65_536


@dataclass
class Line:
    """`delay`: seconds, each way; it may be changed at any time."""

    url: str
    delay: float = 0.0


@contextmanager
def slow_line(url: str) -> Iterator[Line]:
    listener = socket.create_server(("127.0.0.1", 0))
    line = Line(f"http://localhost:{listener.getsockname()[1]}")
    Thread(target=_accept, args=(listener, urlsplit(url).port, line), daemon=True).start()
    try:
        yield line
    finally:
        # Wakes the thread that waits for the next visitor.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _accept(listener: socket.socket, port: int | None, line: Line) -> None:
    with suppress(OSError):
        while True:
            near, _ = listener.accept()
            far = socket.create_connection(("127.0.0.1", port or 80))
            for one, other in ((near, far), (far, near)):
                pieces: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
                Thread(target=_hear, args=(one, pieces, line), daemon=True).start()
                Thread(target=_say, args=(other, pieces), daemon=True).start()


def _hear(end: socket.socket, pieces: SimpleQueue[tuple[float, bytes]], line: Line) -> None:
    piece = b"all"
    while piece:
        try:
            piece = end.recv(PIECE)
        except OSError:
            piece = b""
        pieces.put((time.monotonic() + line.delay, piece))


def _say(end: socket.socket, pieces: SimpleQueue[tuple[float, bytes]]) -> None:
    with suppress(OSError), end:
        while True:
            due, piece = pieces.get()
            time.sleep(max(0.0, due - time.monotonic()))
            if not piece:
                end.shutdown(socket.SHUT_WR)
                return
            end.sendall(piece)
