"""Which cells are lit: read from the rings that are drawn over the pictures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from deconv_core.links import axis_links
from deconv_core.state.fields import State

from .stage_page import StagePage

Cells = set[tuple[int, ...]]
Lit = dict[str, Cells]
Link = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]

# A lit cell is ringed: a line as wide as a ring's, whose middle is the cell's edge, in pixels of the light's picture.
# Its points are the outer edge's and the inner edge's; shapes begin and end in the picture's corner.
READ = """async () => {
    const RING = 2.5;
    const moving = document.getAnimations().filter((one) => one.effect.target.closest(".stage"));
    await Promise.all(moving.map((one) => one.finished));
    const rings = [];
    for (const lamp of document.querySelectorAll(".lamp")) {
        const { left, top } = lamp.getBoundingClientRect();
        const polygon = lamp.querySelector(".rings");
        if (getComputedStyle(polygon).fill === "none") continue;
        for (const shape of (polygon.getAttribute("points") ?? "").split("0,0 ").filter(Boolean)) {
            const points = shape.trim().split(" ").map((point) => point.split(",").map(Number));
            const [[x, y], [right]] = points;
            const width = points[5][0] - x;
            const side = right - x - width;
            if (Math.abs(width - RING) < 0.01) rings.push([left + x + width / 2, top + y + width / 2, side]);
        }
    }
    const lit = {};
    for (const group of document.querySelectorAll(".board svg.cells [data-panel]")) {
        for (const rect of group.querySelectorAll("[data-cell]")) {
            const { left, top, width } = rect.getBoundingClientRect();
            const near = (a, b) => Math.abs(a - b) < Math.max(0.2, width * 0.1);
            const isLit = width && rings.some(([x, y, side]) => near(x, left) && near(y, top) && near(side, width));
            (lit[group.dataset.panel] ??= []).push(...(isLit ? [rect.dataset.cell] : []));
        }
    }
    return lit;
}"""


def lit(stage: StagePage) -> Lit:
    found = stage.page.evaluate(READ)
    return {panel: {tuple(map(int, cell.split(","))) for cell in cells} for panel, cells in found.items() if cells}


def all_links(state: State) -> list[Link]:
    """(input cell, tap, canvas cell) of every link, cropped ones too."""
    tables = [axis_links(axis).position for axis in state.geometry.axes]
    cells, taps = (product(*map(range, size)) for size in (state.input_size, state.kernel_size))
    return [
        (cell, tap, tuple(int(table[i, k]) for table, i, k in zip(tables, cell, tap, strict=True)))
        for cell, tap in product(cells, list(taps))
    ]


def expected_light(state: State, panel: str, cell: tuple[int, ...]) -> Lit:
    """What one cell is linked with, itself too, in every panel."""
    before = state.geometry.crop_before
    place = tuple(at + crop for at, crop in zip(cell, before, strict=False)) if panel == "output" else cell
    belongs: dict[str, Callable[[Link], bool]] = {
        "input": lambda link: link[0] == cell,
        "kernel": lambda link: link[1] == cell,
        "buffers": lambda link: link[0] + link[1] == cell,
        "output": lambda link: link[2] == place,
        "cropped": lambda link: link[2] == place,
    }
    links = [link for link in all_links(state) if belongs[panel](link)]
    light: Lit = {panel: {cell}}
    for source, tap, target in links:
        light.setdefault("input", set()).add(source)
        light.setdefault("kernel", set()).add(tap)
        light.setdefault("buffers", set()).add(source + tap)
        name, where = on_screen(state, target)
        light.setdefault(name, set()).add(where)
    return light


def on_screen(state: State, canvas: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """The panel and the cell that a canvas cell is shown as."""
    output = tuple(at - crop for at, crop in zip(canvas, state.geometry.crop_before, strict=True))
    inside = all(0 <= at < size for at, size in zip(output, state.geometry.output_size, strict=True))
    return ("output", output) if inside else ("cropped", canvas)
