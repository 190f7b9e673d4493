"""What pictures that are brought leave behind in the server: nothing that grows."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.browser.server import Server, serving, uvicorn
from tests.given.visitor import PATIENCE, Visitor
from tests.pages.test_visit_memory import kept

# A process grows by its first pictures, whatever becomes of them.
FIRST, MORE = 6, 18
SIDE = 700
# Of one picture alone: what is kept of each would add up.
MEGABYTES = SIDE * SIDE * 3 / 2**20


class Bringing(Visitor):
    """A visitor who can bring files."""

    session = ""
    last = ""

    def _hear(self, heard: ForwardMsg) -> bool:
        if heard.WhichOneof("type") == "new_session":
            self.session = heard.new_session.initialize.session_id
        return super()._hear(heard)

    def bring(self, url: str, name: str, data: bytes) -> None:
        """As Streamlit's own page does: takes the last one away, asks where to, puts it there, and says that it is."""
        asking = BackMsg()
        asking.file_urls_request.request_id = "one"
        asking.file_urls_request.file_names.append(name)
        asking.file_urls_request.session_id = self.session
        self.socket.send(asking.SerializeToString())
        while (heard := ForwardMsg.FromString(self.socket.recv(timeout=PATIENCE))).WhichOneof(
            "type"
        ) != "file_urls_response":
            pass
        (urls,) = heard.file_urls_response.file_urls
        body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\n\r\n' + data + b"\r\n--x--\r\n"
        with urllib.request.urlopen(f"{url}/_stcore/health") as answer:
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
        own = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}
        if self.last:
            urllib.request.urlopen(urllib.request.Request(self.last, headers=own, method="DELETE")).close()
        self.last = url + urls.delete_url
        headers = {"Content-Type": "multipart/form-data; boundary=x", **own}
        urllib.request.urlopen(urllib.request.Request(url + urls.upload_url, body, headers, method="PUT")).close()
        (uploader,) = self.all("file_uploader")
        state = WidgetState(id=uploader.id)
        state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(data), file_id=urls.file_id, file_urls=urls
        )
        self.run(state)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(uvicorn) as running:
        yield running


def picture(seed: int) -> bytes:
    """No two are alike, and none is small."""
    colours = np.random.default_rng(seed).integers(0, 256, (30, 30, 3), np.uint8)
    file = BytesIO()
    Image.fromarray(colours).resize((SIDE, SIDE)).save(file, "PNG", compress_level=1)
    return file.getvalue()


def test_memory_is_where_it_was(server: Server) -> None:
    """Of one visit's pictures the last is kept."""
    held = []
    with Bringing(server.url, "maps") as visitor:
        for number in range(FIRST + MORE):
            visitor.bring(server.url, "a.png", picture(number))
            assert f"{SIDE}×{SIDE}" in visitor.said, number
            held.append(kept(server))
    assert held[-1] - held[FIRST - 1] < 0.1 * MORE * MEGABYTES + 2
