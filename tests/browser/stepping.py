"""Four steps on a page whose step is one output cell, from nothing; on paper: x = 2 4 / 0 1, w = 3 1 / 1 5."""

from __future__ import annotations

from .stage_page import StagePage


def lay_four_cells(stage: StagePage, page: str) -> None:
    stage.open("t=0", page)
    assert set(stage.numbers("output").values()) == {0}
    for _ in range(4):
        stage.control("forward").click()
    assert stage.grid("output") == [[6, 14, 4], [2, 0, 0], [0, 0, 0]]
    assert stage.panel("sum").get_attribute("data-cell") == "output:1,0"
    stage.agrees()
