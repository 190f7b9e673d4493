"""An encoder's text, its sizes and its way back, against the real torch modules."""

from __future__ import annotations

import ast
import random
import time
from contextlib import suppress
from typing import Any

import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from torch import nn

from deconv_core.frameworks.pytorch_conv2d import Conv2d
from deconv_core.geometry import GeometryError
from deconv_core.paste import pytorch_call
from deconv_core.refusal import UnreadError
from deconv_core.stacks import encoder_text
from deconv_core.stacks.encoder_text import parse
from deconv_core.stacks.way_back import Step, chain

SEQUENTIAL = """
encoder = nn.Sequential(
    nn.Conv2d(3, 16, 3, stride=2, padding=1),  # halves
    nn.ReLU(),
    nn.Conv2d(16, 32, kernel_size=(3, 5), stride=(2, 3), padding="valid"),
    nn.BatchNorm2d(32),
    nn.Conv2d(32, 32, 3, padding="same", dilation=2, groups=2),
)
"""
LINES = """
self.down1 = nn.Conv2d(3, 16, 3, 2, 1)
self.down2 = torch.nn.Conv2d(16, 32, kernel_size=[3, 5], stride=(2, 3))
self.bottom = nn.Conv2d(in_channels=32, out_channels=32, kernel_size=3, padding=2, dilation=2, groups=2)
"""


def built(text: str) -> nn.Sequential:
    """The Conv2d layers that PyTorch makes of a text."""
    made: list[nn.Module] = []

    class Recorder(nn.Conv2d):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            made.append(self)

    # As it prints itself.
    Recorder.__name__ = "Conv2d"
    names = type("nn", (), {**vars(nn), "Conv2d": Recorder})
    exec(text, {"nn": names, "torch": type("torch", (), {"nn": names}), "self": type("self", (), {})})
    return nn.Sequential(*made)


def run_back(steps: tuple[Step, ...], encoder: nn.Sequential, size: tuple[int, int]) -> None:
    """The layers run: each step's sizes are PyTorch's, and its way back gives the size that was there."""
    x = torch.zeros(1, encoder[0].in_channels, *size)
    for step, layer in zip(steps, encoder, strict=True):
        assert tuple(x.shape[2:]) == step.big
        small = layer(x)
        assert tuple(small.shape[2:]) == step.small
        assert step.source is not None
        back = eval(step.source, {"nn": nn})
        assert back(small).shape == x.shape
        if min(step.default or ()) >= 1:
            how = (back.stride, back.padding, 0, back.groups, back.dilation)
            bare = nn.functional.conv_transpose2d(small, back.weight, None, *how)
            assert tuple(bare.shape[2:]) == step.default
        x = small


@pytest.mark.parametrize("text", [SEQUENTIAL, LINES])
@pytest.mark.parametrize("size", [(32, 32), (33, 40), (28, 61)])
def test_every_layer_comes_back_to_its_size(text: str, size: tuple[int, int]) -> None:
    layers, encoder = parse(text).layers, built(text)
    assert len(layers) == 3
    run_back(chain(layers, size), encoder, size)


def test_a_printed_encoder_is_the_same_one() -> None:
    encoder = built(SEQUENTIAL)
    printed = repr(nn.Sequential(encoder[0], nn.ReLU(inplace=True), encoder[1], nn.Sequential(encoder[2])))
    assert [step.source for step in chain(parse(printed).layers, (33, 40))] == [
        step.source for step in chain(parse(SEQUENTIAL).layers, (33, 40))
    ]


def test_the_lines_are_counted() -> None:
    assert [layer.line for layer in parse(SEQUENTIAL).layers] == [3, 5, 7]
    assert [layer.line for layer in parse(repr(built(LINES))).layers] == [2, 3, 4]


names = st.sampled_from(["ndf", "nc", "self.width", "dim", "cfg.channels[1]", "widths[-1]", "2", "64"])
products = st.tuples(names, st.sampled_from([" * ", "*", " // ", " + "]), names).map("".join)
expressions = names | products | products.map("({})".format) | st.just("len(n)") | st.just("n" * 60 + " // 2")


def refused_groups(counts: list[str]) -> str | None:
    """What PyTorch says of channels that are all known and cannot be dealt out to their groups; None: nothing."""
    if all(text.isdecimal() for text in counts):
        try:
            nn.Conv2d(*map(int, counts[:2]), 3, groups=int(counts[2]), device="meta")
        except ValueError as error:
            return str(error)
    return None


@given(st.lists(expressions | st.sampled_from(["2", "3", "64"]), min_size=3, max_size=3))
@example(["2", "2", "64"])
@example(["64", "2", "64"])
def test_channels_are_read_as_the_stage_reads_them(counts: list[str]) -> None:
    into, out, groups = counts
    if message := refused_groups(counts):
        for read, name in ((parse, "Conv2d"), (pytorch_call.parse, "ConvTranspose2d")):
            with pytest.raises(UnreadError) as no:
                read(f"nn.{name}({into}, {out}, 3, stride=2, groups={groups})")
            assert (no.value.refusal.code, no.value.refusal.message) == ("source_groups", message)
        return
    (layer,) = parse(f"nn.Conv2d({into}, {out}, 3, stride=2, groups={groups})").layers
    stage = pytorch_call.parse(f"nn.ConvTranspose2d({into}, {out}, 3, stride=2, groups={groups})").notes
    noted = {key: value for note in stage for key, value in note.values.items()}
    read = {"in_channels": layer.in_channels, "out_channels": layer.out_channels, "groups": layer.groups}
    assert {key: text[:40] for key, text in read.items()} == {"groups": "1", **noted}
    (step,) = chain((layer,), (9, 9))
    # The way back is Python again, with the channels exchanged.
    back = ast.parse(step.source or "", mode="eval").body
    assert isinstance(back, ast.Call)
    given = [*back.args, *(word.value for word in back.keywords if word.arg == "groups")]
    assert [ast.unparse(one) for one in given] == [
        ast.unparse(ast.parse(text, mode="eval").body) for text in (out, into, groups)
    ]


# What may follow the last convolution, or stand between two, and what is said of it.
FOLLOWING = {
    "nn.Flatten()": "encoder_other_layer",
    "nn.Linear(512, 10)": "encoder_other_layer",
    "nn.MaxPool2d(2)": "encoder_other_layer",
    "x.view(-1, 512)": "encoder_other_layer",
    "return x": "encoder_not_a_list",
    "for i in range(3): nn.Conv2d(8, 8, 3)": "encoder_not_a_list",
    "nn.Linear(512": "encoder_not_python",
    "nn.Conv2d(8, 8, k)": "source_not_a_literal",
    "nn.Conv2d(8, 8, 0)": "encoder_out_of_range",
    "nn.Conv2d(8, 0, 3)": "encoder_not_a_count",
}
KEPT = ["", "nn.ReLU()", "# a comment", "nn.BatchNorm2d(8)", "import torch"]


@given(st.integers(1, 4), st.lists(st.sampled_from(KEPT), max_size=3), st.sampled_from(list(FOLLOWING)), st.booleans())
def test_reading_stops_where_it_must_and_uses_what_came_before(
    count: int, kept: list[str], follows: str, more: bool
) -> None:
    layers = [f"nn.Conv2d(8, 8, {at + 1}, stride=2)" for at in range(count)]
    before = "\n".join([*kept, *layers, *kept])
    encoder = parse("\n".join([before, follows, *["nn.Conv2d(8, 8, 3)"] * more]))
    assert encoder.layers == parse(before).layers
    assert parse(before).stop is None
    assert encoder.stop is not None
    assert (encoder.stop.line, encoder.stop.what) == (len(before.split("\n")) + 1, follows[:40])
    assert encoder.stop.why.code == FOLLOWING[follows]
    assert encoder.stop.why.values.get("line", encoder.stop.line) == encoder.stop.line
    # Where nothing comes before, there is nothing to use.
    with pytest.raises(UnreadError) as caught:
        parse(follows)
    assert caught.value.code == FOLLOWING[follows]


def test_a_printed_network_is_read_up_to_its_head() -> None:
    encoder = built(SEQUENTIAL)
    printed = repr(nn.Sequential(encoder[0], nn.ReLU(), encoder[1], nn.Flatten(), nn.Linear(4, 2)))
    read = parse(printed)
    assert [layer.kernel_size for layer in read.layers] == [(3, 3), (3, 5)]
    assert read.stop is not None
    assert (read.stop.line, read.stop.what) == (5, "Flatten(start_dim=1, end_dim=-1)")


PIECES = [
    "nn.Conv2d(1, 1, 3)\n",
    "nn.Conv2d(n * 2, n, 3), ",
    "nn.ReLU()\n",
    "\n",
    " ",
    "(",
    "[",
    "-",
    "a.",
    "a=",
    "(0): ",
]
PIECES += [
    "nn.Conv2d(1, 1, 3) x\n",
    "n * 2 + ",
    "'",
    "nn.Flatten(), ",
    "# \n",
    "nn.Conv2d(1, 1, 3),\n)x(\n",
    "=",
    "n ",
    "\t(",
]


@pytest.mark.parametrize("piece", PIECES)
def test_reading_takes_time_in_proportion_to_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the text: about four times as long, where a square would take sixteen times."""
    monkeypatch.setattr(encoder_text, "LAYERS_LIMIT", 10**6)

    def seconds(length: int) -> float:
        text = f"nn.Conv2d(1, 1, 3)\n{piece * (length // len(piece))}"
        times = []
        for _ in range(3):
            start = time.process_time()
            with suppress(UnreadError):
                parse(text)
            times.append(time.process_time() - start)
        return min(times)

    # A thousandth of a second, beside which nothing is measured.
    assert seconds(20_000) < 8 * max(seconds(5_000), 1e-3)


pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(st.lists(st.tuples(pairs, pairs, pairs, pairs), min_size=1, max_size=4), st.integers(0, 10**6))
@settings(max_examples=80, deadline=None)
def test_random_encoders(rows: list[Any], seed: int) -> None:
    random_ = random.Random(seed)
    size = (random_.randint(1, 40), random_.randint(1, 40))
    layers = [Conv2d(k, s, (p[0] - 1, p[1] - 1), d) for k, s, p, d in rows]
    encoder = nn.Sequential(
        *(nn.Conv2d(1, 1, one.kernel_size, one.stride, one.padding, one.dilation) for one in layers)
    )
    steps = chain(layers, size)
    fine = [step for step in steps if step.obstacle is None]
    if fine:
        run_back(tuple(fine), encoder[: len(fine)], size)
    for step in steps[len(fine) :]:
        # The first that cannot be is the last that is told.
        assert step is steps[-1]
        with pytest.raises(RuntimeError) as caught:
            encoder[len(fine)](torch.zeros(1, 1, *step.big))
        assert str(caught.value) == step.message
        assert step.source is None
    if len(fine) == len(steps):
        assert len(steps) == len(layers)


def test_same_padding_that_is_uneven_has_no_way_back() -> None:
    text = 'nn.Conv2d(1, 1, 4, padding="same")\nnn.Conv2d(1, 1, 3, 2)'
    first, second = chain(parse(text).layers, (9, 9))
    assert (first.obstacle, first.small, first.source) == ("same_uneven", (9, 9), None)
    assert built(text)[0](torch.zeros(1, 1, 9, 9)).shape[2:] == (9, 9)
    assert (second.big, second.small, second.output_padding) == ((9, 9), (4, 4), (0, 0))


@given(st.text(max_size=80) | st.from_regex(r"[\w.]*\(?(nn\.)?Conv2d\([\w ,=()'-]*\)[\w\n ()]*", fullmatch=True))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with suppress(UnreadError):
        assert parse(text).layers


def test_an_input_needs_cells() -> None:
    with pytest.raises(GeometryError):
        chain(parse(LINES).layers, (0, 4))
