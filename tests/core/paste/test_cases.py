"""Real layers of public code, each with the true library's answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from deconv_core.algorithms import ALGORITHMS
from deconv_core.frameworks import jax, keras, onnx, pytorch, pytorch_output_size
from deconv_core.geometry import GeometryError
from deconv_core.links import coverage
from deconv_core.paste.pytorch_call import parse
from tests.given.pasting import asked, codes, shown
from tests.oracles import libraries


def made(text: str) -> Any:
    from torch import nn

    return eval(text, {"nn": nn})


def sizes(text: str, *given: int) -> tuple[int, ...]:
    """PyTorch's own output for an input of this size."""
    import torch

    layer = made(text)
    with torch.inference_mode():
        return tuple(layer(torch.zeros(1, layer.in_channels, *given)).shape[2:])


def ones(text: str, *given: int) -> np.ndarray:
    """The core's numbers of one channel, input and kernel all ones, as every algorithm and PyTorch have them."""
    read = parse(text)
    geometry = read.layer.geometry(given)
    x, w = np.ones((1, *given)), np.ones((1, 1, *geometry.kernel_size))
    found = [run(x, w, geometry).output[0] for run in ALGORITHMS.values()]
    found.append(pytorch.reference(x, w, geometry, dtype="float64")[0])
    for one in found[1:]:
        np.testing.assert_array_equal(one, found[0])
    return found[0]


def test_dilation_at_stride_two_leaves_half_the_cells_unreached() -> None:
    text = "nn.ConvTranspose1d(1,1,3,2,1,1,1,False,2)"
    assert ones(text, 6).tolist() == [0, 2, 0, 3, 0, 3, 0, 3, 0, 3, 0, 2, 0, 1]
    terms = coverage(parse(text).layer.geometry((6,)))
    assert np.count_nonzero(np.asarray(terms) == 0) * 2 == 14 == sizes(text, 6)[0]
    said = asked(text, "input_size=6")
    assert codes(said) == [] and shown(said, "input_size=6").output_size == (14,)


def test_an_output_padding_of_seven() -> None:
    text = "nn.ConvTranspose1d(4,4,4,stride=8,padding=1,output_padding=7)"
    assert parse(text).layer.output_size((8,)) == (65,) == sizes(text, 8)
    assert codes(asked(text, "input_size=8")) == []
    assert shown(asked(text, "input_size=8"), "input_size=8").output_size == (65,)


def test_a_refusal_in_one_dimension_speaks_of_height_and_width() -> None:
    text = "nn.ConvTranspose1d(3,4,kernel_size=3,output_padding=1)"
    with pytest.raises(RuntimeError) as caught:
        sizes(text, 5)
    said = asked(text)
    assert codes(said) == ["output_padding_too_large"] and said["problems"][0]["values"]["axis"] == "length"
    assert said["problems"][0]["message"] == str(caught.value)
    assert "output_padding_height: 0 output_padding_width: 1" in str(caught.value)


def test_an_output_size_is_an_output_padding() -> None:
    import torch

    text = "nn.ConvTranspose2d(1,1,16,stride=16,padding=7)"
    request = pytorch_output_size.request((240, 200), (15, 13), kernel_size=16, stride=16, padding=7)
    assert (request.output_padding, request.message) == ((14, 6), None)
    x = torch.zeros(1, 1, 15, 13)
    by_itself = made("nn.ConvTranspose2d(1,1,16,stride=16,padding=7,output_padding=(14,6))")(x)
    assert made(text)(x, output_size=(240, 200)).shape == by_itself.shape == (1, 1, 240, 200)


def test_lists_of_unlike_numbers() -> None:
    text = "nn.ConvTranspose2d(1,1,[3,30],stride=[1,15],padding=[1,8],output_padding=[0,1])"
    assert parse(text).layer.output_size((4, 5)) == sizes(text, 4, 5) == (4, 75)
    said = asked(text)
    notes = {note["code"]: note["values"] for note in said["notes"]}
    assert notes["fact_size"]["formula"] == "(n, 15·n)" and "note_no_smaller_twin" in notes


def test_a_depthwise_layer_along_one_axis() -> None:
    text = "nn.ConvTranspose2d(3,3,kernel_size=(32,1),stride=(16,1),padding=(8,0),groups=3)"
    assert parse(text).layer.output_size((768, 1)) == (12288, 1) == sizes(text, 768, 1)
    said = asked(text)
    notes = {note["code"]: note["values"] for note in said["notes"]}
    assert notes["fact_parameters"]["sum"] == "3·(3 / 3)·32 + 3 = 99"
    assert notes["note_smaller_twin"]["cells"] == "8×1" and shown(said).stride == (2, 1)


@pytest.mark.parametrize(
    ("kernel", "padding", "extra", "parameters", "is_even"),
    [
        (2, 0, 0, 2560, True),
        (3, 1, 1, 5120, False),
        (4, 1, 0, 8704, True),
        (5, 2, 1, 13312, False),
        (8, 3, 0, 33280, True),
    ],
)
def test_five_depthwise_layers_that_double(
    kernel: int, padding: int, extra: int, parameters: int, is_even: bool
) -> None:
    text = f"nn.ConvTranspose2d(512,512,{kernel},2,{padding},{extra},512)"
    layer = parse(text).layer
    assert layer.output_size((80, 80)) == (160, 160) == sizes(text, 80, 80)
    assert layer.parameters == parameters == sum(one.numel() for one in made(text).parameters())
    # Equally many terms in every inner cell exactly where the kernel is a multiple of the stride.
    terms = np.asarray(coverage(layer.geometry((80, 80))))[kernel:-kernel, kernel:-kernel]
    assert (len(np.unique(terms)) == 1) == is_even


def test_keras_crops_only_after_and_pytorch_has_no_words_for_that() -> None:
    geometry = keras.geometry((8, 8, 8), 2, 1, "same")
    assert (geometry.crop_before, geometry.crop_after) == ((0,) * 3, (1,) * 3)
    assert geometry.output_size == (8, 8, 8) and pytorch.twin(geometry) is None
    x, w = np.ones((1, 8, 8, 8)), np.ones((1, 1, 2, 2, 2))
    true = libraries.keras(x, w, strides=1, padding="same")
    np.testing.assert_array_equal(next(iter(ALGORITHMS.values()))(x, w, geometry).output, true)
    said = asked("keras.layers.Conv3DTranspose(32,kernel_size=2,strides=1,padding='same')", "input_size=8")
    note = next(note["values"] for note in said["notes"] if note["code"] == "note_no_twin")
    # The page's volumes are no larger than 6.
    assert (note["before"], note["after"], note["output"]) == ("0", "1", "6×6×6")


def test_flax_s_zero_padding_leaves_nothing_of_two_by_two() -> None:
    """Flax calls jax.lax.conv_transpose with (0, 0) on each axis, by its documentation; JAX says what that makes."""
    x, w = np.ones((1, 2, 2)), np.ones((1, 1, 3, 3))
    assert libraries.jax(x, w, (1, 1), [(0, 0), (0, 0)]).shape == (1, 0, 0)
    with pytest.raises(GeometryError, match="0 cells"):
        jax.geometry((2, 2), (3, 3), 1, [(0, 0), (0, 0)])
    said = asked("nnx.ConvTranspose(32,128,kernel_size=(3,3),strides=(1,1),padding=0)", "input_size=2&kernel_size=2")
    assert codes(said) == ["foreign_output_too_small"]
    values = said["problems"][0]["values"]
    assert (values["framework"], values["uncropped"], values["output"]) == ("Flax (nnx)", 4, 0)
    assert said["problems"][0]["message"] is None and said["state"] is not None


def test_an_onnx_output_shape_with_two_output_channels() -> None:
    x, w = np.arange(9.0).reshape(1, 3, 3), np.ones((1, 2, 3, 3))
    words = {"strides": [3, 2], "output_shape": [10, 8]}
    geometry = onnx.geometry((3, 3), (3, 3), **words)
    true = libraries.onnx(x[None], w, **words)[0]
    assert true.shape == (2, 10, 8) and geometry.output_size == (10, 8)
    for run in ALGORITHMS.values():
        np.testing.assert_array_equal(run(x, w, geometry).output, true)


@pytest.mark.parametrize(
    ("text", "given", "formula", "twin"),
    [
        ("nn.ConvTranspose2d(21,21,64,stride=32,padding=16)", (3, 4), "32·n", (4, 2, 1)),
        ("nn.ConvTranspose1d(80,80,1024,stride=256)", (4,), "256·n + 768", (8, 2, 0)),
    ],
)
def test_large_kernels(text: str, given: tuple[int, ...], formula: str, twin: tuple[int, int, int]) -> None:
    layer = parse(text).layer
    assert layer.output_size(given) == sizes(text, *given)
    said = asked(text)
    notes = {note["code"]: note["values"] for note in said["notes"]}
    assert notes["fact_size"]["formula"] == formula
    assert tuple(said["state"][key][-1] for key in ("kernel_size", "stride", "padding")) == twin
