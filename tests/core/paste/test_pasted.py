"""A pasted text that lacks its kernel's size, or holds more than one call; and the true size of what it makes."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from deconv_core.frameworks import keras, tensorflow
from deconv_core.geometry import Geometry, GeometryError
from deconv_core.paste.find_calls import one_call
from deconv_core.paste.pasted import meaning
from deconv_core.refusal import UnreadError
from deconv_core.state.fields import FIELD
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, explain
from tests.given.pasting import PRESENT, asked, codes, shown

TF_LAYERS = "tf.layers (TensorFlow 1)"
LARGEST = int(FIELD["kernel_size"].high)
WITHOUT_KERNEL = [
    "tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], strides=[2, 2], padding='SAME')",
    "tf.nn.conv2d_transpose(x, w, [1, 8, 7, 1], 2, 'VALID')",
    "tf.nn.conv2d_transpose(x, w, [1, 128, 128, 3], [1, 2, 2, 1], 'SAME')",
    "jax.lax.conv_transpose(x, w, (2, 2), 'VALID')",
    "jax.lax.conv_transpose(x, w, (2, 2), [(1, 1), (1, 1)])",
    "F.conv_transpose2d(x, w, stride=2, padding=2)",
    "strides=[2, 2], pads=[1, 1, 1, 1]",
    "strides=[2, 2], output_shape=[9, 9]",
]


@pytest.mark.parametrize("present", [PRESENT, "input_size=2&kernel_size=1", "input_size=5,4&kernel_size=3,2"])
@pytest.mark.parametrize("text", WITHOUT_KERNEL)
def test_a_call_without_a_kernel_says_so_and_offers_every_one_that_fits(text: str, present: str) -> None:
    said = asked(text, present)
    assert codes(said) == ["source_no_kernel"] and said["state"] is None and said["choices"]
    offered = {choice["again"]["kernel_size"] for choice in said["choices"]}
    for size in map(str, range(1, LARGEST + 1)):
        told = asked(text, present, kernel_size=size)
        assert (told["problems"] == []) == (size in offered), (size, told)
        if not told["problems"]:
            assert told["state"]["kernel_size"] == [int(size)] * 2
            assert "source_no_kernel" not in codes(told)


def test_where_no_kernel_fits_it_is_said_for_which_one_the_refusal_is() -> None:
    said = asked("tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], 2, 'FULL')", "input_size=3&kernel_size=4,2")
    assert codes(said) == ["foreign_not_a_choice", "source_page_kernel"]
    assert said["problems"][1]["values"] == {"kernel": "4×2"}
    assert said["state"]["kernel_size"] == [4, 2]


def test_an_output_shape_opens_with_the_input_that_it_is_for_or_a_smaller_one_cropped_alike() -> None:
    """On random calls: TensorFlow's own rule gives the crops, and takes the output_shape for that input alone."""
    random, met, smaller = Random(5), 0, 0
    while met < 150:
        size = (random.randint(1, 40), random.randint(1, 40))
        kernel = random.randint(1, 6)
        stride = random.randint(1, 4)
        padding = random.choice(["SAME", "VALID", ((0, 0), (1, 0), (1, 2), (0, 0))])
        usual = _tensorflow(size, kernel, stride, padding)
        if usual is None:
            continue
        output = tuple(one + random.randint(1 - stride, stride - 1) for one in usual.output_size)
        meant = _tensorflow(size, kernel, stride, padding, output)
        if meant is None:
            continue
        text = f"tf.nn.conv2d_transpose(x, w, [1, {output[0]}, {output[1]}, 1], {stride}, {_listed(padding)})"
        said = asked(text, kernel_size=str(kernel))
        assert said["problems"] == [], (text, said)
        seen = shown(said)
        notes = {note["code"].removesuffix("_no_twin").removesuffix("_twin"): note["values"] for note in said["notes"]}
        for end, crops in (("before", meant.crop_before), ("after", meant.crop_after)):
            assert notes["note"][end] == _text(tuple(max(0, one) for one in crops)), (text, said)
            if min(*meant.crop_before, *meant.crop_after) < 0:
                assert notes["note_appended"][end] == _text(tuple(max(0, -one) for one in crops)), (text, said)
        if max(size) <= int(FIELD["input_size"].high):
            assert seen.input_size == size
        else:
            smaller += 1
            values = next(note for note in said["notes"] if note["code"] == "note_smaller_input")["values"]
            assert values["needed"] == f"{size[0]}×{size[1]}"
            assert values["input"] == f"{seen.input_size[0]}×{seen.input_size[1]}"
        met += 1
    assert smaller > 20


def _tensorflow(*words: Any) -> Geometry | None:
    try:
        return tensorflow.geometry(*words)
    except GeometryError:
        return None


def _listed(padding: Any) -> str:
    return repr(padding) if isinstance(padding, str) else repr([list(pair) for pair in padding])


def _text(sizes: tuple[int, ...]) -> str:
    return str(sizes[0]) if len({*sizes}) == 1 else ", ".join(map(str, sizes))


def test_a_crop_that_the_stage_cannot_show_is_told_with_the_true_size_first() -> None:
    random, met = Random(8), 0
    for _ in range(300):
        size = (random.randint(1, 9), random.randint(1, 9))
        kernel, stride = random.randint(1, 5), random.randint(1, 4)
        try:
            true = keras.geometry(size, kernel, stride, "same")
        except GeometryError:
            continue
        text = f"keras.layers.Conv2DTranspose(1, {kernel}, strides={stride}, padding='same')"
        present = f"input_size={size[0]},{size[1]}"
        said = asked(text, present)
        note = said["notes"][0]
        if note["code"] == "note_no_twin":
            sizes = ["×".join(map(str, one)) for one in (true.output_size, shown(said, present).output_size)]
            for lang in LANGUAGES:
                told = explain(lang, note["code"], values=note["values"])
                assert 0 <= told.index(sizes[0]) < told.index(sizes[1]), told
            met += 1
        else:
            assert shown(said, present).output_size == true.output_size
    assert met > 50


def test_tensorflow_1_s_layer_is_what_tensorflow_makes_of_its_sizes() -> None:
    """Its own formula: same gives input * stride, valid input * stride + max(kernel - stride, 0)."""
    random = Random(3)
    for _ in range(60):
        size, kernel, stride = random.randint(1, 6), random.randint(1, 5), random.randint(1, 4)
        padding = random.choice(["same", "valid"])
        said = asked(f"tf.layers.conv2d_transpose(x, 1, {kernel}, {stride}, '{padding}')", f"input_size={size}")
        assert said["problems"] == []
        assert said["notes"][0]["values"]["framework"] == TF_LAYERS
        output = size * stride + (max(kernel - stride, 0) if padding == "valid" else 0)
        true = tensorflow.geometry(size, kernel, stride, padding.upper(), output)
        assert said["notes"][0]["values"]["output"] == f"{output}×{output}"
        assert said["notes"][0]["values"]["before"] == str(true.crop_before[0])
    said = asked("tf.layers.conv2d_transpose(x, 1, 3, 2, 'full')")
    assert codes(said) == ["foreign_not_a_choice"] and said["problems"][0]["message"] is None
    assert said["problems"][0]["values"]["framework"] == TF_LAYERS and said["offer"] == 'padding="valid"'


LAYER = "nn.ConvTranspose2d(64, 32, kernel_size=4, stride=2, padding=1)"
SEVERAL = [
    (f"{LAYER},\nnn.ReLU(),", [LAYER]),
    (f"nn.Sequential({LAYER})", [LAYER]),
    (f"weight_norm({LAYER})", [LAYER]),
    (f"self.up = nn.utils.spectral_norm({LAYER})", [LAYER]),
    (f"x = torch.zeros(1)\ny = {LAYER}(x)", [LAYER]),
    (f"def forward(self, x):\n    return {LAYER}(x)", [LAYER]),
    (f"self.a = {LAYER}\nself.b = nn.ConvTranspose2d(32, 3, 3)", [LAYER, "nn.ConvTranspose2d(32, 3, 3)"]),
    ("Sequential(\n  (0): ConvTranspose2d(1, 1, 3)\n  (1): Tanh()\n)", ["ConvTranspose2d(1, 1, 3)"]),
    ("Conv2DTranspose(8, 3, strides=2),\nReLU(),", ["Conv2DTranspose(8, 3, strides=2)"]),
]
NONE = ["nn.Sequential(nn.ReLU())", "weight_norm(conv)", "nn.ReLU()\nnn.Tanh()"]


@pytest.mark.parametrize(("text", "calls"), SEVERAL)
def test_of_a_longer_text_the_first_layer_is_shown_and_the_others_are_on_offer(text: str, calls: list[str]) -> None:
    said, first = asked(text), asked(calls[0])
    assert said["state"] == first["state"] and codes(said) == codes(first)
    assert len(said.get("choices", [])) == len(calls) - 1
    for at, choice in enumerate(said.get("choices", []), 1):
        assert calls[at] in choice["name"]
        assert asked(text, **choice["again"])["state"] == asked(calls[at])["state"]
    assert [note["code"] for note in said["notes"]].count("note_several") == (len(calls) > 1)


@pytest.mark.parametrize("text", NONE)
def test_where_no_call_is_in_there_it_is_said_what_is(text: str) -> None:
    assert codes(asked(text))[0] in ("source_other_layer", "source_not_a_call")


def test_a_wrong_text_is_bounded_before_anything_looks_at_it() -> None:
    for text in ("(" * 100_001, "strides=1" + "\n" * 100_000 + "x", "ConvTranspose2d(" * 10_000):
        assert codes(asked(text)) == ["source_too_long"]
        with pytest.raises(UnreadError):
            one_call(text)


@pytest.mark.parametrize("page", ["input_size=4&stride=3,1", "rank=1&input_size=4&stride=3"])
def test_a_layer_of_one_axis_is_shown_whatever_the_page_has(page: str) -> None:
    present = read_query(page).state.settings
    told = meaning("nn.ConvTranspose1d(1, 1, 3, 2, 1, 1, 1, False, 2)", present)
    assert told["problems"] == []
    one = {"kernel_size": [3], "stride": [2], "padding": [1], "output_padding": [1], "dilation": [2]}
    assert {key: told["state"][key] for key in one} == one
    assert told["state"]["in_channels"] == told["state"]["out_channels"] == 1
    assert meaning("F.conv_transpose1d(x, w, stride=2)", present, (5,))["state"]["kernel_size"] == [5]
    choices = meaning("F.conv_transpose1d(x, w, stride=2)", present)["choices"]
    assert {"name": "kernel_size=4", "again": {"kernel_size": "4"}} in choices
    refused = meaning("nn.ConvTranspose1d(1, 1, 3, output_padding=1)", present)
    assert [problem["code"] for problem in refused["problems"]] == ["output_padding_too_large"]
    assert (refused["problems"][0]["values"]["axis"], refused["state"]["output_padding"]) == ("length", [0])
    # And one of two axes, where the page has one.
    assert meaning("nn.ConvTranspose2d(1, 1, (3, 2))", present)["state"]["kernel_size"] == [3, 2]
    assert meaning("tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], strides=2)", present, (3, 3))["state"]["stride"] == [
        2,
        2,
    ]
