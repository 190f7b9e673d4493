"""What other frameworks say when they refuse, as templates: Python and the browser fill the same ones with the numbers.

Each is the library's own sentence, of the version that its framework's module calls PROVEN; what stands around it and
varies (the device, the node's name, the place in the library's code) is left out. Tests run the libraries.
"""

from __future__ import annotations

from collections.abc import Mapping

from deconv_core.frameworks.foreign_source import Listed

TEMPLATES: Mapping[str, str] = {
    "tensorflow_size": (
        "Size of out_backprop doesn't match computed: actual = {input}, computed = {computed} spatial_dim: {dimension} "
        "input: {size} filter: {kernel} output: {input} stride: {stride} dilation: 1"
    ),
    "tensorflow_negative": (
        "Computed output size would be negative: {computed} "
        "[input_size: {size}, effective_filter_size: {reach}, stride: {stride}]"
    ),
    # oneDNN's, where TensorFlow's own kernels do not compute at all: they do not dilate.
    "tensorflow_onednn": "could not create a primitive descriptor for the convolution forward propagation primitive",
    "keras_output_padding": (
        "`output_padding` must be strictly less than `strides` for all dimensions. At dimension {dimension}, "
        "`output_padding` is {value} but `strides` is {stride}. Received: output_padding={output_padding}, "
        "strides={strides}"
    ),
    "keras_tuple": "The `{field}` argument must be a tuple of 2 integers. Received {field}={value}",
    "keras_both": (
        "`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received: strides={strides} and "
        "dilation_rate={dilation_rate}"
    ),
    "onnx_size": (
        "Explicit output_shape is inconsistent with input spatial dimensions and convolution parameters. "
        "Expected input size {expected} but got {input} (output_size={size}, kernel={kernel}, stride={stride}, "
        "dilation={dilation}, output_padding={output_padding})."
    ),
    "pytorch_size": (
        "requested an output size of {asked}, but valid sizes range from {smallest} to {largest} "
        "(for an input of torch.Size({input}))"
    ),
}


class UnforeseenError(Exception):
    """What the library says of such words is not foreseen: it stumbles over their type somewhere inside."""


class EndsProgramError(UnforeseenError):
    """The library does not refuse such words: it ends the whole program."""


def kind(word: object) -> str:
    """The type of a word as Python calls it where the call is run: what was written as a list is one."""
    return "list" if isinstance(word, Listed) else type(word).__name__
