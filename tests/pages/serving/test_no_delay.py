"""Small answers do not wait for the browser's acknowledgement, also on a socket made before the server."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest
import uvicorn

from app import app
from pages._serve.no_delay import NoDelay


async def bare(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ready"})


@contextmanager
def connected(application) -> Iterator[socket.socket]:
    """The server's end of a connection that was just answered; the listener is made as `streamlit run` makes it."""
    listener = socket.socket(socket.AF_INET)
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, lifespan="off", log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    browser = HTTPConnection(*listener.getsockname(), timeout=10)
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        browser.request("GET", "/catalogue.json")
        assert browser.getresponse().read()
        (connection,) = server.server_state.connections
        yield connection.transport.get_extra_info("socket")
    finally:
        browser.close()
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("application", [NoDelay(bare), app], ids=["alone", "the whole app"])
def test_a_connection_does_not_wait(application) -> None:
    with connected(application) as connection:
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_without_it_a_connection_waits() -> None:
    """What the middleware is for; once this fails, it can go."""
    with connected(bare) as connection:
        assert not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_server_that_does_not_show_its_sockets_is_served_all_the_same() -> None:
    sent = []

    async def receive():
        raise AssertionError("nothing to receive")

    async def send(message):
        sent.append(message["type"])

    coroutine = NoDelay(bare)({"type": "http"}, receive, send)
    with pytest.raises(StopIteration):
        coroutine.send(None)
    assert sent == ["http.response.start", "http.response.body"]
