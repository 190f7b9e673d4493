"""A pasted real layer: what the stage shows of it, and that the facts beside it and its smaller twin are true."""

from __future__ import annotations

from random import Random
from time import thread_time
from typing import Any

import numpy as np
import pytest

from deconv_core.frameworks import pytorch
from deconv_core.geometry import Geometry
from deconv_core.links import coverage
from deconv_core.paste.pytorch_call import parse
from deconv_core.paste.shown.smaller_twin import smaller
from deconv_core.state.fields import SETTINGS
from deconv_core.state.query import read_query
from deconv_core.words import LANGUAGES, explain
from tests.given.pasting import PRESENT, asked, codes, shown

VOCODER = "nn.ConvTranspose1d(512, 256, kernel_size=(160,), stride=(80,), padding=(40,))"


def said(answer: dict[str, Any], lang: str = "en") -> str:
    return "\n".join(
        explain(lang, one["code"], one["field"], one["values"]) for one in answer["problems"] + answer["notes"]
    )


def test_a_vocoder_s_layer_has_its_exact_facts_and_a_twin_that_is_said_to_be_one() -> None:
    answer = asked(VOCODER)
    # Its kernel and its stride.
    assert codes(answer) == ["layer_beyond"] * 2 and answer["title"] == "stage.larger_layer"
    for fact in (
        "n along an axis becomes 80·n",
        "512·256·160 + 256 = 20,971,776",
        "512·256·160 = 20,971,520",
        "smaller twin",
    ):
        assert fact in said(answer)
    assert answer["take"] == "stage.take_twin"
    assert answer["offer"] == "nn.ConvTranspose1d(1, 1, kernel_size=4, stride=2, padding=1)"
    assert shown(answer).output_size == (6,)
    for lang in LANGUAGES:
        assert "20,971,776" in said(answer, lang) and not {"{", "}"} & {*said(answer, lang)}


def drawn(random: Random, rank: int) -> str:
    """The source of a layer that PyTorch takes, large or small."""

    def sizes(low: int, high: int) -> tuple[int, ...]:
        return tuple(random.randint(low, high) for _ in range(rank))

    scale = random.choice([1, 1, 2, 4, 16])
    kernel, stride, padding = (tuple(scale * one for one in sizes(*span)) for span in ((1, 6), (1, 4), (0, 2)))
    extra = tuple(scale * random.randint(0, step // scale - 1) for step in stride)
    dilation = (1,) * rank if random.random() < 0.7 else sizes(1, 3)
    words = {"stride": stride, "padding": padding, "output_padding": extra, "dilation": dilation}
    channels = {"in_channels": random.choice([1, 4, 32]), "out_channels": random.choice([1, 4, 32])}
    return pytorch.source(sizes(1, 1), kernel_size=kernel, **words, **channels)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_on_random_layers_every_fact_is_pytorch_s(rank: int) -> None:
    import torch
    from torch import nn

    random, met, twins = Random(rank), 0, 0
    while met < 60:
        text = drawn(random, rank)
        answer = asked(text)
        notes = {note["code"]: note["values"] for note in answer["notes"]}
        if "fact_size" not in notes:
            continue
        made: Any = eval(text, {"nn": nn})
        given = [int(one) for one in notes["fact_size"]["input"].split("×")]
        with torch.inference_mode():
            output = made(torch.zeros(1, made.in_channels, *given)).shape[2:]
        assert notes["fact_size"]["output"] == "×".join(map(str, output)), text
        count = sum(one.numel() for one in made.parameters())
        assert notes["fact_parameters"]["sum"].endswith(f"= {count:,}"), text
        met += 1
        twins += "note_smaller_twin" in notes
        if rank == 1 and not answer["problems"]:
            # The very layer, on a strip.
            assert shown(answer).output_size == tuple(output)
    assert twins > 5


def test_a_cell_of_the_smaller_twin_stands_for_so_many_cells_with_equally_many_terms() -> None:
    random, met = Random(9), 0
    while met < 100:
        settings = parse(drawn(random, 1)).settings
        found = smaller(settings)
        if found is None or found.cells == (1,):
            continue
        size = (random.randint(2, 6),)
        real = pytorch.settings(size, **settings)
        small = pytorch.settings(size, **found.settings)
        assert real.output_size == tuple(cells * n for cells, n in zip(found.cells, small.output_size, strict=True))
        if min(small.output_size) < 1:
            continue
        terms = [np.asarray(coverage(pytorch.geometry(size, **one))) for one in (settings, found.settings)]
        np.testing.assert_array_equal(terms[0], np.repeat(terms[1], found.cells[0]))
        met += 1


def test_a_layer_of_one_axis_that_fits_is_shown_exactly() -> None:
    answer = asked("nn.ConvTranspose1d(1, 1, 5, 3, 2, 1, dilation=2)")
    assert codes(answer) == []
    state = {key: tuple(answer["state"][key]) for key in parse("nn.ConvTranspose1d(1, 1, 5)").settings}
    assert state == parse("nn.ConvTranspose1d(1, 1, 5, 3, 2, 1, dilation=2)").settings


def test_a_layer_with_few_channels_is_shown_with_all_of_them_and_a_large_one_with_one_pair() -> None:
    answer = asked("nn.ConvTranspose2d(2, 4, 3, stride=2, groups=2, bias=True)")
    assert codes(answer) == [] and answer["state"]["bias"] == [1, 1, 1, 1]
    assert [answer["state"][key] for key in ("in_channels", "out_channels", "groups")] == [2, 4, 2]
    assert not {"note_channels", "note_groups", "note_bias"} & {note["code"] for note in answer["notes"]}
    answer = asked("nn.ConvTranspose2d(64, 32, 3, stride=2)")
    assert [answer["state"][key] for key in ("in_channels", "out_channels", "groups")] == [1, 1, 1]
    assert "note_channels" in {note["code"] for note in answer["notes"]} and answer["state"]["bias"] is None


def test_a_bias_that_only_a_running_program_knows_of_is_said_to_be_left_out() -> None:
    for text, has_bias in (("bias=use_bias", None), ("bias=True", [1, 1]), ("bias=False", None)):
        answer = asked(f"nn.ConvTranspose2d(2, 2, 3, {text})")
        assert answer["state"]["bias"] == has_bias
        assert ("note_bias" in {note["code"] for note in answer["notes"]}) == (text == "bias=use_bias")


def test_a_layer_of_three_axes_is_shown_with_as_small_an_input_as_it_needs() -> None:
    answer = asked("nn.ConvTranspose3d(2, 3, 4, stride=(1, 2, 2), padding=1)", "input_size=9")
    assert codes(answer) == [] and answer["state"]["kernel_size"] == [4, 4, 4]
    link = "&".join(f"{key}={','.join(map(str, answer['state'][key]))}" for key in SETTINGS)
    reading = read_query(f"rank=3&in_channels=2&out_channels=3&{link}")
    assert reading.problems == () and reading.state.stride == (1, 2, 2)


def test_what_is_pasted_on_a_strip_has_two_axes_again() -> None:
    present = "rank=1&input_size=3&kernel_size=5"
    for text in ("nn.ConvTranspose2d(1, 1, 3, 2)", "layers.Conv2DTranspose(1, 3, 2)"):
        assert asked(text, present)["state"]["kernel_size"] == [3, 3]
    assert asked("nn.ConvTranspose1d(1, 1, 3, 2)", present)["state"]["kernel_size"] == [3]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nn.ConvTranspose1d(1, 1, 3, output_padding=1)", "output_padding_too_large"),
        ("nn.ConvTranspose1d(1, 1, 3, padding=4)", "output_too_small"),
        ("nn.ConvTranspose3d(1, 1, 3, stride=0)", "setting_out_of_range"),
        ("nn.ConvTranspose3d(1, 1, 64, stride=32, output_padding=40)", "output_padding_too_large"),
        ("nn.ConvTranspose1d(1, 1, 3, padding=-1)", "setting_out_of_range"),
    ],
)
def test_what_pytorch_refuses_is_refused_in_its_words_whatever_the_size(text: str, code: str) -> None:
    import torch
    from torch import nn

    answer = asked(text)
    assert codes(answer) == [code]
    made: Any = eval(text, {"nn": nn})
    with pytest.raises(RuntimeError) as caught:
        made.double()(torch.zeros(1, 1, *[3] * (made.weight.ndim - 2), dtype=torch.float64))
    assert answer["problems"][0]["message"] == str(caught.value)
    for lang in LANGUAGES:
        assert said(answer, lang)
    if answer["state"]:
        assert isinstance(shown(answer), Geometry)
        whole = {"input_size": [3]} | {key: one for key, one in answer["state"].items() if key in SETTINGS}
        offered = "&".join(f"{key}={','.join(map(str, value))}" for key, value in whole.items())
        offered += f"&rank={len(answer['state']['stride'])}"
        assert read_query(offered).problems == ()


def test_huge_numbers_are_answered_at_once() -> None:
    for text in (
        f"nn.ConvTranspose1d(1, 1, {'9' * 300})",
        f"nn.ConvTranspose2d({10**12}, 1, {10**12}, stride={10**12})",
        "nn.ConvTranspose3d(1, 1, 999999, 999999, 999999)",
        "nn.ConvTranspose1d(1, 1, 3, padding=999999999)",
        f"nn.ConvTranspose3d(1, 1, 3, 2, {10**30})",
        f"nn.ConvTranspose2d(1, 1, 3, output_padding={10**30})",
        "paddle.nn.Conv2DTranspose(1, 1, 3, 2, padding=999999999)",
        f"onnx::ConvTranspose[kernel_shape=[{'9' * 9}], strides=[{'9' * 9}]](%1, %2)",
        "output padding must be smaller than either stride or dilation, but got output_padding_height: 999999999 "
        "output_padding_width: 2 stride_height: -1 stride_width: 2 dilation_height: 1 dilation_width: 1",
        "output padding must be smaller than either stride or dilation, but got stride_height: 1 stride_width: 1 "
        "stride_width: 2",
    ):
        start = thread_time()
        answer = asked(text)
        assert answer["problems"] or answer["state"]
        assert thread_time() - start < 1, text
        assert read_query(PRESENT).problems == ()


@pytest.mark.parametrize("groups", range(-1, 7))
def test_groups_that_pytorch_refuses_are_refused_in_its_words(groups: int) -> None:
    from torch import nn

    for into, out in ((3, 4), (4, 3), (4, 6), (6, 6)):
        text = f"nn.ConvTranspose1d({into}, {out}, 3, groups={groups})"
        answer = asked(text)
        try:
            eval(text, {"nn": nn})
        except ValueError as error:
            assert codes(answer) == ["source_groups"] and answer["problems"][0]["message"] == str(error)
        else:
            assert codes(answer) == []
