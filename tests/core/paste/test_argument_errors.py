"""Calls of PyTorch's whose arguments do not fit: it says itself the words that are foreseen, and no others."""

from __future__ import annotations

from random import Random

import pytest

from deconv_core.frameworks import PYTORCH
from deconv_core.paste import pytorch_call
from deconv_core.paste.pasted import meaning
from deconv_core.refusal import UnreadError
from deconv_core.state.fields import State

# As the calls are made, and what they are called in full.
MADE = {
    "nn.ConvTranspose2d": "torch.nn.ConvTranspose2d",
    "F.conv_transpose2d": "torch.nn.functional.conv_transpose2d",
}
USUAL = {"input": "x", "weight": "x", "bias": "None"}
UNKNOWN = ("step", "stride_", "kernel", "crop", "pad")


def written(name: str, random: Random) -> str:
    """A call with arguments in order and by name, of which some are wrong."""
    in_order = PYTORCH.calls[MADE[name]].in_order
    count = random.choice([0, 1, 2, 3, 4, len(in_order), len(in_order) + 1, len(in_order) + 2])
    arguments = [USUAL.get(key, "1") for key in in_order[:count]] + ["1"] * (count - len(in_order))
    keys = [*in_order, *in_order[:4], *random.sample(UNKNOWN, 2)]
    for key in random.sample(keys, random.choice([0, 1, 1, 2])):
        arguments.append(f"{key}={USUAL.get(key, random.choice(['1', '(2, 3)', '[1, 2]']))}")
    return f"{name}({', '.join(arguments)})"


def pytorch_says(text: str) -> str:
    import torch

    with pytest.raises(Exception, match=r".") as caught:
        eval(text, {"nn": torch.nn, "F": torch.nn.functional, "x": torch.ones(1, 1, 3, 3)})
    return str(caught.value)


@pytest.mark.parametrize("name", MADE)
def test_pytorch_says_what_is_foreseen(name: str) -> None:
    random, met, unforeseen = Random(5), set(), 0
    for _ in range(400):
        text = written(name, random)
        try:
            pytorch_call.parse(text)
        except UnreadError as error:
            # A layer takes any word, until it runs: see below.
            if error.code == "source_padding_word":
                continue
            if error.message is None:
                unforeseen += error.code in ("source_unknown_argument", "source_too_many_arguments")
                continue
            assert pytorch_says(text) == error.message, text
            met.add(error.code)
    assert met >= {"source_unknown_argument", "source_repeated_argument", "source_too_many_arguments"}
    assert unforeseen < 150


@pytest.mark.parametrize("word", ["same", "valid", "full"])
@pytest.mark.parametrize(
    "text",
    [
        "nn.ConvTranspose2d(1, 1, 3, 2, {})",
        "nn.ConvTranspose2d(1, 1, 3, padding={})",
        "F.conv_transpose2d(x, x, None, 2, {})",
        "F.conv_transpose2d(x, x, stride=2, padding={})",
    ],
)
def test_pytorch_says_of_a_padding_in_words_what_is_foreseen(text: str, word: str) -> None:
    call = text.format(repr(word))
    with pytest.raises(UnreadError) as caught:
        pytorch_call.parse(call)
    assert caught.value.message == pytorch_says(f"{call}(x)" if text.startswith("nn") else f"F.{call[2:]}")


@pytest.mark.parametrize("mode", ["circular", "reflect", "replicate", "mirror"])
def test_pytorch_says_of_another_padding_mode_what_is_foreseen(mode: str) -> None:
    text = f"nn.ConvTranspose2d(1, 1, 3, padding_mode='{mode}')"
    with pytest.raises(UnreadError) as caught:
        pytorch_call.parse(text)
    assert caught.value.message == pytorch_says(text)


@pytest.mark.parametrize("given", ["", "1", "1, 1", "1, out_channels=1", "1, stride=2", "kernel_size=3, foo=1"])
def test_pytorch_says_what_is_missing(given: str) -> None:
    text = f"nn.ConvTranspose2d({given})"
    with pytest.raises(UnreadError) as caught:
        pytorch_call.parse(text)
    assert caught.value.message == pytorch_says(text)


@pytest.mark.parametrize(
    "text",
    [
        "nn.ConvTranspose2d(1, 1, 3, stride=2, stride=2)",
        "nn.ConvTranspose2d(1, 1, 3, kernel=3, *rest)",
        "layers.Conv2DTranspose(1, 3, stride=s)",
        "layers.Conv2DTranspose(1, stride=2, kernel_size=3, filters=4)",
        "layers.Conv2DTranspose(1, 3, stride=2)",
        "tf.nn.conv2d_transpose(x, w, [1, 6, 6, 1], step=2)",
        "jax.lax.conv_transpose(x, w, (2, 2), 'SAME', step=2)",
        "tf.nn.conv2d_transpose(value=x, filter=w, step=2)",
        "nn.ConvTranspose2d(1, 1, 3, kernel=2, kernel=2)",
        "strides=2, zoo=1",
        "bad=true, strides=[2, 2]",
        "helper.make_node('Conv', ['X', 'W'], ['Y'], step=2)",
        "F.conv_transpose2d(x, kernel_size=3)",
        "F.conv_transpose2d(x, w, stride=1.5, kernel_size=3)",
    ],
)
def test_what_is_not_foreseen_is_not_said(text: str) -> None:
    assert [problem["message"] for problem in meaning(text, State().settings)["problems"]] == [None]
