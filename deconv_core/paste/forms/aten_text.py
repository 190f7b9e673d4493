"""A transposed convolution of an exported PyTorch program as it prints, brought into the form of a function's call.

y = torch.ops.aten.conv_transpose2d.input(x, w, b, [2, 2], [1, 1])
y = torch.ops.aten.convolution.default(x, w, b, [2, 2], [1, 1], [1, 1], True, [0, 0], 1)

The second is every convolution: stride, padding, dilation, whether it is transposed, output_padding, groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = r"[\w.%]{1,80}"
SIZES = r"(\[\d{1,9}(?:, ?\d{1,9}){0,2}\])"
FUNCTION = re.compile(r"\b(?:torch\.)?ops\.aten\.(conv_transpose[123]d)\.(?:default|input)\(([^()\n]{0,400})\)")
ANY = re.compile(
    rf"\b(?:torch\.)?ops\.aten\.convolution\.default\(({NAME}), ({NAME}), ({NAME}), {SIZES}, {SIZES}, {SIZES}, True, "
    rf"{SIZES}, (\d{{1,9}})\)"
)


def calls(text: str) -> Iterator[tuple[int, str]]:
    """Each in a longer text, where it stands and as a call."""
    if "ops.aten." not in text:
        return
    for found in FUNCTION.finditer(text):
        yield found.start(), f"torch.nn.functional.{found[1]}({found[2]})"
    for found in ANY.finditer(text):
        x, w, bias, stride, padding, dilation, extra, groups = found.groups()
        rank = stride.count(",") + 1
        how = f"stride={stride}, padding={padding}, output_padding={extra}, groups={groups}, dilation={dilation}"
        yield found.start(), f"torch.nn.functional.conv_transpose{rank}d({x}, {w}, {bias}, {how})"
