"""A layer of a Caffe network as its prototxt has it, brought into the form of a call.

layer { name: "up" type: "Deconvolution" convolution_param { num_output: 21 kernel_size: 64 stride: 32 pad: 16 } }

Source of the words: https://caffe.berkeleyvision.org/tutorial/layers/deconvolution.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CALL = "caffe.Deconvolution"
WORDS = ("num_output", "kernel_size", "kernel_h", "kernel_w", "stride", "stride_h", "stride_w", "pad", "pad_h", "pad_w")
MORE = ("dilation", "group", "bias_term")
MARK = re.compile(r'\btype:\s{0,4}(?:"Deconvolution"|DECONVOLUTION\b)')
LAYER = re.compile(r"\blayers?\s{0,4}\{")
FIELD = re.compile(rf"\b({'|'.join((*WORDS, *MORE))}):\s{{0,4}}(\d{{1,7}}|true|false)\b")
NAMES = {"true": "True", "false": "False"}
# How far from its type a layer's words are looked for.
REACH = 1500


def layers(text: str) -> Iterator[tuple[int, str]]:
    """Each deconvolution of a network, where it begins and as a call."""
    marks = [one.start() for one in MARK.finditer(text)]
    begins = sorted({*(one.start() for one in LAYER.finditer(text)), 0, len(text)})
    at = 0
    for mark in marks:
        while at + 1 < len(begins) - 1 and begins[at + 1] <= mark:
            at += 1
        start, end = begins[at], begins[at + 1]
        yield start, as_call(text[max(start, mark - REACH) : min(end, mark + REACH)])


def as_call(layer: str) -> str:
    """The layer's words as arguments; a size that is said twice is one an axis."""
    found: dict[str, list[str]] = {}
    for key, value in FIELD.findall(layer):
        found.setdefault(key, []).append(NAMES.get(value, value))
    for key in ("kernel", "stride", "pad"):
        sides = [found.pop(f"{key}_{side}", []) for side in "hw"]
        if any(sides):
            found["kernel_size" if key == "kernel" else key] = [(side or ["0"])[0] for side in sides]
    said = (f"{key}={one[0] if len(one) == 1 else '(' + ', '.join(one) + ')'}" for key, one in found.items())
    return f"{CALL}({', '.join(said)})"
