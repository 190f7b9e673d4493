"""JAX's words, refusals and numbers, against JAX itself."""

import random

import numpy as np
import pytest

from deconv_core import GeometryError
from deconv_core.frameworks import jax, tensorflow
from tests.framework_cases import operands, ours, sizes

SETTINGS = 500


def drawn(rng):
    """Random settings of 1 to 3 axes; pairs may be negative or leave nothing."""
    axes = rng.choice([1, 1, 1, 2, 2, 3])
    drawn = sizes(rng, axes, input_size=4, kernel_size=4, strides=3, rhs_dilation=3)
    words = {key: drawn[key] for key in ("strides", "rhs_dilation")}
    pairs = [(rng.randint(-1, 4), rng.randint(-1, 4)) for _ in range(axes)]
    words["padding"] = rng.choice(["SAME", "VALID", pairs, pairs])
    words["use_consistent_padding"] = rng.random() < 0.5
    return drawn["input_size"], drawn["kernel_size"], words


def test_random_settings_give_jax_s_numbers_and_where_nothing_is_left_an_empty_output():
    rng, empty, computed = random.Random(4), 0, 0
    while computed < SETTINGS:
        input_size, kernel_size, words = drawn(rng)
        x, w = operands(rng, input_size, kernel_size)
        transpose = rng.random() < 0.5
        taps = w if transpose else np.flip(w, range(2, w.ndim))
        try:
            geometry = jax.geometry(input_size, kernel_size, **words)
        except GeometryError as error:
            # JAX 0.10.2 seldom refuses: its output has no cells.
            assert error.code == "output_too_small"
            try:
                assert jax.reference(x, w, **words, transpose_kernel=transpose).size == 0
                empty += 1
            except ValueError as theirs:
                assert "Negative padding is larger" in str(theirs)
            continue
        theirs = jax.reference(x, w, **words, transpose_kernel=transpose)
        np.testing.assert_array_equal(ours(x, taps, geometry), theirs, str((input_size, kernel_size, words)))
        computed += 1
    assert empty >= 5


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
        jax.reference(np.ones((1, 3, 3)), np.ones((1, 1, 3, 3)), **words)


def test_small_letters_work_only_where_nothing_is_stretched():
    """JAX 0.10.2 hands "same" on to a convolution, which takes no words for a stretched input; ours refuses both."""
    x, w = np.ones((1, 3)), np.ones((1, 1, 3))
    assert jax.reference(x, w, 1, "same").shape == (1, 3)
    with pytest.raises(ValueError, match="String padding is not implemented"):
        jax.reference(x, w, 2, "same")
    with pytest.raises(GeometryError):
        jax.geometry(3, 3, 2, "same")
