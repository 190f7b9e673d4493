"""The frameworks' crops stand twice, in Python and in JavaScript: both say the same."""

from __future__ import annotations

from itertools import product

from playwright.sync_api import Page

from deconv_core import Axis, GeometryError
from deconv_core.twin import twin

from .expected import asked

ASK = """async (cases) => {
    const { askedPlan, refuses, pytorchWords } = await import("/stage/crops.js");
    return cases.map(({ framework, ask, axes }) => {
        const plan = askedPlan({ axes }, framework, ask);
        const crops = plan.axes.map(({ cropBefore, cropAfter }) => [cropBefore, cropAfter]);
        return { crops, refused: refuses(framework, axes), words: pytorchWords(plan), output: plan.outputShape };
    });
}"""


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


def test_axis_is_what_the_crops_make() -> None:
    assert asked("onnx", "same", 3, 3, 2, 1).axes[0] == Axis(3, 3, 2, 1, 0, 1)
    assert asked("onnx_lower", "same", 3, 3, 2, 1).axes[0] == Axis(3, 3, 2, 1, 1, 0)
