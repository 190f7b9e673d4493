"""Links, numbers and fills: what the browser writes is what the core reads and writes."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import chain
from random import Random
from typing import Any

import pytest

from deconv_core.catalogue import catalogue
from deconv_core.state.fields import FIELD, FIELDS, FILLS, Field, State
from deconv_core.state.query import Reading, read_query, write_query
from deconv_core.state.query_text import number_text
from tests.browser import expected
from tests.stage.node import evaluate

QUERIES = """async ({ fields, states }) => {
    const { queryOf } = await stage("state/query.js");
    const { received } = await stage("state/state.js");
    return states.map((state) => queryOf(fields, received(state, "en")));
}"""


def drawn(random: Random, field: Field, rank: int) -> Any:
    """A value of a field that does not depend on the others."""
    match field.kind:
        case "choice":
            return random.choice(field.choices)
        case "whole":
            return random.randint(field.low, field.high)
        case "flag":
            return random.choice((False, True))
        case "size":
            return random.choice((None, tuple(random.randint(field.low, field.high_at(rank)) for _ in range(rank))))
    raise AssertionError(f"{field.key}: how is a {field.kind} drawn?")


def random_state(random: Random) -> State:
    """One in which every field of the table is drawn."""
    state = expected.random_state(random, 3, random.choice((1, 2, 3)), random.random() < 0.5)
    others = [field for field in FIELDS if field.owner != "layer" and field.kind in ("choice", "whole", "flag", "size")]
    state = replace(state, **{field.key: drawn(random, field, state.rank) for field in others})
    # What one slider shows for all axes is the same on all.
    return replace(state, square=state.square and state.axes_agree)


def test_every_field_is_written_letter_for_letter_as_the_core_writes_it_and_read_back() -> None:
    random = Random(4)
    states = [random_state(random) for _ in range(500)]
    assert [field.key for field in FIELDS if len({getattr(state, field.key) for state in states}) < 2] == []
    queries = evaluate(QUERIES, {"fields": catalogue()["fields"], "states": [asdict(state) for state in states]})
    assert queries == [write_query(state) for state in states]
    assert [read_query(query) for query in queries] == [Reading(state) for state in states]


def test_numbers_are_written_as_the_core_writes_them() -> None:
    random = Random(5)
    numbers = [0.0, -0.0, 1e6, -1e6, 0.1, 1 / 3, 1e-6, 9.999e-7, 5e-324, -1.5e-7, 123456.789]
    numbers += [random.uniform(-1, 1) * 10.0 ** random.randint(-20, 6) for _ in range(5000)]
    script = 'async (numbers) => { const m = await stage("rule/values.js"); return numbers.map(m.exact); }'
    assert evaluate(script, numbers) == [number_text(number) for number in numbers]


def test_what_a_person_types_is_read_as_a_number_or_not_at_all() -> None:
    texts = {"3": 3, " -0.5 ": -0.5, "−2": -2, "+4": 4, ".5": 0.5, "5.": 5, "2e-3": 0.002, "1E2": 100, "-0": 0}
    texts |= dict.fromkeys(("", " ", "x", "1,5", "1e7", "-1000001", "1e999", "NaN", "Infinity", "0x10", "٣", "1 2"))
    script = 'async (texts) => { const m = await stage("rule/values.js"); return texts.map(m.readNumber); }'
    assert evaluate(script, list(texts)) == list(texts.values())


def test_fills_and_the_largest_number_are_those_of_the_table() -> None:
    script = 'async () => { const { FILLS, LIMIT } = await stage("rule/values.js"); return [FILLS, LIMIT]; }'
    assert evaluate(script, None) == [list(FILLS), FIELD["x"].high]


FILLED = """async ([key, kind, seed, size]) => {
    const m = await stage("rule/values.js");
    const flat = m.filled(key, kind, seed, { channels: [1], size });
    return Array.from({ length: size[0] }, (_, row) => flat.slice(row * size[1], (row + 1) * size[1]));
}"""


@pytest.mark.parametrize("kind", FILLS)
def test_a_fill_keeps_its_numbers_when_a_size_grows(kind: str) -> None:
    whole = evaluate(FILLED, ["x", kind, 7, [16, 16]])
    assert all(type(number) is int for row in whole for number in row)
    for rows, columns in ((1, 1), (2, 5), (9, 9), (16, 3)):
        part = evaluate(FILLED, ["x", kind, 7, [rows, columns]])
        if kind == "count":
            assert list(chain(*part)) == list(range(1, rows * columns + 1))
        else:
            assert part == [row[:columns] for row in whole[:rows]]


def test_random_numbers_are_small_varied_and_follow_the_seed() -> None:
    asked = [(key, "random", seed, [16, 16]) for key in ("x", "w") for seed in (0, 1, 2, 999_999)]
    fills = [list(chain(*evaluate(FILLED, one))) for one in asked]
    assert all(set(numbers) == set(range(6)) for numbers in fills)
    assert len(set(map(tuple, fills))) == len(fills)


RESIZED = """async ([values, from, to, kind]) => {
    const m = await stage("rule/values.js");
    const memory = new Map();
    const [small, large] = [from, to].map((size) => ({ channels: [1, 1], size }));
    const there = m.resized("w", values, small, large, kind, 1, memory);
    return [there, m.resized("w", there, large, small, kind, 1, memory)];
}"""


@pytest.mark.parametrize("to", [[1, 1], [4, 1], [1, 4], [5, 5]])
def test_typed_numbers_come_back_with_their_size(to: list[int]) -> None:
    values = [70, 80, 90, -1.5]
    there, back = evaluate(RESIZED, [values, [2, 2], to, "ones"])
    assert back == values
    for row in range(to[0]):
        for column in range(to[1]):
            kept = row < 2 and column < 2
            assert there[row * to[1] + column] == (values[row * 2 + column] if kept else 1)
