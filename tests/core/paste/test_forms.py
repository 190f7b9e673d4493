"""The forms in which people have their layers: each is read as the library itself means it."""

from __future__ import annotations

from typing import Any

import pytest

from deconv_core.frameworks import OTHERS
from deconv_core.paste.find_calls import calls, one_call
from deconv_core.paste.libraries import which_library
from deconv_core.paste.other_frameworks import parse as parse_other
from deconv_core.paste.other_frameworks import read as read_other
from deconv_core.paste.pytorch_call import parse
from tests.given.pasting import asked, codes

WAVE = {"kernel_size": (16,), "stride": (8,), "padding": (4,), "output_padding": (0,), "dilation": (1,)}
FLAT = {"kernel_size": (4, 4), "stride": (2, 2), "padding": (1, 1), "output_padding": (0, 0), "dilation": (1, 1)}
CUBE = {key: value * 3 for key, value in {"kernel_size": (4,), "stride": (2,), "padding": (1,)}.items()}
CUBE |= {"output_padding": (0,) * 3, "dilation": (1,) * 3}
PYTORCH = [
    ("nn.ConvTranspose1d(512, 256, kernel_size=(16,), stride=(8,), padding=(4,))", WAVE),
    ("nn.ConvTranspose1d(512, 256, [16], [8], [4])", WAVE),
    ("self.ups.append(weight_norm(nn.ConvTranspose1d(ch, ch // 2, 16, 8, padding=4)))", WAVE),
    ("nn.utils.parametrizations.weight_norm(torch.nn.ConvTranspose1d(512, 256, 16, 8, 4), dim=0)", WAVE),
    ("  (0): ConvTranspose1d(512, 256, kernel_size=(16,), stride=(8,), padding=(4,))", WAVE),
    ("self.up = nn.LazyConvTranspose1d(256, 16, stride=8, padding=4)", WAVE),
    ("LazyConvTranspose1d(0, 256, kernel_size=(16,), stride=(8,), padding=(4,))", WAVE),
    ("nn.ConvTranspose3d(ngf * 8, ngf * 4, 4, 2, 1, bias=False)", CUBE),
    ("spectral_norm(nn.ConvTranspose2d(dim, dim // 2, 4, 2, 1))", FLAT),
    ("up = nnq.ConvTranspose2d(4, 2, 4, 2, 1)", FLAT),
    (
        "QuantizedConvTranspose2d(4, 2, kernel_size=(4, 4), stride=(2, 2), scale=1.0, zero_point=0, padding=(1, 1))",
        FLAT,
    ),
    ("nn.LazyConvTranspose2d(32, 4, 2, 1).to(device)", FLAT),
    (
        "    nn.ConvTranspose2d(in_channels=64,\n        out_channels=32,  # half\n        kernel_size=4, "
        "stride=2, padding=1),",
        FLAT,
    ),
]
PYTORCH += [
    ("from torch.nn import ConvTranspose2d as Up\nup = Up(64, 32, 4, 2, 1)", FLAT),
    ("import torch.nn as n\nself.up = n.Sequential(n.ConvTranspose2d(64, 32, 4, 2, 1), n.ReLU())", FLAT),
    ("from torch.nn import (ConvTranspose2d as Up,\n    ReLU)\nups = [Up(64, 32, 4, 2, 1), ReLU()]", FLAT),
    ("nn.ConvTranspose1d(8, 4, 2 * 8, stride=16 // 2, padding=(16 - 8) // 2)", WAVE),
    ("层是 nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1)，输出却是 63，为什么？", FLAT),
    (
        "y: 'f32[1, 4, 9, 9]' = torch.ops.aten.convolution.default(x, w, b, [2, 2], [1, 1], [1, 1], True, [0, 0], 1)",
        {key: one for key, one in FLAT.items() if key != "kernel_size"},
    ),
    (
        "conv_transpose1d = torch.ops.aten.conv_transpose1d.default(x, w, None, [8], [4])",
        {key: one for key, one in WAVE.items() if key != "kernel_size"},
    ),
]
FUNCTIONS = [
    ("F.conv_transpose1d(x, w, None, 8, 4)", {key: one for key, one in WAVE.items() if key != "kernel_size"}),
    (
        "y = F.conv_transpose3d(x, self.weight, stride=2, padding=1)",
        {k: v for k, v in CUBE.items() if k != "kernel_size"},
    ),
]


@pytest.mark.parametrize(("text", "settings"), PYTORCH + FUNCTIONS)
def test_a_layer_of_pytorch_s_is_read_in_all_its_forms(text: str, settings: dict[str, tuple[int, ...]]) -> None:
    assert parse(text).settings == settings


def test_what_modules_print_is_what_they_are() -> None:
    import torch
    from torch import nn
    from torch.ao.nn import quantized

    made: list[tuple[Any, Any]] = []
    for rank in (1, 2, 3):
        layer = getattr(nn, f"ConvTranspose{rank}d")(6, 4, 4, 2, 1, groups=2)
        lazy = getattr(nn, f"LazyConvTranspose{rank}d")(4, 4, 2, 1)
        normed = nn.utils.parametrizations.weight_norm(getattr(nn, f"ConvTranspose{rank}d")(6, 4, (4,) * rank, 2, 1))
        made += [(layer, layer), (lazy, lazy), (normed, normed)]
        made.append((nn.Sequential(normed, nn.ReLU()), normed))
    with torch.no_grad():
        backend = torch.backends.quantized.engine
        torch.backends.quantized.engine = torch.backends.quantized.supported_engines[-1]
        made.append((one := quantized.ConvTranspose2d(6, 4, 4, 2, 1), one))
        torch.backends.quantized.engine = backend
    for whole, layer in made:
        read = parse(repr(whole)).layer
        assert {key: tuple(getattr(layer, key)) for key in read.settings} == read.settings, whole
        assert read.out_channels == 4 and read.in_channels in (6, None)


def test_channels_groups_and_bias_are_read_or_left_open() -> None:
    layer = parse("nn.ConvTranspose2d(ngf * 8, dim // 2, 4, 2, 1, groups=g, bias=False)").layer
    assert (layer.in_channels, layer.out_channels, layer.groups, layer.bias) == ("ngf * 8", "dim // 2", "g", False)
    layer = parse("nn.ConvTranspose2d(64, 32, 4, bias=use_bias)").layer
    assert (layer.in_channels, layer.out_channels, layer.groups, layer.bias) == (64, 32, 1, None)
    layer = parse("F.conv_transpose2d(x, w, b, 2)").layer
    assert (layer.in_channels, layer.out_channels, layer.bias) == (None, None, None)


def test_the_seventh_of_the_function_is_groups_as_in_pytorch() -> None:
    import torch
    from torch.nn import functional

    x, w = torch.ones(1, 4, 3), torch.ones(4, 1, 3)
    y = functional.conv_transpose1d(x, w, None, 2, 1, 0, 4)
    read = parse("F.conv_transpose1d(x, w, None, 2, 1, 0, 4)")
    assert read.layer.groups == 4 and "note_seventh" in [note.code for note in read.notes]
    whole = {**read.settings, "kernel_size": (3,)}
    assert tuple(y.shape[2:]) == tuple(2 * n - 1 for n in (3,)) and y.shape[1] == 4 and whole["dilation"] == (1,)


def test_what_an_exported_program_prints_is_what_runs() -> None:
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layers = nn.ModuleList(
                [nn.Conv2d(2, 4, 3), nn.ConvTranspose2d(4, 6, 4, 3, 1, 2, 2), nn.ConvTranspose2d(6, 2, (3, 5), (2, 3))]
            )

        def forward(self, x: Any) -> Any:
            for layer in self.layers:
                x = layer(x)
            return x

    net = Net()
    program = torch.export.export(net, (torch.zeros(1, 2, 6, 6),))
    for text in (str(program.graph_module.code), str(program), str(program.run_decompositions())):
        found = [parse(one.call.segment()).layer for one in calls(text)]
        wanted = [layer for layer in net.layers if isinstance(layer, nn.ConvTranspose2d)]
        assert len(found) == len(wanted), text
        for one, layer in zip(found, wanted, strict=True):
            assert one.settings == {key: tuple(getattr(layer, key)) for key in one.settings}
            assert one.groups == layer.groups


SUMMARIES = [
    "        Layer (type)      Output Shape   Param #\n====\n   ConvTranspose2d-1  [-1, 512, 4, 4]  819,200\n",
    "├─ConvTranspose2d: 1-1                   [64, 512, 4, 4]           819,200",
    " conv2d_transpose (Conv2DTra  (None, 7, 7, 128)         819200    \n nspose)",
    "│ conv1d_transpose_1 (Conv1DTranspose) │ (None, 14, 64) │ 204,864 │",
]


@pytest.mark.parametrize("text", SUMMARIES)
def test_a_summary_does_not_say_which_layer_it_is(text: str) -> None:
    assert codes(asked(text)) == ["source_summary"]


ONNX = [
    # As it is copied from Netron.
    "dilations\n1, 1\ngroup\n1\nkernel_shape\n4, 4\npads\n1, 1, 1, 1\nstrides\n2, 2",
    "%299 : Float(1, 14, 480, 640, strides=[430080, 30720, 640, 1]) = onnx::ConvTranspose[dilations=[1, 1], group=1, "
    "kernel_shape=[4, 4], pads=[1, 1, 1, 1], strides=[2, 2]](%298, %187), scope: __module.up # conv.py:953:0",
    '%1 = "onnx.ConvTranspose"(%0, %w, %n) {dilations = [1, 1], group = 1 : si64, kernel_shape = [4, 4], node_name '
    '= "up", pads = [1, 1, 1, 1], strides = [2, 2]} : (tensor<1x1x3x3xf32>, tensor<1x1x4x4xf32>, none) -> ()',
    "g (float[1,1,3,3] x, float[1,1,4,4] w) => (float y)\n{\n   y = ConvTranspose <kernel_shape: ints = [4, 4], pads: "
    "ints = [1, 1, 1, 1], strides: ints = [2, 2]> (x, w)\n   z = Relu (y)\n}",
    "graph g (\n  %x[FLOAT, 1x1x3x3]\n) {\n  %y = ConvTranspose[kernel_shape = [4, 4], pads = [1, 1, 1, 1], strides = "
    "[2, 2]](%x, %w)\n  %z = Relu(%y)\n  return %z\n}",
    "nodes = [helper.make_node('Relu', ['a'], ['x']), helper.make_node('ConvTranspose', ['x', 'w'], ['y'], "
    "kernel_shape=[4, 4], strides=[2, 2], pads=[1, 1, 1, 1])]",
]


@pytest.mark.parametrize("text", ONNX)
def test_a_node_is_read_in_all_its_forms(text: str) -> None:
    read = parse_other(text)
    words = {"kernel_shape": (4, 4), "strides": (2, 2), "pads": (1, 1, 1, 1)}
    assert read.framework == "onnx" and {key: read.words[key] for key in words} == words
    said = asked(text)
    assert codes(said) == [] and said["state"]["padding"] == [1, 1]


def test_a_node_in_a_graph_that_onnx_prints_is_read() -> None:
    from onnx import helper, printer

    nodes = [
        helper.make_node("Relu", ["a"], ["x"]),
        helper.make_node("ConvTranspose", ["x", "w"], ["y"], strides=[2], kernel_shape=[4], pads=[1, 1]),
    ]
    graph = helper.make_graph(nodes, "g", [], [])
    for text in (printer.to_text(graph), helper.printable_graph(graph)):
        read = parse_other(text)
        assert (read.rank, read.words["kernel_shape"], read.words["pads"]) == (1, (4,), (1, 1))


DIMENSIONS = [
    ("keras.layers.Conv1DTranspose(8, 4, strides=2, padding='same')", "keras", 1, (5,)),
    ("tf.keras.layers.Conv3DTranspose(8, (2, 3, 4), strides=(2, 1, 2), padding='valid')", "keras", 3, (2, 3, 4)),
    ("tf.nn.conv1d_transpose(x, w, [1, 10, 1], 2, 'SAME')", "tensorflow", 1, (5,)),
    ("tf.nn.conv1d_transpose(x, w, output_shape=[n, 10, 1], strides=[1, 2, 1])", "tensorflow", 1, (5,)),
    ("tf.nn.conv3d_transpose(x, w, [1, 4, 6, 8, 1], [1, 2, 2, 2, 1])", "tensorflow", 3, (2, 3, 4)),
    ("jax.lax.conv_transpose(x, w, (2,), 'SAME')", "jax", 1, (5,)),
    ("lax.conv_transpose(x, w, (2, 1, 2), [(1, 1), (1, 2), (0, 1)], transpose_kernel=True)", "jax", 3, (2, 3, 4)),
    ("strides=[3], kernel_shape=[5], pads=[1, 2]", "onnx", 1, (4,)),
    ("strides=[3, 2, 1], kernel_shape=[2, 3, 3], pads=[0, 0, 1, 1, 0, 1]", "onnx", 3, (2, 3, 4)),
]


@pytest.mark.parametrize(("text", "framework", "rank", "size"), DIMENSIONS)
def test_one_and_three_axes_are_read_as_the_library_itself_means_them(
    text: str, framework: str, rank: int, size: tuple[int, ...]
) -> None:
    import numpy as np

    from tests.oracles import libraries

    read = parse_other(text)
    assert (read.framework, read.rank) == (framework, rank)
    kernel = read.words.get("kernel_size") or read.words.get("kernel_shape") or 3
    sizes = tuple(np.broadcast_to(np.asarray(kernel), rank).tolist())
    words = {key: one for key, one in read.words.items() if key not in ("kernel_size", "kernel_shape")}
    x, w = np.ones((1, *size)), np.ones((1, 1, *sizes))
    out = getattr(libraries, framework)(x, w, **words)
    words.pop("transpose_kernel", None)
    geometry = OTHERS[framework].geometry(size, sizes, **words)
    assert out.shape[1:] == geometry.output_size
    said = asked(text, f"input_size={size[-1]}", kernel_size="3")
    assert rank == 3 or codes(said) == []


def test_tensorflow_1_s_layers_are_read_too() -> None:
    for text in ("tf.layers.conv3d_transpose(x, 64, 3, 2, 'same')", "tf.compat.v1.layers.Conv3DTranspose(64, 3, 2)"):
        call = one_call(text)
        assert read_other(call, which_library.of(call)).rank == 3


def test_a_session_s_prompts_and_a_printed_model_s_names_are_no_part_of_a_layer() -> None:
    text = ">>> net = nn.Sequential(\n...     nn.ConvTranspose2d(8, 4, 4, 2, 1),\n... )\n>>> print(net)\nSequential(\n"
    text += "  (0): ConvTranspose2d(8, 4, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1))\n)"
    assert [parse(one.call.segment()).settings for one in calls(text)] == [FLAT, FLAT]
