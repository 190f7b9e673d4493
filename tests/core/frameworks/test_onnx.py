"""ONNX's words, refusals and numbers, against ONNX Runtime itself."""

import inspect
import random

import numpy as np
import pytest

from deconv_core import GeometryError
from deconv_core.frameworks import onnx
from tests.oracles import libraries
from tests.oracles import worked_examples as worked
from tests.oracles.framework_cases import EVERY_GROUPING, EVERY_KIND, kind, operands, ours, sizes, some_groups

SETTINGS = 700


def drawn(rng):
    """Random attributes of 1 to 3 axes, most of them legal, some around the borders of what is."""
    axes = rng.choice([1, 1, 2, 2, 3])
    drawn = sizes(rng, axes, input_size=4, kernel_size=4, strides=3, dilations=3)
    words = {key: drawn[key] for key in ("strides", "dilations")}
    words["auto_pad"] = rng.choice(onnx.AUTO_PAD)
    if words["auto_pad"] == "NOTSET" and rng.random() < 0.8:
        words["pads"] = tuple(rng.randint(0, 2) for _ in range(2 * axes))
    if rng.random() < 0.5:
        words["output_padding"] = tuple(rng.randint(0, max(0, s - 1)) for s in drawn["strides"])
    if rng.random() < 0.1:
        words["output_padding"] = (rng.randint(0, 3),) * axes
    if rng.random() < 0.3:
        words["output_shape"] = tuple(
            rng.randint(1, i * s + 1) for i, s in zip(drawn["input_size"], drawn["strides"], strict=True)
        )
    return drawn["input_size"], drawn["kernel_size"], words


def asked(words):
    return {key: value if isinstance(value, str) else list(value) for key, value in words.items()}


def test_random_settings_give_onnx_runtime_s_numbers_or_refusal():
    import onnxruntime

    onnxruntime.set_default_logger_severity(4)
    rng, told, computed, met = random.Random(2), 0, 0, set()
    for _ in range(SETTINGS):
        input_size, kernel_size, words = drawn(rng)
        groups = some_groups(rng)
        x, w = operands(rng, input_size, kernel_size, groups)
        try:
            geometry = onnx.geometry(input_size, kernel_size, **words)
        except GeometryError:
            told += 1
            with pytest.raises(Exception, match="ONNXRuntimeError"):
                libraries.onnx(x, w, group=groups, **asked(words))
            continue
        theirs = libraries.onnx(x, w, group=groups, **asked(words))
        right = ours(x, w, geometry, groups)
        np.testing.assert_array_equal(right, theirs, str((input_size, kernel_size, groups, words)))
        met.add((*kind(x, w, groups), groups))
        computed += 1
    assert computed >= 500 and told >= 20
    assert {one[:3] for one in met} == EVERY_KIND
    assert {(rank, groups) for rank, *_, groups in met} == EVERY_GROUPING


@pytest.mark.parametrize(("kernel", "auto_pad", "output"), worked.ONNX)
def test_worked_examples(kernel, auto_pad, output):
    x, w = np.array([[1.0, 2.0, 3.0]]), 10.0 ** np.arange(kernel)[None, None]
    geometry = onnx.geometry(3, kernel, 2, auto_pad=auto_pad)
    assert ours(x, w, geometry)[0].tolist() == output
    assert libraries.onnx(x, w, strides=[2], auto_pad=auto_pad)[0].tolist() == output


def test_group_is_pytorch_s_groups():
    rng = np.random.default_rng(3)
    x, w = rng.integers(-9, 9, (4, 3)).astype(float), rng.integers(-9, 9, (4, 1, 3)).astype(float)
    from deconv_core import ALGORITHMS

    expected = ALGORITHMS["scatter"](x, w, onnx.geometry(3, 3, 2), groups=2).output
    np.testing.assert_array_equal(libraries.onnx(x, w, group=2, strides=[2]), expected)


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"auto_pad": "SAME"}, "not_a_choice", "auto_pad"),
        ({"pads": (-1, 0)}, "too_small", "pads"),
        ({"pads": (1, 0), "auto_pad": "VALID"}, "pads_with_auto_pad", "pads"),
        ({"output_padding": (2,), "strides": (2,)}, "output_padding_outside", "output_padding"),
        ({"output_shape": (9,), "strides": (2,)}, "output_shape_outside", "output_shape"),
        ({"pads": (4, 4)}, "output_too_small", "output"),
        ({"strides": (0,)}, "too_small", "strides"),
        ({"dilations": (0,)}, "too_small", "dilations"),
    ],
)
def test_refusals_name_field_and_rule_and_onnx_runtime_refuses_too(words, code, field):
    with pytest.raises(GeometryError) as caught:
        onnx.geometry((3,), 3, **words)
    assert (caught.value.code, caught.value.field) == (code, field)
    with pytest.raises(Exception, match="ONNXRuntimeError"):
        libraries.onnx(np.ones((1, 3)), np.ones((1, 1, 3)), **asked(words))


def test_a_pasted_node_may_have_whatever_onnx_takes():
    from onnx import defs, helper

    schema = defs.get_schema("ConvTranspose")
    assert sorted(schema.attributes) == list(onnx.ATTRIBUTES)
    assert {key: attribute.type.name for key, attribute in schema.attributes.items()} == onnx.ATTRIBUTES
    assert (*(one.name for one in schema.inputs),) == onnx.ONNX.calls["op.ConvTranspose"].in_order
    assert (*inspect.signature(helper.make_node).parameters,) == (
        *onnx.ONNX.calls["onnx.helper.make_node"].in_order,
        "kwargs",
    )
