"""What one visit makes the server keep is bounded, whatever the visitor sends: measured on a server of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from deconv_core.finder.request import request
from deconv_core.sizes import solver
from deconv_core.state import panel_query
from deconv_core.state.fields import State
from tests.browser.server import Server, serving, uvicorn
from tests.given.visitor import Visitor
from tests.pages.test_settled import W, X, loaded, report

# A process grows by its first visits, whatever they bring, before it grows by what it keeps of each.
FIRST, VISITS, GOES = 5, 10, 3
MEGABYTES = 2.0
# Python's allocator gives back whole blocks only, and a process grows by more than it keeps.
MARGIN = 1.5
# As much as the server takes at once, all but the frame around it.
LARGEST = 980_000
# A million settings turn 1 into 1.
RANGES = {"kernel_size": "1", "stride": "1-1000", "padding": "0", "output_padding": "0", "dilation": "1-1000"}
MILLION = "&".join(("finder_line=1->1", *(f"finder_{key}={text}" for key, text in RANGES.items())))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(uvicorn) as running:
        with Visitor(running.url) as first:
            loaded(first)
        yield running


def kept(server: Server) -> float:
    """Megabytes that the server's process holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def lists_in_lists(visit: Visitor) -> None:
    lists = "[" + "[]," * (LARGEST // 3) + "0]"
    visit.tell_json('{"report": {"id": 1, "query": ' + lists + "}}")


def many_fields(visit: Visitor) -> None:
    visit.tell_json("{" + ",".join(f'"{at:05}":0' for at in range(LARGEST // 11)) + "}")


def long_texts(visit: Visitor) -> None:
    """In one box after the other: what stands in the others is kept."""
    for field in visit.all("text_input"):
        visit.run(WidgetState(id=field.id, string_value="9" * LARGEST))


def strange_widgets(visit: Visitor) -> None:
    for number in range(20):
        visit.run(WidgetState(id=f"$$ID-{number}-none", string_value="9" * LARGEST))


def long_language(visit: Visitor) -> None:
    visit.tell(report={**report(f"{X}&{W}"), "lang": "9" * LARGEST}, question={"id": "9", "kind": "link", "text": ""})


HOSTILE: dict[str, tuple[str, str, Callable[[Visitor], None]]] = {
    "a link with a million answers": ("sizes", MILLION, Visitor.run),
    "a state of lists in lists": ("", "", lists_in_lists),
    "a state of many fields": ("sizes", "", many_fields),
    "long texts": ("sizes", "", long_texts),
    "long texts of a real layer": ("pytorch", "", long_texts),
    "widgets that there are not": ("matrix", "input_size=9", strange_widgets),
    "a long language": ("", "", long_language),
    "a long link": ("sizes", f"finder_line={'9' * LARGEST}", Visitor.run),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_visit_keeps_little(server: Server, kind: str) -> None:
    page, query, harm = HOSTILE[kind]

    visits: list[Visitor] = []

    def grown_by(count: int) -> float:
        """Megabytes that so many more visits make the process grow by, each."""
        before = kept(server)
        for _ in range(count):
            visits.append(Visitor(server.url, page, query))
            harm(visits[-1])
        return (kept(server) - before) / count

    grown_by(FIRST)
    # What is kept is kept of all of them: of three goes the smallest growth is nearest to it, and no more than one that
    # is small enough.
    is_little = any(grown_by(VISITS) < MEGABYTES * MARGIN for _ in range(GOES))
    for visit in visits:
        visit.open.close()
    assert is_little


def test_the_link_has_a_million_answers() -> None:
    asked = request({**panel_query.PANELS["finder"], "line": "1->1", **RANGES}, State().settings)
    assert asked.wanted and asked.ranges[0] == asked.ranges[1]
    assert len(solver.solve(asked.input_size, asked.wanted, asked.ranges[0]).answers) == 1_000_000


def test_more_than_that_at_once_is_not_taken(server: Server) -> None:
    with Visitor(server.url) as visit, pytest.raises(ConnectionClosed):
        visit.tell(report={**report(f"{X}&{W}"), "shown": "9" * 2_000_000})
    # A report of the largest output is: 192 x 192 numbers with all their digits.
    with Visitor(server.url) as visit:
        visit.tell(report={**report(f"{X}&{W}", 7), "shown": ",".join(["-12345.678901234567"] * 192 * 192)})
        assert visit.stage["verdict"]["problem"]["code"] == "shown_wrong_count"
