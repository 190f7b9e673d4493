"""The worked examples show what they are said to show: by sums done here, by PyTorch, and by the published results."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from deconv_core import ALGORITHMS
from deconv_core.frameworks import pytorch, tensorflow
from deconv_core.frameworks.pytorch_conv2d import forward_size, surplus
from deconv_core.questions import opening
from deconv_core.sizes.added_cells import AddedCells, along
from deconv_core.state.fields import State
from deconv_core.state.presets import FIRST, PRESETS
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, load
from tests.oracles.worked_examples import ONE_TO_SIXTEEN_OUTPUT

BY_KEY = {preset.key: preset.state for preset in PRESETS}


def operands(state: State) -> tuple[np.ndarray, np.ndarray]:
    """x and w; where the browser makes up the numbers, x counts from 1 and w is ones, as these presets ask."""
    shape = state.shape_of("x")
    x = np.arange(1.0, 1 + np.prod(shape)).reshape(shape) if state.x is None else state.numbers("x")
    w = np.ones(state.shape_of("w")) if state.w is None else state.numbers("w")
    return np.array(x), np.array(w)


def canvas(state: State) -> np.ndarray:
    """The bias and the uncropped sum of all stamps, one multiplication at a time, [out_channels, ...]."""
    x, w = operands(state)
    bias = np.zeros(state.out_channels) if state.bias is None else np.array(state.bias)
    sums = np.zeros((state.out_channels, *state.geometry.uncropped_size)) + bias.reshape(-1, *[1] * state.rank)
    into, of_group = state.in_channels // state.groups, state.out_channels // state.groups
    for (channel, *cell), element in np.ndenumerate(x):
        for (out, *tap), weight in np.ndenumerate(w[channel]):
            steps = zip(cell, state.stride, tap, state.dilation, strict=True)
            place = tuple(i * stride + k * dilation for i, stride, k, dilation in steps)
            sums[(channel // into * of_group + out, *place)] += element * weight
    return sums


def output(key: str) -> list[Any]:
    """The canvas, with room for what output_padding appends, cut to the frame."""
    state = BY_KEY[key]
    assert state.bias is None or not any(state.output_padding)
    roomy = np.pad(canvas(state), [(0, 0), *((0, extra) for extra in state.output_padding)])
    frame = zip(state.padding, state.geometry.output_size, strict=True)
    cut = roomy[(slice(None), *(slice(first, first + size) for first, size in frame))]
    # Of one channel its map.
    shown: list[Any] = (cut if state.has_channels else cut[0]).tolist()
    return shown


@pytest.mark.parametrize("preset", PRESETS, ids=[preset.key for preset in PRESETS])
def test_a_preset_is_legal_and_pytorch_agrees(preset: object) -> None:
    assert read_query(preset.query).problems == ()
    x, w = operands(preset.state)
    more = {"bias": preset.state.bias, "groups": preset.state.groups}
    expected = pytorch.reference(x, w, preset.state.settings, **more)
    np.testing.assert_array_equal(output(preset.key), expected if preset.state.has_channels else expected[0])


def test_keys_and_states_are_all_different() -> None:
    assert len({preset.key for preset in PRESETS}) == len({preset.state for preset in PRESETS}) == len(PRESETS)


def test_the_lesson_begins_with_the_opening() -> None:
    assert PRESETS[0].state == State()


@pytest.mark.parametrize("page", FIRST)
@pytest.mark.parametrize("query", [[], [("lang", "zh-Hant")], [("solver_wanted", "12"), ("utm_source", "mail")]])
def test_a_page_has_its_first_example_where_no_link_says_another(page: str, query: list[tuple[str, str]]) -> None:
    opened = opening(query, page)
    lang = dict(query).get("lang")
    usual = asdict(replace(BY_KEY[FIRST[page]], lang=lang))
    assert opened == {"state": usual, "offer": None, "problems": [], "notes": []}
    assert opening(query) == opening(query, "buffers") == {**opened, "state": asdict(State(lang=lang))}
    # Of a link that says something, what it leaves out has its usual value.
    assert opening([("stride", "1"), *query], page)["state"] == asdict(State(lang=lang))
    assert opening([("lang", "xx")], page)["state"] == asdict(State())


def test_numbers_made_up_by_the_browser_can_be_checked_by_hand() -> None:
    for preset in PRESETS:
        assert preset.state.x is not None or preset.state.x_fill == "count"
        assert preset.state.w is not None or preset.state.w_fill == "ones"


STATED = {
    "stamps": [[6, 14, 4], [2, 17, 21], [0, 1, 5]],
    "stamps_padding": [[17]],
    "stamps_stride": [[6, 2, 12, 4], [2, 10, 4, 20], [0, 0, 3, 1], [0, 0, 1, 5]],
    "stamps_stride_padding": [[10, 4], [0, 3]],
    "one_tap": [[1, 2, 3, 4, 5]] * 5,
    "one_tap_padding_1": [[2, 3, 4]] * 3,
    "one_tap_padding_2": [[3]],
    "six_and_twelve": ONE_TO_SIXTEEN_OUTPUT,
    "cropped_row": [[2, 4, 2, 4, 2]],
    "taken_back": [[2, 4, 2, 4, 2, 3]],
    "appended_zero": [[1, 2, 4, 2, 4, 2, 3, 0]],
    "gap_taken_back": [[0, 2, 0, 0]],
    "strip": [1, 12, 123, 230, 300],
    "strip_doubled": [3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 18],
    "strip_causal": [1, 10, 102, 20, 203, 30, 304, 40, 400],
    "strip_half_reached": [0, 2, 0, 3, 0, 3, 0, 3, 0, 3, 0, 2, 0, 1],
    "ones_3": [[1, 2, 1], [2, 4, 2], [1, 2, 1]],
    "ones_4": [[1] * 4] * 4,
    "ones_3_of_4": [[1] * 3] * 3,
    "ones_5": [[1, 1, 1, 1, 0]] * 4 + [[0] * 5],
}


@pytest.mark.parametrize("key", STATED)
def test_the_published_numbers(key: str) -> None:
    assert output(key) == STATED[key]


SIZES = {
    "one_tap_stride_2": (9, 9),
    "one_tap_stride_3": (13, 13),
    "one_tap_output_padding": (10, 10),
    "size_11": (11, 11),
    "size_12": (12, 12),
    "uneven_axes": (1, 4),
    "uneven_dilation": (5, 4),
    "dilation_allows": (11, 11),
}


@pytest.mark.parametrize("key", SIZES)
def test_the_published_sizes(key: str) -> None:
    assert BY_KEY[key].geometry.output_size == SIZES[key]


def test_six_is_one_tap_and_twelve_is_two() -> None:
    w = operands(BY_KEY["six_and_twelve"])[1][0, 0]
    assert output("six_and_twelve")[0][:2] == [w[1, 1], w[1, 2] + w[1, 0]] == [6, 7 + 5]


def test_the_row_s_canvas_is_what_the_words_say() -> None:
    for key in ("cropped_row", "taken_back", "appended_zero"):
        assert canvas(BY_KEY[key])[0].tolist() == [[1, 2, 4, 2, 4, 2, 3]]


def test_what_one_tap_appends_is_zero() -> None:
    shown = np.array(output("one_tap_output_padding"))
    assert not shown[-1].any() and not shown[:, -1].any()


def test_nearest_repeats_every_element() -> None:
    x = operands(BY_KEY["nearest"])[0][0]
    assert output("nearest") == x.repeat(2, axis=0).repeat(2, axis=1).tolist()


def test_bilinear_is_pytorch_s_interpolation_except_at_the_border() -> None:
    import torch

    (x,), ((w,),) = operands(BY_KEY["bilinear"])
    assert (w[:2, :2] * 16).tolist() == [[1, 3], [3, 9]]
    smooth = torch.nn.functional.interpolate(torch.tensor(x)[None, None], scale_factor=2.0, mode="bilinear")[0, 0]
    shown = np.array(output("bilinear"))
    np.testing.assert_array_equal(shown[1:-1, 1:-1], smooth[1:-1, 1:-1])
    assert (shown[0] < smooth[0].numpy()).all() and (shown[:, -1] < smooth[:, -1].numpy()).all()


def test_coverage_is_uneven_with_kernel_3_and_even_with_kernel_4() -> None:
    uneven, even = np.array(output("checkerboard")), np.array(output("even_coverage"))
    assert set(uneven.ravel()) == {1, 2, 4}
    assert all(one != two for one, two in pairwise(uneven[2, 2:-2]))
    assert set(even[1:-1, 1:-1].ravel()) == {4}
    assert even[0].max() < 4 and even[:, -1].max() < 4


def test_even_coverage_does_not_bind_the_weights() -> None:
    even, checkered = BY_KEY["even_coverage"], np.array(output("even_checkerboard"))
    assert even.settings == BY_KEY["even_checkerboard"].settings
    inner = checkered[1:-1, 1:-1]
    assert all({*one} == {*two} == {4, 8} for one, two in ((inner[0], inner[1]), (inner[:, 0], inner[:, 1])))
    assert (inner[1:] != inner[:-1]).all() and (inner[:, 1:] != inner[:, :-1]).all()
    # The questions of the first page name it.
    for lang in LANGUAGES:
        assert load(lang)["presets.even_checkerboard.title"] in load(lang)["buffers.answer"]


def test_what_comes_back_may_be_a_gap() -> None:
    state = BY_KEY["gap_taken_back"]
    assert canvas(state)[0].tolist() == [[1, 0, 0, 2, 0, 0, 3]]
    assert along(state.geometry.axes[1]) == AddedCells(inside=1, gaps=1, beyond=0)
    assert along(BY_KEY["taken_back"].geometry.axes[1]) == AddedCells(inside=1, gaps=0, beyond=0)
    assert along(BY_KEY["appended_zero"].geometry.axes[1]) == AddedCells(inside=0, gaps=0, beyond=1)


def test_what_dilation_allows_is_not_undone() -> None:
    state = BY_KEY["dilation_allows"]
    (n, k, s, p, op, d), (big, _) = (pair[0] for pair in state.settings.values()), state.geometry.output_size
    assert (n, big, forward_size(big, k, s, p, d), surplus(op, s), max(s, d)) == (3, 11, 5, 2, 3)


def test_11_and_12_both_become_6_in_the_forward_convolution() -> None:
    import torch

    for key in ("size_11", "size_12"):
        state = BY_KEY[key]
        forward = torch.nn.Conv2d(1, 1, state.kernel_size, state.stride, state.padding)
        assert tuple(forward(torch.zeros(1, 1, *SIZES[key])).shape[2:]) == (6, 6)
    larger = np.array(output("size_12"))
    assert larger[:-1, :-1].tolist() == output("size_11") and larger[-1].all()


def tensorflow_s(key: str, padding: str, output_shape: int | None = None) -> list[list[float]]:
    """What TensorFlow crops out of the same canvas; its own library proves the crops, see test_tensorflow.py."""
    state = BY_KEY[key]
    geometry = tensorflow.geometry(state.input_size, state.kernel_size, state.stride, padding, output_shape)
    x, w = operands(state)
    cut: list[list[float]] = ALGORITHMS["scatter"](x, w, geometry).output[0].tolist()
    return cut


# In TensorFlow's own words, which are the examples' ask and output_shape.
PUBLISHED = {
    "ones_2": ("SAME", [[1, 2], [2, 4]]),
    "ones_3": ("VALID", [[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
    "ones_4": ("SAME", [[1] * 4] * 4),
    "ones_4_valid": ("VALID", [[1] * 4] * 4),
    "ones_3_of_4": ("SAME", [[1] * 3] * 3),
    "ones_5": ("VALID", [[1, 1, 1, 1, 0]] * 4 + [[0] * 5]),
}


@pytest.mark.parametrize("key", PUBLISHED)
def test_all_ones_are_tensorflow_s_published_examples(key: str) -> None:
    padding, numbers = PUBLISHED[key]
    state = BY_KEY[key]
    assert (state.frameworks_ask, state.frameworks_output_shape) == (padding.lower(), (len(numbers), len(numbers)))
    assert tensorflow_s(key, padding, len(numbers)) == numbers
    assert key == "ones_2" or output(key) == numbers


def test_tensorflow_s_same_is_one_cell_apart() -> None:
    mine, theirs = np.array(output("one_cell_apart")), np.array(tensorflow_s("one_cell_apart", "SAME"))
    assert mine.shape == theirs.shape == (6, 6)
    assert (mine != theirs).any()
    np.testing.assert_array_equal(mine[:-1, :-1], theirs[1:, 1:])


def test_a_causal_crop_is_a_slice_in_pytorch_and_tensorflow_s_same() -> None:
    import torch

    state = BY_KEY["strip_causal"]
    (size,), (kernel,), (stride,) = state.input_size, state.kernel_size, state.stride
    x, w = operands(state)
    layer = torch.nn.ConvTranspose1d(1, 1, kernel, stride, bias=False)
    layer.load_state_dict({"weight": torch.tensor(w)})
    kept = layer(torch.tensor(x[None]).float())[..., : stride - kernel]
    assert stride - kernel == -1 and kept.shape[-1] == size * stride == 8
    for at in range(size):
        later = x.copy()
        later[:, at:] = 99
        changed = layer(torch.tensor(later[None]).float())[..., : stride - kernel]
        assert torch.equal(changed[..., : at * stride], kept[..., : at * stride])
    geometry = tensorflow.geometry(size, kernel, stride, "SAME")
    assert (geometry.crop_before, geometry.crop_after) == ((0,), (kernel - stride,))
    assert ALGORITHMS["scatter"](x, w, geometry).output[0].tolist() == kept[0, 0].tolist()
    # With padding PyTorch crops before too, whatever else it is told.
    assert pytorch.twin(geometry) is None


def test_wide_padding_leaves_the_inner_stamps_only() -> None:
    state = BY_KEY["wide_padding"]
    (x,), ((w,),) = operands(state)
    assert state.padding[0] > state.dilation[0] * (state.kernel_size[0] - 1)
    assert output("wide_padding") == np.kron(x[1:-1, 1:-1], w).tolist()


def test_what_is_said_of_channels_and_slices() -> None:
    assert canvas(BY_KEY["two_to_one"])[0, 0, 0] == 1 * 1 + 10 * 1 == 11
    one, two = canvas(BY_KEY["one_to_two"])
    assert one.shape == two.shape == (4, 4) and one.tolist() != two.tolist()
    assert BY_KEY["two_to_three"].shape_of("w") == (2, 3, 2, 2)
    assert BY_KEY["two_to_three_stride_2"].geometry.output_size == (9, 9)
    assert BY_KEY["two_to_three_uneven"].geometry.output_size == (1, 4)
    assert BY_KEY["two_to_three_dilated"].geometry.output_size == (5, 4)
    assert np.prod(BY_KEY["depthwise"].shape_of("w")) == 3 * 9
    bias = canvas(BY_KEY["bias"])[0]
    assert bias[2].tolist() == [5.0] * 5 and bias[0, 0] == 6
    assert BY_KEY["volume"].geometry.output_size == (3, 3, 3)
    assert BY_KEY["volume_doubled"].geometry.output_size == (4, 4, 4)
