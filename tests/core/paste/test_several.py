"""Several layers in one text: each is found, the first is shown, the others are a click away; however long the text."""

from __future__ import annotations

import tracemalloc
from time import thread_time
from typing import Any

import pytest

from deconv_core.paste.call import TEXT_LIMIT
from deconv_core.paste.find_calls import calls
from deconv_core.paste.pasted import MOST
from deconv_core.paste.pytorch_call import parse
from tests.given.pasting import asked, codes, names

MODULE = """
import torch
from torch import nn
import torch.nn.functional as F


class Decoder(nn.Module):
    \"\"\"Brings 8x8 back to 64x64 :( or so.\"\"\"

    def __init__(self, ngf=64):
        super().__init__()
        self.up1 = nn.Sequential(
            nn.ConvTranspose2d(ngf * 8, ngf * 4, 4, stride=2, padding=1, bias=False),  # twice (as large
            nn.BatchNorm2d(ngf * 4),
            nn.ReLU(True),
        )
        self.up2 = nn.ConvTranspose2d(
            ngf * 4,
            ngf * 2,
            kernel_size=3,
            stride=2,
            padding=1,
            output_padding=1,
        )
        self.audio = weight_norm(nn.ConvTranspose1d(ngf, ngf // 2, 16, 8, padding=4))

    def forward(self, x):
        x = self.up2(self.up1(x))
        return F.conv_transpose2d(x, self.weight, stride=2, padding=1)
"""


def test_each_layer_of_a_module_s_source_is_found_where_it_stands() -> None:
    found = calls(MODULE)
    lines = MODULE.splitlines()
    assert [(one.call.name, lines[one.line - 1].strip()[:30]) for one in found] == [
        ("ConvTranspose2d", "nn.ConvTranspose2d(ngf * 8, ng"),
        ("ConvTranspose2d", "self.up2 = nn.ConvTranspose2d("),
        ("ConvTranspose1d", "self.audio = weight_norm(nn.Co"),
        ("conv_transpose2d", "return F.conv_transpose2d(x, s"),
    ]
    said = asked(MODULE)
    assert codes(said) == [] and said["state"]["kernel_size"] == [4, 4]
    assert [name.split(":")[0] for name in names(said)] == [str(one.line) for one in found[1:]]
    picked = asked(MODULE, pick=1)
    assert picked["state"]["kernel_size"] == [3, 3] and picked["state"]["output_padding"] == [1, 1]
    assert [choice["again"]["pick"] for choice in picked["choices"]] == [0, 2, 3]
    note = next(one["values"] for one in picked["notes"] if one["code"] == "note_several")
    assert (note["count"], note["line"]) == (4, found[1].line)
    # The one that lacks its kernel asks for it; the others stay on offer.
    last = asked(MODULE, pick=3)
    assert codes(last) == ["source_no_kernel"] and "kernel_size=3" in names(last)
    assert [choice["again"]["pick"] for choice in last["choices"] if "pick" in choice["again"]] == [0, 1, 2]
    assert asked(MODULE, pick=3, kernel_size="3")["state"]["stride"] == [2, 2]


def test_a_model_as_it_prints_is_read_to_its_last_layer() -> None:
    from torch import nn

    model = nn.Sequential(*(nn.Sequential(nn.ConvTranspose2d(8, 8, k, 2, k // 2), nn.ReLU()) for k in range(2, 30)))
    found = calls(str(model))
    assert [parse(one.call.segment()).settings["kernel_size"] for one in found] == [(k, k) for k in range(2, 30)]
    said = asked(str(model))
    assert said["state"]["kernel_size"] == [2, 2] and len(said["choices"]) == MOST
    # The next are on offer, wherever one is.
    assert [one["again"]["pick"] for one in asked(str(model), pick=5)["choices"]] == [*range(6, 6 + MOST)]


@pytest.mark.parametrize("pick", [-1, 4, 10**9, True, None, "1", 1.5])
def test_an_odd_pick_is_the_first(pick: Any) -> None:
    assert asked(MODULE, pick=pick) == asked(MODULE)


def test_whose_layers_they_are_the_text_s_imports_say() -> None:
    text = "import flax.linen as nn\n\n\nclass Net(nn.Module):\n    @nn.compact\n    def __call__(self, x):\n"
    text += (
        "        x = nn.ConvTranspose(8, (3, 3), (2, 2))(x)\n        return nn.ConvTranspose(1, (4, 4), (2, 2))(x)\n"
    )
    said = asked(text)
    assert said["notes"][1]["values"]["framework"] == "Flax (linen)" and len(said["choices"]) == 1
    text = text.replace("import flax.linen as nn", "from keras.layers import (\n    Conv2DTranspose,\n    Dense)")
    text = text.replace("nn.ConvTranspose(8, (3, 3), (2, 2))", "Conv2DTranspose(8, 3, 2)")
    assert asked(text)["notes"][1]["values"]["framework"] == "Keras"


def filled(piece: str) -> str:
    return (piece * (TEXT_LIMIT // len(piece) + 1))[:TEXT_LIMIT]


LONG = {
    "brackets": filled("("),
    "opened": filled("nn.ConvTranspose2d("),
    "nested": "ConvTranspose2d(" * 5000 + ")" * 5000,
    "layers": "".join(f"nn.ConvTranspose2d(1, 1, {at % 9 + 1}, {at})\n" for at in range(2900)),
    "signs": "nn.ConvTranspose2d(1, 1, " + "-" * 90_000 + "3)",
    "nodes": filled("y = ConvTranspose <strides = [2, 2] "),
    "graphs": filled("onnx::ConvTranspose[strides=[2, 2]"),
    "mlir": filled('"onnx.ConvTranspose"(%1, %2) {strides = '),
    "buffers": filled('op_type: "ConvTranspose" attribute { name: "strides" '),
    "networks": filled('layer { type: "Deconvolution" kernel_size: 3 '),
    "imports": filled("from a import (b,\n"),
    "printed": "(parametrizations)" + filled("ParametrizedConvTranspose1d(\n (1,)")[: TEXT_LIMIT - 18],
    "errors": filled("Given input size per channel: (1 x 1). Calculated output size per channel: ("),
    "one name": "a" * (TEXT_LIMIT - 1) + "(",
}


@pytest.mark.parametrize("name", LONG)
def test_the_longest_text_is_answered_in_bounded_time_and_memory(name: str) -> None:
    text = LONG[name]
    assert len(text) <= TEXT_LIMIT
    start = thread_time()
    said = asked(text)
    assert thread_time() - start < 3
    assert said["problems"] or said["state"]
    tracemalloc.start()
    asked(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 40_000_000


def test_a_size_that_a_call_asks_for_is_said_to_be_no_part_of_the_layer() -> None:
    layer = "nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1)"
    for text in (f"up = {layer}\ny = up(x, output_size=x.size())", f"{layer}(x, output_size=(12, 12))"):
        said = asked(text)
        assert said["state"]["output_padding"] == [0, 0]
        assert [note["code"] for note in said["notes"]].count("note_output_size") == 1
    assert not asked(layer)["notes"]
