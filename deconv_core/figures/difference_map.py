"""How far each output cell is from PyTorch's, as a picture of the output."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from deconv_core.figures.colours import ground, roles

HEIGHT = 360


def figure(differences: NDArray[Any], scheme: str, *, row: str, column: str, difference: str) -> Any:
    """A heat map of |differences| `[rows, columns]`; zero is the panel's own colour. The texts name axes and value."""
    from plotly import graph_objects

    colours = roles(scheme)
    sizes = abs(np.atleast_2d(differences))
    heat = graph_objects.Heatmap(
        z=sizes,
        zmin=0,
        # All zero: nothing to tell apart, and no empty scale.
        zmax=float(sizes.max()) or 1.0,
        colorscale=[[0, colours["raised"]], [1, colours["bad"]]],
        xgap=1 if sizes.shape[1] <= 64 else 0,
        ygap=1 if sizes.shape[0] <= 64 else 0,
        showscale=bool(sizes.any()),
        colorbar={"exponentformat": "e", "thickness": 12},
        hovertemplate=f"{row} %{{y}}, {column} %{{x}}<br>{difference} %{{z:.3g}}<extra></extra>",
    )
    chart = graph_objects.Figure(heat)
    chart.update_layout(
        **ground(scheme, height=HEIGHT, side=40, below=40, plot=colours["line"]),
    )
    chart.update_xaxes(title=column, showgrid=False, zeroline=False, constrain="domain", nticks=10)
    chart.update_yaxes(
        title=row, showgrid=False, zeroline=False, autorange="reversed", scaleanchor="x", constrain="domain", nticks=10
    )
    return chart
