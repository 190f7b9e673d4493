"""The figures show the very numbers that they are given, in the page's colours, light and dark."""

import numpy as np
import pytest

from deconv_core.figures import difference_map, time_chart
from deconv_core.figures.colours import roles
from deconv_core.judge.comparison import PYTORCH
from deconv_core.judge.growth import Point

WORDS = {"row": "r", "column": "c", "difference": "d"}
POINTS = [
    Point((4, 4), 64, {PYTORCH: 2e-5, "scatter": 4e-5, "gather": 3e-5}),
    Point((8, 8), 256, {PYTORCH: 4e-5, "scatter": 8e-5, "gather": 9e-5}),
]


def test_the_map_shows_how_far_each_cell_is_off():
    differences = np.array([[0.0, -2e-7, 0], [1e-7, 0, 0]])
    chart = difference_map.figure(differences, "light", **WORDS)
    (heat,) = chart.data
    assert np.array_equal(heat.z, abs(differences))
    assert (heat.zmin, heat.zmax, heat.showscale) == (0, 2e-7, True)
    # Rows go down, as in the output.
    assert chart.layout.yaxis.autorange == "reversed"
    assert (chart.layout.yaxis.title.text, chart.layout.xaxis.title.text) == ("r", "c")


def test_a_map_without_differences_has_no_scale():
    (heat,) = difference_map.figure(np.zeros((2, 2)), "dark", **WORDS).data
    assert not heat.showscale
    assert heat.zmax > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_take_the_colour_roles(scheme):
    colours = roles(scheme)
    (heat,) = difference_map.figure(np.eye(2), scheme, **WORDS).data
    assert [colour for _, colour in heat.colorscale] == [colours["raised"], colours["bad"]]
    chart = time_chart.figure(POINTS, scheme, names={}, links="links", ratio="ratio")
    assert chart.layout.font.color == colours["text"]
    assert len({line.line.color for line in chart.data}) == len(chart.data)


def test_the_chart_shows_times_as_multiples_of_pytorch_s_smallest():
    chart = time_chart.figure(POINTS, "light", names={"scatter": "stamps"}, links="links", ratio="ratio")
    shown = {line.name: (list(line.x), list(line.y)) for line in chart.data}
    assert shown[PYTORCH] == ([64, 256], pytest.approx([1, 2]))
    assert shown["stamps"] == ([64, 256], pytest.approx([2, 4]))
    assert shown["gather"] == ([64, 256], pytest.approx([1.5, 4.5]))
    assert (chart.layout.xaxis.type, chart.layout.yaxis.type) == ("log", "log")
    assert (chart.layout.xaxis.title.text, chart.layout.yaxis.title.text) == ("links", "ratio")
    # Told apart without colour, too.
    assert len({(line.line.dash, line.marker.symbol) for line in chart.data}) == len(chart.data)


def test_every_way_has_a_line_of_its_own():
    ways = dict.fromkeys((PYTORCH, "scatter", "gather", "matrix", "gemm"), 1e-5)
    chart = time_chart.figure([Point((4, 4), 64, ways)], "light", names={}, links="l", ratio="r")
    assert len({line.line.color for line in chart.data}) == len(ways)
