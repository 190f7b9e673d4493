"""The frameworks' crops stand twice, in Python and in JavaScript: both say the same. The page's lines of code run."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from deconv_core import ALGORITHMS, Axis, Geometry, GeometryError
from deconv_core.frameworks import jax, keras, onnx, tensorflow
from deconv_core.twin import twin

ASK = """async (cases) => {
    const { askedPlan, refuses, pytorchWords } = await import("/stage/crops.js");
    return cases.map(({ framework, ask, axes }) => {
        const plan = askedPlan({ axes }, framework, ask);
        const crops = plan.axes.map(({ cropBefore, cropAfter }) => [cropBefore, cropAfter]);
        return { crops, refused: refuses(framework, axes), words: pytorchWords(plan), output: plan.outputShape };
    });
}"""
LINE = """async ([framework, ask, state, axes]) => {
    const { askedPlan } = await import("/stage/crops.js");
    const { lineOf } = await import("/stage/framework_lines.js");
    return lineOf(framework, state, askedPlan({ axes }, framework, ask), ask);
}"""


def asked(framework: str, ask: str, size: int, kernel: int, stride: int, dilation: int) -> Geometry:
    """The geometry in the framework's own words."""
    if framework.startswith("onnx"):
        word = {"valid": "VALID", "same": "SAME_LOWER" if framework == "onnx_lower" else "SAME_UPPER"}[ask]
        return onnx.geometry(size, kernel, stride, auto_pad=word, dilations=dilation)
    if framework == "keras":
        return keras.geometry(size, kernel, stride, ask, dilation_rate=dilation)
    if framework == "jax":
        return jax.geometry(size, kernel, stride, ask.upper(), dilation)
    return tensorflow.geometry(size, kernel, stride, ask.upper(), None, dilation)


def test_crops_refusals_and_pytorch_s_words(modules: Page) -> None:
    numbers = list(product((1, 2, 3, 7), range(1, 7), range(1, 6), range(1, 4)))
    frameworks = [("onnx_lower", "same"), *product(("tensorflow", "keras", "jax", "onnx"), ("same", "valid"))]
    cases = [(framework, ask, row) for (framework, ask), row in product(frameworks, numbers)]
    names = ("input", "kernel", "stride", "dilation")
    given = [{"framework": f, "ask": a, "axes": [dict(zip(names, row, strict=True))]} for f, a, row in cases]
    for (framework, ask, row), answer in zip(cases, modules.evaluate(ASK, given), strict=True):
        try:
            geometry = asked(framework, ask, *row)
        except GeometryError:
            assert answer["refused"], (framework, ask, row)
            continue
        assert not answer["refused"], (framework, ask, row)
        crops = [[*geometry.crop_before, *geometry.crop_after]]
        assert (answer["crops"], answer["output"]) == (crops, [*geometry.output_size]), (framework, ask, row)
        found = twin(geometry)
        words = found and {"padding": [*found.padding], "output_padding": [*found.output_padding]}
        assert answer["words"] == words, (framework, ask, row)


X, W = np.arange(1.0, 10).reshape(3, 3), np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])


def run(framework: str, line: str) -> Any:
    """What the line makes of X and W, as the comment on layout says."""
    x, w = X.astype("f"), W.astype("f")
    first, last = (x[None, None], w[None, None]), (x[None, :, :, None], w[:, :, None, None])
    if framework == "tensorflow":
        import tensorflow as tf

        return np.asarray(eval(line, {"tf": tf, "x": last[0], "w": last[1]}))[0, :, :, 0]
    if framework == "keras":
        import keras

        layer = eval(line, {"keras": keras})
        layer.build(last[0].shape)
        layer.set_weights([last[1], np.zeros(1)])
        return np.asarray(layer(last[0]))[0, :, :, 0]
    if framework == "jax":
        import jax

        return np.asarray(eval(line, {"jax": jax, "x": first[0], "w": first[1]}))[0, 0]
    import onnx as library

    node = eval(line, {"onnx": library})
    said = {attribute.name: library.helper.get_attribute_value(attribute) for attribute in node.attribute}
    return onnx.reference(first[0], first[1], **said)[0, 0]


@pytest.mark.parametrize(
    ("framework", "ask"),
    [("onnx_lower", "same"), *product(("tensorflow", "keras", "jax", "onnx"), ("same", "valid"))],
)
def test_a_copied_line_gives_its_card_s_numbers(modules: Page, framework: str, ask: str) -> None:
    """Kernel 3 and stride 2: the first example, where TensorFlow's SAME is one cell from PyTorch."""
    axes = [{"input": 3, "kernel": 3, "stride": 2, "dilation": 1}] * 2
    state = {"kernel_size": [3, 3], "stride": [2, 2], "dilation": [1, 1]}
    line = modules.evaluate(LINE, [framework, ask, state, axes])
    one = asked(framework, ask, 3, 3, 2, 1).axes[0]
    expected = ALGORITHMS["scatter"](X[None], W[None, None], Geometry((one, one))).output[0]
    np.testing.assert_array_equal(run(framework, line), expected)


def test_axis_is_what_the_crops_make() -> None:
    assert asked("onnx", "same", 3, 3, 2, 1).axes[0] == Axis(3, 3, 2, 1, 0, 1)
    assert asked("onnx_lower", "same", 3, 3, 2, 1).axes[0] == Axis(3, 3, 2, 1, 1, 0)
