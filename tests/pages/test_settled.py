"""What a page does when the stage comes to rest, over Streamlit's protocol: what did not change is not done again."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from deconv_core.algorithms import ALGORITHMS
from deconv_core.state.query import read_query, write_query
from tests.browser.server import Server, serving
from tests.given.altered import COUNTED
from tests.given.visitor import Visitor

X, W = "x=1,2,3;4,5,6;7,8,9", "w=1,2;3,4"
PATIENCE = 60


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(lambda port: ["tests.given.altered", str(port), "counted"]) as running:
        with Visitor(running.url) as first:
            loaded(first)
        yield running


def report(query: str, number: int = 0) -> dict[str, object]:
    """What the stage says of a state, with all of its numbers whatever its time."""
    state = read_query(query).state
    output = ALGORITHMS["scatter"]([state.x], [[state.w]], state.geometry).output[0]
    shown = ",".join(str(value) for row in output.tolist() for value in row)
    return {
        "id": number,
        "lang": "en",
        "query": write_query(state),
        "shown": shown,
        "order": "cells",
        "done": output.size,
    }


def loaded(visitor: Visitor) -> None:
    """Until the server has PyTorch."""
    end = time.monotonic() + PATIENCE
    while visitor.stage["verdict"] is None or "loading" in visitor.stage["verdict"]:
        assert time.monotonic() < end
        visitor.tell(report=report(f"{X}&{W}"))


def settle(visitor: Visitor, query: str, number: int) -> None:
    visitor.tell(report=report(f"{X}&{W}&{query}", number))
    assert (visitor.stage["verdict"]["id"], visitor.stage["verdict"]["ok"]) == (number, True)


class Work:
    """How often what was worked out since it was last asked."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.before = Counter[str]()
        self.new()

    def new(self) -> Counter[str]:
        lines = self.server.said().splitlines()
        done = Counter(line.removeprefix(COUNTED) for line in lines if line.startswith(COUNTED))
        new, self.before = done - self.before, done
        return new


PANELS = {"sizes.solver.solve", "stacks.way_back.chain", "sizes.size_check.check", "frameworks.pytorch_output_size.ask"}


def test_on_sizes_nothing_is_done_again_where_the_layer_is_the_same(server: Server) -> None:
    """Time, pin and numbers are no part of a size."""
    with Visitor(server.url) as first, Visitor(server.url, "sizes", "finder_wanted=441") as sizes:
        settle(first, "stride=2", 1)
        settle(sizes, "stride=2", 0)
        work = Work(server)
        for number, query in enumerate(("stride=2&t=2", "stride=2&pin=input:0,0", "stride=2&t=1.5", "stride=2"), 1):
            settle(sizes, query, number)
            assert sizes.deltas <= 2 * first.deltas
        assert work.new() == {"questions.verdict": 4}
        # What is typed is still in the link that the stage holds, and on the page.
        assert sizes.stage["typed"] == "finder_wanted=441"
        assert len(sizes.all("text_input")) == 9
        # Another layer is another question: all that follows it is worked out once, and judged once.
        settle(sizes, "stride=3", 9)
        again = work.new()
        assert set(again) - {"questions.verdict"} == PANELS and {again[key] for key in PANELS} == {1}
        # A page that is drawn anew does all its work, once.
        sizes.run()
        again = work.new()
        assert set(again) >= PANELS and set(again.values()) == {1}


def test_on_sizes_a_layer_in_the_line_holds_whatever_is_on_the_stage(server: Server) -> None:
    line = "finder_line=nn.ConvTranspose2d(1,1,4,2,1)&finder_input_size=44"
    with Visitor(server.url, "sizes", line) as sizes:
        settle(sizes, "stride=2", 0)
        work = Work(server)
        for number in range(1, 5):
            settle(sizes, f"stride={number}", number)
        assert work.new() == {"questions.verdict": 4}
        assert "which turns 44 into 88" in sizes.said


def test_on_the_pytorch_page_time_and_pin_change_nothing_that_was_computed(server: Server) -> None:
    with Visitor(server.url, "pytorch", f"{X}&{W}") as visitor:
        settle(visitor, "padding=0", 0)
        work = Work(server)
        for number, query in enumerate(("padding=1", "padding=1&t=2", "padding=1&pin=input:0,0", "padding=1&t=1.5"), 1):
            settle(visitor, query, number)
        assert work.new() == {
            "questions.verdict": 4,
            "judge.comparison.compare": 1,
            "export.python_program.programs": 1,
        }
        # What follows the state did so: the program has the state's own padding.
        assert any("padding=1" in code.code_text for code in visitor.all("code"))
        visitor.run()
        assert set(work.new()) <= {"questions.verdict"}


def test_the_language_changes_the_whole_page(server: Server) -> None:
    with Visitor(server.url, "sizes") as visitor:
        settle(visitor, "stride=2", 1)
        before = [heading.body for heading in visitor.all("heading")]
        visitor.tell(report={**report(f"{X}&{W}", 2), "lang": "zh-Hant"})
        after = [heading.body for heading in visitor.all("heading")]
        assert len(before) == len(after) and not set(before) & set(after)
        assert visitor.stage["lang"] == "zh-Hant"


def test_numbers_that_the_browser_makes_bring_the_rest_of_the_page(server: Server) -> None:
    for page in ("pytorch", "matrix", "back"):
        with Visitor(server.url, page, "input_size=3") as visitor:
            assert not visitor.all("expandable") and "Try it." not in visitor.said
            settle(visitor, "padding=1", 1)
            assert "Try it." in visitor.said, page
            json.dumps(visitor.stage)
