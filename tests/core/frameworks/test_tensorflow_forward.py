"""TensorFlow's forward convolution against tf.nn.conv1d and conv2d."""

from itertools import product

import numpy as np
import pytest

from deconv_core import GeometryError
from tests.oracles import worked_examples as worked
from tests.oracles.tensorflow_forward import PADDINGS, forward, geometry, run


def convolved(x, w, stride, dilation, how):
    """One axis, a window at a time."""
    padded = np.concatenate([np.zeros(how.before), x, np.zeros(how.after)])
    reach = dilation * (len(w) - 1) + 1
    starts = range(0, how.output * stride, stride)
    return np.array([padded[start : start + reach : dilation] @ w for start in starts])


def theirs(x, w, stride, padding, dilation):
    import tensorflow as tf

    return tf.nn.conv1d(x[None, :, None], w[:, None, None], stride, padding, dilations=dilation).numpy()[0, :, 0]


def test_every_axis_is_tensorflow_s():
    # TensorFlow's CPU kernels take no stride together with dilation.
    strides_and_dilations = [(1, 1), (2, 1), (3, 1), (1, 2), (1, 3)]
    for size, kernel, padding, steps in product(range(1, 9), range(1, 5), PADDINGS, strides_and_dilations):
        x, w = np.arange(1.0, size + 1, dtype=np.float32), 10.0 ** np.arange(kernel, dtype=np.float32)
        try:
            how = forward(size, kernel, steps[0], padding, steps[1])
        except GeometryError:
            continue
        np.testing.assert_array_equal(convolved(x, w, *steps, how), theirs(x, w, steps[0], padding, steps[1]))


def test_what_is_dropped_does_not_change_the_numbers():
    import tensorflow as tf

    for size, kernel, stride in product(range(3, 9), range(1, 4), range(1, 4)):
        how = forward(size, kernel, stride)
        x, w = np.ones((1, size, 1), np.float32), np.ones((kernel, 1, 1), np.float32)
        changed = x.copy()
        changed[:, size - how.dropped :] = 99
        unchanged = tf.nn.conv1d(x, w, stride, "VALID").numpy()
        np.testing.assert_array_equal(tf.nn.conv1d(changed, w, stride, "VALID").numpy(), unchanged)
        changed[:, size - how.dropped - 1] = 99
        assert (tf.nn.conv1d(changed, w, stride, "VALID").numpy() != unchanged).any()


@pytest.mark.parametrize(("size", "stride", "padding", "output"), worked.TENSORFLOW_FORWARD)
def test_all_ones(size, stride, padding, output):
    import tensorflow as tf

    how = forward(size, 2, stride, padding)
    x, w = np.ones((1, size, size, 1), np.float32), np.ones((2, 2, 1, 1), np.float32)
    assert tf.nn.conv2d(x, w, stride, padding).numpy()[0, :, :, 0].tolist() == output
    line = convolved(np.ones(size), np.ones(2), stride, 1, how)
    assert np.outer(line, line).tolist() == output
    assert how.dropped == (size == 5 and padding == "VALID")


def test_two_axes_are_the_same_links_read_the_other_way():
    import tensorflow as tf

    rng = np.random.default_rng(3)
    for padding, (stride, dilation) in product(
        PADDINGS, [((1, 2), (1, 1)), ((3, 2), (1, 1)), ((1, 1), (2, 1)), ((1, 1), (3, 2))]
    ):
        for size, kernel in product([(4, 5), (7, 6), (3, 8)], [(1, 2), (3, 2), (2, 3)]):
            try:
                words = geometry(size, kernel, stride, padding, dilation)
            except GeometryError:
                continue
            assert words.output_size == size
            x, w = (rng.integers(0, 9, shape).astype(np.float32) for shape in (size, kernel))
            theirs = tf.nn.conv2d(x[None, :, :, None], w[:, :, None, None], stride, padding, dilations=dilation)
            np.testing.assert_array_equal(run(x, w, words), theirs.numpy()[0, :, :, 0])


def test_a_kernel_that_does_not_fit_is_refused():
    with pytest.raises(GeometryError) as caught:
        forward(2, 3)
    assert (caught.value.code, caught.value.field) == ("kernel_too_big", "input_size")
