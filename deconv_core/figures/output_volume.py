"""The output of a layer with three axes as cubes in space, to be turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deconv_core.figures.colours import CLEAR, ground, roles
from deconv_core.judge.volume import Volume
from deconv_core.links import Cell

HEIGHT = 460
# Of a cube; cells are 1 apart, and one sees between them.
SIDE, HOLLOW_SIDE, FRAME_SIDE = 0.62, 0.3, 0.8
CORNERS = np.array(list(product((-0.5, 0.5), repeat=3)))
# Two triangles a face, each three corners.
TRIANGLES = np.array(
    [
        *((0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5)),
        *((0, 4, 5), (0, 5, 1), (2, 3, 7), (2, 7, 6)),
        *((0, 2, 6), (0, 6, 4), (1, 5, 7), (1, 7, 3)),
    ]
)
# From corner to corner along every edge of a cube in one line.
EDGES = (0, 1, 3, 2, 0, 4, 5, 1, 5, 7, 3, 7, 6, 2, 6, 4)
# From the front, a little from above and from the right: the first slice is the nearest, its first row on top.
EYE = {"x": 0.76, "y": -1.88, "z": 0.8}
# Names and numbers stand below the cubes.
CENTRE = {"x": 0, "y": 0, "z": -0.1}
SAID = "%{text}<extra></extra>"
MOST_TICKS = 5
# The scale of colours stands below the scene, in this share of the height.
SCALE_SHARE = 0.12

# As exact as a picture needs, in half the bytes.
Points = NDArray[np.float32]


def figure(volume: Volume, scheme: str, *, names: Mapping[str, str], unreached: str) -> Any:
    """A cube for each cell, coloured by its value; hollow where no link reaches; a frame around what is pinned.

    `names`: what `depth`, `height` and `width` are called; `unreached`: what is said of a cell that is hollow.
    """
    from plotly import graph_objects

    colours = roles(scheme)
    solid, hollow = (list(map(tuple, np.argwhere(which).tolist())) for which in (volume.reached, ~volume.reached))
    empty = _lines(hollow, HOLLOW_SIDE, _told(volume, hollow), line={"color": colours["faint"], "width": 1})
    empty.hovertemplate = f"%{{text}}<br>{unreached}<extra></extra>"
    framed = _lines(
        volume.framed, FRAME_SIDE, _told(volume, volume.framed), line={"color": colours["glow"], "width": 5}
    )
    chart = graph_objects.Figure([_cubes(volume, solid, _told(volume, solid), colours), empty, framed])
    chart.update_layout(
        **ground(scheme, height=HEIGHT, side=0, below=0),
        scene=_scene(volume.values.shape, names, colours),
        showlegend=False,
        modebar={"bgcolor": CLEAR, "color": colours["faint"], "activecolor": colours["text"]},
        hoverlabel={"bgcolor": colours["raised"], "font": {"color": colours["text"]}},
        # The same for every state: whoever turned it keeps it turned.
        uirevision="turned",
    )
    return chart


def written(value: float) -> str:
    """As many digits as the stage writes."""
    return f"{value:.6g}".replace("-", "\N{MINUS SIGN}")


def _told(volume: Volume, cells: Sequence[Cell]) -> list[str]:
    """What is said of each cell under the pointer."""
    return [f"{volume.name(cell)} = {written(volume.values[cell])}" for cell in cells]


def _cubes(volume: Volume, cells: Sequence[Cell], told: list[str], colours: Mapping[str, str]) -> Any:
    from plotly import graph_objects

    corners = _corners(cells, SIDE)
    first = np.arange(len(cells))[:, None, None] * len(CORNERS)
    triangles = (first + TRIANGLES).reshape(-1, 3)
    return graph_objects.Mesh3d(
        **_axes(corners.reshape(-1, 3)),
        **dict(zip("ijk", triangles.T, strict=True)),
        # Each number once a corner.
        intensity=np.repeat(volume.values[volume.reached], len(CORNERS)),
        text=np.repeat(told, len(CORNERS)),
        **_scale(volume.span, colours),
        flatshading=True,
        lighting={"ambient": 0.75, "diffuse": 0.3, "specular": 0, "fresnel": 0},
        hovertemplate=SAID,
    )


def _scale(span: tuple[float, float], colours: Mapping[str, str]) -> dict[str, Any]:
    """Zero has one colour, and what lies as far from it above and below is as strong."""
    most = max(map(abs, span)) or 1.0
    above = [colours["zero"], colours["above"]]
    steps = [colours["below"], *above] if span[0] < 0 else above
    return {
        "cmin": -most if span[0] < 0 else 0,
        "cmax": most,
        "colorscale": [[at / (len(steps) - 1), colour] for at, colour in enumerate(steps)],
        "colorbar": {
            "orientation": "h",
            "y": 0,
            "yanchor": "bottom",
            "thickness": 8,
            "len": 0.6,
            "nticks": 6,
            "outlinewidth": 0,
        },
    }


def _lines(cells: Sequence[Cell], side: float, told: list[str], line: Mapping[str, Any]) -> Any:
    """Cubes of which only the edges are drawn, a gap after each."""
    from plotly import graph_objects

    edges = _corners(cells, side)[:, EDGES]
    gaps = np.full((len(cells), 1, 3), np.nan, np.float32)
    return graph_objects.Scatter3d(
        **_axes(np.concatenate([edges, gaps], axis=1).reshape(-1, 3)),
        mode="lines",
        line=line,
        text=np.repeat(told, len(EDGES) + 1),
        hovertemplate=SAID,
    )


def _corners(cells: Sequence[Cell], side: float) -> Points:
    """Of a cube around each cell, `[cells, 8, 3]`."""
    corners: Points = (np.array(cells, float).reshape(-1, 1, 3) + side * CORNERS).astype(np.float32)
    return corners


def _axes(points: Points) -> dict[str, Points]:
    """Points (depth, height, width): width goes to the right, depth away from the reader, height up and down."""
    depth, height, width = points.T
    return {"x": width, "y": depth, "z": height}


def _scene(size: tuple[int, ...], names: Mapping[str, str], colours: Mapping[str, str]) -> dict[str, Any]:
    depth, height, width = size
    ends = {"xaxis": ("width", -0.5, width - 0.5), "yaxis": ("depth", -0.5, depth - 0.5)}
    # Rows go down, as on the stage.
    ends["zaxis"] = ("height", height - 0.5, -0.5)
    axes = {axis: _axis(names[name], [low, high], colours) for axis, (name, low, high) in ends.items()}
    # The longest axis is as long for every output, so that all are seen whole.
    lengths = {axis: count / max(size) for axis, count in zip("xyz", (width, depth, height), strict=True)}
    return {
        **axes,
        "aspectmode": "manual",
        "aspectratio": lengths,
        "camera": {"eye": EYE, "center": CENTRE},
        "domain": {"y": [SCALE_SHARE, 1]},
    }


def _axis(name: str, ends: list[float], colours: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": {"text": name},
        "range": ends,
        # Cells have whole numbers; not every one's is written where there are many.
        "tick0": 0,
        "dtick": ceil(abs(ends[1] - ends[0]) / MOST_TICKS),
        "gridcolor": colours["line"],
        "showbackground": False,
        "zeroline": False,
        "showspikes": False,
    }
