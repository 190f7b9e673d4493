"""JAX's words, refusals and numbers, against JAX itself."""

import inspect
import random

import numpy as np
import pytest

from deconv_core import GeometryError
from deconv_core.frameworks import jax, tensorflow
from tests.oracles import libraries
from tests.oracles.framework_cases import EVERY_KIND, kind, operands, ours, sizes

SETTINGS = 500


def drawn(rng):
    """Random settings of 1 to 3 axes; pairs may be negative or leave nothing."""
    axes = rng.choice([1, 1, 2, 2, 3])
    drawn = sizes(rng, axes, input_size=4, kernel_size=4, strides=3, rhs_dilation=3)
    words = {key: drawn[key] for key in ("strides", "rhs_dilation")}
    pairs = [(rng.randint(-1, 4), rng.randint(-1, 4)) for _ in range(axes)]
    words["padding"] = rng.choice(["SAME", "VALID", pairs, pairs])
    words["use_consistent_padding"] = rng.random() < 0.5
    return drawn["input_size"], drawn["kernel_size"], words


def test_random_settings_give_jax_s_numbers_and_where_nothing_is_left_an_empty_output():
    rng, empty, computed, met = random.Random(4), 0, 0, set()
    while computed < SETTINGS:
        input_size, kernel_size, words = drawn(rng)
        x, w = operands(rng, input_size, kernel_size)
        transpose = rng.random() < 0.5
        taps = libraries.stamped(w, transpose)
        try:
            geometry = jax.geometry(input_size, kernel_size, **words)
        except GeometryError as error:
            # JAX 0.10.2 seldom refuses: its output has no cells.
            assert error.code == "output_too_small"
            try:
                assert libraries.jax(x, w, **words, transpose_kernel=transpose).size == 0
                empty += 1
            except ValueError as theirs:
                assert "Negative padding is larger" in str(theirs)
            continue
        theirs = libraries.jax(x, w, **words, transpose_kernel=transpose)
        np.testing.assert_array_equal(ours(x, taps, geometry), theirs, str((input_size, kernel_size, words)))
        met.add(kind(x, w))
        computed += 1
    assert empty >= 5 and met == EVERY_KIND


@pytest.mark.parametrize(
    ("words", "output"),
    [
        # The kernel is 1 10 100; turned, its stamps are 100 10 1 and 200 20 2, here two cells apart.
        ({"strides": 2, "padding": "VALID"}, [100, 10, 201, 20, 2]),
        ({"strides": 2, "padding": "VALID", "transpose_kernel": True}, [1, 10, 102, 20, 200]),
        ({"strides": 2, "padding": "SAME"}, [100, 10, 201, 20]),
        # A pair is what is put around the spread-out input: 2 is all that the kernel reaches, 0 crops the most.
        ({"strides": 2, "padding": [(2, 2)]}, [100, 10, 201, 20, 2]),
        ({"strides": 2, "padding": [(0, 0)]}, [201]),
        ({"strides": 2, "padding": [(3, 1)]}, [0, 100, 10, 201, 20]),
        ({"strides": 2, "padding": [(-1, 3)]}, [20, 2, 0]),
        # Consistent with a convolution's padding, it is what is cropped.
        ({"strides": 2, "padding": [(1, 0)], "use_consistent_padding": True}, [10, 201, 20, 2]),
        # Four cells apart, one more than the kernel has.
        ({"strides": 4, "padding": "VALID"}, [100, 10, 1, 0, 200, 20, 2, 0]),
        # One cell apart and dilated: 100 0 10 0 1 and 200 0 20 0 2.
        ({"rhs_dilation": 2, "padding": "SAME"}, [10, 20]),
    ],
)
def test_two_elements_and_three_taps(words, output):
    x, w = np.array([[1.0, 2.0]]), np.array([[[1.0, 10.0, 100.0]]])
    transpose = words.get("transpose_kernel", False)
    geometry = jax.geometry(2, 3, **{key: word for key, word in words.items() if key != "transpose_kernel"})
    assert ours(x, libraries.stamped(w, transpose), geometry)[0].tolist() == output
    assert libraries.jax(x, w, **words)[0].tolist() == output


def test_float64_is_computed_in_float64():
    x, w = np.array([[2.0**30]]), np.array([[[1 + 2.0**-30]]])
    assert libraries.jax(x, w, dtype="float64").tolist() == [[2.0**30 + 1]]
    assert libraries.jax(x, w).tolist() == [[2.0**30]]


def test_same_is_tensorflow_s_same_where_the_kernel_reaches_over_the_stride():
    for kernel in range(1, 6):
        for stride in range(1, 5):
            assert jax.geometry(3, kernel, stride, "SAME") == tensorflow.geometry(3, kernel, stride, "SAME")


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"padding": "full"}, "not_a_choice", "padding"),
        ({"padding": [(0, 0)]}, "wrong_padding_pairs", "padding"),
        ({"strides": 0}, "too_small", "strides"),
        ({"rhs_dilation": 0}, "too_small", "rhs_dilation"),
    ],
)
def test_refusals_name_field_and_rule_and_jax_refuses_too(words, code, field):
    with pytest.raises(GeometryError) as caught:
        jax.geometry((3, 3), 3, **words)
    assert (caught.value.code, caught.value.field) == (code, field)
    with pytest.raises(Exception, match=r"."):
        libraries.jax(np.ones((1, 3, 3)), np.ones((1, 1, 3, 3)), **words)


def test_small_letters_are_one_cell_off_and_work_only_where_nothing_is_stretched():
    """JAX 0.10.2 hands "same" on to a convolution, which takes no words for a stretched input; ours refuses both."""
    x, w = np.array([[1.0, 2.0]]), np.array([[[1.0, 10.0]]])
    assert libraries.jax(x, w, 1, "SAME").tolist() == [[10, 21]]
    assert libraries.jax(x, w, 1, "same").tolist() == [[21, 2]]
    with pytest.raises(ValueError, match="String padding is not implemented"):
        libraries.jax(x, w, 2, "same")
    with pytest.raises(GeometryError):
        jax.geometry(3, 3, 2, "same")


def test_the_version_is_the_proven_one():
    import jax as library

    assert libraries.installed("jax") == library.__version__ == jax.JAX.version


def test_a_pasted_call_may_have_whatever_jax_takes():
    from jax import lax

    assert tuple(inspect.signature(lax.conv_transpose).parameters) == jax.JAX.calls["jax.lax.conv_transpose"].in_order
