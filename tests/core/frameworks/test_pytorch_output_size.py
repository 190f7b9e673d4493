"""PyTorch's output_size argument: what it stands for and what is said of it, against the real layer."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.frameworks import pytorch, pytorch_output_size
from deconv_core.frameworks.pytorch_output_size import ask, request
from tests.oracles import worked_examples as worked

WORDS = ("input_size", "kernel_size", "stride", "padding", "dilation")


def test_every_request_of_one_axis_is_answered_as_pytorch_does() -> None:
    ranges = (range(1, 4), range(1, 4), range(1, 4), range(3), range(1, 4))
    for row in product(*ranges):
        words = dict(zip(WORDS, row, strict=True))
        smallest = request(1, **words).smallest[0]
        for size in range(smallest - 2, smallest + 6):
            told = request(size, **words)
            assert ask(size, **words) == (told.message or (size,)), (size, words)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_requests_of_several_axes(data: st.DataObject) -> None:
    axes = data.draw(st.integers(1, 3))

    def sizes(low: int, high: int) -> tuple[int, ...]:
        return tuple(data.draw(st.integers(low, high)) for _ in range(axes))

    words = dict(zip(WORDS, (sizes(1, 4), sizes(1, 4), sizes(1, 4), sizes(0, 2), sizes(1, 3)), strict=True))
    smallest = request(1, **words).smallest
    asked = tuple(least + data.draw(st.integers(-1, 3)) for least in smallest)
    told = request(asked, **words)
    assert ask(asked, **words) == (told.message or asked)
    if told.message is None:
        assert pytorch.geometry(**words, output_padding=told.output_padding).output_size == asked


def test_its_range_is_narrower_than_output_padding_s() -> None:
    # stride 2, dilation 4: output_padding may be 0 to 3, output_size only the first two of those sizes.
    words = {"input_size": 3, "kernel_size": 2, "stride": 2, "dilation": 4}
    told = [request(size, **words).message is None for size in range(8, 14)]
    assert told == [False, True, True, False, False, False]
    assert [pytorch.refusal(output_padding=op, **words) is None for op in range(-1, 5)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]


def test_the_worked_case() -> None:
    big, small, default = worked.HALVING_SIZES.values()
    told = request((big, big), (small, small), **worked.HALVING)
    assert (told.smallest, told.largest, told.message) == ((default,) * 2, (big,) * 2, None)
    assert told.output_padding == (1, 1)
    assert ask((big, big), (small, small), **worked.HALVING) == (big, big)


@pytest.mark.parametrize(("asked", "size", "words", "message"), worked.OUTPUT_SIZE_REFUSED)
def test_worked_refusals(asked: tuple[int, ...], size: tuple[int, ...], words: dict[str, int], message: str) -> None:
    assert request(asked, size, **words).message == message
    assert ask(asked, size, **words) == message


def test_it_replaces_the_layer_s_own_output_padding() -> None:
    import torch

    layer = torch.nn.ConvTranspose2d(1, 1, 3, stride=3, output_padding=2)
    x = torch.zeros(1, 1, 2, 2)
    assert layer(x).shape[2:] == (8, 8)
    assert pytorch_output_size.request((6, 7), (2, 2), kernel_size=3, stride=3).output_padding == (0, 1)
    assert layer(x, output_size=(6, 7)).shape[2:] == (6, 7)
