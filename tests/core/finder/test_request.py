"""One request for all panels: what is typed comes before the line, the line before the stage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconv_core.finder.request import Request, request
from deconv_core.frameworks import keras, pytorch
from deconv_core.refusal import UnreadError
from deconv_core.sizes.ranges import KEYS, Range, Ranges
from deconv_core.sizes.solver import solve
from deconv_core.sizes.ways_out import axis_by_axis
from deconv_core.state.fields import State
from deconv_core.state.panel_query import PANELS
from tests.given.states import states

EMPTY = dict(PANELS["finder"])
STAGE = State(input_size=(6, 6), kernel_size=(3, 3), stride=(2, 2), padding=(1, 1)).settings
LINE = "nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1)"


def asked(**texts: str) -> Request:
    return request({**EMPTY, **texts}, STAGE)


@given(states())
def test_all_empty_it_is_the_layer_on_the_stage_and_one_cell_more(state: State) -> None:
    found = request(EMPTY, state.settings)
    assert (found.settings, found.notes) == (state.settings, ())
    assert found.actual == state.geometry.output_size
    assert found.wanted == tuple(size + 1 for size in found.actual)
    assert (found.whose, found.is_wanted_said, found.ranges) == ("stage", False, (Ranges(),) * state.rank)


@given(states(), st.integers(1, 3), st.integers(1, 500))
def test_the_line_s_layer_says_how_many_axes_there_are(state: State, rank: int, size: int) -> None:
    line = f"nn.ConvTranspose{rank}d(64, 32, 5, stride=3, padding=1)"
    found = request({**EMPTY, "line": line, "input_size": str(size)}, state.settings)
    made = pytorch.geometry((size,) * rank, 5, 3, 1)
    assert (found.input_size, found.actual, found.whose) == (made.input_size, made.output_size, "line")
    assert found.source(found.layer) == f"nn.ConvTranspose{rank}d(64, 32, kernel_size=5, stride=3, padding=1)"
    assert len(found.ranges) == rank
    # What is typed is of as many axes.
    sizes = ",".join(str(size + at) for at in range(rank))
    found = request({**EMPTY, "line": line, "input_size": sizes, "stride": "2"}, state.settings)
    assert found.input_size == tuple(size + at for at in range(rank)) and found.layer["stride"] == (2,) * rank
    with pytest.raises(UnreadError) as caught:
        request({**EMPTY, "line": line, "input_size": "1,2,3,4"}, state.settings)
    assert (caught.value.code, caught.value.values["axes"]) == ("too_many_axes", rank)


@pytest.mark.parametrize("rank", [1, 3])
def test_a_size_that_is_found_is_pytorch_s(rank: int) -> None:
    import torch

    found = asked(line=f"nn.ConvTranspose{rank}d(2, 3, 4, stride=2, padding=1)", input_size="5", wanted="12")
    assert found.wanted == (12,) * rank
    for at in range(3):
        settings = solve(found.input_size, found.wanted, found.ranges[0]).settings(at)
        layer = eval(found.source(settings), {"nn": torch.nn})
        assert tuple(layer(torch.zeros(1, 2, *found.input_size)).shape[2:]) == found.wanted


def test_the_line_comes_before_the_stage_and_what_is_typed_before_both() -> None:
    found = asked(line=LINE)
    assert found.layer == {"kernel_size": (4, 4), **dict.fromkeys(("stride",), (2, 2)), "padding": (1, 1)} | {
        "output_padding": (0, 0),
        "dilation": (1, 1),
    }
    assert (found.whose, found.input_size, found.actual, found.wanted) == ("line", (6, 6), (12, 12), (13, 13))
    assert found.source(found.layer) == "nn.ConvTranspose2d(64, 32, kernel_size=4, stride=2, padding=1)"
    # The search stays free: only what is typed binds it.
    assert found.ranges == (Ranges(), Ranges())
    found = asked(line=LINE, stride="3", input_size="44,38", wanted="130")
    assert (found.whose, found.layer["stride"], found.layer["kernel_size"]) == ("typed", (3, 3), (4, 4))
    assert (found.input_size, found.wanted, found.is_wanted_said) == ((44, 38), (130, 130), True)
    assert found.ranges == (replace(Ranges(), stride=Range(3, 3)),) * 2


def test_a_range_is_the_search_s_alone() -> None:
    found = asked(stride="1-9", kernel_size=" 5 – 7 ")
    assert (found.whose, found.layer["stride"], found.layer["kernel_size"]) == ("stage", (2, 2), (3, 3))
    assert found.ranges[0] == found.ranges[1] == replace(Ranges(), stride=Range(1, 9), kernel_size=Range(5, 7))


def test_a_typed_size_comes_before_the_line_s() -> None:
    found = asked(line="44 -> 89")
    assert (found.input_size, found.wanted, found.whose) == ((44, 44), (89, 89), "stage")
    found = asked(line="44 -> 89", wanted="90", input_size="45")
    assert (found.input_size, found.wanted) == ((45, 45), (90, 90))


@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 30), st.integers(1, 30))
def test_settings_apart_bind_the_search_on_their_own_axis(first: int, second: int, high: int, wide: int) -> None:
    found = asked(kernel_size=f"{first},{second}", input_size="4,5", wanted=f"{high},{wide}")
    assert [one.kernel_size for one in found.ranges] == [Range(first, first), Range(second, second)]
    assert (found.ranges[0] == found.ranges[1]) == (first == second)
    settings = axis_by_axis(found.input_size, (high, wide), found.ranges)
    if settings:
        assert pytorch.geometry(found.input_size, **settings).output_size == (high, wide)
    for axis, ranges in enumerate(found.ranges):
        if settings and len(solve(found.input_size[axis], (high, wide)[axis], ranges).answers):
            assert settings["kernel_size"][axis] == (first, second)[axis]


def test_where_pytorch_refuses_the_layer_no_size_is_made_up() -> None:
    found = asked(padding="300")
    assert (found.actual, found.wanted) == (None, None)
    assert asked(padding="300", wanted="9").wanted == (9, 9)
    # Nor one beyond what is read.
    found = asked(input_size="100000", stride="1000")
    assert found.actual and found.wanted is None


@pytest.mark.parametrize("key", [*KEYS, "input_size", "wanted"])
def test_what_cannot_be_read_names_its_field(key: str) -> None:
    with pytest.raises(UnreadError) as caught:
        asked(**{key: "three"})
    assert (caught.value.field, caught.value.code) == (key, "not_a_whole_number")


@given(st.integers(1, 200), st.integers(1, 6), st.integers(1, 4), st.sampled_from(["same", "valid"]))
def test_of_another_library_s_layer_the_size_is_what_it_gives(size: int, kernel: int, stride: int, word: str) -> None:
    found = asked(
        line=f"keras.layers.Conv2DTranspose(8, {kernel}, strides={stride}, padding={word!r})", input_size=str(size)
    )
    theirs = keras.geometry(size, kernel, strides=stride, padding=word).output_size[0]
    own = found.wanted if found.is_wanted_said else found.actual
    assert own == (theirs, theirs)
    # It is wanted only where PyTorch's words do not give it.
    assert found.is_wanted_said == (found.actual != own)


@given(st.integers(1, 300), st.integers(1, 4))
def test_tensorflow_s_output_shape_is_of_its_own_input(size: int, stride: int) -> None:
    call = f"tf.nn.conv2d_transpose(x, w, (1, {size * stride}, {size * stride}, 3), strides={stride}, padding='VALID')"
    found = asked(line=call, kernel_size=str(stride))
    assert (found.input_size, found.actual or found.wanted) == ((size, size), (size * stride, size * stride))
