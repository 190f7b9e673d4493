"""PyTorch's words, refusals and numbers, against PyTorch itself."""

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core import Axis, Geometry, GeometryError
from deconv_core.frameworks import pytorch
from tests.given.strategies import geometries, worded
from tests.oracles import worked_examples as worked
from tests.oracles.framework_cases import EVERY_GROUPING, EVERY_KIND, kind, operands, ours, sizes, some_groups

SETTINGS = 500


def refused(words):
    try:
        pytorch.geometry(**words)
    except GeometryError:
        return True
    return False


def assert_agrees_with_pytorch(words):
    message = pytorch.ask(**words)
    assert pytorch.refusal(**words) == message
    assert refused(words) == (message is not None)


@given(worded())
@settings(max_examples=1500, deadline=None)
def test_refusals_are_pytorchs_letter_for_letter(words):
    assert_agrees_with_pytorch(words)


def test_every_setting_of_one_axis():
    names = ("input_size", "kernel_size", "stride", "padding", "output_padding", "dilation")
    ranges = (range(-1, 3), range(-1, 4), range(-1, 4), range(-1, 4), range(-1, 3), range(-1, 4))
    for values in product(*ranges):
        assert_agrees_with_pytorch(dict(zip(names, values, strict=True)))


@pytest.mark.parametrize("axes", [2, 3])
def test_every_pair_of_faults_on_different_axes(axes):
    legal = {"input_size": 2, "kernel_size": 2, "stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
    faults = [
        {},
        *({"input_size": size} for size in (-1, 0)),
        *({"kernel_size": size} for size in (-1, 0)),
        *({"stride": size} for size in (-1, 0)),
        *({"dilation": size} for size in (-1, 0)),
        *({"padding": size} for size in (-1, 2, 3)),
        *({"output_padding": size} for size in (-1, 1)),
    ]
    for first, last in product(faults, faults):
        middle = [legal] * (axes - 2)
        per_axis = [{**legal, **first}, *middle, {**legal, **last}]
        assert_agrees_with_pytorch({name: tuple(axis[name] for axis in per_axis) for name in legal})


def test_batch_channels_and_groups_do_not_change_what_is_refused():
    x, w = np.ones((2, 4, 3, 3)), np.ones((4, 2, 3, 3))
    for words in ({"padding": 4}, {"output_padding": 1}, {"stride": 0}, {"dilation": 0}):
        message = pytorch.refusal((3, 3), 3, **words)
        with pytest.raises(RuntimeError) as caught:
            pytorch.reference(x, w, words, groups=2, dtype="float64")
        assert str(caught.value) == message


@pytest.mark.parametrize(("words", "message"), worked.REFUSED)
def test_worked_refusals(words, message):
    assert pytorch.refusal(**words) == message
    assert refused(words)


@given(worded())
@settings(max_examples=500, deadline=None)
def test_words_survive_the_round_trip(words):
    if not refused(words):
        geometry = pytorch.geometry(**words)
        assert pytorch.words(geometry) == words
        assert geometry.output_size == pytorch.reference(*ones(geometry), geometry).shape[1:]


@given(geometries())
@settings(max_examples=300, deadline=None)
def test_words_or_no_words(geometry):
    differences = [(a.crop_before - a.crop_after, max(a.stride, a.dilation), a.crop_before) for a in geometry.axes]
    wordable = all(0 <= op < limit and padding >= 0 for op, limit, padding in differences)
    try:
        assert pytorch.geometry(**pytorch.words(geometry)) == geometry
        assert wordable
    except GeometryError as error:
        assert not wordable
        assert error.axis is not None


def ones(geometry):
    return np.ones((1, *geometry.input_size)), np.ones((1, 1, *geometry.kernel_size))


@pytest.mark.parametrize(
    ("axis", "code", "field"),
    [
        (Axis(3, 3, crop_before=-1, crop_after=-1), "no_words_for_crop_before", "crop_before"),
        (Axis(3, 3, crop_before=0, crop_after=1), "no_words_for_crop_after", "crop_after"),
        (Axis(3, 3, 2, crop_before=0, crop_after=-2), "output_padding_too_big", "output_padding"),
    ],
)
def test_no_words(axis, code, field):
    with pytest.raises(GeometryError) as caught:
        pytorch.words(Geometry((Axis(1, 1), axis)))
    assert (caught.value.code, caught.value.field, caught.value.axis) == (code, field, 1)


def test_errors_speak_pytorchs_words():
    with pytest.raises(GeometryError, match=r"output_padding is 2, .* Use 1 or less") as caught:
        pytorch.geometry((3, 3), 3, 2, output_padding=(0, 2))
    assert (caught.value.code, caught.value.axis) == ("output_padding_too_big", 1)
    assert caught.value.values == {"output_padding": 2, "stride": 2, "dilation": 1, "limit": 1}
    with pytest.raises(GeometryError, match="padding is 4, which leaves -3 cells") as caught:
        pytorch.geometry((3, 3), 3, padding=4)
    assert (caught.value.code, caught.value.field, caught.value.axis) == ("output_too_small", "padding", 0)
    with pytest.raises(GeometryError) as caught:
        pytorch.geometry((3, 3, 3, 3), 3)
    assert (caught.value.code, caught.value.field) == ("wrong_number_of_axes", "input_size")


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_reference_takes_geometry_or_words(data):
    words = data.draw(worded().filter(lambda words: not refused(words)))
    geometry = pytorch.geometry(**words)
    x, w = ones(geometry)
    assert np.array_equal(pytorch.reference(x, w, geometry), pytorch.reference(x, w, words))
    assert np.array_equal(pytorch.reference(x[None], w, geometry, bias=[2])[0], pytorch.reference(x, w, geometry) + 2)
    assert pytorch.reference(x, w, geometry, dtype="float64").dtype == np.float64


@pytest.mark.parametrize(("x", "w", "words", "output"), worked.OUTPUTS)
def test_reference_gives_the_worked_outputs(x, w, words, output):
    assert pytorch.reference([x], [[w]], words).tolist() == [output]


def test_reference_refuses_other_sizes():
    with pytest.raises(GeometryError) as caught:
        pytorch.reference(np.ones((1, 4)), np.ones((1, 1, 3)), pytorch.geometry(3, 3))
    assert (caught.value.code, caught.value.field) == ("wrong_shape", "input_size")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (pytorch.source((4, 4), 3, 2, 1), "nn.ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1)"),
        (pytorch.source(4, 3), "nn.ConvTranspose1d(1, 1, kernel_size=3)"),
        (
            pytorch.source((4, 4, 4), (3, 3, 5), stride=(2, 2, 2), output_padding=(0, 1, 0), dilation=3),
            "nn.ConvTranspose3d(1, 1, kernel_size=(3, 3, 5), stride=2, output_padding=(0, 1, 0), dilation=3)",
        ),
        (
            pytorch.source(4, 3, in_channels=4, out_channels=2, groups=2),
            "nn.ConvTranspose1d(4, 2, kernel_size=3, groups=2)",
        ),
    ],
)
def test_source_says_only_what_is_not_default(source, expected):
    assert source == expected


def test_the_layers_of_random_lines_give_our_numbers():
    import torch
    from torch import nn

    random, met = Random(1), set()
    for _ in range(SETTINGS):
        axes, groups = random.randint(1, 3), some_groups(random)
        words = sizes(random, axes, input_size=4, kernel_size=4, stride=3, dilation=3)
        words["output_padding"] = tuple(random.randrange(s) for s in words["stride"])
        canvas = pytorch.geometry(**words).output_size
        words["padding"] = tuple(random.randint(0, min(3, (size - 1) // 2)) for size in canvas)
        x, w = operands(random, words["input_size"], words["kernel_size"], groups)
        # PyTorch deals a batch of two out to threads, which wait for each other.
        x = x[:1]
        rank, into, out = kind(x, w, groups)
        line = pytorch.source(**words, in_channels=into, out_channels=out, groups=groups)
        layer = eval(line, {"nn": nn}).double()
        bias = [random.randint(-9, 9) for _ in range(out)]
        layer.load_state_dict({"weight": torch.tensor(w), "bias": torch.tensor(bias)})
        right = ours(x, w, pytorch.geometry(**words), groups) + np.reshape(bias, (-1, *[1] * axes))
        np.testing.assert_array_equal(right, layer(torch.tensor(x)).detach().numpy(), err_msg=line)
        met.add((rank, into, out, groups))
    assert {one[:3] for one in met} == EVERY_KIND
    assert {(rank, groups) for rank, *_, groups in met} == EVERY_GROUPING


@given(worded().filter(lambda words: min(map(min, words.values())) >= 0))
@settings(max_examples=60, deadline=None)
def test_source_builds_the_layer(words):
    from torch import nn

    if refused(words):
        return
    layer = eval(pytorch.source(**words), {"nn": nn})
    settings = ("kernel_size", "stride", "padding", "output_padding", "dilation")
    assert {name: getattr(layer, name) for name in settings} == {name: words[name] for name in settings}


def test_version_is_that_of_the_pytorch_that_runs():
    import torch

    assert torch.__version__.startswith(pytorch.version())
    assert "+" not in pytorch.version()
