"""The calls that the core writes: its reader finds the same geometry in them, and the library the same numbers."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import get_args

import numpy as np
import pytest

from deconv_core.frameworks import OTHERS, jax, keras, onnx, pytorch, tensorflow
from deconv_core.geometry import GeometryError
from deconv_core.paste.other_frameworks import parse
from deconv_core.paste.refusals.nearest_call import spelled
from tests.oracles import tensorflow_forward
from tests.oracles.framework_cases import operands, ours
from tests.oracles.same_or_valid import Answering, asked, source
from tests.oracles.source_lines import by_layout

# How often words are drawn for each framework.
DRAWN = 600
SIZES = ("input_size", "kernel_size")


def pairs(random, axes):
    return [(random.randint(0, 3), random.randint(0, 3)) for _ in range(axes)]


def tensorflow_words(random, numbers, axes):
    words = {"strides": numbers(3), "dilations": numbers(2), "output_shape": random.choice([None, numbers(9)])}
    return words | {
        "padding": random.choice(["SAME", "VALID", pairs(random, axes)] if axes == 2 else ["SAME", "VALID"])
    }


def keras_words(random, numbers, axes):
    words = {"strides": numbers(3), "dilation_rate": numbers(2), "padding": random.choice(["valid", "same"])}
    return words | {"output_padding": random.choice([None, numbers(2, 0)])}


def onnx_words(random, numbers, axes):
    words = {"strides": numbers(3), "dilations": numbers(2), "output_shape": random.choice([None, numbers(9)])}
    words["output_padding"] = numbers(2, 0)
    if random.random() < 0.5:
        return words | {"pads": [random.randint(0, 2) for _ in range(2 * axes)]}
    return words | {"auto_pad": random.choice(onnx.AUTO_PAD)}


def jax_words(random, numbers, axes):
    padding = random.choice(["SAME", "VALID", pairs(random, axes)])
    words = {"strides": numbers(3), "rhs_dilation": numbers(2), "padding": padding}
    return words | {"use_consistent_padding": random.random() < 0.3}


MODULES = {
    "tensorflow": (tensorflow, tensorflow_words),
    "keras": (keras, keras_words),
    "onnx": (onnx, onnx_words),
    "jax": (jax, jax_words),
}


def drawn(name, random, axes):
    """Words that the framework takes, and their geometry; some in one number for all axes."""

    def numbers(most, least=1):
        several = tuple(random.randint(least, most) for _ in range(axes))
        return several if random.random() < 0.7 else several[0]

    module, words = MODULES[name]
    while True:
        sizes = {key: tuple(random.randint(1, 4) for _ in range(axes)) for key in SIZES}
        found = sizes | words(random, numbers, axes)
        try:
            return found, module.geometry(**found)
        except GeometryError:
            continue


@pytest.mark.parametrize("name", MODULES)
def test_what_is_written_is_read_back(name):
    random, met = Random(31), set()
    for _ in range(DRAWN):
        words, geometry = drawn(name, random, 2)
        text = MODULES[name][0].source(**words)
        read = parse(text)
        assert read.framework == name
        said = {key: word for key, word in read.words.items() if key != "transpose_kernel"}
        assert OTHERS[name].geometry(**{key: words[key] for key in SIZES} | said) == geometry, text
        # Written again from what was read, and offered to itself, it is the same text.
        assert MODULES[name][0].source(**{key: words[key] for key in SIZES} | said) == text
        assert spelled(read, read.written) == ""
        met.add(tuple(said))
    assert len(met) > 1


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("axes", [1, 2, 3])
def test_the_library_runs_the_line_with_tensors_as_its_comment_says(name, axes):
    random = Random(axes)
    for _ in range(8):
        words, geometry = drawn(name, random, axes)
        if name == "tensorflow" and not isinstance(words["padding"], str):
            # Its CPU kernels refuse explicit padding together with dilations.
            words |= {"dilations": 1}
            geometry = _or_none(tensorflow.geometry, words)
        if geometry is None:
            continue
        x, w = (a.astype("float32") for a in operands(random, geometry.input_size, geometry.kernel_size))
        # A line of TensorFlow's and of Keras's says a batch or an output channel of one.
        x, w = x[:1], w[:, :1]
        line = MODULES[name][0].source(**words)
        np.testing.assert_array_equal(by_layout(line, x, w), ours(x, w, geometry), err_msg=line)


def _or_none(take, words):
    try:
        return take(**words)
    except GeometryError:
        return None


@pytest.mark.parametrize("name", get_args(Answering))
def test_the_page_s_lines_take_what_the_page_shows(name):
    random, found = Random(7), 0
    for _ in range(300):
        sizes = [tuple(random.randint(1, most) for _ in range(2)) for most in (4, 4, 3)]
        given = pytorch.geometry(*sizes, dilation=random.choice([1, 2]))
        wanted = tuple(axis.uncropped + random.randint(-1, 1) for axis in given.axes)
        for ask, size in product(("same", "valid"), (None, wanted)):
            if size and min(size) < 1:
                continue
            try:
                geometry = asked(name, ask, given, size)
            except GeometryError:
                with pytest.raises(GeometryError):
                    source(name, ask, given, size)
                continue
            text = source(name, ask, given, size)
            assert (text is None) == (geometry is None)
            if text is None or name == "pytorch":
                continue
            call = parse(text)
            said = {key: word for key, word in call.words.items() if key not in ("transpose_kernel", "kernel_size")}
            assert OTHERS[call.framework].geometry(given.input_size, given.kernel_size, **said) == geometry
            found += 1
    assert found > 200 or name == "pytorch"


@pytest.mark.parametrize("padding", tensorflow_forward.PADDINGS)
def test_tensorflow_s_forward_line_runs(padding):
    words = {"input_size": (5, 6), "kernel_size": (2, 3), "strides": 2, "padding": padding}
    line = tensorflow_forward.source(**words)
    assert line == f'tf.nn.conv2d(x, w, strides=[2, 2], padding="{padding}")  # x [N, H, W, in], w [H, W, in, out]'
    x, w = (a[:1, :1].astype("float32") for a in operands(Random(3), (5, 6), (2, 3)))
    right = tensorflow_forward.run(x[0, 0], w[0, 0], tensorflow_forward.geometry(**words))
    np.testing.assert_array_equal(by_layout(line, x, w)[0, 0], right)


def test_words_are_written_as_people_write_them():
    assert tensorflow.source((3, 3), 3, 2) == (
        'tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], strides=[2, 2], padding="SAME")'
        "  # x [N, H, W, in], w [H, W, out, in]"
    )
    assert keras.source((3, 3), (3, 2), 2, "same", (1, 0)) == (
        'keras.layers.Conv2DTranspose(1, (3, 2), strides=2, padding="same", output_padding=(1, 0))'
        "  # x [N, H, W, in], w [H, W, out, in]"
    )
    assert onnx.source((3, 3), 3, 2, (1, 0, 1, 0), dilations=2) == (
        'onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], strides=[2, 2], pads=[1, 0, 1, 0], dilations=[2, 2])'
        "  # x [N, in, H, W], w [in, out, H, W]"
    )
    assert jax.source(4, 3, 2, [(1, 0)]) == (
        'jax.lax.conv_transpose(x, w, (2,), [(1, 0)], dimension_numbers=("NCW", "OIW", "NCW"), transpose_kernel=True)'
        "  # x [N, in, W], w [in, out, W]"
    )
