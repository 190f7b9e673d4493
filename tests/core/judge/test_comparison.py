"""The four algorithms beside PyTorch, and how long each takes: what the PyTorch page says is so."""

import dataclasses
from random import Random

import numpy as np
import pytest

from deconv_core import ALGORITHMS
from deconv_core.frameworks import pytorch
from deconv_core.judge import comparison, famous_refusals, growth, timing
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, explain, load
from tests.browser.expected import random_state

# What the page's own question asks for.
QUESTION = "x=3,1,5,2;5,2,3,3;5,3,2,1;4,2,2,2&w=0.1,1,2;3,0.3,1;2,1,0.7"
LARGEST = "input_size=16&kernel_size=9&stride=8&dilation=8"
ERRORS = {"float32": 1e-5, "float64": 1e-13}


def state_of(query):
    reading = read_query(query)
    assert not reading.problems
    return with_fractions(reading.state) if reading.state.x is None else reading.state


def with_fractions(state):
    random = np.random.default_rng(0)
    x, w = (tuple(map(tuple, random.random(size).tolist())) for size in (state.input_size, state.kernel_size))
    return dataclasses.replace(state, x=x, w=w)


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_all_four_agree_with_pytorch_in_every_number_of_dimensions(axes):
    random = Random(axes)
    for _ in range(25):
        rows = comparison.compare(comparison.case(with_fractions(random_state(random)), axes), seconds=0)
        assert [(row.algorithm, row.dtype) for row in rows] == [(a, d) for d in comparison.DTYPES for a in ALGORITHMS]
        for row in rows:
            assert 0 <= row.relative < ERRORS[row.dtype]
            assert row.ratio > 0
        for dtype in comparison.DTYPES:
            assert len({round(row.seconds / row.ratio, 9) for row in rows if row.dtype == dtype}) == 1


def test_a_row_holds_the_largest_difference():
    one = comparison.case(state_of(QUESTION))
    for row in comparison.compare(one, seconds=0):
        summary = comparison.summary(comparison.differences(one, row.algorithm, row.dtype))
        assert row.absolute == summary.largest
        assert (row.absolute > 0) == (summary.count > 0)
        assert summary.total == 36


def test_the_page_s_answer_is_so():
    """Small whole numbers: no difference at all. With fractions, only gather adds in another order than PyTorch."""
    assert all(row.absolute == 0 for row in comparison.compare(comparison.case(state_of("")), seconds=0))
    rows = comparison.compare(comparison.case(state_of(QUESTION)), seconds=0)
    assert {row.algorithm for row in rows if row.absolute} == {"gather"}
    assert all(row.absolute > 0 for row in rows if row.algorithm == "gather")


def test_the_case_in_one_dimension_is_the_first_row():
    state = state_of("x=2,4;0,1&w=3,1;1,5&stride=7,2&padding=0,1")
    one = comparison.case(state, 1)
    assert (one.numbers.x.tolist(), one.numbers.w.tolist()) == ([[2, 4]], [[[3, 1]]])
    assert one.ours("scatter", "float64")().tolist() == one.theirs("float64")().tolist() == [[2, 12]]


def test_the_case_in_three_dimensions_is_two_layers_deep():
    state = state_of("x=2,4;0,1&w=3,1;1,5&stride=2")
    one, flat = comparison.case(state, 3), comparison.case(state)
    assert one.geometry.output_size == (3, 4, 4)
    assert one.ours("gemm", "float64")()[:, 0].tolist() == flat.ours("gemm", "float64")().tolist()
    assert one.theirs("float32")().tolist() == one.ours("gemm", "float32")().tolist()


def test_terms_that_cancel_are_no_division_by_zero():
    rows = comparison.compare(comparison.case(state_of("x=0,0;0,0&w=1,1;1,1&stride=3&output_padding=2")), seconds=0)
    assert all((row.absolute, row.relative) == (0, 0) for row in rows)


def test_the_largest_state_is_measured_in_two_turns(monkeypatch):
    """Bounded work, whatever the state: as few turns as can be."""
    counts = dict.fromkeys(ALGORITHMS, 0)

    def counted(name, run):
        def call(*arguments, **more):
            counts[name] += 1
            return run(*arguments, **more)

        return call

    monkeypatch.setattr(comparison, "ALGORITHMS", {name: counted(name, run) for name, run in ALGORITHMS.items()})
    comparison.compare(comparison.case(state_of(LARGEST)), seconds=0)
    # Two dtypes, two turns each, whose results are compared too; scatter once more for the terms.
    assert counts == {"scatter": 5, "gather": 4, "matrix": 4, "gemm": 4}


def test_calls_are_measured_in_turns_and_the_shortest_counts(monkeypatch):
    calls = []
    durations = {"a": iter((9, 5, 3, 4)), "b": iter((1, 8, 7, 6))}
    now = [0]

    def call(name):
        calls.append(name)
        now[0] += next(durations[name])

    monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])
    shortest = timing.measure({name: lambda name=name: call(name) for name in durations}, seconds=1000, most=4)
    assert calls == ["a", "b"] * 4
    assert shortest == {"a": 3, "b": 1}


def test_measuring_ends_when_the_time_is_used_up(monkeypatch):
    now = [0.0]

    def call():
        now[0] += 1

    monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])
    assert timing.measure({"a": call}, seconds=2.5) == {"a": 1}
    assert now[0] == 3
    timing.measure({"a": call}, seconds=0, least=4)
    assert now[0] == 3 + 4


@pytest.mark.parametrize("query", ["", LARGEST, "input_size=16&kernel_size=9&padding=64&stride=8", "kernel_size=1"])
def test_sizes_grow_within_bounds(query):
    found = growth.geometries(state_of(query))
    assert len(found) >= 3
    counts = [growth.links(geometry) for geometry in found]
    assert counts == sorted(set(counts))
    assert counts[-1] <= growth.MOST_LINKS


def test_every_size_is_a_point_until_the_time_is_up(monkeypatch):
    monkeypatch.setattr(growth, "SECONDS_A_SIZE", 0)
    monkeypatch.setattr(growth, "MOST_LINKS", 2_000)
    state = state_of("")
    points = list(growth.measure(state))
    assert [point.input_size for point in points] == [g.input_size for g in growth.geometries(state)]
    assert [point.links for point in points] == [4 * 4 * 4, 6 * 6 * 4, 8 * 8 * 4, 11 * 11 * 4, 16 * 16 * 4]
    assert all(set(point.seconds) == {comparison.PYTORCH, *ALGORITHMS} for point in points)
    assert all(seconds > 0 for point in points for seconds in point.seconds.values())
    monkeypatch.setattr(growth, "SECONDS_IN_ALL", -1)
    assert list(growth.measure(state)) == []


def test_a_measurement_goes_on_a_size_at_a_time_until_it_is_stopped(monkeypatch):
    monkeypatch.setattr(growth, "SECONDS_A_SIZE", 0)
    monkeypatch.setattr(growth, "MOST_LINKS", 2_000)
    whole, stopped = growth.Measurement(state_of("")), growth.Measurement(state_of(""))
    seen = []
    while whole.size:
        seen.append((whole.size, whole.share))
        whole.go_on()
    assert [size for size, _ in seen] == whole.sizes == [point.input_size for point in whole.points]
    assert [share for _, share in seen] == [at / len(seen) for at in range(len(seen))]
    stopped.go_on()
    stopped.stop()
    assert stopped.size is None and len(stopped.points) == 1
    # A size that was on its way when it was stopped is the last.
    stopped.go_on()
    assert stopped.size is None and len(stopped.points) == 2
    # A padding that leaves nothing of small canvases may leave no size at all.
    monkeypatch.setattr(growth, "MOST_LINKS", 0)
    assert growth.Measurement(state_of("")).size is None


@pytest.mark.parametrize("refusal", famous_refusals.FAMOUS, ids=[one.source for one in famous_refusals.FAMOUS])
def test_a_famous_refusal_is_pytorch_s_letter_for_letter_and_ours(refusal):
    message = pytorch.ask(**refusal.settings)
    assert message is not None
    assert message == refusal.predicted
    # One rule is broken, and what the page offers beside it quotes PyTorch too.
    (problem,) = refusal.problems
    assert problem.message == message
    for lang in LANGUAGES:
        assert explain(lang, problem.code, problem.field, problem.values)
        assert load(lang)[f"pytorch.why_{refusal.rule}"]
