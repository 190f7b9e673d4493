"""Calls of other frameworks, pasted: taken as they are meant there. (tests/bad_inputs.py has the refused ones.)"""

import pytest

from deconv_core import link
from deconv_core.answer import answer
from deconv_core.frameworks import pytorch

PRESENT = "input_size=3&kernel_size=3"
# A call, and the settings that it must set: kernel_size, stride, padding, output_padding, dilation.
TAKEN = [
    ("tf.nn.conv2d_transpose(x, w, [1, 7, 7, 1], strides=2, padding='VALID')", (3, 2, 0, 0, 1), "valid"),
    ("Conv2DTranspose(1, 4, strides=2, padding='same')", (4, 2, 1, 0, 1), "same"),
    ("keras.layers.Conv2DTranspose(8, 3, 2, padding='valid', output_padding=1)", (3, 2, 0, 1, 1), "valid"),
    ("strides=[2, 2], pads=[1, 1, 1, 1]", (3, 2, 1, 0, 1), None),
    ("strides=[2, 2], auto_pad='SAME_LOWER'", (3, 2, 1, 1, 1), "same"),
    ("kernel_shape=[2, 2], dilations=[2, 2], strides=[1, 1]", (2, 1, 0, 0, 2), None),
    ("jax.lax.conv_transpose(x, w, (2, 2), [(1, 1), (1, 1)], transpose_kernel=True)", (3, 2, 1, 0, 1), None),
]
# No padding and output_padding of PyTorch crops more after than before.
NO_TWIN = [
    "tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], strides=2, padding='SAME')",
    "keras.layers.Conv2DTranspose(1, 3, strides=2, padding='same')",
    "lax.conv_transpose(x, w, (2, 2), 'SAME', transpose_kernel=True)",
    "strides=[2, 2], auto_pad='SAME_UPPER'",
]
# What no page shows, though a framework would take it.
BEYOND = ["strides=[9, 9]", "keras.layers.Conv2DTranspose(1, 10)", "strides=[2, 2], dilations=[40, 1]"]


def asked(text: str) -> dict:
    return answer({"kind": "source", "text": text, "settings": PRESENT})


@pytest.mark.parametrize(("text", "settings", "ask"), TAKEN)
def test_a_call_sets_the_page_where_pytorch_has_its_numbers(text: str, settings: tuple, ask: str | None) -> None:
    said = asked(text)
    assert said["problems"] == []
    names = ("kernel_size", "stride", "padding", "output_padding", "dilation")
    assert [said["state"][name] for name in names] == [[value] * 2 for value in settings]
    assert said["state"].get("ask") == ask
    assert said["notes"][0]["code"] == "note_twin"
    assert pytorch.ask((3, 3), **{name: tuple(said["state"][name]) for name in names}) is None


@pytest.mark.parametrize("text", NO_TWIN)
def test_where_pytorch_has_no_words_the_whole_canvas_is_shown_and_said(text: str) -> None:
    said = asked(text)
    assert (said["state"]["padding"], said["state"]["ask"]) == ([0, 0], "same")
    assert said["notes"] == [
        {"code": "note_no_twin", "values": {**said["notes"][0]["values"], "before": "0", "after": "1"}}
    ]


def test_jax_does_not_turn_the_kernel_unless_told() -> None:
    codes = [note["code"] for note in asked("jax.lax.conv_transpose(x, w, (2, 2), 'VALID')")["notes"]]
    assert codes == ["note_twin", "note_unturned"]


@pytest.mark.parametrize("text", BEYOND)
def test_what_is_larger_than_the_page_is_said_and_the_nearest_is_on_offer(text: str) -> None:
    said = asked(text)
    assert [problem["code"] for problem in said["problems"]] == ["setting_out_of_range"]
    offered = link.read("&".join(f"{key}={value[0]},{value[1]}" for key, value in said["state"].items()))
    assert offered.problems == ()
