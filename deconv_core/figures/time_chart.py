"""Time against size on logarithmic axes: each way of computing one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deconv_core.figures.colours import ground, roles
from deconv_core.judge.comparison import PYTORCH
from deconv_core.judge.growth import Point

HEIGHT = 420
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


def figure(points: Sequence[Point], scheme: str, *, names: Mapping[str, str], links: str, ratio: str) -> Any:
    """A line for each way in `points` (one at least): its time as a multiple of PyTorch's at the smallest size.

    `names` says what each way is called, `links` and `ratio` name the axes. Lines differ in dash and sign too.
    """
    from plotly import graph_objects

    colours = roles(scheme)
    unit = points[0].seconds[PYTORCH]
    counts = [point.links for point in points]
    chart = graph_objects.Figure()
    for at, way in enumerate(points[0].seconds):
        chart.add_scatter(
            x=counts,
            y=[point.seconds[way] / unit for point in points],
            name=names.get(way, way),
            customdata=["×".join(map(str, point.input_size)) for point in points],
            hovertemplate="%{customdata}: ×%{y:.3g}<extra>%{fullData.name}</extra>",
            line={"dash": DASHES[at], "color": _line_colour(at, colours), "width": 3 if way == PYTORCH else 2},
            marker={"symbol": SYMBOLS[at], "size": 7},
        )
    chart.update_layout(
        **ground(scheme, height=HEIGHT, side=50, below=50),
        legend={"orientation": "h", "y": 1.12},
        hovermode="x unified",
        hoverlabel={"bgcolor": colours["raised"], "font": {"color": colours["text"]}},
    )
    axis = {"type": "log", "gridcolor": colours["line"], "dtick": 1, "exponentformat": "power"}
    chart.update_xaxes(title=links, **axis)
    chart.update_yaxes(title=ratio, **axis)
    return chart


def _line_colour(at: int, colours: Mapping[str, str]) -> str:
    return (colours["text"], colours["taken"], colours["good"], colours["bad"], colours["faint"])[at]
