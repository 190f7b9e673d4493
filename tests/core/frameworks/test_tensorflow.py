"""TensorFlow's words, refusals and numbers, against TensorFlow itself."""

import inspect
import random

import numpy as np
import pytest

from deconv_core import GeometryError
from deconv_core.frameworks import pytorch, tensorflow
from tests.oracles import libraries
from tests.oracles import worked_examples as worked
from tests.oracles.framework_cases import EVERY_KIND, kind, operands, ours, sizes

SETTINGS = 900


def drawn(rng):
    """Random settings of 1 to 3 axes, most of them legal, some with an output_shape just outside."""
    axes = rng.choice([1, 2, 2, 2, 3])
    drawn = sizes(rng, axes, i=4, k=4, s=3)
    padding = rng.choice(["SAME", "VALID", "explicit"] if axes == 2 else ["SAME", "VALID"])
    dilation = 1 if padding == "explicit" else rng.choice([1, 1, 2, 3])
    if padding == "explicit":
        padding = [[rng.randint(0, 2), rng.randint(0, 2)] for _ in range(axes)]
    pads = [padding] * axes if isinstance(padding, str) else [tuple(pair) for pair in padding]
    ranges = [
        tensorflow.legal_outputs(i, k, s, dilation, pad) for i, k, s, pad in zip(*drawn.values(), pads, strict=True)
    ]
    slack = rng.choice([0, 0, 0, 0, 1])
    output = tuple(max(1, rng.randint(low - slack, max(low, high) + slack)) for low, high in ranges)
    return (
        drawn["i"],
        drawn["k"],
        {"strides": drawn["s"], "padding": padding, "output_shape": output, "dilations": dilation},
    )


def test_random_settings_give_tensorflow_s_numbers_or_refusal():
    import tensorflow as tf

    rng, told, computed, met = random.Random(1), 0, 0, set()
    for _ in range(SETTINGS):
        input_size, kernel_size, words = drawn(rng)
        x, w = operands(rng, input_size, kernel_size)
        try:
            geometry = tensorflow.geometry(input_size, kernel_size, **words)
        except GeometryError:
            told += 1
            with pytest.raises((tf.errors.InvalidArgumentError, tf.errors.AbortedError, ValueError)):
                libraries.tensorflow(x, w, **words)
            continue
        theirs = libraries.tensorflow(x, w, **words)
        np.testing.assert_array_equal(ours(x, w, geometry), theirs, str((input_size, kernel_size, words)))
        met.add(kind(x, w))
        computed += 1
    assert computed >= 500 and told >= 20 and met == EVERY_KIND


@pytest.mark.parametrize(("size", "stride", "padding", "output_shape", "output"), worked.TENSORFLOW)
def test_all_ones(size, stride, padding, output_shape, output):
    x, w = np.ones((1, size, size)), np.ones((1, 1, 2, 2))
    geometry = tensorflow.geometry((size, size), 2, stride, padding, output_shape)
    assert ours(x, w, geometry)[0].tolist() == output
    assert libraries.tensorflow(x, w, stride, padding, output_shape)[0].tolist() == output


def test_same_is_one_cell_from_pytorch():
    theirs = tensorflow.geometry((3, 3), 3, 2, "SAME").axes[0]
    own = pytorch.geometry((3, 3), 3, 2, padding=1, output_padding=1).axes[0]
    assert (theirs.output, own.output) == (6, 6)
    assert (theirs.crop_before, theirs.crop_after, own.crop_before, own.crop_after) == (0, 1, 1, 0)


def test_tensorflow_s_cpu_does_not_dilate_with_explicit_padding():
    """TensorFlow 2.21.0: a limit of its CPU kernels, not a rule of the operation, so geometry() takes it."""
    import tensorflow as tf

    words = {"padding": [[1, 0], [0, 1]], "dilations": 2}
    assert tensorflow.geometry((3, 3), 2, **words).output_size == (4, 4)
    with pytest.raises(tf.errors.InvalidArgumentError, match="do not yet support dilation rates larger than 1"):
        libraries.tensorflow(np.ones((1, 3, 3)), np.ones((1, 1, 2, 2)), **words)


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"padding": "same"}, "not_a_choice", "padding"),
        ({"padding": [[-1, 0], [0, 0]]}, "too_small", "padding"),
        ({"strides": 0}, "too_small", "strides"),
        ({"strides": 2, "output_shape": 4}, "output_shape_outside", "output_shape"),
    ],
)
def test_refusals_name_field_and_rule_and_tensorflow_refuses_too(words, code, field):
    with pytest.raises(GeometryError) as caught:
        tensorflow.geometry((3, 3), 2, **words)
    assert (caught.value.code, caught.value.field) == (code, field)
    x, w = np.ones((1, 3, 3)), np.ones((1, 1, 2, 2))
    with pytest.raises(Exception, match=r".+"):
        libraries.tensorflow(x, w, **({"output_shape": 3} | words))


def test_a_pasted_call_may_have_whatever_tensorflow_takes():
    import tensorflow as tf

    assert (
        tuple(inspect.signature(tf.nn.conv2d_transpose).parameters)
        == tensorflow.TENSORFLOW.calls["tf.nn.conv2d_transpose"].in_order
    )
