"""How strong each frequency is in a picture's rows; where a pattern with the layers' period has its peaks is marked."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from deconv_core.figures.colours import ground, roles

HEIGHT = 260
# More marks than this would hide the bars.
MOST_MARKS = 32


def figure(
    frequencies: NDArray[Any], amplitudes: NDArray[Any], period: int, scheme: str, *, frequency: str, amplitude: str
) -> Any:
    """`frequencies` in cycles a cell, 0 to 0.5; marks at the multiples of 1 / `period`. The texts name the axes."""
    from plotly import graph_objects

    colours = roles(scheme)
    chart = graph_objects.Figure()
    # A pattern has these frequencies and none between: a line from one to the next would say it had.
    chart.add_bar(
        x=frequencies,
        y=amplitudes,
        width=0.4 * float(frequencies[1]) if len(frequencies) > 1 else None,
        marker={"color": colours["taken"], "line": {"width": 0}},
        hovertemplate=f"{frequency} %{{x:.3f}}<br>{amplitude} %{{y:.3g}}<extra></extra>",
    )
    marks = np.arange(1, period // 2 + 1) / period
    for mark in marks[:MOST_MARKS]:
        chart.add_vline(x=float(mark), line={"color": colours["faint"], "width": 1, "dash": "dot"}, layer="below")
    chart.update_layout(
        **ground(scheme, height=HEIGHT, side=60, below=45),
        hoverlabel={"bgcolor": colours["raised"], "font": {"color": colours["text"]}},
        showlegend=False,
    )
    chart.update_xaxes(title=frequency, range=[-0.005, 0.51], gridcolor=colours["line"], zeroline=False)
    # All zero: nothing is enlarged until rounding is seen.
    highest = max(float(amplitudes.max(initial=0)) * 1.1, 0.01)
    chart.update_yaxes(title=amplitude, range=[0, highest], gridcolor=colours["line"], zeroline=False)
    return chart
