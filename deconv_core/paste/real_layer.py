"""A line of PyTorch's and an input size as typed: the real layer, for what computes it at its own size."""

from __future__ import annotations

from typing import Literal

from deconv_core.frameworks import PYTORCH
from deconv_core.layer import Layer, Sizes
from deconv_core.paste import pytorch_call
from deconv_core.paste.find_calls import one_call
from deconv_core.paste.libraries import which_library
from deconv_core.refusal import RefusedError, unread
from deconv_core.state.legal import pytorch_problems
from deconv_core.state.typed_sizes import per_axis

RealLayerCode = Literal["real_size_other_library", "real_size_open"]


def real_layer(line: str, input_size: str) -> tuple[Layer, Sizes]:
    """The first layer of a text, one that PyTorch takes, and its input. Raises RefusedError and nothing else."""
    call = one_call(line)
    found = which_library.of(call)
    if found.library.rules is not PYTORCH:
        code: RealLayerCode = "real_size_other_library"
        raise unread(code, {"library": found.library.name})
    layer = pytorch_call.read(call, found.library, found.signature).layer
    size = per_axis("input_size", input_size, layer.rank)
    _check_known(layer)
    for problem in pytorch_problems({"input_size": size, **layer.settings}):
        raise RefusedError(problem)
    return layer, size


def _check_known(layer: Layer) -> None:
    for name in ("kernel_size", "in_channels", "out_channels", "groups"):
        value = getattr(layer, name)
        if value is None or isinstance(value, str):
            code: RealLayerCode = "real_size_open"
            raise unread(code, {"name": name, "value": value or name})
