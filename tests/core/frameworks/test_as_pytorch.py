"""The same numbers in PyTorch: a twin exactly where there is one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core import ALGORITHMS, GeometryError
from deconv_core.frameworks import pytorch, tensorflow
from deconv_core.frameworks.pytorch import twin
from tests.given.strategies import axes, geometries, operands


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_twin_gives_the_numbers(data):
    geometry = data.draw(geometries())
    found = twin(geometry)
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
    assert twin(theirs) is None
    with pytest.raises(GeometryError) as caught:
        pytorch.words(theirs)
    assert caught.value.code == "no_words_for_crop_after"


@pytest.mark.parametrize("kernel", [2, 4])
def test_tensorflow_same_has_a_twin_for_an_even_kernel_and_stride_2(kernel):
    found = twin(tensorflow.geometry((3, 3), kernel, 2, "SAME"))
    assert (found.padding, found.output_padding) == (((kernel - 2) // 2,) * 2, (0, 0))
