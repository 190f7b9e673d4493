"""A link to a page in any state reopens it: every number, picture, light and word of the stage."""

from __future__ import annotations

from typing import Any

from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query

from .lit import lit
from .stage_page import StagePage

PANELS = """() => [...document.querySelectorAll(".stage svg.cells [data-panel]")].map(node => node.dataset.panel)"""
TEXTS = """() => [...document.querySelectorAll(".stage .title, .stage .readout, .stage .sum, .stage .formula")]
    .map(node => node.textContent)"""


def open_and_reopen(stage: StagePage, page: str, state: State) -> None:
    """Opens a page in a state, then the link that its address bar holds; leaves it there, judged."""
    stage.open(write_query(state), page).judged()
    reading = read_query(stage.query)
    assert (reading.state, reading.problems) == (state, ())
    before = seen(stage)
    stage.page.goto("about:blank")
    stage.open(before["query"], page).judged()
    after = seen(stage)
    assert after.keys() == before.keys()
    for part in before:
        assert after[part] == before[part], (part, before["query"])


def seen(stage: StagePage) -> dict[str, Any]:
    panels = stage.page.evaluate(PANELS)
    assert {"input", "kernel", "output"} <= set(panels)
    return {
        "query": stage.query,
        "time": stage.time(),
        "settings": stage.settings(),
        **{panel: stage.numbers(panel) for panel in panels},
        "sum": stage.panel("sum").get_attribute("data-cell"),
        "texts": stage.page.evaluate(TEXTS),
        "lit": lit(stage),
        "pictures": stage.pictures(),
    }
