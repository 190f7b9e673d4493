"""Links, numbers and fills: what the browser writes is what the core reads and writes."""

from __future__ import annotations

from dataclasses import asdict
from itertools import chain
from random import Random

import pytest
from playwright.sync_api import Page

from deconv_core import link
from deconv_core.catalogue import catalogue
from deconv_core.figures import identity
from deconv_core.link_text import number_text
from deconv_core.state import FILLS

from . import expected

QUERIES = """async (states) => {
    const { queryOf } = await import("/stage/address.js");
    const { received } = await import("/stage/state.js");
    return states.map(state => queryOf(received(state, "en")));
}"""


def test_the_address_is_written_letter_for_letter_as_the_core_writes_it(modules: Page) -> None:
    random = Random(4)
    states = [expected.random_state(random) for _ in range(500)]
    queries = modules.evaluate(QUERIES, [asdict(state) for state in states])
    assert queries == [link.write(state) for state in states]
    assert [link.read(query).state for query in queries] == states


def test_numbers_are_written_as_the_core_writes_them(modules: Page) -> None:
    random = Random(5)
    numbers = [0.0, -0.0, 1e6, -1e6, 0.1, 1 / 3, 1e-6, 9.999e-7, 5e-324, -1.5e-7, 123456.789]
    numbers += [random.uniform(-1, 1) * 10.0 ** random.randint(-20, 6) for _ in range(5000)]
    script = 'async (numbers) => { const m = await import("/stage/values.js"); return numbers.map(m.exact); }'
    assert modules.evaluate(script, numbers) == [number_text(number) for number in numbers]


def test_what_a_person_types_is_read_as_a_number_or_not_at_all(modules: Page) -> None:
    texts = {"3": 3, " -0.5 ": -0.5, "−2": -2, "+4": 4, ".5": 0.5, "5.": 5, "2e-3": 0.002, "1E2": 100, "-0": 0}
    texts |= dict.fromkeys(("", " ", "x", "1,5", "1e7", "-1000001", "1e999", "NaN", "Infinity", "0x10", "٣", "1 2"))
    script = 'async (texts) => { const m = await import("/stage/values.js"); return texts.map(m.readNumber); }'
    assert modules.evaluate(script, list(texts)) == list(texts.values())


FILLED = """async ([key, kind, seed, size]) => {
    const m = await import("/stage/values.js");
    const flat = m.filled(key, kind, seed, size);
    return Array.from({ length: size[0] }, (_, row) => flat.slice(row * size[1], (row + 1) * size[1]));
}"""


@pytest.mark.parametrize("kind", FILLS)
def test_a_fill_keeps_its_numbers_when_a_size_grows(modules: Page, kind: str) -> None:
    whole = modules.evaluate(FILLED, ["x", kind, 7, [16, 16]])
    assert all(type(number) is int for row in whole for number in row)
    for rows, columns in ((1, 1), (2, 5), (9, 9), (16, 3)):
        part = modules.evaluate(FILLED, ["x", kind, 7, [rows, columns]])
        if kind == "count":
            assert list(chain(*part)) == list(range(1, rows * columns + 1))
        else:
            assert part == [row[:columns] for row in whole[:rows]]


def test_random_numbers_are_small_varied_and_follow_the_seed(modules: Page) -> None:
    asked = [(key, "random", seed, [16, 16]) for key in ("x", "w") for seed in (0, 1, 2, 999_999)]
    fills = [list(chain(*modules.evaluate(FILLED, one))) for one in asked]
    assert all(set(numbers) == set(range(6)) for numbers in fills)
    assert len(set(map(tuple, fills))) == len(fills)


RESIZED = """async ([values, from, to, kind]) => {
    const m = await import("/stage/values.js");
    const memory = new Map();
    const there = m.resized("w", values, from, to, kind, 1, memory);
    return [there, m.resized("w", there, to, from, kind, 1, memory)];
}"""


@pytest.mark.parametrize("to", [[1, 1], [4, 1], [1, 4], [5, 5]])
def test_typed_numbers_come_back_with_their_size(modules: Page, to: list[int]) -> None:
    values = [70, 80, 90, -1.5]
    there, back = modules.evaluate(RESIZED, [values, [2, 2], to, "ones"])
    assert back == values
    for row in range(to[0]):
        for column in range(to[1]):
            kept = row < 2 and column < 2
            assert there[row * to[1] + column] == (values[row * 2 + column] if kept else 1)


COLOURS = """async ([roles, sizes]) => {
    const { themeOf } = await import("/stage/theme.js");
    const { identityColours } = themeOf(document.body, { light: roles, dark: roles });
    return sizes.map(size => [...identityColours(size)]);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_input_element_has_the_same_colour_in_figures_as_on_the_stage(modules: Page, theme: str) -> None:
    roles = catalogue()["colours"][theme]
    sizes = [(1, 1), (2, 3), (16, 16)]
    on_stage = modules.evaluate(COLOURS, [roles, sizes])
    for size, colours in zip(sizes, on_stage, strict=True):
        bytes_of = [f"rgb({','.join(str(byte) for byte in bytes.fromhex(colour[1:]))})" for colour in colours]
        assert bytes_of == identity.colours(roles, size)
