"""An encoder's text, its sizes and its way back, against the real torch modules."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from deconv_core.chain import Step, chain
from deconv_core.frameworks.pytorch_conv2d import Conv2d
from deconv_core.frameworks.pytorch_encoder import EncoderError, parse
from deconv_core.frameworks.pytorch_source import SourceError
from deconv_core.geometry import GeometryError

SEQUENTIAL = """
encoder = nn.Sequential(
    nn.Conv2d(3, 16, 3, stride=2, padding=1),  # halves
    nn.ReLU(),
    nn.Conv2d(16, 32, kernel_size=(3, 5), stride=(2, 3), padding="valid"),
    nn.BatchNorm2d(32),
    nn.Conv2d(32, 32, 3, padding="same", dilation=2, groups=2),
)
"""
LINES = """
self.down1 = nn.Conv2d(3, 16, 3, 2, 1)
self.down2 = torch.nn.Conv2d(16, 32, kernel_size=[3, 5], stride=(2, 3))
self.bottom = nn.Conv2d(in_channels=32, out_channels=32, kernel_size=3, padding=2, dilation=2, groups=2)
"""


def built(text: str) -> nn.Sequential:
    """The Conv2d layers that PyTorch makes of a text."""
    made: list[nn.Module] = []

    class Recorder(nn.Conv2d):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            made.append(self)

    # As it prints itself.
    Recorder.__name__ = "Conv2d"
    names = type("nn", (), {**vars(nn), "Conv2d": Recorder})
    exec(text, {"nn": names, "torch": type("torch", (), {"nn": names}), "self": type("self", (), {})})
    return nn.Sequential(*made)


def run_back(steps: tuple[Step, ...], encoder: nn.Sequential, size: tuple[int, int]) -> None:
    """The layers run: each step's sizes are PyTorch's, and its way back gives the size that was there."""
    x = torch.zeros(1, encoder[0].in_channels, *size)
    for step, layer in zip(steps, encoder, strict=True):
        assert tuple(x.shape[2:]) == step.big
        small = layer(x)
        assert tuple(small.shape[2:]) == step.small
        assert step.source is not None
        back = eval(step.source, {"nn": nn})
        assert back(small).shape == x.shape
        if min(step.default or ()) >= 1:
            how = (back.stride, back.padding, 0, back.groups, back.dilation)
            bare = nn.functional.conv_transpose2d(small, back.weight, None, *how)
            assert tuple(bare.shape[2:]) == step.default
        x = small


@pytest.mark.parametrize("text", [SEQUENTIAL, LINES])
@pytest.mark.parametrize("size", [(32, 32), (33, 40), (28, 61)])
def test_every_layer_comes_back_to_its_size(text: str, size: tuple[int, int]) -> None:
    layers, encoder = parse(text), built(text)
    assert len(layers) == 3
    run_back(chain(layers, size), encoder, size)


def test_a_printed_encoder_is_the_same_one() -> None:
    encoder = built(SEQUENTIAL)
    printed = repr(nn.Sequential(encoder[0], nn.ReLU(inplace=True), encoder[1], nn.Sequential(encoder[2])))
    assert [step.source for step in chain(parse(printed), (33, 40))] == [
        step.source for step in chain(parse(SEQUENTIAL), (33, 40))
    ]


def test_the_lines_are_counted() -> None:
    assert [layer.line for layer in parse(SEQUENTIAL)] == [3, 5, 7]
    assert [layer.line for layer in parse(repr(built(LINES)))] == [2, 3, 4]


pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(st.lists(st.tuples(pairs, pairs, pairs, pairs), min_size=1, max_size=4), st.integers(0, 10**6))
@settings(max_examples=80, deadline=None)
def test_random_encoders(rows: list[Any], seed: int) -> None:
    random_ = random.Random(seed)
    size = (random_.randint(1, 40), random_.randint(1, 40))
    layers = [Conv2d(k, s, (p[0] - 1, p[1] - 1), d) for k, s, p, d in rows]
    encoder = nn.Sequential(
        *(nn.Conv2d(1, 1, one.kernel_size, one.stride, one.padding, one.dilation) for one in layers)
    )
    steps = chain(layers, size)
    fine = [step for step in steps if step.obstacle is None]
    if fine:
        run_back(tuple(fine), encoder[: len(fine)], size)
    for step in steps[len(fine) :]:
        # The first that cannot be is the last that is told.
        assert step is steps[-1]
        with pytest.raises(RuntimeError) as caught:
            encoder[len(fine)](torch.zeros(1, 1, *step.big))
        assert str(caught.value) == step.message
        assert step.source is None
    if len(fine) == len(steps):
        assert len(steps) == len(layers)


def test_same_padding_that_is_uneven_has_no_way_back() -> None:
    text = 'nn.Conv2d(1, 1, 4, padding="same")\nnn.Conv2d(1, 1, 3, 2)'
    first, second = chain(parse(text), (9, 9))
    assert (first.obstacle, first.small, first.source) == ("same_uneven", (9, 9), None)
    assert built(text)[0](torch.zeros(1, 1, 9, 9)).shape[2:] == (9, 9)
    assert (second.big, second.small, second.output_padding) == ((9, 9), (4, 4), (0, 0))


@given(st.text(max_size=80) | st.from_regex(r"[\w.]*\(?(nn\.)?Conv2d\([\w ,=()'-]*\)[\w\n ()]*", fullmatch=True))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with suppress(EncoderError, SourceError):
        assert parse(text)


def test_an_input_needs_cells() -> None:
    with pytest.raises(GeometryError):
        chain(parse(LINES), (0, 4))
