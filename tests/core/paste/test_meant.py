"""What is meant by padding="same" and padding_mode="circular", held to TensorFlow's rule and to PyTorch itself."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest

from deconv_core.frameworks import pytorch, tensorflow
from deconv_core.geometry import GeometryError
from deconv_core.state.query import read_query
from tests.given.pasting import asked, codes, shown


def layer(settings: dict[str, Any], **words: str) -> str:
    said = {**settings, **{key: repr(word) for key, word in words.items()}}
    return f"nn.ConvTranspose2d(1, 1, {', '.join(f'{key}={word}' for key, word in said.items())})"


def drawn(random: Random, most: int = 4) -> tuple[dict[str, Any], str]:
    """A kernel, stride and dilation, and a link's input."""
    keys = {"kernel_size": 5, "stride": most, "dilation": 3}
    settings = {key: (random.randint(1, high), random.randint(1, high)) for key, high in keys.items()}
    return settings, f"input_size={random.randint(1, 7)},{random.randint(1, 7)}"


def test_padding_same_means_stride_times_the_input_and_tensorflow_crops_on_the_other_side() -> None:
    random, met = Random(2), {"same_means": 0, "same_none": 0, "same_alike": 0, "same_mirrored": 0}
    for _ in range(200):
        settings, present = drawn(random)
        size = read_query(present).state.input_size
        said = asked(layer(settings, padding="same"), present)
        assert codes(said)[0] == "source_padding_word" and said["problems"][0]["message"]
        for code in codes(said)[1:]:
            met[code] += 1
        wanted = tuple(one * stride for one, stride in zip(size, settings["stride"], strict=True))
        sizes = (size, settings["kernel_size"], settings["stride"])
        theirs = tensorflow.geometry(*sizes, "SAME", None, settings["dilation"])
        if codes(said)[1:] == ["same_none"]:
            assert not all(_makes(size, settings, wanted, axis) for axis in range(2))
            assert said["state"] is None
            continue
        ours = shown(said, present)
        assert ours.output_size == wanted == theirs.output_size
        assert ours.crop_before == tuple(map(max, zip(theirs.crop_before, theirs.crop_after, strict=True)))
        assert ("same_alike" in codes(said)) == (ours == theirs)
        values = said["problems"][2]["values"]
        crops = {key: _pair(values[key]) for key in ("before", "after", "their_before", "their_after")}
        assert crops == {
            "before": ours.crop_before,
            "after": ours.crop_after,
            "their_before": theirs.crop_before,
            "their_after": theirs.crop_after,
        }
        means = said["problems"][1]["values"]
        assert (
            pytorch.geometry(
                size, **settings, padding=_pair(means["padding"]), output_padding=_pair(means["output_padding"])
            )
            == ours
        )
    assert min(met.values()) > 5, met


def _pair(text: str) -> tuple[int, ...]:
    found = eval(text)
    return found if isinstance(found, tuple) else (found, found)


def _makes(size: Any, settings: Any, wanted: Any, axis: int) -> bool:
    """Whether any padding and output_padding of PyTorch makes this size of an axis."""
    one = {key: pair[axis] for key, pair in settings.items()}
    for padding in range(20):
        for extra in range(max(one["stride"], one["dilation"])):
            try:
                geometry = pytorch.geometry(size[axis], **one, padding=padding, output_padding=extra)
            except GeometryError:
                continue
            if geometry.output_size == (wanted[axis],):
                return True
    return False


def test_padding_valid_is_no_padding_and_other_words_are_only_refused() -> None:
    assert asked(layer({"kernel_size": 3, "stride": 2}, padding="valid"))["state"]["padding"] == [0, 0]
    said = asked(layer({"kernel_size": 3, "stride": 0}, padding="same"))
    assert codes(said) == ["source_padding_word"] and said["state"] is None
    assert codes(asked(layer({"kernel_size": 3}, padding="causal"))) == ["source_padding_word"]
    assert codes(asked("F.conv_transpose2d(x, w, stride=2, padding='same')"))[-1] == "source_page_kernel"


def test_the_way_round_is_the_gradient_of_a_conv2d_that_wraps_around() -> None:
    """PyTorch runs the two lines of the recipe, and its own circular Conv2d backwards: the same numbers."""
    import torch
    import torch.nn.functional as functional
    from torch import nn

    random, own, none = Random(4), 0, 0
    for at in range(400):
        settings, present = drawn(random, most=3)
        settings["padding"] = (random.randint(0, 2), random.randint(0, 2))
        size = read_query(present).state.input_size
        said = asked(layer(settings, padding_mode="circular"), present)
        assert codes(said)[:2] == ["source_padding_mode", "padding_mode_fills_nothing"]
        wanted = tuple(one * stride for one, stride in zip(size, settings["stride"], strict=True))
        back = [_paddings_back(size, settings, wanted, axis) for axis in range(2)]
        if codes(said)[2] == "circular_none":
            none += 1
            assert not all(back)
            continue
        values = said["problems"][2]["values"]
        least = tuple(map(int, values["least"].split("×")))
        x = torch.from_numpy(np.random.default_rng(at).integers(-4, 5, (1, 1, *size)).astype("float64"))
        if any(one < low for one, low in zip(size, least, strict=True)):
            with pytest.raises(RuntimeError):
                eval(values["pads"], {"F": functional, "x": x})
            continue
        made = eval(values["layer"], {"nn": nn}).double()
        nn.init.zeros_(made.bias)
        y = made(eval(values["pads"], {"F": functional, "x": x})).detach()
        assert tuple(y.shape[2:]) == wanted == tuple(map(int, values["output"].split("×")))
        # With the layer's own padding, where that leads back; else with the usual one.
        paddings = [[pad] if pad in pads else pads for pad, pads in zip(settings["padding"], back, strict=True)]
        own += paddings == [[pad] for pad in settings["padding"]]
        gradients = (_circular_gradient(made, pair, settings, wanted, x) for pair in product(*paddings))
        assert any(torch.allclose(one, y) for one in gradients), (settings, size, values)
    assert own > 12 and none > 5


def _circular_gradient(made: Any, padding: tuple[int, ...], settings: Any, wanted: Any, x: Any) -> Any:
    import torch
    from torch import nn

    words = {"bias": False, "padding_mode": "circular", "dtype": torch.float64}
    around = nn.Conv2d(1, 1, settings["kernel_size"], settings["stride"], padding, settings["dilation"], **words)
    around.weight.data = made.weight.data
    image = torch.zeros(1, 1, *wanted, dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(around(image), image, x)
    return gradient


def _paddings_back(size: Any, settings: Any, wanted: Any, axis: int) -> list[int]:
    """With which paddings a Conv2d that wraps around makes the input's size of stride * input."""
    reach, stride = settings["dilation"][axis] * (settings["kernel_size"][axis] - 1) + 1, settings["stride"][axis]
    rooms = ((pad, wanted[axis] + 2 * pad - reach) for pad in range(wanted[axis] + 1))
    return [pad for pad, room in rooms if room >= 0 and room // stride + 1 == size[axis]]
