"""The lines that carry a layer's weights are run: library and PyTorch then give the same output, there and back."""

import inspect
from random import Random

import numpy as np
import pytest
import torch

from deconv_core import GeometryError
from deconv_core.frameworks import LIBRARIES, OTHERS, PYTORCH, pytorch
from deconv_core.frameworks.layout import CHANNELS_FIRST, permutation
from tests.oracles.carried import CALLS, keras_layer, onnx_model

WAYS = {name: (library, way) for library in LIBRARIES for name, way in library.weights.items()}
CASES = 20


def test_every_other_library_has_a_way_for_its_own_line_first():
    assert not PYTORCH.weights
    for library in OTHERS.values():
        assert next(iter(library.weights.values())).layout == library.layout
    assert WAYS.keys() == CALLS.keys()


def drawn(random, library, axes):
    """A layer of PyTorch's with random weights, and the library's words for the same crops."""
    while True:
        size, kernel, stride = (
            tuple(random.randint(1, top) for _ in range(axes)) for top in ({1: 6, 2: 5, 3: 3}[axes], 4, 3)
        )
        holes = (1,) * axes
        if random.random() < 0.4:
            stride, holes = holes, tuple(random.randint(1, 2) for _ in range(axes))
        given = pytorch.geometry(size, kernel, stride, dilation=holes)
        words = library.answers[library.key](random.choice(("same", "valid")), given, None)
        try:
            twin = pytorch.twin(library.geometry(**words))
        except GeometryError:
            continue
        if twin:
            break
    groups = random.randint(1, 3) if library.key == "onnx" else 1
    channels = [random.randint(1, 3) * groups for _ in "io"]
    make = getattr(torch.nn, f"ConvTranspose{axes}d")
    return make(*channels, kernel, stride, twin.padding, twin.output_padding, groups, dilation=holes), words


def in_order(array, before, after, axes):
    return np.ascontiguousarray(np.transpose(np.asarray(array), permutation(before, after, axes)))


class Case:
    """A drawn layer, its x, and the names that the lines of code find."""

    def __init__(self, random, name, axes):
        self.name, self.axes = name, axes
        self.library, self.way = WAYS[name]
        self.layer, self.words = drawn(random, self.library, axes)
        self.x = torch.randn(random.randint(1, 2), self.layer.in_channels, *self.words["input_size"])
        self.names = {"torch": torch, "np": np, "layer": self.layer}
        if name == "onnx":
            import onnx

            self.names["onnx"] = onnx

    def ours(self, x):
        return self.layer(x).detach().numpy()

    def theirs(self):
        if self.name == "onnx":
            self.names["model"] = onnx_model(self.names, self.words, self.layer.groups)
        y = CALLS[self.name](self.names, self.words)
        return in_order(y, self.way.layout[0], CHANNELS_FIRST[0], self.axes)

    def there(self):
        """(PyTorch's output, the library's) once the weights have gone to the library."""
        self.names["x"] = self.x
        if self.name == "keras":
            self.names["keras_layer"] = keras_layer(self.layer.out_channels, self.words)
        exec(self.way.from_pytorch(self.axes), self.names)
        return self.ours(self.x), self.theirs()

    def back(self):
        """The same for other numbers of the library's own, once they have come back."""
        for name in "wb":
            self.names[name] = np.random.default_rng(len(self.x)).normal(size=self.names[name].shape).astype("float32")
        if self.name == "keras":
            self.names["keras_layer"].set_weights([self.names.pop("w"), self.names.pop("b")])
        if self.name == "onnx":
            make = self.names["onnx"].numpy_helper.from_array
            # Those of a model stand in any order, among others.
            self.names["initializers"] = [make(self.names.pop(name), name) for name in "bw"]
        self.names["x"] = in_order(self.x + 1, CHANNELS_FIRST[0], self.way.layout[0], self.axes)
        theirs = self.theirs()
        exec(self.way.to_pytorch(self.axes), self.names)
        x = self.names["x"]
        np.testing.assert_array_equal(x, self.x + 1)
        return self.ours(x), theirs


@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("name", WAYS)
def test_the_lines_carry_a_layer_there_and_back(name, axes):
    random = Random(f"{name} {axes}")
    torch.manual_seed(axes)
    for _ in range(CASES):
        case = Case(random, name, axes)
        for direction in (case.there, case.back):
            ours, theirs = direction()
            np.testing.assert_allclose(theirs, ours, atol=1e-5, rtol=1e-5, err_msg=f"{case.layer} {case.words}")


@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("name", [name for name in WAYS if name != "onnx"])
def test_where_a_library_has_no_groups_one_call_each_and_their_channels_joined_are_the_layer(name, axes):
    random = Random(f"groups {name} {axes}")
    torch.manual_seed(axes)
    for _ in range(3):
        case = Case(random, name, axes)
        one, groups = case.layer, random.randint(2, 3)
        how = (one.kernel_size, one.stride, one.padding, one.output_padding, groups)
        whole = type(one)(one.in_channels * groups, one.out_channels * groups, *how, dilation=one.dilation)
        x = torch.randn(2, whole.in_channels, *case.words["input_size"])
        parts = zip(whole.weight.chunk(groups), whole.bias.chunk(groups), x.chunk(groups, 1), strict=True)
        outputs = []
        for weight, bias, case.x in parts:
            one.load_state_dict({"weight": weight.detach(), "bias": bias.detach()})
            outputs.append(case.there()[1])
        np.testing.assert_allclose(np.concatenate(outputs, 1), whole(x).detach(), atol=1e-5, rtol=1e-5)


def test_only_onnx_has_groups():
    import jax
    import keras
    import tensorflow as tf

    for call in (tf.nn.conv2d_transpose, keras.layers.Conv2DTranspose, jax.lax.conv_transpose):
        assert not any("group" in name for name in inspect.signature(call).parameters)
