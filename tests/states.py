"""Random states of the page, and what the page relies on in every one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from deconv_core.frameworks import pytorch
from deconv_core.link import panel_size
from deconv_core.problem import nearest
from deconv_core.state import FIELD, PANELS, SETTINGS, State
from deconv_core.words import LANGUAGES


def legal(state: State) -> None:
    """Asserts all that the page relies on, independently of the reader."""
    for key in SETTINGS:
        assert all(FIELD[key].low <= value <= FIELD[key].high for value in getattr(state, key)), key
    assert pytorch.refusal(**state.settings) is None
    for key in ("x", "w"):
        rows, size = getattr(state, key), getattr(state, FIELD[key].size)
        assert rows is None or (len(rows), *{len(row) for row in rows}) == size
        assert all(abs(value) <= 1e6 for row in rows or () for value in row)
    assert state.x_fill in FIELD["x_fill"].choices and state.w_fill in FIELD["w_fill"].choices
    assert 0 <= state.seed <= 999_999 and isinstance(state.square, bool)
    assert state.t is None or 0 <= state.t <= state.input_size[0] * state.input_size[1]
    assert state.lang in (None, *LANGUAGES)
    if state.pin:
        panel, _, cell = state.pin.partition(":")
        assert all(0 <= int(i) < n for i, n in zip(cell.split(","), panel_size(panel, state.settings), strict=True))


cells = st.one_of(
    st.integers(-9, 9).map(float),
    st.floats(-1e6, 1e6),
    st.floats(-1e-4, 1e-4),
    st.sampled_from([1e6, -1e6, 1e-6, -0.0000012345678901234567, 1e-7, 5e-324, 0.1, -0.0]),
)


def grids(size: tuple[int, int]) -> st.SearchStrategy[tuple[tuple[float, ...], ...]]:
    row = st.lists(cells, min_size=size[1], max_size=size[1]).map(tuple)
    return st.lists(row, min_size=size[0], max_size=size[0]).map(tuple)


@st.composite
def settings_of_states(draw: st.DrawFn) -> dict[str, tuple[int, int]]:
    limits = {key: st.integers(int(FIELD[key].low), int(FIELD[key].high)) for key in SETTINGS}
    asked = {key: (draw(values), draw(values)) for key, values in limits.items()}
    if draw(st.booleans()):
        asked = {key: (height, height) for key, (height, _) in asked.items()}
    return nearest(asked)


@st.composite
def pins(draw: st.DrawFn, state: State) -> str | None:
    panel = draw(st.sampled_from([panel for panel in PANELS if panel != "cropped"]))
    cell = [draw(st.integers(0, count - 1)) for count in panel_size(panel, state.settings)]
    return draw(st.sampled_from([None, f"{panel}:{','.join(map(str, cell))}"]))


CHOICES = ("x_fill", "w_fill", "turn", "order", "side", "removed", "ask")


@st.composite
def states(draw: st.DrawFn) -> State:
    sizes = draw(settings_of_states())
    # Small sizes carry random cells; large ones would only slow the search for the same faults.
    numbers = {
        key: draw(st.one_of(st.none(), grids(sizes[FIELD[key].size]))) if max(sizes[FIELD[key].size]) <= 4 else None
        for key in ("x", "w")
    }
    state = State(
        **sizes,
        **numbers,
        **{key: draw(st.sampled_from(FIELD[key].choices)) for key in CHOICES},
        output_shape=draw(st.none() | st.tuples(st.integers(1, 192), st.integers(1, 192))),
        seed=draw(st.integers(0, 999_999)),
        square=draw(st.sampled_from([None, True, False])),
        t=draw(st.one_of(st.none(), st.floats(0, sizes["input_size"][0] * sizes["input_size"][1]))),
        lang=draw(st.sampled_from([None, *LANGUAGES])),
    )
    return replace(state, pin=draw(pins(state)))
