"""The finder's line: whatever is pasted is read as what it is, or refused; nothing else happens."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconv_core.finder import line
from deconv_core.frameworks import pytorch
from deconv_core.refusal import UnreadError
from deconv_core.sizes.ranges import HIGHEST, KEYS, LOWEST
from deconv_core.stacks.encoder_text import parse
from deconv_core.state.panel_query import ENCODER, LINE_LIMIT
from deconv_core.state.typed_sizes import SIZE_LIMIT

STAGE = {"input_size": (3, 3), "kernel_size": (2, 2), "stride": (1, 1), "padding": (0, 0)}
STAGE |= {"output_padding": (0, 0), "dilation": (1, 1)}
SIZES = st.tuples(*[st.integers(1, SIZE_LIMIT)] * 2)
ARROWS = ["->", "=>", "-->", "→", " to ", " TO ", "到", "变成", "變成"]


def written(size: tuple[int, int]) -> str:
    return str(size[0]) if size[0] == size[1] else f"{size[0]},{size[1]}"


@given(SIZES, SIZES, st.sampled_from(ARROWS))
def test_two_sizes_and_an_arrow(inputs: tuple[int, int], wanted: tuple[int, int], arrow: str) -> None:
    for text in (f"{written(inputs)}{arrow}{written(wanted)}", f" {inputs} {arrow} {wanted} "):
        assert line.read(text, STAGE) == line.Line(inputs, wanted)


@given(SIZES)
def test_one_size_is_the_wanted_one(wanted: tuple[int, int]) -> None:
    for text in (written(wanted), f"-> {written(wanted)}", f"{wanted[0]}x{wanted[1]}"):
        assert line.read(text, STAGE) == line.Line(None, wanted)


SETTINGS = st.tuples(
    st.integers(1, 9), st.integers(1, 5), st.integers(0, 9), st.integers(0, 4), st.integers(1, 4), st.integers(1, 512)
)


@given(SETTINGS, st.booleans())
def test_a_layer_as_it_is_written_legal_or_not(numbers: tuple[int, ...], printed: bool) -> None:
    *values, channels = numbers
    layer = dict(zip(KEYS, values, strict=True))
    source = pytorch.source((3, 3), in_channels=channels, out_channels=7, **layer)
    found = line.read(f"(up): {source.removeprefix('nn.')}" if printed else f"self.up = {source}", STAGE)
    assert found.layer == {key: (value, value) for key, value in layer.items()}
    assert found.counts == {"in_channels": channels, "out_channels": 7}
    assert (found.input_size, found.wanted) == (None, None)


@pytest.mark.parametrize(
    ("text", "kernel", "input_size"),
    [
        ("F.conv_transpose2d(x, w, stride=2)", (2, 2), None),
        ("keras.layers.Conv2DTranspose(8, 5, strides=2, padding='valid')", (5, 5), None),
        ("ConvTranspose <strides: ints = [2, 2]> (x, w)", (2, 2), None),
        # An input larger than any on the stage.
        ("tf.nn.conv2d_transpose(x, w, (1, 88, 88, 3), strides=2, padding='VALID')", (2, 2), (44, 44)),
    ],
)
def test_other_libraries_layers(text: str, kernel: tuple[int, int], input_size: tuple[int, int] | None) -> None:
    found = line.read(text, STAGE)
    assert found.layer and found.layer["kernel_size"] == kernel and found.layer["stride"] == (2, 2)
    assert found.input_size == input_size


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my layer", "line_unread"),
        ("44 -> 89 please", "line_unread"),
        ("1 -> 2 -> 3", "line_unread"),
        ("->", "empty"),
        ("4 ->", "empty"),
        ("0 -> 4", "out_of_range"),
        ("4 -> 100001", "out_of_range"),
        ("1,2,3 -> 4", "too_many_axes"),
        (ENCODER, "line_encoder"),
        ("nn.Linear(3, 4)", "source_other_layer"),
        ("nn.ConvTranspose2d(1, 1, 99999)", "out_of_range"),
        (f"nn.ConvTranspose2d(1, 1, {'9' * 400})", "field_too_long"),
        ("nn.ConvTranspose2d(1, 1, 3, stride=0)", "out_of_range"),
        ("nn.ConvTranspose2d(1, 1, 3, padding=-1)", "out_of_range"),
        ("nn.ConvTranspose2d(1, 1, 3, padding='same')", "source_padding_word"),
        ("__import__('os').system('true')", "source_other_layer"),
        ("9" * (LINE_LIMIT + 1), "line_too_long"),
    ],
)
def test_what_is_none_of_them(text: str, code: str) -> None:
    with pytest.raises(UnreadError) as caught:
        line.read(text, STAGE)
    assert caught.value.code == code
    json.dumps(caught.value.refusal.told)


PIECES = st.sampled_from(
    ["nn.ConvTranspose2d(", "1, 1, 3", ")", "->", "44", "stride=", "(", "Conv2d", " ", "到", "[", "'"]
)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join)))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        found = line.read(text, STAGE)
    except UnreadError as error:
        assert error.code
        return
    for key, pair in (found.layer or {}).items():
        assert all(LOWEST[key] <= one <= HIGHEST for one in pair)
    for size in (found.input_size, found.wanted):
        assert size is None or all(1 <= one <= SIZE_LIMIT for one in size)


PRINTED = """Sequential(
  (0): Conv2d(3, 16, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))
  (1): BatchNorm2d(16, eps=1e-05)
  (enc): Sequential(
    (0): Conv2d(16, 32, kernel_size=(4, 4), stride=(3, 3))
    (1): ReLU(inplace=True)
  )
)"""


@pytest.mark.parametrize("text", [ENCODER, PRINTED, "enc = nn.Sequential(\n    nn.Conv2d(1, 2, 3),\n    nn.ReLU())"])
def test_an_encoder_s_lines_that_a_field_joined_are_read_as_before(text: str) -> None:
    """As browsers do it: a space for each end of a line."""
    found, before = parse(line.unjoined(text.replace("\n", " "))), parse(text)
    assert line.is_encoder(text) and found.stop is None
    plain = [(one.kernel_size, one.stride, one.padding, one.in_channels, one.out_channels) for one in found.layers]
    assert plain == [
        (one.kernel_size, one.stride, one.padding, one.in_channels, one.out_channels) for one in before.layers
    ]


def test_a_transposed_layer_is_no_encoder() -> None:
    assert not line.is_encoder("nn.ConvTranspose2d(1, 1, 3)") and not line.is_encoder("44 -> 89")
