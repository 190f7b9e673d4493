"""A large sparse matrix as a map of its links: a point for each, and nothing for the zeros."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from deconv_core.figures import identity
from deconv_core.figures.colours import CLEAR, roles
from deconv_core.sparse_files import Entries

LIMIT = 4096
"""Rows or columns that are drawn."""
HEIGHT = 620
LARGEST_POINT, SMALLEST_POINT = 8.0, 2.5


def fits(entries: Entries) -> bool:
    return max(entries.shape) <= LIMIT


def figure(
    entries: Entries,
    scheme: str,
    *,
    input_size: tuple[int, int],
    output_size: tuple[int, int],
    side: str,
    labels: Mapping[str, str],
) -> Any:
    """Links as points, row 0 at the top, coloured by input element; `labels` names input, output and weight.

    ValueError beyond LIMIT rows or columns.
    """
    if not fits(entries):
        raise ValueError(f"The matrix is {entries.shape}, but up to {LIMIT} rows and columns are drawn.")
    from plotly import graph_objects

    colours = roles(scheme)
    down, across = ("input", "output") if side == "forward" else ("output", "input")
    inputs, outputs = (entries.rows, entries.columns) if side == "forward" else (entries.columns, entries.rows)
    points = graph_objects.Scattergl(
        x=entries.columns,
        y=entries.rows,
        mode="markers",
        marker={
            "symbol": "square",
            "size": _point(entries.shape),
            "color": inputs,
            "cmin": -0.5,
            "cmax": input_size[0] * input_size[1] - 0.5,
            "colorscale": _scale(identity.colours(colours, input_size)),
        },
        customdata=np.stack([*_cells(outputs, output_size), *_cells(inputs, input_size), entries.values], axis=1),
        hovertemplate=(
            "%{y}, %{x}<br>y[%{customdata[0]},%{customdata[1]}], x[%{customdata[2]},%{customdata[3]}]<br>"
            f"{labels['weight']} %{{customdata[4]}}<extra></extra>"
        ),
    )
    chart = graph_objects.Figure(points)
    chart.update_layout(
        height=HEIGHT,
        margin={"l": 60, "r": 10, "t": 10, "b": 50},
        paper_bgcolor=CLEAR,
        plot_bgcolor=colours["surface"],
        font={"color": colours["text"]},
        dragmode="zoom",
    )
    axis = {"showgrid": False, "zeroline": False, "linecolor": colours["line"], "mirror": True}
    chart.update_xaxes(**axis, title_text=labels[across], range=[-0.5, entries.shape[1] - 0.5])
    chart.update_yaxes(**axis, title_text=labels[down], range=[entries.shape[0] - 0.5, -0.5])
    return chart


def _cells(indices: Any, size: tuple[int, int]) -> tuple[Any, Any]:
    """Row and column of flattened cells."""
    return indices // size[1], indices % size[1]


def _point(shape: tuple[int, int]) -> float:
    """In px: somewhat more than an entry, so that the colour of a lone one is seen."""
    return min(LARGEST_POINT, max(SMALLEST_POINT, 1.5 * HEIGHT / max(shape)))


def _scale(colours: list[str]) -> list[list[Any]]:
    """Steps, not a gradient: element k has the k-th part of the scale."""
    parts = len(colours)
    return [[(at + end) / parts, colour] for at, colour in enumerate(colours) for end in (0, 1)]
