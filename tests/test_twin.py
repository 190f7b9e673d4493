"""The same numbers in PyTorch: a twin where there is one, and a recipe that always runs."""

from itertools import product

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from deconv_core import ALGORITHMS, GeometryError
from deconv_core.frameworks import pytorch, tensorflow
from deconv_core.twin import differing, obstacles, recipe, twin
from tests.strategies import axes, geometries, operands


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_the_recipe_runs_and_gives_the_numbers_of_any_crops(data):
    geometry = data.draw(geometries())
    x, w, _, _ = data.draw(operands(geometry).filter(lambda drawn: drawn[3] == 1 and drawn[0].ndim == drawn[1].ndim))
    names = {"F": functional, "x": torch.from_numpy(x), "w": torch.from_numpy(w)}
    exec(recipe(geometry), names)
    np.testing.assert_allclose(names["y"].numpy(), ALGORITHMS["scatter"](x, w, geometry).output, atol=1e-12)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_twin_gives_the_numbers(data):
    geometry = data.draw(geometries())
    found = twin(geometry)
    assert (found is None) == bool(obstacles(geometry))
    if found:
        x, w, _, _ = data.draw(operands(geometry).filter(lambda drawn: drawn[3] == 1))
        words = {"stride": geometry.stride, "dilation": geometry.dilation}
        words |= {"padding": found.padding, "output_padding": found.output_padding}
        theirs = pytorch.reference(x, w, words, dtype="float64")
        np.testing.assert_allclose(theirs, ALGORITHMS["scatter"](x, w, geometry).output, atol=1e-12)


@given(axes())
@settings(max_examples=100, deadline=None)
def test_where_there_is_no_twin_no_setting_of_pytorch_has_these_crops(axis):
    from deconv_core import Geometry

    if twin(Geometry((axis,))) is None:
        for padding, output_padding in product(range(8), range(8)):
            try:
                found = pytorch.geometry(axis.input, axis.kernel, axis.stride, padding, output_padding, axis.dilation)
            except GeometryError:
                continue
            assert found.axes[0] != axis


def test_tensorflow_same_has_no_twin_for_kernel_3_and_stride_2():
    theirs = tensorflow.geometry((3, 3), 3, 2, "SAME")
    own = pytorch.geometry((3, 3), 3, 2, 1, 1)
    assert twin(theirs) is None
    assert {error.code for error in obstacles(theirs).values()} == {"no_words_for_crop_after"}
    assert differing(own.axes[0], theirs.axes[0]) == (0, 1, 2, 3, 4, 5)
    assert recipe(theirs).splitlines() == [
        "y = F.conv_transpose2d(x, w, stride=(2, 2), dilation=(1, 1))",
        "y = y[..., 0:6, 0:6]",
    ]


@pytest.mark.parametrize("kernel", [2, 4])
def test_tensorflow_same_has_a_twin_for_an_even_kernel_and_stride_2(kernel):
    found = twin(tensorflow.geometry((3, 3), kernel, 2, "SAME"))
    assert (found.padding, found.output_padding) == (((kernel - 2) // 2,) * 2, (0, 0))
