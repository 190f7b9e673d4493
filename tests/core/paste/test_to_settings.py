"""Calls of other frameworks, pasted: taken as they are meant there. (given/bad_inputs.py has the refused ones.)"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconv_core.frameworks import jax, pytorch
from deconv_core.questions import answer
from deconv_core.state.fields import SETTINGS
from deconv_core.state.query import read_query

PRESENT = "input_size=3&kernel_size=3"
# A call, and the settings that it must set: kernel_size, stride, padding, output_padding, dilation.
TAKEN = [
    ("tf.nn.conv2d_transpose(x, w, [1, 7, 7, 1], strides=2, padding='VALID')", (3, 2, 0, 0, 1), "valid"),
    ("Conv2DTranspose(1, 4, strides=2, padding='same')", (4, 2, 1, 0, 1), "same"),
    ("keras.layers.Conv2DTranspose(8, 3, 2)", (3, 2, 0, 0, 1), "valid"),
    ("keras.layers.Conv2DTranspose(8, 3, 2, padding='valid', output_padding=1)", (3, 2, 0, 1, 1), "valid"),
    ("strides=[2, 2], pads=[1, 1, 1, 1]", (3, 2, 1, 0, 1), "crops"),
    ("strides=[2, 2], auto_pad='SAME_LOWER'", (3, 2, 1, 1, 1), "same"),
    ("kernel_shape=[2, 2], dilations=[2, 2], strides=[1, 1]", (2, 1, 0, 0, 2), "crops"),
    ("jax.lax.conv_transpose(x, w, (2, 2), [(1, 1), (1, 1)], transpose_kernel=True)", (3, 2, 1, 0, 1), "crops"),
]
# A call, and the (ask, output_shape) with which the page's answer is this very call.
SHOWN = [
    ("tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], strides=2)", ("same", None)),
    ("tf.nn.conv2d_transpose(x, w, [1, 5, 6, 1], strides=2, padding='SAME')", ("same", [5, 6])),
    ("tf.nn.conv2d_transpose(x, w, [1, 8, 8, 1], strides=2, padding='VALID')", ("valid", [8, 8])),
    # TensorFlow 1's layer: Keras's, before that had output_padding.
    ("tf.layers.conv2d_transpose(x, 64, 3, strides=2, padding='same')", ("same", None)),
    ("tf.nn.conv2d_transpose(x, w, [1, 5, 5, 1], 2, [[0, 0], [1, 1], [1, 1], [0, 0]])", ("crops", None)),
    ("Conv2DTranspose(1, 3, strides=2, padding='SAME', output_padding=0)", ("same", [5, 5])),
    ("Conv2DTranspose(1, 3, strides=2, padding='same', output_padding=1)", ("same", None)),
    ("Conv2DTranspose(1, 3, strides=2, output_padding=1)", ("valid", [8, 8])),
    ("strides=[2, 2], output_shape=[6, 6]", ("same", None)),
    ("strides=[2, 2], output_shape=[4, 4]", ("same", [4, 4])),
    ("strides=[2, 2], auto_pad='SAME_UPPER', output_shape=[4, 4]", ("same", [4, 4])),
    ("strides=[2, 2], pads=[1, 1, 0, 0]", ("crops", None)),
    # ONNX crops half of what output_padding adds before: here that is what SAME_LOWER takes of itself.
    ("strides=[2, 2], auto_pad='SAME_UPPER', output_padding=[1, 1]", ("same", None)),
    ("tf.nn.conv1d_transpose(x, w, [1, 6, 1], 2, 'SAME')", ("same", None)),
    ("tf.nn.conv1d_transpose(x, w, [1, 5, 1], 2, 'SAME')", ("same", [5])),
    ("keras.layers.Conv3DTranspose(8, 3, 2, output_padding=1)", ("valid", [8, 8, 8])),
    ("strides=[2], kernel_shape=[4], pads=[1, 1]", ("crops", None)),
    ("jax.lax.conv_transpose(x, w, (2,), 'VALID')", ("valid", None)),
    # More after than before: none of them, and no words of PyTorch's either.
    ("strides=[2, 2], pads=[0, 0, 1, 1]", None),
    ("jax.lax.conv_transpose(x, w, (2, 2), [(2, 1), (2, 1)], transpose_kernel=True)", None),
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
    """The answer, where a call that lacks its kernel's size is said to have one of 3."""
    return answer({"kind": "source", "text": text, "settings": PRESENT, "kernel_size": "3"})


@pytest.mark.parametrize(("text", "settings", "ask"), TAKEN)
def test_a_call_sets_the_page_where_pytorch_has_its_numbers(text: str, settings: tuple, ask: str | None) -> None:
    said = asked(text)
    assert said["problems"] == []
    names = ("kernel_size", "stride", "padding", "output_padding", "dilation")
    assert [said["state"][name] for name in names] == [[value] * 2 for value in settings]
    assert said["state"].get("frameworks_ask") == ask
    assert said["notes"][0]["code"] == "note_twin"
    assert pytorch.ask((3, 3), **{name: tuple(said["state"][name]) for name in names}) is None


@pytest.mark.parametrize(("text", "question"), SHOWN)
def test_the_frameworks_page_asks_what_the_call_asks(text: str, question: tuple | None) -> None:
    state = asked(text)["state"]
    assert ("frameworks_ask" in state) == (question is not None)
    assert question is None or (state["frameworks_ask"], state["frameworks_output_shape"]) == question


@pytest.mark.parametrize("text", NO_TWIN)
def test_where_pytorch_has_no_words_the_whole_canvas_is_shown_and_said(text: str) -> None:
    said = asked(text)
    assert (said["state"]["padding"], said["state"]["frameworks_ask"]) == ([0, 0], "same")
    assert said["notes"][1]["code"] == "note_same_size"
    assert said["notes"][:1] == [
        {
            "code": "note_no_twin",
            "field": "",
            "message": None,
            "values": {
                "framework": said["notes"][0]["values"]["framework"],
                "before": "0",
                "after": "1",
                "input": "3×3",
                "output": "6×6",
                "canvas": "7×7",
            },
        }
    ]


def each(sizes: tuple[int, ...]) -> str:
    return str(sizes[0]) if sizes[0] == sizes[1] else ", ".join(map(str, sizes))


pairs = st.tuples(st.integers(0, 5), st.integers(0, 5))


@given(st.tuples(pairs, pairs), st.integers(1, 3))
def test_what_is_cropped_and_what_is_appended_are_said_apart(padding: tuple, stride: int) -> None:
    """JAX pads the stretched input: little of it crops, much of it appends, at either end."""
    geometry = jax.geometry((3, 3), (3, 3), stride, padding)
    ends = {"before": geometry.crop_before, "after": geometry.crop_after}
    said = asked(f"jax.lax.conv_transpose(x, w, ({stride}, {stride}), {list(padding)}, transpose_kernel=True)")
    notes = {note["code"]: note["values"] for note in said["notes"]}
    cropped = {end: each(tuple(max(0, one) for one in crops)) for end, crops in ends.items()}
    appended = {end: each(tuple(max(0, -one) for one in crops)) for end, crops in ends.items()}
    is_appended = any(one < 0 for crops in ends.values() for one in crops)
    (own,) = (values for code, values in notes.items() if code in ("note_twin", "note_no_twin"))
    sizes = {"input": (3, 3), "output": geometry.output_size, "canvas": geometry.uncropped_size}
    assert own == {"framework": "JAX", **cropped, **{key: "×".join(map(str, size)) for key, size in sizes.items()}}
    assert notes.get("note_appended") == (appended if is_appended else None)


def test_jax_does_not_turn_the_kernel_unless_told() -> None:
    codes = [note["code"] for note in asked("jax.lax.conv_transpose(x, w, (2, 2), 'VALID')")["notes"]]
    assert codes == ["note_twin", "note_unturned"]


@pytest.mark.parametrize("text", BEYOND)
def test_what_is_larger_than_the_page_is_said_and_the_nearest_is_on_offer(text: str) -> None:
    said = asked(text)
    assert {problem["code"] for problem in said["problems"]} <= {
        "setting_out_of_range",
        "layer_beyond",
        "source_page_kernel",
    }
    settings = {key: said["state"][key] for key in SETTINGS if key in said["state"]}
    offered = read_query("&".join(f"{key}={value[0]},{value[1]}" for key, value in settings.items()))
    assert offered.problems == ()


def test_same_of_keras_ends_at_pytorch_s_layer_of_that_size_with_where_they_differ() -> None:
    said = asked("layers.Conv2DTranspose(32, 3, strides=2, padding='same')")
    notes = {note["code"]: note["values"] for note in said["notes"]}
    layer = "nn.ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1, output_padding=1)"
    assert notes["note_same_size"] == {"layer": layer, "before": "1", "after": "0"}
    assert (notes["note_no_twin"]["before"], notes["note_no_twin"]["after"]) == ("0", "1")
    # The same is what PyTorch's own, asked for "same", ends at.
    meant = asked("nn.ConvTranspose2d(1, 1, 3, stride=2, padding='same')")["state"]
    assert (meant["padding"], meant["output_padding"]) == ([1, 1], [1, 1])


@pytest.mark.parametrize(
    "text",
    [
        "strides=[32, 32], kernel_shape=[64, 64], output_shape=[120, 120]",
        "keras.layers.Conv1DTranspose(8, 256, 64, 'same', output_padding=3)",
    ],
)
def test_a_smaller_layer_is_not_asked_for_the_real_one_s_size(text: str) -> None:
    state = asked(text)["state"]
    assert state["kernel_size"] and "frameworks_output_shape" not in state and "frameworks_ask" not in state
