"""Random states of the page, and what the page relies on in every one."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from hypothesis import strategies as st

from deconv_core.frameworks import pytorch
from deconv_core.state.fields import FIELD, FIELDS, PANELS, SETTINGS, Field, State
from deconv_core.state.legal import nearest
from deconv_core.state.pin import panel_size


def legal(state: State) -> None:
    """Asserts all that the page relies on, independently of the reader."""
    for key in SETTINGS:
        assert all(FIELD[key].low <= value <= FIELD[key].high for value in getattr(state, key)), key
    assert pytorch.refusal(**state.settings) is None
    for key in ("x", "w"):
        rows, size = getattr(state, key), in_rows(getattr(state, FIELD[key].size))
        assert rows is None or (len(rows), *{len(row) for row in rows}) == size
        assert all(abs(value) <= 1e6 for row in rows or () for value in row)
    for field in FIELDS:
        value = getattr(state, field.key)
        if field.kind == "choice":
            assert value in field.choices or value is field.default is None
        if field.kind == "size":
            assert value is None or all(map(field.holds, value))
    assert 0 <= state.seed <= 999_999 and isinstance(state.square, bool)
    assert {len(setting) for setting in state.settings.values()} == {state.rank}
    assert state.t is None or 0 <= state.t <= prod(state.input_size)
    if state.pin:
        panel, _, cell = state.pin.partition(":")
        assert all(0 <= int(i) < n for i, n in zip(cell.split(","), panel_size(panel, state.settings), strict=True))


def in_rows(size: tuple[int, ...]) -> tuple[int, ...]:
    """Rows and columns of the numbers: with one axis one row."""
    return (1, *size)[-2:]


cells = st.one_of(
    st.integers(-9, 9).map(float),
    st.floats(-1e6, 1e6),
    st.floats(-1e-4, 1e-4),
    st.sampled_from([1e6, -1e6, 1e-6, -0.0000012345678901234567, 1e-7, 5e-324, 0.1, -0.0]),
)


def grids(size: tuple[int, ...]) -> st.SearchStrategy[tuple[tuple[float, ...], ...]]:
    rows, columns = in_rows(size)
    row = st.lists(cells, min_size=columns, max_size=columns).map(tuple)
    return st.lists(row, min_size=rows, max_size=rows).map(tuple)


def settings_of_one_axis() -> st.SearchStrategy[dict[str, int]]:
    """Within their limits, legal together or not."""
    return st.fixed_dictionaries({key: st.integers(FIELD[key].low, FIELD[key].high) for key in SETTINGS})


@st.composite
def settings_of_states(draw: st.DrawFn, rank: int = 2) -> dict[str, tuple[int, ...]]:
    height = draw(settings_of_one_axis())
    width = draw(st.just(height) | settings_of_one_axis())
    return nearest({key: (height[key], width[key])[:rank] for key in SETTINGS})


@st.composite
def pins(draw: st.DrawFn, state: State) -> str | None:
    panel = draw(st.sampled_from([panel for panel in PANELS if panel != "cropped"]))
    cell = [draw(st.integers(0, count - 1)) for count in panel_size(panel, state.settings)]
    return draw(st.sampled_from([None, f"{panel}:{','.join(map(str, cell))}"]))


def apart(field: Field, rank: int = 2) -> st.SearchStrategy[object]:
    """The values of a field for which the others do not matter."""
    sizes = st.tuples(*[st.integers(field.low, field.high)] * rank)
    usual = st.just(field.default)
    return {
        "choice": st.sampled_from(field.choices or ("",)) | usual,
        "whole": st.integers(field.low, field.high),
        "flag": st.sampled_from([None, True, False]),
        "size": sizes | usual,
    }[field.kind]


TOGETHER = ("setting", "numbers", "time", "pin")


@st.composite
def states(draw: st.DrawFn) -> State:
    rank = draw(st.sampled_from([1, 2]))
    sizes = draw(settings_of_states(rank))
    # Small sizes carry random cells; large ones would only slow the search for the same faults.
    numbers = {
        key: draw(st.one_of(st.none(), grids(sizes[FIELD[key].size]))) if max(sizes[FIELD[key].size]) <= 4 else None
        for key in ("x", "w")
    }
    state = State(
        **sizes,
        **numbers,
        **{
            field.key: draw(apart(field, rank))
            for field in FIELDS
            if field.kind not in TOGETHER and field.key != "rank"
        },
        rank=rank,
        t=draw(st.one_of(st.none(), st.floats(0, prod(sizes["input_size"])))),
    )
    return replace(state, pin=draw(pins(state)))
