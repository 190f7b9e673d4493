"""What PyTorch says of channels, groups and axes: the weight's sizes against the input's.

ConvTranspose keeps [in_channels, out_channels / groups, *kernel_size], Conv [out_channels, in_channels / groups, ...].
Source of the messages: aten/src/ATen/native/Convolution.cpp, check_shape_forward; torch/nn/modules/conv.py.
"""

from __future__ import annotations

import re

from deconv_core.frameworks.layout import shown
from deconv_core.paste.errors.rule import Explained, Rule, quoted, say, sizes
from deconv_core.refusal import Value
from deconv_core.state.fields import Settings

LIST = r"\[[\d, ]{1,80}\]"


def _channels(found: re.Match[str], _present: Settings) -> Explained | None:
    weight, wanted, got = sizes(found["weight"]), int(found["wanted"]), int(found["got"])
    values: dict[str, Value] = {"weight": str(list(weight)), "wanted": wanted, "got": got}
    if found["how"] != "transposed=1":
        values["groups"] = int(found["how"].rpartition("=")[2])
        return Explained((quoted(say("error_conv_channels", values), found),))
    out, kernel = weight[1] if len(weight) > 2 else 0, weight[2:]
    if not 1 <= len(kernel) <= 3:
        return None
    size = kernel[0] if len({*kernel}) == 1 else kernel
    is_swapped = out == got
    layer = f"nn.ConvTranspose{len(kernel)}d({got}, {wanted if is_swapped else out}, kernel_size={size})"
    first = say("error_channels", {**values, "out": out})
    way = say("error_channels_swapped" if is_swapped else "error_channels_way", {"layer": layer, **values})
    return Explained((quoted(first, found), way), layers=(layer,))


def _bias(found: re.Match[str], _present: Settings) -> Explained:
    values = {"weight": found["weight"], "wanted": int(found["wanted"]), "got": found["got"]}
    return Explained((quoted(say("error_bias", values), found),))


def _groups(found: re.Match[str], _present: Settings) -> Explained:
    return Explained((quoted(say("error_groups"), found), say("error_groups_way")))


def _axes(found: re.Match[str], _present: Settings) -> Explained | None:
    size = sizes(found["size"])
    # A weight has two axes more than the layer, and the input of a layer is one of a batch.
    rank = int(found["rank"] or len(sizes(found["weight"] or "")) - 2)
    if not 1 <= rank <= 3 or len(size) in (rank + 1, rank + 2):
        return None
    alone, batch = (shown(order, rank).replace("in", "C") for order in ("in, sizes", "N, in, sizes"))
    values: dict[str, Value] = {"name": f"conv_transpose{rank}d", "alone": alone, "batch": batch}
    first = quoted(say("error_input_axes", {**values, "count": len(size), "size": str([*size])}), found)
    if len(size) != 2:
        return Explained((first,))
    index, shape = ", ".join([":", ":", *["None"] * rank]), str([*size, *[1] * rank])
    way = say("error_input_axes_vector", {"channels": size[1], "index": index, "shape": shape})
    return Explained((first, way))


RULES = (
    Rule(
        "input to conv_transpose",
        re.compile(
            r"Expected \dD \(unbatched\) or \dD \(batched\) input to conv_transpose(?P<rank>[123])d, but got input of "
            rf"size: (?P<size>{LIST})(?P<weight>)"
        ),
        _axes,
    ),
    Rule(
        "-dimensional input for",
        re.compile(
            rf"Expected \d-dimensional input for \d-dimensional weight (?P<weight>{LIST}), but got "
            rf"\d-dimensional input of size (?P<size>{LIST}) instead(?P<rank>)"
        ),
        _axes,
    ),
    Rule(
        "channels, but got",
        re.compile(
            rf"Given (?P<how>transposed=1|groups=\d{{1,9}}), weight(?: of size )?(?P<weight>{LIST}),(?: so)? expected "
            rf"input ?{LIST} to have (?P<wanted>\d{{1,9}}) channels, but got (?P<got>\d{{1,9}}) channels instead"
        ),
        _channels,
    ),
    Rule(
        "expected bias to be 1-dimensional",
        re.compile(
            rf"Given transposed=1, weight of size (?P<weight>{LIST}), expected bias to be 1-dimensional with "
            rf"(?P<wanted>\d{{1,9}}) elements, but got bias of size (?P<got>{LIST}) instead"
        ),
        _bias,
    ),
    Rule(
        "Given groups=",
        re.compile(
            r"Given groups=\d{1,9}, expected weight to be (?:at least \d{1,9}|divisible by \d{1,9}) at dimension 0, "
            r"but got weight of size \[[\[\d, \]]{1,80}\] instead"
        ),
        _groups,
    ),
    Rule(
        "must be divisible by groups",
        re.compile(r"(?:in|out)_channels must be divisible by groups"),
        _groups,
    ),
)
