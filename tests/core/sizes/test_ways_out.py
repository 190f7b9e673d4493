"""Where nothing fits: what is advised works when it is taken, and no single change that works is left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deconv_core.frameworks import pytorch
from deconv_core.sizes.ranges import HIGHEST, KEYS, LOWEST, Range, Ranges
from deconv_core.sizes.solver import solve
from deconv_core.sizes.ways_out import WayOut, axis_by_axis, ways_out
from tests.oracles.rows_of_zeros import rows_of_zeros

Sizes = tuple[int, ...]
Request = tuple[Sizes, Sizes, Ranges]
# Beyond all that the small sizes below need of one setting.
TRIED = 70


@st.composite
def narrow(draw: st.DrawFn) -> Ranges:
    """One value for most settings, as somebody has them who may not change his layer."""
    tops = {"kernel_size": 5, "stride": 4, "padding": 4, "output_padding": 2, "dilation": 3}
    lows = {key: draw(st.integers(LOWEST[key], top)) for key, top in tops.items()}
    return Ranges(**{key: Range(low, low + draw(st.sampled_from([0, 0, 0, 1, 2]))) for key, low in lows.items()})


@st.composite
def refused(draw: st.DrawFn) -> Request:
    """Inputs and wanted sizes of one axis or two, and ranges in which nothing does both."""
    axes = draw(st.integers(1, 2))
    inputs, wanted = (tuple(draw(st.integers(1, top)) for _ in range(axes)) for top in (9, 40))
    chosen = draw(narrow())
    assume(not len(solve(inputs, wanted, chosen).answers))
    return inputs, wanted, chosen


def output(size: int, kernel: int, stride: int, padding: int, output_padding: int, dilation: int) -> int | None:
    """PyTorch's size; None where its rule refuses output_padding or nothing is left."""
    cells = (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1
    return cells if output_padding < max(stride, dilation) and cells >= 1 else None


def fits(inputs: Sizes, wanted: Sizes, values: Sizes) -> bool:
    return all(output(size, *values) == target for size, target in zip(inputs, wanted, strict=True))


def outside(chosen: Ranges, values: Sizes) -> dict[str, int]:
    """The settings that leave their ranges, and how far: below with a minus."""
    pairs = ((key, value, getattr(chosen, key)) for key, value in zip(KEYS, values, strict=True))
    steps = {key: value - min(max(value, one.low), one.high) for key, value, one in pairs}
    return {key: step for key, step in steps.items() if step}


def every(chosen: Ranges, *widened: str, to: int) -> Iterator[Sizes]:
    yield from product(*(range(LOWEST[key], to + 1) if key in widened else getattr(chosen, key) for key in KEYS))


def rank(way: WayOut) -> tuple[int, int, int]:
    return way.zeros, len(way.changed), way.distance


def widened(chosen: Ranges, way: WayOut) -> Ranges:
    ends = {key: sorted((one.low, one.high, way.settings[key])) for key, one in vars(chosen).items()}
    return Ranges(**{key: Range(low, high) for key, (low, _, high) in ends.items()})


@given(refused())
@settings(max_examples=150, deadline=None)
def test_what_is_advised_works_when_it_is_taken(request: Request) -> None:
    inputs, wanted, chosen = request
    ways = ways_out(inputs, wanted, chosen)
    assert [rank(way) for way in ways] == sorted(rank(way) for way in ways)
    for way in ways:
        assert pytorch.ask(inputs, **way.settings) is None
        assert pytorch.geometry(inputs, **way.settings).output_size == wanted
        values = tuple(way.settings[key] for key in KEYS)
        steps = outside(chosen, values)
        assert (set(steps), sum(map(abs, steps.values()))) == (set(way.changed), way.distance)
        assert way.zeros == rows_of_zeros(inputs, *values)
        # As a person takes it: these ranges are widened, and the finder has it among its answers.
        assert list(values) in solve(inputs, wanted, widened(chosen, way)).answers.tolist()
        # Every change is needed.
        for key in way.changed:
            kept = dict(way.settings) | {key: way.settings[key] - steps[key]}
            assert not fits(inputs, wanted, tuple(kept.values()))


@given(refused())
@settings(max_examples=150, deadline=None)
def test_every_single_change_that_works_is_found(request: Request) -> None:
    inputs, wanted, chosen = request
    right: dict[tuple[str, bool], tuple[int, int]] = {}
    for key in KEYS:
        for values in every(chosen, key, to=TRIED):
            if fits(inputs, wanted, values):
                ((_, step),) = outside(chosen, values).items()
                here, at = (rows_of_zeros(inputs, *values), abs(step)), (key, step > 0)
                right[at] = min(right.get(at, here), here)
    ways = [way for way in ways_out(inputs, wanted, chosen) if len(way.changed) == 1]
    found = {(key, outside(chosen, tuple(way.settings.values()))[key] > 0): way for way in ways for key in way.changed}
    assert len(found) == len(ways)
    assert {at: (way.zeros, way.distance) for at, way in found.items()} == right


@given(refused())
@settings(max_examples=25, deadline=None)
def test_two_changes_are_found_where_one_will_not_do(request: Request) -> None:
    inputs, wanted, chosen = request
    ways = ways_out(inputs, wanted, chosen)
    alone = [way for way in ways if len(way.changed) == 1]
    if any(not way.zeros for way in alone):
        assert ways == tuple(alone)
        return
    for pair in combinations(KEYS, 2):
        tried = (values for values in every(chosen, *pair, to=9) if fits(inputs, wanted, values))
        right = [values for values in tried if set(outside(chosen, values)) == set(pair)]
        needed = [
            (rows_of_zeros(inputs, *values), sum(map(abs, outside(chosen, values).values())))
            for values in right
            if not any(spared(inputs, wanted, chosen, values, key) for key in pair)
        ]
        if needed:
            best = min((way.zeros, way.distance) for way in ways if set(way.changed) == set(pair))
            assert best <= min(needed)


def spared(inputs: Sizes, wanted: Sizes, chosen: Ranges, values: Sizes, key: str) -> bool:
    """Whether it would do without the change of this setting."""
    step = outside(chosen, values)[key]
    return fits(inputs, wanted, tuple(v - step if name == key else v for name, v in zip(KEYS, values, strict=True)))


@given(refused())
@settings(max_examples=100, deadline=None)
def test_each_axis_has_its_own_where_no_setting_does_for_both(request: Request) -> None:
    inputs, wanted, chosen = request
    own = axis_by_axis(inputs, wanted, chosen)
    assert own is not None
    assert pytorch.geometry(inputs, **own).output_size == wanted


# kernel_size, stride, padding, output_padding, dilation
AS_LARGE = Ranges(Range(4, 4), Range(1, 1))


def test_the_kernel_of_four_that_is_to_keep_the_size() -> None:
    ways = ways_out(8, 8, AS_LARGE)
    assert [(way.changed, tuple(way.settings.values())) for way in ways] == [
        (("kernel_size",), (3, 1, 1, 0, 1)),
        (("kernel_size",), (5, 1, 2, 0, 1)),
        (("dilation",), (4, 1, 3, 0, 2)),
    ]


def test_there_may_be_none_within_the_limits() -> None:
    one = Range(1, 1)
    assert ways_out(4, 10**9, Ranges(one, one)) == ()
    assert axis_by_axis(4, 10**9, Ranges(one, one)) is None


@pytest.mark.parametrize("key", KEYS)
def test_no_value_is_beyond_what_can_be_typed(key: str) -> None:
    one = Range(LOWEST[key], LOWEST[key])
    for size, wanted in ((2, 3 * HIGHEST), (5 * HIGHEST, 1), (1, HIGHEST), (3, 2 * HIGHEST)):
        for way in ways_out(size, wanted, Ranges(**{**vars(Ranges()), key: one})):
            assert all(LOWEST[name] <= value <= HIGHEST for name, value in way.settings.items())
