"""Keras's words, refusals and numbers, against Keras itself with TensorFlow; its PyTorch and JAX beside it."""

import inspect
import json
import os
import random
import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from deconv_core import GeometryError
from deconv_core.frameworks import keras, tensorflow
from tests.oracles import libraries
from tests.oracles.framework_cases import operands, ours, sizes

SETTINGS = 700
ROOT = Path(__file__).parents[3]

os.environ.setdefault("KERAS_BACKEND", "tensorflow")


def drawn(rng):
    """Random settings of 1 to 3 axes, most of them legal, some around the borders of what is."""
    axes = rng.choice([1, 1, 2, 2, 3])
    drawn = sizes(rng, axes, input_size=4, kernel_size=4)
    words = {"padding": rng.choice(["valid", "same", "SAME"]), "strides": sizes(rng, axes, s=4)["s"]}
    if rng.random() < 0.4:
        words |= {"strides": (1,) * axes, "dilation_rate": sizes(rng, axes, d=3)["d"]}
    if rng.random() < 0.05:
        words |= {"strides": (2,) * axes, "dilation_rate": (1,) * (axes - 1) + (2,)}
    if rng.random() < 0.4:
        words["output_padding"] = tuple(rng.randint(0, max(0, s - 1)) for s in words["strides"])
    if rng.random() < 0.05:
        words["output_padding"] = (rng.randint(0, 3),) * axes
    return drawn["input_size"], drawn["kernel_size"], words


def answer(x, w, words):
    """Keras's output, or the error with which it or its backend refuses."""
    try:
        return libraries.keras(x, w, **words)
    except Exception as error:
        return error


def outcome(rng):
    """What a random setting is to us and to Keras; AssertionError where both compute it, but not the same numbers."""
    input_size, kernel_size, words = drawn(rng)
    x, w = operands(rng, input_size, kernel_size)
    theirs = answer(x, w, words)
    name = type(theirs).__name__ if isinstance(theirs, Exception) else "computed" if theirs.size else "empty"
    try:
        geometry = keras.geometry(input_size, kernel_size, **words)
    except GeometryError as error:
        return f"{error.code}: {name}"
    if name == "computed":
        np.testing.assert_array_equal(ours(x, w, geometry), theirs, str((input_size, kernel_size, words)))
    return f"legal: {name}"


def outcomes(settings, seed):
    """How often each outcome came."""
    rng = random.Random(seed)
    return Counter(outcome(rng) for _ in range(settings))


LAYER_REFUSES = {"output_padding_outside: ValueError", "strides_with_dilation_rate: ValueError"}
# By oneDNN's kernels, by TensorFlow's own, or with an output that has no cells.
TENSORFLOW_REFUSES = {f"output_padding_needed: {name}" for name in ("AbortedError", "InvalidArgumentError", "empty")}


def test_random_settings_give_keras_s_numbers_or_refusal():
    found = outcomes(SETTINGS, 3)
    assert found.pop("legal: computed") >= 500
    assert min(found[name] for name in LAYER_REFUSES) >= 5
    assert sum(found[name] for name in TENSORFLOW_REFUSES) >= 20
    assert set(found) <= LAYER_REFUSES | TENSORFLOW_REFUSES


# JAX compiles every setting anew.
@pytest.mark.parametrize(("backend", "settings"), [("torch", 60), ("jax", 12)])
def test_other_backends_agree_and_compute_what_tensorflow_alone_refuses(backend, settings):
    """Keras 3.15.1 with torch 2.13.0 and jax 0.10.2. A process of its own: Keras chooses its backend once."""
    asked = f"print(json.dumps([outcomes({settings}, 2), one_too_few()]))"
    code = f"import json; from tests.core.frameworks.test_keras import *; {asked}"
    environment = os.environ | {"KERAS_BACKEND": backend}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found, one_cell_too_few = json.loads(run.stdout.splitlines()[-1])
    assert found.pop("legal: computed") >= settings // 2
    assert found.pop("output_padding_needed: computed") >= 1
    assert set(found) <= LAYER_REFUSES | {"output_padding_needed: empty"}
    assert one_cell_too_few == [[12, 23]]


def one_too_few():
    """The canvas is 1 12 23 30, of which TensorFlow would take three cells or more."""
    words = {"padding": "same", "output_padding": 0}
    return libraries.keras(np.array([[1, 2, 3]]), np.array([[[1, 10]]]), **words).tolist()


@pytest.mark.parametrize(
    ("words", "output"),
    [
        # Stamps 1 10 100 and 2 20 200, two cells apart: the canvas is 1 10 102 20 200.
        ({"strides": 2, "padding": "valid"}, [1, 10, 102, 20, 200]),
        ({"strides": 2, "padding": "valid", "output_padding": 1}, [1, 10, 102, 20, 200, 0]),
        ({"strides": 2, "padding": "same"}, [1, 10, 102, 20]),
        ({"strides": 2, "padding": "same", "output_padding": 0}, [10, 102, 20]),
        # Four cells apart, one more than the kernel has: None makes room for a whole stride.
        ({"strides": 4, "padding": "valid"}, [1, 10, 100, 0, 2, 20, 200, 0]),
        ({"strides": 4, "padding": "same"}, [1, 10, 100, 0, 2, 20, 200, 0]),
        # One cell apart and dilated: 1 0 10 0 100 and 2 0 20 0 200.
        ({"dilation_rate": 2, "padding": "same"}, [10, 20]),
    ],
)
def test_two_elements_and_three_taps(words, output):
    x, w = np.array([[1.0, 2.0]]), np.array([[[1.0, 10.0, 100.0]]])
    assert ours(x, w, keras.geometry(2, 3, **words))[0].tolist() == output
    assert libraries.keras(x, w, **words)[0].tolist() == output


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
        libraries.keras(np.ones((1, 3, 3)), np.ones((1, 1, 3, 3)), **words)


def test_the_version_is_the_proven_one():
    import keras as library

    assert libraries.installed("keras") == library.__version__ == keras.KERAS.version
    assert library.backend.backend() == "tensorflow"


def test_a_pasted_layer_may_have_whatever_keras_takes():
    """`trainable` to `name` are the layer's own; the two that it takes out of **kwargs are tried."""
    import keras as library

    layers = library.layers
    *taken, rest = list(inspect.signature(layers.Conv2DTranspose).parameters)
    of_any_layer = {*inspect.signature(layers.Layer.__init__).parameters} - {"self", "activity_regularizer", "kwargs"}
    assert (tuple(taken), rest) == (keras.LAYER.in_order, "kwargs")
    assert of_any_layer | {"input_dim", "input_shape"} == set(keras.LAYER.by_name)
    with pytest.warns(UserWarning, match="input_shape"):
        layers.Conv2DTranspose(1, 3, input_shape=(4, 4, 1))
        layers.Conv2DTranspose(1, 3, input_dim=1)
    with pytest.raises(ValueError, match="groups"):
        layers.Conv2DTranspose(1, 3, groups=1)


def test_the_backend_is_chosen_only_where_none_is_named(monkeypatch):
    monkeypatch.delenv("KERAS_BACKEND")
    libraries.keras(np.ones((1, 2)), np.ones((1, 1, 2)))
    assert os.environ["KERAS_BACKEND"] == "tensorflow"
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    libraries.keras(np.ones((1, 2)), np.ones((1, 1, 2)))
    assert os.environ["KERAS_BACKEND"] == "jax"


def test_every_size_that_can_be_had_has_its_output_padding():
    for size, kernel, stride, padding in product(range(1, 4), range(1, 5), range(1, 4), keras.PADDINGS):
        had = {}
        for extra in (None, *range(stride)):
            try:
                had.setdefault(keras.geometry(size, kernel, stride, padding, extra).output_size, extra)
            except GeometryError:
                continue
        for wanted in range(1, size * stride + kernel + 2):
            words = (size, kernel, stride, padding)
            if (wanted,) not in had:
                with pytest.raises(GeometryError):
                    keras.output_padding(wanted, *words)
                continue
            extra = keras.output_padding(wanted, *words)
            assert keras.geometry(*words, extra).output_size == (wanted,)
            assert (extra is None) == (had[wanted,] is None)
