"""What TensorFlow 2.21 says when it refuses tf.nn.conv2d_transpose on the CPU, predicted without TensorFlow.

These are the checks and words of its own kernels, which float64 always meets. For float32 on x86, oneDNN takes over: it
says of a size only that it "could not create a primitive descriptor", gives an empty tensor where a size of 0 is asked
for, and ends the whole program for a negative size, or an output_shape that is one number or a list of one or three.
TensorFlow's own kernels do not dilate and want channels last: of a dilated call, or one in NCHW, these are oneDNN's.
Source: tensorflow/python/ops/nn_ops.py, core/kernels/conv_grad_input_ops.h and conv_grad_shape_utils.cc
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deconv_core.frameworks.foreign_source import Listed
from deconv_core.frameworks.own_words import TEMPLATES, EndsProgramError, UnforeseenError, kind
from deconv_core.words import fill

NO_DILATION = "Current CPU implementations do not yet support dilation rates larger than 1."
ONLY_LAST = "Conv2DCustomBackpropInputOp only supports NHWC."
# What the CPU does not compute, and another device may.
LIMITS = (NO_DILATION, ONLY_LAST)
ALLOWED = '"SAME", "VALID", "EXPLICIT"'
PAIR = (
    "When `padding` is a list, each element of `padding` must be a list/tuple of size 2. Received: padding={padding} "
)


def refusal(input_size: tuple[int, int], kernel_size: tuple[int, int], words: Mapping[str, Any]) -> str | None:
    """What TensorFlow says of a call with these words, as written; None if it computes. The tensors are of one channel,
    or of the batch and channels that output_shape names; lists of four have the channels last, NCHW or not."""
    strides, dilations = words.get("strides"), words.get("dilations")
    for field, value in (("strides", strides), ("dilations", dilations)):
        if message := _no_sequence(field, value):
            return message
    padding = words.get("padding", "SAME")
    message = (
        _no_pairs(ordered(padding) if words.get("data_format") == "NCHW" else padding)
        or _no_numbers("strides", _entries(strides))
        or _no_padding(padding)
        or _no_numbers("dilations", _entries(dilations))
        or _no_such_word(padding)
    )
    if message:
        return message
    steps, holes = _entries(strides), _entries(dilations)
    pads, output = None if isinstance(padding, str) else padding, words.get("output_shape")
    is_first = words.get("data_format") == "NCHW"
    by_onednn = is_first or any(hole != 1 for hole in holes)
    if message := _refused_numbers(steps, holes, pads, is_first) or _refused_shape(output, by_onednn):
        return message
    if by_onednn and min(steps) < 1:
        return f"Stride must be > 0, but got {next(step for step in steps if step < 1)}"
    if output is None:
        return None
    sizes = (output[-3], output[-2]) if len(output) == 4 else (output[0], output[1])
    if min(sizes) < 0:
        return _below_zero(output)
    return refused_size(input_size, kernel_size, steps[1:3], holes[1:3], padding, sizes, by_onednn)


def ordered(word: Any) -> Any:
    """A list of four with the channels second, as NCHW has them; anything else as it is."""
    if not isinstance(word, tuple) or len(word) != 4:
        return word
    first, height, width, last = word
    entries = (first, last, height, width)
    return Listed(entries) if isinstance(word, Listed) else entries


def _no_sequence(field: str, value: Any) -> str | None:
    if value is None or isinstance(value, int) or len(value) in (1, 2, 4):
        return None
    return f"{field} should be of length 1, 2 or 4. Received: {field}={list(value)} of length {len(value)}"


def _entries(value: Any) -> list[Any]:
    """The four numbers that a word stands for: TensorFlow's _get_sequence."""
    if value is None:
        return [1] * 4
    numbers = [value] if isinstance(value, int) else list(value)
    numbers = [int(one) if isinstance(one, bool) else one for one in numbers]
    if len(numbers) == 4:
        return numbers
    return [1, *(numbers * 2 if len(numbers) == 1 else numbers), 1]


def _no_numbers(field: str, entries: list[Any]) -> str | None:
    wrong = next((one for one in entries if not isinstance(one, int)), 0)
    return None if wrong == 0 else f"Expected int for argument '{field}' not {wrong!r}."


def _no_pairs(padding: Any) -> str | None:
    """Its convert_padding."""
    if padding == "EXPLICIT":
        return "'EXPLICIT' is not a valid value for `padding`. To use explicit padding, `padding` must be a list."
    if not isinstance(padding, tuple):
        return None
    start = fill(PAIR, padding=padding)
    for at, pair in enumerate(padding):
        if not isinstance(pair, tuple):
            return f"{start}with element at index {at} of type <class '{kind(pair)}'>"
        if len(pair) != 2:
            return f"{start}with element at index {at} of size {len(pair)}"
    if len(padding) != 4:
        return f"When padding is a list, it must be of size 4. Received: padding={padding} of size {len(padding)}"
    return None


def _no_padding(padding: Any) -> str | None:
    if isinstance(padding, tuple):
        return _no_numbers("explicit_paddings", [end for pair in padding for end in pair])
    return None if isinstance(padding, str) else f"Expected string for argument 'padding' not {padding!r}."


def _no_such_word(padding: Any) -> str | None:
    if isinstance(padding, tuple) or padding in ("SAME", "VALID"):
        return None
    return f"Value for attr 'padding' of \"{padding}\" is not in the list of allowed values: {ALLOWED}"


def _refused_shape(output: Any, by_onednn: bool) -> str | None:
    if output is None:
        # Left out, which is no call at all, or None: the page takes TensorFlow's usual size for either.
        return None
    numbers = output if isinstance(output, tuple) else (output,)
    if not all(type(one) is int for one in numbers):
        raise UnforeseenError
    if by_onednn and (isinstance(output, int) or len(output) in (0, 1, 3) or min(output) < 0):
        raise EndsProgramError
    if isinstance(output, int):
        return "Conv2DBackpropInput: input_sizes input must be 1-dim, not 0"
    if len(output) not in (2, 4):
        return (
            TEMPLATES["tensorflow_onednn"]
            if by_onednn
            else f"Conv2DBackpropInput requires input_sizes to contain 4 values or 2 values, but got: {len(output)}"
        )
    return None


def _refused_numbers(strides: Sequence[int], dilations: Sequence[int], pads: Any, is_first: bool) -> str | None:
    dilated = any(one != 1 for one in dilations)
    if pads and is_first:
        return ONLY_LAST
    if strides[0] != 1 or strides[3] != 1:
        return "Current implementation does not yet support strides in the batch and depth dimensions."
    if min(strides) < 1 and (pads or not (dilated or is_first)):
        return "Row and column strides should be larger than 0."
    if dilations[0] != 1 or dilations[3] != 1:
        return "Current implementation does not yet support dilations in the batch and depth dimensions."
    if dilated and pads:
        return NO_DILATION
    if min(dilations) < 1:
        return "Dilated rates should be larger than 0."
    if pads and min(end for pair in pads for end in pair) < 0:
        return "All elements of explicit_paddings must be nonnegative"
    if pads and any(pads[0] + pads[3]):
        return "Nonzero explicit padding in the batch or depth dimensions is not supported"
    return None


def _below_zero(output: tuple[int, ...]) -> str:
    if len(output) == 2:
        return f"Conv2DBackpropInput: elements of input_sizes must be >= 0, not {output[0]}x{output[1]}"
    return f"Dimension {next(size for size in output if size < 0)} must be >= 0"


def refused_size(
    input_size: Sequence[int],
    kernel_size: Sequence[int],
    strides: Sequence[int],
    dilations: Sequence[int],
    padding: Any,
    sizes: Sequence[int],
    by_onednn: bool,
) -> str | None:
    """What it says of these output sizes, where its forward convolution does not bring the input's back; None else."""
    if by_onednn and 0 in sizes:
        # oneDNN gives an output without cells.
        return None
    ends = ((0, 0),) * 2 if isinstance(padding, str) else padding[-3:-1]
    rows = enumerate(zip(input_size, kernel_size, strides, dilations, ends, sizes, strict=True), 1)
    messages = [_refused_axis(dimension, padding == "SAME", *row) for dimension, row in rows]
    if not by_onednn:
        return messages[0] or messages[1]
    negative = next((message for message in messages if message and "negative" in message), None)
    taken = (
        _onednn_takes(padding == "SAME", *row)
        for row in zip(input_size, kernel_size, strides, dilations, sizes, strict=True)
    )
    return negative or (None if all(taken) else TEMPLATES["tensorflow_onednn"])


def _onednn_takes(same: bool, inputs: int, kernel: int, stride: int, dilation: int, size: int) -> bool:
    """Its own formula rounds towards nothing too: it takes a size that is smaller than what the kernel reaches over."""
    if same:
        return -(-size // stride) == inputs
    return _divided(size - dilation * (kernel - 1) - 1, stride) + 1 == inputs


def _divided(number: int, by: int) -> int:
    """As in C++, which rounds towards nothing."""
    return number // by if number >= 0 else -(-number // by)


def _refused_axis(
    dimension: int, same: bool, inputs: int, kernel: int, stride: int, dilation: int, ends: tuple[int, int], size: int
) -> str | None:
    reach = dilation * (kernel - 1) + 1
    room = size if same else size + sum(ends) - reach + 1
    computed = _divided(room + stride - 1, stride)
    if computed < 0:
        return fill(TEMPLATES["tensorflow_negative"], computed=computed, size=size, reach=reach, stride=stride)
    if computed == inputs:
        return None
    shown = {"input": inputs, "size": size, "kernel": kernel, "stride": stride}
    return fill(TEMPLATES["tensorflow_size"], computed=computed, dimension=dimension, **shown)
