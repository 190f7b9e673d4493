"""What PyTorch 2.13 says when it refuses a transposed convolution, predicted letter for letter without PyTorch.

These are the checks and words of PyTorch's own code, which float64 always meets. For float32 on x86, oneDNN takes over
where both last kernel sizes exceed 3 or the input has more than 20480 elements; there an output that would be too small
gives an empty tensor, or a refusal that does not say why ("could not construct a memory descriptor").

Source of rules and messages: aten/src/ATen/native, Convolution.cpp, NaiveConvolutionTranspose2d.cpp and 3d.cpp.
"""

from __future__ import annotations

from dataclasses import astuple

from deconv_core.frameworks.pytorch_arguments import Settings, Sizes, settings
from deconv_core.geometry import PerAxis

AXIS_NAMES = ("depth", "height", "width")


def refusal(*sizes: PerAxis, **words: PerAxis) -> str | None:
    """The message with which PyTorch would refuse a one-channel call, letter for letter; None if it would not.

    Predicted without torch, in the order in which PyTorch checks.
    """
    asked = settings(*sizes, **words)
    return _refused_by_tensor(asked) or _refused_by_convolution(asked) or _refused_by_kernel(asked)


def _refused_by_tensor(asked: Settings) -> str | None:
    for size in (asked.input_size, asked.kernel_size):
        if min(size) < 0:
            return "zeros: Dimension size must be non-negative."
    return None


def _refused_by_convolution(asked: Settings) -> str | None:
    if min(asked.padding) < 0:
        return "negative padding is not supported"
    if min(asked.output_padding) < 0:
        return "negative output_padding is not supported"
    if min(asked.stride) < 1:
        return "non-positive stride is not supported"
    if min(asked.dilation) < 0:
        return "dilation should be greater than zero"
    if min(asked.input_size) == 0:
        shape = [1, 1, *_as_run(asked).input_size]
        return f"Only zero batch or zero channel inputs are supported, but got input shape: {shape}"
    return None


def _refused_by_kernel(asked: Settings) -> str | None:
    run = _as_run(asked)
    return (_refused_by_3d if len(run.input_size) == 3 else _refused_by_2d)(run)


def _as_run(asked: Settings) -> Settings:
    """The settings as PyTorch runs them: a 1-D call as a 2-D one of height 1, as its messages show."""
    if len(asked.input_size) > 1:
        return asked
    neutral = (1, 1, 1, 0, 0, 1)
    return Settings(*((outer, *inner) for outer, inner in zip(neutral, astuple(asked), strict=True)))


def _refused_by_2d(run: Settings) -> str | None:
    if min(run.kernel_size) < 1:
        return f"kernel size should be greater than zero, but got {_listed('kernel', run.kernel_size)}"
    if min(run.dilation) < 1:
        return f"dilation should be greater than zero, but got {_listed('dilation', run.dilation, ', ')}"
    return _refused_output_padding(run) or _refused_output_size(run)


def _refused_by_3d(run: Settings) -> str | None:
    if min(run.dilation) < 1:
        return f"dilation should be greater than zero, but got {_listed('dilation', run.dilation, ', ')}"
    if message := _refused_output_padding(run):
        return message
    if min(run.kernel_size) < 1:
        planes = "n_output_plane x n_input_plane x kernel_depth x kernel_height x kernel_width"
        shape = [1, 1, *run.kernel_size]
        return f"non-empty 5D ({planes}) tensor expected for weight, but got: {shape}"
    return _refused_output_size(run)


def _refused_output_padding(run: Settings) -> str | None:
    if all(op < max(s, d) for op, s, d in zip(run.output_padding, run.stride, run.dilation, strict=True)):
        return None
    fields = (("output_padding", run.output_padding), ("stride", run.stride), ("dilation", run.dilation))
    got = " ".join(_listed(name, sizes) for name, sizes in fields)
    return f"output padding must be smaller than either stride or dilation, but got {got}"


def _refused_output_size(run: Settings) -> str | None:
    if min(run.output_size) >= 1:
        return None
    given, calculated = (" x ".join(map(str, sizes)) for sizes in (run.input_size, run.output_size))
    return (
        f"Given input size per channel: ({given}). Calculated output size per channel: ({calculated}). "
        "Output size is too small"
    )


def _listed(name: str, sizes: Sizes, separator: str = " ") -> str:
    axes = AXIS_NAMES[-len(sizes) :]
    return separator.join(f"{name}_{axis}: {size}" for axis, size in zip(axes, sizes, strict=True))
