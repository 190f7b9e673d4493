"""The solver finds every answer and nothing else, in the right order; where there is none it knows why."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deconv_core.frameworks import pytorch
from deconv_core.sizes.even_coverage import is_even
from deconv_core.sizes.ranges import KEYS, LOWEST, Range, Ranges
from deconv_core.sizes.ranking import AT_END, zeros
from deconv_core.sizes.solver import LIMIT, TooManyError, solve
from tests.oracles import worked_examples as worked
from tests.oracles.rows_of_zeros import rows_of_zeros

Answer = tuple[int, ...]
SMALL = Ranges(Range(1, 5), Range(1, 4), Range(0, 4), Range(0, 3), Range(1, 3))


@st.composite
def ranges(draw: st.DrawFn) -> Ranges:
    tops = {"kernel_size": 5, "stride": 4, "padding": 4, "output_padding": 3, "dilation": 3}
    ends = {
        key: sorted((draw(st.integers(LOWEST[key], top)), draw(st.integers(LOWEST[key], top))))
        for key, top in tops.items()
    }
    return Ranges(**{key: Range(*pair) for key, pair in ends.items()})


sizes = st.integers(1, 12)
wanted = st.integers(1, 50)


def every(chosen: Ranges) -> list[Answer]:
    return list(product(*(getattr(chosen, key) for key in KEYS)))


def output(size: int, answer: Answer) -> int | None:
    """What PyTorch makes of it, by the prediction that is tested against PyTorch for every setting."""
    words = dict(zip(KEYS, answer, strict=True))
    return None if pytorch.refusal(size, **words) else pytorch.geometry(size, **words).output_size[0]


def by_force(size: int, target: int, chosen: Ranges) -> set[Answer]:
    return {answer for answer in every(chosen) if output(size, answer) == target}


def found(solution: object) -> list[Answer]:
    return [tuple(row) for row in solution.answers.tolist()]  # type: ignore[attr-defined]


@given(sizes, wanted, ranges())
@settings(max_examples=80, deadline=None)
def test_the_answers_are_all_there_are(size: int, target: int, chosen: Ranges) -> None:
    solution = solve(size, target, chosen)
    assert solution.candidates == len(every(chosen))
    answers = found(solution)
    assert len(answers) == len(set(answers))
    assert set(answers) == by_force(size, target, chosen)
    assert bool(solution.nothing) == (not answers)


@pytest.mark.parametrize("size", [1, 2, 5, 12])
def test_every_size_from_these_inputs(size: int) -> None:
    right: dict[int | None, set[Answer]] = {}
    for answer in every(SMALL):
        right.setdefault(output(size, answer), set()).add(answer)
    for target in range(1, 70):
        assert set(found(solve(size, target, SMALL))) == right.get(target, set()), target


@given(st.tuples(sizes, sizes), st.tuples(wanted, wanted), ranges())
@settings(max_examples=60, deadline=None)
def test_both_axes_share_their_settings(size: tuple[int, int], target: tuple[int, int], chosen: Ranges) -> None:
    both = by_force(size[0], target[0], chosen) & by_force(size[1], target[1], chosen)
    solution = solve(size, target, chosen)
    assert set(found(solution)) == both
    for axis, nothing in enumerate(solution.nothing):
        assert (nothing is None) == bool(by_force(size[axis], target[axis], chosen))


@given(st.lists(sizes, min_size=1, max_size=2), wanted, ranges())
@settings(max_examples=150, deadline=None)
def test_rows_of_zeros_come_last_and_even_coverage_first(inputs: list[int], target: int, chosen: Ranges) -> None:
    """Of rows of zeros those at the end; else, after even coverage, small padding, then no output_padding."""
    solution = solve(inputs, target, chosen)
    answers = found(solution)
    keys = [
        (rows_of_zeros(inputs, *one), not all(covers_evenly(size, one) for size in inputs), one[2], one[3])
        for one in answers
    ]
    assert keys == sorted(keys)
    assert solution.even == sum(not uneven for _, uneven, *_ in keys)
    assert solution.ending == sum(rows == AT_END for rows, *_ in keys)
    assert zeros(solution.answers, inputs).tolist() == [rows for rows, *_ in keys]


def test_the_first_answer_for_44_to_89_has_no_row_of_zeros() -> None:
    first, *_, last = found(solve(44, 89))
    assert first == (4, 2, 1, 1, 1)
    assert last == (2, 2, 0, 1, 1)


def test_rows_of_zeros_are_those_that_counting_finds() -> None:
    for kernel, stride, dilation in product(range(1, 10), range(1, 9), range(1, 9)):
        answer = np.array([[kernel, stride, 0, 0, dilation]])
        assert zeros(answer, [3])[0] == rows_of_zeros([3], *answer[0])


def covers_evenly(size: int, answer: Answer) -> bool:
    """By the rule that tests/core/sizes/test_even_coverage.py holds to the count of every cell's links."""
    return bool(is_even(size, *np.array([answer]).T)[0])


@given(st.tuples(sizes, sizes), ranges())
@settings(max_examples=60, deadline=None)
def test_coverage_is_even_on_both_axes_or_not_at_all(size: tuple[int, int], chosen: Ranges) -> None:
    answer = every(chosen)[-1]
    target = tuple(output(one, answer) or 1 for one in size)
    solution = solve(size, target, chosen)
    evens = [all(covers_evenly(one, answer) for one in size) for answer in found(solution)]
    assert evens == [True] * solution.even + [False] * (len(evens) - solution.even)


def test_an_answer_that_ends_in_a_row_of_zeros_is_not_even() -> None:
    solution = solve(44, 89)
    assert (2, 2, 0, 1, 1) in found(solution)[solution.even :]


@given(sizes, st.integers(-3, 80), ranges())
@settings(max_examples=150, deadline=None)
def test_none_says_why_and_what_is_nearest(size: int, target: int, chosen: Ranges) -> None:
    (nothing,) = solve(size, target, chosen).nothing or (None,)
    reachable = {output(size, answer) for answer in every(chosen)} - {None}
    if nothing is None:
        assert target in reachable
        return
    assert target not in reachable
    assert nothing.below == max((one for one in reachable if one < target), default=None)
    assert nothing.above == min((one for one in reachable if one > target), default=None)
    right = {
        "nothing_legal": not reachable,
        "too_small": bool(reachable) and target < min(reachable),
        "too_large": bool(reachable) and target > max(reachable),
    }
    if any(right.values()):
        assert right[nothing.reason]
    else:
        assert nothing.reason == ("parity" if {one % 2 for one in reachable} == {1 - target % 2} else "gap")


def test_the_worked_cases() -> None:
    solution = solve(438, 440, Ranges(stride=Range(1, 1), kernel_size=Range(1, 8)))
    assert [(kernel, padding) for kernel, _, padding, _, _ in found(solution)] == worked.TO_440
    k, s, p = worked.HALVING.values()
    assert (k, s, p, 1, 1) in found(solve(6, 12))
    assert found(solve((6, 6), 12))[0] == (2, 2, 0, 0, 1)
    uneven = found(solve((438, 3), (440, 9), Ranges(stride=Range(1, 3))))
    assert uneven == []
    assert solve((438, 3), (440, 9)).nothing == (None, None)


def test_a_request_beyond_the_limit_is_refused_with_its_count() -> None:
    chosen = Ranges(*[Range(1, 100)] * 4, Range(1, 10))
    tracemalloc.start()
    with pytest.raises(TooManyError, match="1000000000 candidates") as caught:
        solve(4, 8, chosen)
    assert caught.value.count == chosen.candidates == 10**9
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@given(st.lists(st.integers(1, 1000), min_size=5, max_size=5))
def test_what_it_advises_then_is_within_the_limit(highs: list[int]) -> None:
    chosen = Ranges(*(Range(LOWEST[key], high) for key, high in zip(KEYS, highs, strict=True)))
    assume(chosen.candidates > LIMIT)
    error = TooManyError(chosen)
    narrower = replace(chosen, **{key: getattr(Ranges(), key) for key in error.widest})
    assert narrower.candidates == error.fewer <= LIMIT
    # No field is given up for nothing.
    last = error.widest[-1]
    assert replace(narrower, **{last: getattr(chosen, last)}).candidates > LIMIT


def test_a_request_at_the_limit_keeps_to_its_memory() -> None:
    chosen = Ranges(Range(1, 200), Range(1, 100), Range(0, 99), Range(0, 0), Range(1, 1))
    assert chosen.candidates == LIMIT
    tracemalloc.start()
    solve(100_000, 99_000, chosen)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300_000_000


def test_an_answer_is_told_in_pytorch_s_words() -> None:
    assert solve(6, 12).settings(0) == {
        "kernel_size": 2,
        "stride": 2,
        "padding": 0,
        "output_padding": 0,
        "dilation": 1,
    }
