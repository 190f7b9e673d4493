"""Claimed sizes against PyTorch, and the changes that would make them true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core import claim
from deconv_core.frameworks import pytorch
from tests import worked_examples as worked
from tests.strategies import worded

WORDS = ("input_size", "kernel_size", "stride", "padding", "output_padding", "dilation")


def layer(**changed: int) -> dict[str, int]:
    usual = {"kernel_size": 1, "stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
    return {**usual, **changed}


def test_the_published_mistake() -> None:
    settings, really = worked.NOT_440
    verdict = claim.check(layer(**settings), 440)
    assert (verdict.holds, verdict.actual) == (False, (really,))
    # One more tap does it. Padding works in twos, and output_padding 1 needs a stride or a dilation of 2.
    assert verdict.changes == (("kernel_size", (5,)),)
    assert claim.check(layer(**settings), really).holds


@pytest.mark.parametrize(("settings", "size"), worked.SIZES)
def test_worked_sizes_hold(settings: dict[str, int], size: tuple[int, ...]) -> None:
    verdict = claim.check(layer(**settings), size)
    assert (verdict.holds, verdict.actual, verdict.changes) == (True, size, ())
    assert not claim.check(layer(**settings), tuple(one + 1 for one in size)).holds


@given(worded(), st.data())
@settings(max_examples=400, deadline=None)
def test_a_verdict_is_pytorch_s(words: dict[str, tuple[int, ...]], data: st.DataObject) -> None:
    claimed = tuple(data.draw(st.integers(1, 12)) for _ in words["input_size"])
    verdict = claim.check(words, claimed)
    message = pytorch.ask(**words)
    assert verdict.message == message
    assert (verdict.error is None) == (message is None)
    assert verdict.holds == (message is None and pytorch.geometry(**words).output_size == claimed)
    for key, values in verdict.changes:
        assert pytorch.geometry(**{**words, key: values}).output_size == claimed
    if message is None and not verdict.holds:
        assert {key for key, _ in verdict.changes} == {key for key in claim.KEYS if can_change(words, key, claimed)}


def can_change(words: dict[str, tuple[int, ...]], key: str, claimed: tuple[int, ...]) -> bool:
    """Whether some values of one setting give the claimed size: tried, axis by axis, up to more than is needed."""
    for axis, size in enumerate(claimed):
        one = {name: values[axis] for name, values in words.items()}
        tries = [one[key], *range(40)]
        if not any(
            pytorch.refusal(**{**one, key: value}) is None
            and pytorch.geometry(**{**one, key: value}).output_size == (size,)
            for value in tries
        ):
            return False
    return True


@given(worded())
@settings(max_examples=200, deadline=None)
def test_the_formula_written_out_is_pytorch_s(words: dict[str, tuple[int, ...]]) -> None:
    if pytorch.refusal(**words):
        return
    sizes = pytorch.reference(*ones(words), words).shape[1:]
    for axis, size in enumerate(sizes):
        left, right = claim.written(words, axis).split(" = ")
        # Plain sums and products of the settings, in signs that a formula has.
        assert eval(left.replace("·", "*").replace("−", "-")) == int(right) == size


def ones(words: dict[str, tuple[int, ...]]) -> tuple[np.ndarray, np.ndarray]:
    return np.ones((1, *words["input_size"])), np.ones((1, 1, *words["kernel_size"]))
