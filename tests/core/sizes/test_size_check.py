"""Claimed sizes against PyTorch, and the changes that would make them true."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deconv_core.frameworks import pytorch
from deconv_core.sizes import size_check
from deconv_core.sizes.ranges import KEYS
from tests.given.strategies import worded
from tests.oracles import worked_examples as worked
from tests.oracles.rows_of_zeros import rows_of_zeros

WORDS = ("input_size", "kernel_size", "stride", "padding", "output_padding", "dilation")


def layer(**changed: int) -> dict[str, int]:
    usual = {"kernel_size": 1, "stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
    return {**usual, **changed}


def test_the_published_mistake() -> None:
    settings, really = worked.NOT_440
    verdict = size_check.check(layer(**settings), 440)
    assert (verdict.holds, verdict.actual) == (False, (really,))
    # One more tap does it. Padding works in twos, and output_padding 1 needs a stride or a dilation of 2.
    assert [change.settings for change in verdict.changes if len(change.settings) == 1] == [{"kernel_size": (5,)}]
    assert size_check.check(layer(**settings), really).holds


@pytest.mark.parametrize(("settings", "size"), worked.SIZES)
def test_worked_sizes_hold(settings: dict[str, int], size: tuple[int, ...]) -> None:
    verdict = size_check.check(layer(**settings), size)
    assert (verdict.holds, verdict.actual, verdict.changes) == (True, size, ())
    assert not size_check.check(layer(**settings), tuple(one + 1 for one in size)).holds


@given(worded(), st.data())
@settings(max_examples=400, deadline=None)
def test_a_verdict_is_pytorch_s(words: dict[str, tuple[int, ...]], data: st.DataObject) -> None:
    claimed = tuple(data.draw(st.integers(1, 12)) for _ in words["input_size"])
    verdict = size_check.check(words, claimed)
    message = pytorch.ask(**words)
    assert verdict.message == message
    assert (verdict.error is None) == (message is None)
    assert verdict.holds == (message is None and pytorch.geometry(**words).output_size == claimed)
    for change in verdict.changes:
        assert pytorch.geometry(**{**words, **change.settings}).output_size == claimed
        new = {**words, **change.settings}
        axes = zip(*(new[key] for key in ("input_size", *KEYS)), strict=True)
        assert change.zeros == max(rows_of_zeros([size], *settings) for size, *settings in axes)
        pairs = [
            (old, new) for key in change.settings for old, new in zip(words[key], change.settings[key], strict=True)
        ]
        assert change.distance == sum(abs(new - old) for old, new in pairs)
    if message is None and not verdict.holds:
        alone = {key for change in verdict.changes if len(change.settings) == 1 for key in change.settings}
        assert alone == {key for key in KEYS if can_change(words, key, claimed)}


@given(worded(), st.data())
@settings(max_examples=60, deadline=None)
def test_two_changes_are_found_where_there_are_any(words: dict[str, tuple[int, ...]], data: st.DataObject) -> None:
    """On one axis, tried up to where the nearest lie; neither of the two would do it alone."""
    one = {name: values[0] for name, values in words.items()}
    assume(pytorch.refusal(**one) is None)
    claimed = data.draw(st.integers(1, 16))
    verdict = size_check.check(one, claimed)
    assume(not verdict.holds)
    said = {frozenset(change.settings): change for change in verdict.changes}
    assert len(said) == len(verdict.changes)
    for pair in combinations(KEYS, 2):
        best = min(two_changes(one, pair, claimed), default=None)
        if best is not None:
            change = said[frozenset(pair)]
            assert (change.zeros, change.distance) <= best


def two_changes(one: dict[str, int], pair: tuple[str, str], claimed: int) -> Iterator[tuple[int, int]]:
    """Every change of just these two, each needed: its rows of zeros, and how far it goes."""
    first, second = (range(0 if "padding" in key else 1, one[key] + 9) for key in pair)
    for values in product(first, second):
        new = dict(zip(pair, values, strict=True))
        alone = [{**one, key: value} for key, value in new.items()]
        if right({**one, **new}, claimed) and not any(right(other, claimed) for other in alone):
            settings = ({**one, **new}[key] for key in KEYS)
            yield (
                rows_of_zeros([one["input_size"]], *settings),
                sum(abs(value - one[key]) for key, value in new.items()),
            )


def right(one: dict[str, int], claimed: int) -> bool:
    return pytorch.settings(**one).output_size == (claimed,) and pytorch.refusal(**one) is None


@given(worded(), st.data())
@settings(max_examples=100, deadline=None)
def test_few_changes_come_first_then_those_of_the_crops(words: dict[str, Any], data: st.DataObject) -> None:
    claimed = tuple(data.draw(st.integers(1, 12)) for _ in words["input_size"])
    changes = size_check.check(words, claimed).changes
    crops = {"padding", "output_padding"}
    keys = [(len(one.settings), one.zeros, len(one.settings.keys() - crops), one.distance) for one in changes]
    assert keys == sorted(keys)


def test_the_rates_eight_five_five() -> None:
    """A vocoder's kernel of 10 and stride 5: what people do, and HiFi-GAN's kernel of 11."""
    changes = size_check.check(layer(input_size=256, kernel_size=10, stride=5, padding=2), 1280).changes
    assert [change.settings for change in changes[:3]] == [
        {"kernel_size": (9,)},
        {"output_padding": (1,), "padding": (3,)},
        {"padding": (3,), "kernel_size": (11,)},
    ]


def can_change(words: dict[str, tuple[int, ...]], key: str, claimed: tuple[int, ...]) -> bool:
    """Whether some values of one setting give the claimed size: tried, axis by axis, up to more than is needed."""
    for axis, size in enumerate(claimed):
        one = {name: values[axis] for name, values in words.items()}
        tries = [one[key], *range(40)]
        if not any(right({**one, key: value}, size) for value in tries):
            return False
    return True


@given(worded())
@settings(max_examples=200, deadline=None)
def test_the_formula_written_out_is_pytorch_s(words: dict[str, tuple[int, ...]]) -> None:
    if pytorch.refusal(**words):
        return
    sizes = pytorch.reference(*ones(words), words).shape[1:]
    for axis, size in enumerate(sizes):
        left, right = size_check.written(words, axis).split(" = ")
        # Plain sums and products of the settings, in signs that a formula has.
        assert eval(left.replace("·", "*").replace("−", "-")) == int(right) == size


def ones(words: dict[str, tuple[int, ...]]) -> tuple[np.ndarray, np.ndarray]:
    return np.ones((1, *words["input_size"])), np.ones((1, 1, *words["kernel_size"]))
