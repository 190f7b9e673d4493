"""Sizes, crops and their errors."""

import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from deconv_core import Axis, Geometry, GeometryError
from deconv_core.frameworks import pytorch
from tests.oracles.worked_examples import SIZES


@pytest.mark.parametrize(("settings", "output_size"), SIZES)
def test_worked_sizes(settings, output_size):
    assert pytorch.geometry(**settings).output_size == output_size


def test_sizes_per_axis():
    geometry = Geometry((Axis(3, 4, 2, 3, 1, -2), Axis(1, 1)))
    assert geometry.input_size == (3, 1)
    assert geometry.kernel_size == (4, 1)
    assert geometry.stride == (2, 1)
    assert geometry.dilation == (3, 1)
    assert geometry.crop_before == (1, 0)
    assert geometry.crop_after == (-2, 0)
    assert geometry.uncropped_size == ((3 - 1) * 2 + 3 * (4 - 1) + 1, 1)
    assert geometry.output_size == (14 - 1 + 2, 1)


def test_of_repeats_a_single_number_and_keeps_a_list():
    assert Geometry.of((3, 4), 2, [1, 2]) == Geometry((Axis(3, 2, 1), Axis(4, 2, 2)))
    assert Geometry.of(3, 2) == Geometry((Axis(3, 2),))
    assert Geometry.of(np.array([3, 4]), np.int8(2)) == Geometry([Axis(3, 2), Axis(4, 2)])


def test_is_frozen_hashable_and_made_of_python_ints():
    axis = Axis(np.int8(100), np.int64(3), np.uint8(2))
    assert axis == Axis(100, 3, 2)
    assert hash(Geometry((axis,))) == hash(Geometry((Axis(100, 3, 2),)))
    assert type(axis.input) is int
    assert axis.uncropped == 201
    with pytest.raises(FrozenInstanceError):
        axis.input = 3


@pytest.mark.parametrize("field", ["input", "kernel", "stride", "dilation"])
@pytest.mark.parametrize("value", [0, -1, np.int64(-5)])
def test_sizes_below_one_are_refused(field, value):
    with pytest.raises(GeometryError, match=f"{field} is {value}, but it must be at least 1") as caught:
        Axis(**{"input": 3, "kernel": 3, field: value})
    error = caught.value
    assert (error.code, error.field, error.axis) == ("too_small", field, None)
    assert error.values == {"value": value, "minimum": 1}


@pytest.mark.parametrize("field", ["input", "kernel", "stride", "dilation", "crop_before", "crop_after"])
@pytest.mark.parametrize("value", [True, np.True_, 2.0, np.float32(2), "2", None, [2]])
def test_only_integers(field, value):
    with pytest.raises(GeometryError) as caught:
        Axis(**{"input": 3, "kernel": 3, field: value})
    assert (caught.value.code, caught.value.field) == ("not_an_integer", field)


def test_empty_output_is_refused_and_one_cell_is_not():
    assert Axis(3, 3, crop_before=9, crop_after=-5).output == 1
    with pytest.raises(GeometryError, match="the output would have 0 cells") as caught:
        Axis(3, 3, crop_before=3, crop_after=2)
    assert caught.value.code == "output_too_small"
    assert caught.value.values == {"output": 0, "uncropped": 5, "crop_before": 3, "crop_after": 2, "spare": 4}


def test_errors_name_the_axis():
    with pytest.raises(GeometryError, match=r"^Axis 1: ") as caught:
        Geometry.of((3, 3), (3, 0))
    assert caught.value.axis == 1
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.code, again.values) == (str(caught.value), caught.value.code, caught.value.values)


def test_axes_are_counted():
    with pytest.raises(GeometryError) as caught:
        Geometry(())
    assert caught.value.code == "no_axes"
    with pytest.raises(GeometryError) as caught:
        Geometry.of((3, 3), (3, 3, 3))
    assert caught.value.code == "wrong_number_of_axes"
    with pytest.raises(TypeError):
        Geometry((3,))
