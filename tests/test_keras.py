"""Keras's words, refusals and numbers, against Keras itself with TensorFlow."""

import random

import numpy as np
import pytest

from deconv_core import GeometryError
from deconv_core.frameworks import keras, tensorflow
from tests.framework_cases import operands, ours, sizes

SETTINGS = 700


def drawn(rng):
    """Random settings of 1 to 3 axes, most of them legal, some around the borders of what is."""
    axes = rng.choice([1, 1, 2, 2, 3])
    drawn = sizes(rng, axes, input_size=4, kernel_size=4)
    words = {"padding": rng.choice(["valid", "same", "SAME"]), "strides": sizes(rng, axes, s=3)["s"]}
    # TensorFlow's CPU kernels dilate in one and two dimensions only, and evenly.
    if axes < 3 and rng.random() < 0.3:
        words |= {"strides": (1,) * axes, "dilation_rate": (rng.randint(1, 3),) * axes}
    if rng.random() < 0.05:
        words |= {"strides": (2,) * axes, "dilation_rate": (2,) * axes}
    if rng.random() < 0.4:
        words["output_padding"] = tuple(rng.randint(0, max(0, s - 1)) for s in words["strides"])
    if rng.random() < 0.05:
        words["output_padding"] = (rng.randint(0, 3),) * axes
    return drawn["input_size"], drawn["kernel_size"], words


def test_random_settings_give_keras_s_numbers_or_refusal():
    import tensorflow as tf

    rng, told, computed = random.Random(3), 0, 0
    for _ in range(SETTINGS):
        input_size, kernel_size, words = drawn(rng)
        x, w = operands(rng, input_size, kernel_size)
        try:
            geometry = keras.geometry(input_size, kernel_size, **words)
        except GeometryError:
            try:
                assert keras.reference(x, w, **words).size == 0
            except (ValueError, tf.errors.InvalidArgumentError, tf.errors.AbortedError):
                told += 1
            continue
        theirs = keras.reference(x, w, **words)
        np.testing.assert_array_equal(ours(x, w, geometry), theirs, str((input_size, kernel_size, words)))
        computed += 1
    assert computed >= 500 and told >= 20


def test_without_output_padding_keras_is_tensorflow_with_its_usual_output():
    for padding in keras.PADDINGS:
        for kernel in range(1, 6):
            ours, theirs = keras.geometry(3, kernel, 2, padding), tensorflow.geometry(3, kernel, 2, padding.upper())
            assert ours == theirs


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"padding": "full"}, "not_a_choice", "padding"),
        ({"strides": 2, "output_padding": 2}, "output_padding_outside", "output_padding"),
        ({"strides": 2, "dilation_rate": 2}, "strides_with_dilation_rate", "dilation_rate"),
        ({"strides": 0}, "too_small", "strides"),
        ({"strides": 2, "output_padding": -1}, "too_small", "output_padding"),
    ],
)
def test_refusals_name_field_and_rule_and_keras_refuses_too(words, code, field):
    with pytest.raises(GeometryError) as caught:
        keras.geometry((3, 3), 3, **words)
    assert (caught.value.code, caught.value.field) == (code, field)
    with pytest.raises(ValueError, match=field):
        keras.reference(np.ones((1, 3, 3)), np.ones((1, 1, 3, 3)), **words)
