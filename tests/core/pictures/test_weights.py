"""Weights from files: what PyTorch and NumPy write is read right; whatever else is refused, and nothing in it runs."""

from __future__ import annotations

import json
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core.pictures.files import weights
from deconv_core.pictures.layers import tiles
from deconv_core.pictures.layers.job import Job
from deconv_core.pictures.layers.outputs import may_be_numbers, npy, png
from deconv_core.pictures.layers.sources import of_text, with_weights
from deconv_core.pictures.samples import sample
from deconv_core.refusal import UnreadError
from deconv_core.words import LANGUAGES, explain

WEIGHT = np.random.default_rng(0).standard_normal((3, 2, 4, 5)).astype(np.float32)
BIAS = np.array([0.5, -1.5], np.float32)


def numpys(array: Any, **options: Any) -> bytes:
    file = BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


def torchs(held: Any, **options: Any) -> bytes:
    file = BytesIO()
    torch.save(held, file, **options)
    return file.getvalue()


def safetensors(arrays: dict[str, Any], **changed: Any) -> bytes:
    """As the format says: https://huggingface.co/docs/safetensors"""
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, (kind, array) in arrays.items():
        offsets = [len(body), len(body) + array.nbytes]
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": offsets} | changed
        body += array.tobytes()
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body


BFLOAT = (WEIGHT.view(np.uint32) >> 16).astype(np.uint16)
LAYER = torch.nn.ConvTranspose2d(3, 2, (4, 5))
READ: dict[str, tuple[bytes, Any, Any]] = {
    "npy": (numpys(WEIGHT), WEIGHT, None),
    "npy of doubles": (numpys(WEIGHT.astype(np.float64)), WEIGHT, None),
    "npy of columns": (numpys(np.asfortranarray(WEIGHT)), WEIGHT, None),
    "npy of whole numbers": (numpys(np.ones((1, 1, 2, 2), int)), np.ones((1, 1, 2, 2)), None),
    "a tensor": (torchs(torch.from_numpy(WEIGHT)), WEIGHT, None),
    "a tensor of halves": (torchs(torch.from_numpy(WEIGHT).half()), WEIGHT.astype(np.float16), None),
    "a state_dict": (torchs(LAYER.state_dict()), LAYER.weight.detach().numpy(), LAYER.bias.detach().numpy()),
    "a dict in order": (torchs(OrderedDict({"weight": torch.from_numpy(WEIGHT)})), WEIGHT, None),
    "a list": (torchs([torch.from_numpy(WEIGHT)]), WEIGHT, None),
    "a parameter": (torchs(torch.nn.Parameter(torch.from_numpy(WEIGHT))), WEIGHT, None),
    "a turned tensor": (torchs(torch.from_numpy(WEIGHT).transpose(2, 3)), WEIGHT.swapaxes(2, 3), None),
    "safetensors": (safetensors({"weight": ("F32", WEIGHT), "bias": ("F32", BIAS)}), WEIGHT, BIAS),
    "safetensors of bfloat16": (
        safetensors({"up.weight": ("BF16", BFLOAT)}),
        torch.from_numpy(BFLOAT.view(np.int16)).view(torch.bfloat16).float().numpy(),
        None,
    ),
}


@pytest.mark.parametrize("name", READ)
def test_what_libraries_write_is_read(name: str) -> None:
    data, weight, bias = READ[name]
    (found,) = weights.read(data)
    assert found.weight.dtype == np.float32 and found.weight.flags.c_contiguous
    np.testing.assert_array_equal(found.weight, weight)
    assert (found.bias is None) == (bias is None)
    if bias is not None:
        np.testing.assert_array_equal(found.bias, bias)


def test_of_several_each_has_its_name_and_its_own_bias() -> None:
    net = torch.nn.Sequential(
        torch.nn.ConvTranspose2d(3, 2, 4), torch.nn.ReLU(), torch.nn.ConvTranspose2d(2, 1, 3, bias=False)
    )
    found = weights.read(torchs(net.state_dict()))
    assert [(one.name, one.weight.shape, one.bias is not None) for one in found] == [
        ("0.weight", (3, 2, 4, 4), True),
        ("2.weight", (2, 1, 3, 3), False),
    ]


ran: list[str] = []


class Evil:
    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return ran.append, ("ran",)


def zipped(content: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("archive/data.pkl", content)
        files.writestr("archive/version", b"3\n")
    return file.getvalue()


def evil_npy() -> bytes:
    return numpys(np.array([Evil()], object), allow_pickle=True)


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "weights_unknown"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "weights_unknown"),
    "a bare pickle": (pickle.dumps(WEIGHT), "weights_unknown"),
    "an old pt": (torchs(torch.ones(1, 1, 2, 2), _use_new_zipfile_serialization=False), "weights_unknown"),
    "a zip": (zipped(b"hello"), "weights_damaged"),
    "a pickle that calls": (zipped(pickle.dumps(Evil(), 2)), "weights_damaged"),
    "a whole module": (torchs(LAYER), "weights_damaged"),
    "a zip that unpacks to much": (zipped(bytes(60_000_000)), "weights_too_large"),
    "too many bytes": (b"\x93NUMPY" + bytes(17_000_000), "weights_too_large"),
    "npy cut short": (numpys(WEIGHT)[:-9], "weights_damaged"),
    "npy of objects": (evil_npy(), "weights_not_numbers"),
    "npy of text": (numpys(np.full((1, 1, 1, 1), "a")), "weights_not_numbers"),
    "npy of complex numbers": (numpys(np.full((1, 1, 1, 1), 1j)), "weights_not_numbers"),
    "npy that says it is large": (
        numpys(np.ones((1, 1, 2, 2))).replace(b"(1, 1, 2, 2)", b"(9999,999,9)"),
        "layer_too_many_weights",
    ),
    "a matrix": (numpys(np.ones((3, 3))), "weights_none"),
    "a tensor spread over much": (torchs(torch.ones(1).expand(999, 999, 9, 9)), "layer_too_many_weights"),
    "no tensors": (torchs({"epoch": 3}), "weights_none"),
    "complex tensors": (torchs(torch.ones(1, 1, 2, 2, dtype=torch.complex64)), "weights_not_numbers"),
    "safetensors cut short": (READ["safetensors"][0][:-8], "weights_damaged"),
    "safetensors with a long header": (b"\xff\xff\xff\xff\0\0\0\0{}", "weights_damaged"),
    "safetensors that reach beyond": (
        safetensors({"w": ("F32", WEIGHT)}, data_offsets=[0, 10**9]),
        "weights_damaged",
    ),
    "safetensors with a wrong size": (safetensors({"w": ("F32", WEIGHT)}, shape=[3, 2, 4, 4]), "weights_damaged"),
    "safetensors below zero": (safetensors({"w": ("F32", WEIGHT)}, shape=[-3, -2, 4, 5]), "weights_damaged"),
    "safetensors of another type": (safetensors({"w": ("F8_E4M3", WEIGHT)}), "weights_not_numbers"),
    "safetensors deep in brackets": ((9000).to_bytes(8, "little") + b'{"a":' + b"[" * 8995, "weights_damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_is_refused_in_words(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(UnreadError) as caught:
        weights.read(data)
    assert caught.value.code == code
    assert ran == []
    for lang in LANGUAGES:
        assert explain(lang, caught.value.code, caught.value.field, caught.value.values)


@settings(max_examples=150)
@given(st.sampled_from(sorted(READ)), st.data())
def test_a_file_with_wrong_bytes_is_read_or_refused(name: str, data: st.DataObject) -> None:
    altered = bytearray(READ[name][0])
    for _ in range(data.draw(st.integers(1, 5))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = weights.read(bytes(altered))
    except UnreadError:
        return
    assert all(one.weight.ndim == 4 and one.weight.dtype == np.float32 for one in found)


def test_a_layer_takes_weights_of_its_own_shape_only() -> None:
    layer = of_text("nn.ConvTranspose2d(3, 2, (4, 5), stride=2)", 3)
    given_ones = with_weights(layer, WEIGHT, BIAS)
    expected = torch.nn.functional.conv_transpose2d(
        torch.from_numpy(sample("face").values)[None], torch.from_numpy(WEIGHT), torch.from_numpy(BIAS), stride=2
    )
    np.testing.assert_allclose(tiles.whole(sample("face"), given_ones), expected[0].numpy(), atol=1e-5)
    # A bias that is another layer's is none of this one's.
    assert with_weights(layer, WEIGHT, np.ones(7, np.float32)).bias is None
    with pytest.raises(UnreadError, match="weights_wrong_shape"):
        with_weights(layer, WEIGHT[:, :1], None)


@pytest.mark.parametrize("text", ["nn.ConvTranspose2d(3, 3, 2)", "nn.ConvTranspose2d(3, 5, 3, stride=2)"])
def test_files_of_an_output_hold_the_output(text: str) -> None:
    from PIL import Image

    job = Job(sample("face").piece(90), of_text(text, 3))
    job.go_on(60)
    assert job.done and may_be_numbers(job)
    output = np.load(BytesIO(npy(job)))
    np.testing.assert_array_equal(output, tiles.whole(job.picture, job.layer))
    np.testing.assert_allclose(job.outside, np.mean((output < 0) | (output > 1), (1, 2)), rtol=1e-6)
    channel = None if len(output) == 3 else 4
    seen = np.asarray(Image.open(BytesIO(png(job, "scaled", channel)))).astype(float)
    wanted = output.transpose(1, 2, 0) if channel is None else output[channel]
    wanted = (wanted - wanted.min()) / np.ptp(wanted)
    np.testing.assert_allclose(seen, 255 * wanted, atol=0.51)
