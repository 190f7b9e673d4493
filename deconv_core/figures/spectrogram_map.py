"""Which frequencies a sound has at which moment, as a picture."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from deconv_core.figures.colours import ground, roles

HEIGHT = 280


def figure(
    seconds: NDArray[Any], hertz: NDArray[Any], decibels: NDArray[Any], scheme: str, *, time: str, frequency: str
) -> Any:
    """`decibels` `[frequencies, times]`, 0 being the loudest. The texts name the axes."""
    from plotly import graph_objects

    colours = roles(scheme)
    heat = graph_objects.Heatmap(
        x=seconds.round(3),
        y=hertz.round(0),
        z=decibels.round(1),
        zmin=float(decibels.min()),
        zmax=0,
        colorscale=[[0, colours["surface"]], [1, colours["text"]]],
        colorbar={"title": {"text": "dB"}, "thickness": 12},
        hovertemplate=f"{time} %{{x:.2f}}, {frequency} %{{y:.0f}}<br>%{{z:.0f}} dB<extra></extra>",
    )
    chart = graph_objects.Figure(heat)
    chart.update_layout(
        **ground(scheme, height=HEIGHT, side=60, below=45),
    )
    chart.update_xaxes(title=time)
    chart.update_yaxes(title=frequency)
    return chart
