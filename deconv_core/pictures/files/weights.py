"""A layer's weights from a file: .npy, .pt as torch.save writes it, .safetensors. Nothing in them is run.

Kept are arrays of four axes, each with the bias that stands beside it: `up.weight` with `up.bias`.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from math import prod
from typing import Any, Literal

import numpy as np

from deconv_core.pictures import limits
from deconv_core.pictures.picture import Floats
from deconv_core.refusal import UnreadError, Value, unread

SUFFIXES = ("npy", "pt", "pth", "safetensors")
WeightsCode = Literal[
    "weights_too_large",
    "weights_unknown",
    "weights_damaged",
    "weights_none",
    "weights_not_numbers",
    "weights_wrong_shape",
]
AXES = 4
# Of one file, so many are offered.
MOST = 60
MOST_HEADER = 1_000_000
# What safetensors calls its types, of those that NumPy has: https://huggingface.co/docs/safetensors
TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "<i1", "U8": "<u1"}
BFLOAT16 = "BF16"


@dataclass(frozen=True, eq=False)
class Weights:
    """`weight` of four axes, `bias` `[out_channels]` or None; `name`: where in the file they stand, "" for an array."""

    name: str
    weight: Floats
    bias: Floats | None = None


def read(data: bytes) -> tuple[Weights, ...]:
    """What a file holds, at least one. Raises UnreadError and nothing else."""
    if len(data) > limits.FILE_MEGABYTES * limits.MEGABYTE:
        raise refused("weights_too_large", limit=limits.FILE_MEGABYTES)
    arrays = _named(data)
    found = tuple(_weights(arrays))[:MOST]
    if not found:
        shapes = ", ".join(str(tuple(one.shape)) for one in list(arrays.values())[:3])
        raise refused("weights_none", shapes=shapes or "–")
    return found


def refused(code: WeightsCode, **values: Value) -> UnreadError:
    return unread(code, values, "weights")


def _named(data: bytes) -> Mapping[str, Any]:
    """Arrays by name, as they are in the file; none is large."""
    reader = _numpy if data[:6] == b"\x93NUMPY" else _torch if data[:4] == b"PK\x03\x04" else None
    if reader is None and len(data) > 9 and data[8:9] == b"{":
        reader = _safetensors
    if reader is None:
        raise refused("weights_unknown")
    try:
        return reader(data)
    except UnreadError:
        raise
    except Exception as error:
        # Damaged files make readers raise nearly anything.
        raise refused("weights_damaged") from error


def _weights(arrays: Mapping[str, Any]) -> Iterator[Weights]:
    for name, array in arrays.items():
        if array.ndim == AXES:
            bias = arrays.get(f"{name.removesuffix('weight')}bias") if name.endswith("weight") else None
            is_bias = bias is not None and bias.ndim == 1
            yield Weights(name, _floats(array), _floats(bias) if is_bias else None)


def _floats(array: Any) -> Floats:
    if array.dtype.kind not in "fiu":
        raise refused("weights_not_numbers", type=str(array.dtype)[:40])
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(array, np.float32)


def _check_count(shape: tuple[int, ...]) -> None:
    """Before memory is taken: a small file can say that its numbers are many."""
    if prod(shape) > limits.WEIGHTS:
        raise unread("layer_too_many_weights", {"count": f"{prod(shape):,}", "limit": f"{limits.WEIGHTS:,}"}, "weights")


def _numpy(data: bytes) -> Mapping[str, Any]:
    file = BytesIO(data)
    version = np.lib.format.read_magic(file)
    header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = header(file)
    if dtype.kind not in "fiu":
        raise refused("weights_not_numbers", type=str(dtype)[:40])
    _check_count(shape)
    return {"": np.load(BytesIO(data), allow_pickle=False)}


def _torch(data: bytes) -> Mapping[str, Any]:
    """Tensors in a tensor, a dict or a list; `weights_only` builds nothing but these."""
    import torch

    with zipfile.ZipFile(BytesIO(data)) as files:
        if sum(one.file_size for one in files.infolist()) > 2 * limits.FILE_MEGABYTES * limits.MEGABYTE:
            raise refused("weights_too_large", limit=limits.FILE_MEGABYTES)
    held = torch.load(BytesIO(data), map_location="cpu", weights_only=True)
    pairs: list[tuple[Any, Any]] = [("", held)]
    if isinstance(held, Mapping | list | tuple):
        pairs = list(held.items() if isinstance(held, Mapping) else enumerate(held))
    found = {}
    for name, tensor in pairs:
        if isinstance(tensor, torch.Tensor) and tensor.layout == torch.strided and tensor.ndim in (1, AXES):
            _check_count(tuple(tensor.shape))
            plain = tensor.detach()
            found[str(name)[:100]] = (plain.float() if plain.dtype == torch.bfloat16 else plain).numpy()
    return found


def _safetensors(data: bytes) -> Mapping[str, Any]:
    """Eight bytes with the header's length, the header (JSON: name -> dtype, shape, data_offsets), the numbers."""
    length = int.from_bytes(data[:8], "little")
    if length > min(MOST_HEADER, len(data) - 8):
        raise refused("weights_damaged")
    header, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    found = {}
    for name, entry in header.items():
        if name == "__metadata__" or len(entry["shape"]) not in (1, AXES):
            continue
        shape = tuple(int(one) for one in entry["shape"])
        if min(shape, default=0) < 0:
            raise refused("weights_damaged")
        _check_count(shape)
        begin, end = (int(one) for one in entry["data_offsets"])
        kind = entry["dtype"]
        if kind != BFLOAT16 and kind not in TYPES:
            raise refused("weights_not_numbers", type=str(kind)[:40])
        dtype = np.dtype("<u2" if kind == BFLOAT16 else TYPES[kind])
        if not 0 <= begin <= end <= len(body) or end - begin != prod(shape) * dtype.itemsize:
            raise refused("weights_damaged")
        numbers = np.frombuffer(body[begin:end], dtype).reshape(shape)
        if kind == BFLOAT16:
            # The upper half of a float32.
            numbers = (numbers.astype(np.uint32) << 16).view(np.float32)
        found[str(name)[:100]] = numbers
    return found
