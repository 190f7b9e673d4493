"""Random states of the page, and what the page relies on in every one."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from hypothesis import strategies as st

from deconv_core.frameworks import pytorch
from deconv_core.state.budget import ONE_PAIR, Channels
from deconv_core.state.fields import FIELD, FIELDS, PANELS, SETTINGS, Field, State
from deconv_core.state.legal import budget_problems, nearest
from deconv_core.state.pin import panel_size


def legal(state: State) -> None:
    """Asserts all that the page relies on, independently of the reader."""
    for key in SETTINGS:
        assert all(FIELD[key].holds(value, state.rank) for value in getattr(state, key)), key
    assert not budget_problems(state.settings, channels_of(state))
    assert not state.in_channels % state.groups and not state.out_channels % state.groups
    assert pytorch.refusal(**state.settings) is None
    for key in ("x", "w"):
        rows, size = getattr(state, key), in_rows(state.shape_of(key))
        assert rows is None or (len(rows), *{len(row) for row in rows}) == size
        assert all(abs(value) <= 1e6 for row in rows or () for value in row)
    for field in FIELDS:
        value = getattr(state, field.key)
        if field.kind == "choice":
            assert value in field.choices or value is field.default is None
        if field.kind == "size":
            assert value is None or all(field.holds(one, state.rank) for one in value)
    assert 0 <= state.seed <= 999_999 and isinstance(state.square, bool)
    assert {len(setting) for setting in state.settings.values()} == {state.rank}
    assert state.bias is None or len(state.bias) == state.out_channels
    assert all(abs(value) <= 1e6 for value in state.bias or ())
    assert state.t is None or 0 <= state.t <= prod(state.shape_of("x"))
    if state.pin:
        panel, _, cell = state.pin.partition(":")
        assert all(0 <= int(i) < n for i, n in zip(cell.split(","), sizes_in(panel, state), strict=True))


def channels_of(state: State) -> Channels:
    return Channels(state.in_channels, state.out_channels, state.groups)


def sizes_in(panel: str, state: State) -> tuple[int, ...]:
    return panel_size(panel, state.settings, channels_of(state))


def in_rows(shape: tuple[int, ...]) -> tuple[int, int]:
    """Rows and columns of the numbers of this shape."""
    return prod(shape[:-1]), shape[-1]


cells = st.one_of(
    st.integers(-9, 9).map(float),
    st.floats(-1e6, 1e6),
    st.floats(-1e-4, 1e-4),
    st.sampled_from([1e6, -1e6, 1e-6, -0.0000012345678901234567, 1e-7, 5e-324, 0.1, -0.0]),
)


def grids(shape: tuple[int, ...]) -> st.SearchStrategy[tuple[tuple[float, ...], ...]]:
    rows, columns = in_rows(shape)
    row = st.lists(cells, min_size=columns, max_size=columns).map(tuple)
    return st.lists(row, min_size=rows, max_size=rows).map(tuple)


def settings_of_one_axis(rank: int = 2) -> st.SearchStrategy[dict[str, int]]:
    """Within their limits, legal together or not."""
    return st.fixed_dictionaries({key: st.integers(FIELD[key].low, FIELD[key].high_at(rank)) for key in SETTINGS})


@st.composite
def settings_of_states(draw: st.DrawFn, rank: int = 2, channels: Channels = ONE_PAIR) -> dict[str, tuple[int, ...]]:
    one = draw(settings_of_one_axis(rank))
    axes = [draw(st.just(one) | settings_of_one_axis(rank)) for _ in range(rank)]
    return nearest({key: tuple(axis[key] for axis in axes) for key in SETTINGS}, channels)


@st.composite
def channels(draw: st.DrawFn) -> Channels:
    into, out, groups = (draw(st.integers(1, FIELD[key].high)) for key in ("in_channels", "out_channels", "groups"))
    return draw(st.just(ONE_PAIR) | st.just(Channels(into, out, groups).nearest))


@st.composite
def pins(draw: st.DrawFn, state: State) -> str | None:
    panel = draw(st.sampled_from([panel for panel in PANELS if panel != "cropped"]))
    cell = [draw(st.integers(0, count - 1)) for count in sizes_in(panel, state)]
    return draw(st.sampled_from([None, f"{panel}:{','.join(map(str, cell))}"]))


def apart(field: Field, rank: int = 2) -> st.SearchStrategy[object]:
    """The values of a field for which the others do not matter."""
    sizes = st.tuples(*[st.integers(field.low, field.high_at(rank))] * rank)
    usual = st.just(field.default)
    return {
        "choice": st.sampled_from(field.choices or ("",)) | usual,
        "whole": st.integers(field.low, field.high),
        "flag": st.sampled_from([None, True, False]),
        "size": sizes | usual,
    }[field.kind]


TOGETHER = ("setting", "numbers", "vector", "time", "pin")


@st.composite
def states(draw: st.DrawFn) -> State:
    rank, own = draw(st.sampled_from([1, 2, 3])), draw(channels())
    sizes = draw(settings_of_states(rank, own))
    state = State(
        **sizes,
        **vars(own),
        **{
            field.key: draw(apart(field, rank))
            for field in FIELDS
            if field.kind not in TOGETHER and field.owner != "layer"
        },
        rank=rank,
        x=None,
        w=None,
        bias=draw(st.none() | st.tuples(*[cells] * own.out_channels)),
        t=draw(st.one_of(st.none(), st.floats(0, prod(sizes["input_size"]) * own.in_channels))),
    )
    # Small sizes carry random cells; large ones would only slow the search for the same faults.
    small = {key: draw(st.none() | grids(state.shape_of(key))) for key in "xw" if prod(state.shape_of(key)) <= 16}
    return replace(state, **small, pin=draw(pins(state)))
