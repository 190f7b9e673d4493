"""A pasted layer: every spelling that PyTorch takes means what PyTorch takes it to mean, and nothing of it runs."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.frameworks import pytorch
from deconv_core.paste.call import SourceCode
from deconv_core.paste.pytorch_call import NoteCode, parse
from deconv_core.refusal import Refusal, UnreadError
from deconv_core.state.query import read_query
from deconv_core.state.query_text import settings_texts
from deconv_core.words import explain

BOTH = {"stride": (2, 2), "padding": (1, 1), "output_padding": (0, 0), "dilation": (1, 1)}
LAYER = {"kernel_size": (3, 3), **BOTH}

SPELLINGS = [
    "nn.ConvTranspose2d(1, 1, 3, 2, 1)",
    "torch.nn.ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1)",
    "ConvTranspose2d(in_channels=1, out_channels=1, kernel_size=(3, 3), stride=[2, 2], padding=(1, 1))",
    "nn.ConvTranspose2d(1, 1, (3, 3), stride=(2,), padding=[1])",
    "  up = nn.ConvTranspose2d(1, 1, 3, padding=1, stride=2)  # twice the size\n",
    "self.up = nn.ConvTranspose2d(1, 1, 3, 2, 1);",
    "nn.ConvTranspose2d(\n    1,\n    1,\n    3,\n    stride=2,\n    padding=1,\n),",
    "up: nn.Module = nn.ConvTranspose2d(1, 1, 3, 2, 1, 0, 1, False, 1, 'zeros', None, torch.float64)",
    "y = nn.ConvTranspose2d(1, 1, 3, 2, 1, bias=False)(x)",
    "nn.ConvTranspose2d(1, 1, 3, 2, 1).to(torch.float64)",
    "up = nn.ConvTranspose2d(1, 1, 3, 2, 1).double().eval()",
    "import math\nfrom pathlib import Path\n\nup = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1)",
    "ConvTranspose2d(1, 1, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))",
    "(up): ConvTranspose2d(1, 1, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), bias=False)",
    "  (0): ConvTranspose2d(1, 1, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_spelling_is_the_same_layer(text: str) -> None:
    layer = parse(text)
    assert (layer.settings, layer.notes) == (LAYER, ())


@pytest.mark.parametrize("text", [text for text in SPELLINGS if text.strip()[0] != "("])
def test_these_spellings_are_pytorch_s(text: str) -> None:
    """What parse() says is what the real layer says of itself."""
    import torch
    from torch import nn

    made = []

    class Recorder(nn.ConvTranspose2d):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)  # type: ignore[arg-type]
            made.append(self)

    class Holder:
        ConvTranspose2d = Recorder
        Module = nn.Module

    class Torch:
        nn = Holder
        float64 = torch.float64

    names = {"nn": Holder, "torch": Torch, "ConvTranspose2d": Recorder, "x": torch.zeros(1, 1, 2, 2), "self": Holder}
    exec(text.strip(), names)
    ours = parse(text).settings
    assert {key: tuple(getattr(made[0], key)) * (2 // len(getattr(made[0], key))) for key in ours} == ours


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_real_layer_s_printed_form_and_our_own_source_come_back(data: st.DataObject) -> None:
    from torch import nn

    pair = st.tuples(st.integers(1, 9), st.integers(1, 9))
    asked = {key: data.draw(pair) for key in LAYER}
    printed = repr(nn.Sequential(nn.ConvTranspose2d(1, 1, **asked))).splitlines()[1]
    assert parse(printed).settings == asked
    assert parse(pytorch.source((4, 4), **asked)).settings == asked


def test_the_function_says_no_kernel_and_orders_its_arguments_otherwise() -> None:
    assert parse("F.conv_transpose2d(x, w, None, 2, 1)").settings == BOTH
    assert parse("y = torch.nn.functional.conv_transpose2d(x, weight=w, stride=2, padding=1)").settings == BOTH
    assert parse("F.conv_transpose2d(x, w, b, 1, 0, 0, 1, (2, 3))").settings["dilation"] == (2, 3)
    assert parse("nn.ConvTranspose2d(1, 1, 3, 1, 0, 0, 1, True, (2, 3))").settings["dilation"] == (2, 3)


def test_what_the_stage_does_not_show_is_noted() -> None:
    layer = parse("nn.ConvTranspose2d(64, width // 2, 4, 2, 1, groups=2, bias=True)")
    assert layer.settings["kernel_size"] == (4, 4)
    assert layer.notes == (
        Refusal("note_channels", values={"in_channels": "64", "out_channels": "width // 2"}),
        Refusal("note_groups", values={"groups": "2"}),
        Refusal("note_bias"),
    )
    seventh = parse("F.conv_transpose2d(x, w, None, 2, 1, 0, 4)").notes
    assert seventh == (Refusal("note_groups", values={"groups": "4"}), Refusal("note_seventh", values={"groups": "4"}))
    assert {note.code for note in (*layer.notes, *seventh)} == set(get_args(NoteCode))
    assert "64" in explain("en", "note_channels", values=layer.notes[0].values)


DEEP = ["(" * 999, "[" * 900 + "]" * 99, "-" * 990 + "1", "f(" * 499, "f" + "()" * 490, "1+" * 499 + "1"]
DEEP_ARGUMENTS = [f"nn.ConvTranspose2d(1, 1, {deep}1)" for deep in ("-" * 900, "1+" * 450, "lambda:" * 130, "[" * 90)]
ODD = ["", " ", "\x00", "\ud800()", "'''", "()", "def f():\n  pass", "import os; os.abort()", "a = b = 1", "x[0]()"]


@pytest.mark.parametrize("text", [*DEEP, *DEEP_ARGUMENTS, *ODD])
def test_odd_and_deep_text_is_refused_and_nothing_worse(text: str) -> None:
    with pytest.raises(UnreadError) as caught:
        parse(text)
    assert all(len(str(value)) <= 40 and str(value).isprintable() for value in caught.value.values.values())


@pytest.mark.parametrize(
    "text", ["nn.ConvTranspose2d（1, 1, 3)", "nn.ConvTranspose2d(1，1，3)", "我用的是 nn.ConvTranspose2d(1，1, 3)。"]
)
def test_a_full_width_sign_is_named(text: str) -> None:
    with pytest.raises(UnreadError) as caught:
        parse(text)
    assert caught.value.code == "source_full_width"
    assert "（，。".find(str(caught.value.values["sign"])) >= 0


def test_a_method_of_another_layer_is_that_layer_s() -> None:
    assert parse("nn.Sequential(nn.ConvTranspose2d(1, 1, 3)).to(device)") == parse("nn.ConvTranspose2d(1, 1, 3)")
    with pytest.raises(UnreadError, match="source_other_layer"):
        parse("nn.Sequential(nn.ReLU()).to(device)")


@given(st.one_of(st.text(max_size=80), st.text("nConvTraspe2d.(), =[]1*#:'-x", max_size=80)))
@settings(max_examples=300, deadline=None)
def test_rubbish_is_refused_and_nothing_worse(text: str) -> None:
    try:
        parse("nn.ConvTranspose2d(1, 1, " + text)
    except UnreadError as error:
        assert error.code in get_args(SourceCode)


def test_nothing_that_is_pasted_runs(tmp_path: Path) -> None:
    text = f"nn.ConvTranspose2d(1, 1, kernel_size=open({str(tmp_path / 'ran')!r}, 'w').write('3'))"
    with pytest.raises(UnreadError, match="source_not_a_literal"):
        parse(text)
    assert list(tmp_path.iterdir()) == []


def test_a_pasted_layer_becomes_a_link_that_is_checked_like_any_other() -> None:
    layer = parse("nn.ConvTranspose2d(1, 1, (3, 5), stride=(2, 1), padding=1)")
    assert settings_texts(layer.settings)["kernel_size"] == "3,5"
    reading = read_query({"input_size": "4", **settings_texts(layer.settings)})
    assert (reading.state.kernel_size, reading.state.stride, reading.problems) == ((3, 5), (2, 1), ())
    refused = read_query(settings_texts(parse("nn.ConvTranspose2d(1, 1, 3, output_padding=1, stride=-1)").settings))
    assert [problem.code for problem in refused.problems] == ["setting_out_of_range"]
    assert read_query(settings_texts(parse("nn.ConvTranspose2d(1, 1, " + "9" * 900 + ")").settings)).problems


ONE_AXIS = [
    "nn.ConvTranspose1d(1, 1, 3, 2, 1)",
    "torch.nn.ConvTranspose1d(1, 1, (3,), stride=(2,), padding=[1])",
    "self.up = nn.ConvTranspose1d(1, 1, kernel_size=(3,), stride=(2,), padding=(1,), bias=False)",
    "(0): ConvTranspose1d(1, 1, kernel_size=(3,), stride=(2,), padding=(1,))",
]


@pytest.mark.parametrize("text", ONE_AXIS)
def test_a_layer_of_one_axis_has_one_number_a_setting(text: str) -> None:
    alone = {"stride": (2,), "padding": (1,), "output_padding": (0,), "dilation": (1,)}
    assert parse(text).settings == {"kernel_size": (3,), **alone}
    assert parse("F.conv_transpose1d(x, w, None, 2, 1)").settings == alone


def test_what_pytorch_says_of_two_numbers_for_one_axis_is_foreseen_as_a_refusal() -> None:
    from torch import nn

    with pytest.raises(UnreadError, match="source_wrong_rank"):
        parse("nn.ConvTranspose1d(1, 1, 3, stride=(2, 1))")
    with pytest.raises((RuntimeError, ValueError)):
        import torch

        nn.ConvTranspose1d(1, 1, 3, stride=(2, 1))(torch.zeros(1, 1, 4))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_real_layer_of_one_axis_comes_back_from_its_printed_form_and_our_source(data: st.DataObject) -> None:
    from torch import nn

    words = {key: (data.draw(st.integers(1, 9)),) for key in ("kernel_size", "stride", "dilation")}
    words |= {"padding": (data.draw(st.integers(0, 9)),), "output_padding": (0,)}
    for text in (str(nn.ConvTranspose1d(1, 1, **words)), pytorch.source((4,), **words)):
        assert parse(text).settings == words
