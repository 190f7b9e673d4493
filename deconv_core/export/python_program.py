"""A state as a small program that anyone can run: in PyTorch, and in plain NumPy. It checks its own result.

The comments come from the words, in the reader's language; the program itself says nothing else in any.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deconv_core import words
from deconv_core.frameworks import pytorch
from deconv_core.judge.comparison import case
from deconv_core.judge.operands import operands
from deconv_core.state.fields import State
from deconv_core.state.query_text import number_text

Array = NDArray[np.float64]
LINE = 100
# Of a map, more cells than this are checked by the sums of their rows and columns.
MOST_CELLS = 256
# Sums of whole numbers below this are exact in float64, in whatever order they are added.
EXACT = 2**53
LOOSE = 1e-9


def programs(state: State, lang: str = "en") -> dict[str, str]:
    """Each of them, by the name of what it runs in. The state must have its numbers."""
    return {"pytorch": in_pytorch(state, lang), "numpy": in_numpy(state, lang)}


def in_pytorch(state: State, lang: str = "en") -> str:
    """The program with torch.nn.ConvTranspose1d to 3d. The state must have its numbers."""
    say = words.load(lang)
    settings: dict[str, Any] = state.settings
    channels = {key: getattr(state, key) for key in ("in_channels", "out_channels", "groups")}
    has_bias = state.bias is not None
    layer = pytorch.source(**settings, **channels).removesuffix(")") + f", bias={has_bias}, dtype=torch.float64)"
    run = "y = layer(x[None, None])[0, 0]" if is_one_pair(state) else "y = layer(x[None])[0]"
    return _joined(
        "import torch",
        "from torch import nn",
        "",
        *_operands(state, "torch.tensor", say),
        "",
        f"layer = {layer}",
        "with torch.no_grad():",
        f"    # {say['pytorch.code_axes' if is_one_pair(state) else 'pytorch.code_batch']}",
        f"    layer.weight.copy_({'w[None, None]' if is_one_pair(state) else 'w'})",
        *(["    layer.bias.copy_(bias)"] if has_bias else []),
        f"    {run}",
        "",
        *_checks(state, "torch.tensor", say),
        "print(y)",
    )


def in_numpy(state: State, lang: str = "en") -> str:
    """The program by the scatter rule, with NumPy alone. The state must have its numbers."""
    say = words.load(lang)
    along = _along_one_axis if state.rank == 1 else _along_two_axes
    return _joined(
        "import numpy as np",
        "",
        *_operands(state, "np.array", say),
        *(f"{key} = {_setting(state, key)}" for key in ("stride", "padding", "output_padding", "dilation")),
        *([] if is_one_pair(state) else [f"groups = {state.groups}"]),
        "",
        *(along(say) if is_one_pair(state) else _with_channels(say, state.bias is not None)),
        "",
        *_checks(state, "np.array", say),
        "print(y)",
    )


def is_one_pair(state: State) -> bool:
    """Whether it is one input and one output channel, on one axis or two, with no bias."""
    return not state.has_channels and state.bias is None and state.rank < 3


def _operands(state: State, make: str, say: Mapping[str, str]) -> list[str]:
    key = f"pytorch.code_numbers_{state.rank}" if is_one_pair(state) else "pytorch.code_numbers_channels"
    one = operands(state)
    arrays = {"x": one.x, "w": one.w} if one.bias is None else {"x": one.x, "w": one.w, "bias": one.bias}
    if is_one_pair(state):
        arrays = {"x": one.x[0], "w": one.w[0, 0]}
    return [f"# {say[key]}", *(f"{name} = {_array(make, array)}" for name, array in arrays.items())]


def _setting(state: State, key: str) -> int | tuple[int, ...]:
    setting: tuple[int, ...] = getattr(state, key)
    return setting[0] if state.rank == 1 and is_one_pair(state) else setting


def _along_one_axis(say: Mapping[str, str]) -> list[str]:
    return [
        f"# {say['pytorch.code_reach']}",
        "reach = dilation * (len(w) - 1) + 1",
        f"# {say['pytorch.code_canvas']}",
        "length = (len(x) - 1) * stride + reach + output_padding",
        "canvas = np.zeros(length)",
        "for i, value in enumerate(x):",
        f"    # {say['pytorch.code_stamp']}",
        "    first = i * stride",
        "    canvas[first : first + reach : dilation] += value * w",
        "",
        f"# {say['pytorch.code_crop']}",
        "y = canvas[padding : length - padding]",
    ]


def _along_two_axes(say: Mapping[str, str]) -> list[str]:
    return [
        f"# {say['pytorch.code_reach']}",
        "reach = [d * (k - 1) + 1 for d, k in zip(dilation, w.shape)]",
        f"# {say['pytorch.code_canvas']}",
        "height, width = [(n - 1) * s + r + op for n, s, r, op in zip(x.shape, stride, reach, output_padding)]",
        "canvas = np.zeros((height, width))",
        "for (i, j), value in np.ndenumerate(x):",
        f"    # {say['pytorch.code_stamp']}",
        "    top, left = i * stride[0], j * stride[1]",
        "    canvas[top : top + reach[0] : dilation[0], left : left + reach[1] : dilation[1]] += value * w",
        "",
        f"# {say['pytorch.code_crop']}",
        "y = canvas[padding[0] : height - padding[0], padding[1] : width - padding[1]]",
    ]


def _with_channels(say: Mapping[str, str], has_bias: bool) -> list[str]:
    """Along any number of axes."""
    return [
        f"# {say['pytorch.code_reach']}",
        "reach = [d * (k - 1) + 1 for d, k in zip(dilation, w.shape[2:])]",
        f"# {say['pytorch.code_canvas']}",
        "size = [(n - 1) * s + r + op for n, s, r, op in zip(x.shape[1:], stride, reach, output_padding)]",
        f"# {say['pytorch.code_groups']}",
        "into, out = len(x) // groups, w.shape[1]",
        "canvas = np.zeros((groups * out, *size))",
        "for (channel, *cell), value in np.ndenumerate(x):",
        f"    # {say['pytorch.code_stamp_channels']}",
        "    group = channel // into",
        "    spans = [slice(i * s, i * s + r, d) for i, s, r, d in zip(cell, stride, reach, dilation)]",
        "    canvas[(slice(group * out, (group + 1) * out), *spans)] += value * w[channel]",
        "",
        f"# {say['pytorch.code_crop']}",
        "y = canvas[(slice(None), *(slice(p, n - p) for p, n in zip(padding, size)))]",
        *([f"# {say['pytorch.code_bias']}", "y = y + bias.reshape(-1, *[1] * len(size))"] if has_bias else []),
    ]


def _checks(state: State, make: str, say: Mapping[str, str]) -> list[str]:
    """Lines that fail unless y is the output."""
    one = case(state)
    right: Array = one.ours("scatter", "float64")()
    if is_one_pair(state):
        right = right[0]
    error = 0.0 if _is_exact(state, one.terms) else LOOSE * float(one.terms.sum())
    if right.size <= MOST_CELLS or right.ndim == 1:
        return [f"expected = {_array(make, right)}", _same("y", "expected", error)]
    return [
        f"# {say['pytorch.code_sums']}",
        f"assert tuple(y.shape) == {right.shape}",
        f"rows = {_array(make, right.sum(-1))}",
        f"columns = {_array(make, right.sum(-2))}",
        _same(f"y.sum({right.ndim - 1})", "rows", error),
        _same(f"y.sum({right.ndim - 2})", "columns", error),
    ]


def _same(value: str, expected: str, error: float) -> str:
    if not error:
        return f"assert ({value} == {expected}).all()"
    return f"assert abs({value} - {expected}).max() <= {number_text(error)}"


def _is_exact(state: State, terms: Array) -> bool:
    numbers = [value for rows in (state.x, state.w, (state.bias or (),)) for row in rows or () for value in row]
    return all(value.is_integer() for value in numbers) and float(terms.sum()) < EXACT


def _array(make: str, values: Array) -> str:
    """A call that makes these numbers in float64, on one line if they fit, else a row a line."""
    dtype = "dtype=torch.float64" if make.startswith("torch") else "dtype=np.float64"
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim == 1:
        return f"{make}([{_row(numbers)}], {dtype})"
    rows = [f"[{_row(row)}]" for row in numbers.reshape(-1, numbers.shape[-1])]
    end = f"], {dtype})" if numbers.ndim == 2 else f"], {dtype}).reshape({numbers.shape})"
    line = f"{make}([{', '.join(rows)}{end}"
    if len(line) <= LINE:
        return line
    return "\n".join([f"{make}([", *(f"    {row}," for row in rows), end])


def _row(values: Array) -> str:
    return ", ".join(number_text(float(value)) for value in values)


def _joined(*lines: str) -> str:
    return "\n".join(lines) + "\n"
