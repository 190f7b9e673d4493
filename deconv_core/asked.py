"""What the Frameworks page asks each framework for, in that framework's own words, and what it takes of the canvas.

Asked for a padding (state.ask) and perhaps a size (state.output_shape): TensorFlow and ONNX have output_shape, Keras
output_padding, PyTorch output_size beside its own padding. JAX has pairs only: with them it crops as TensorFlow does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from deconv_core.frameworks import jax, keras, onnx, pytorch, pytorch_output_size, tensorflow
from deconv_core.frameworks.axes import Sizes
from deconv_core.geometry import Geometry

# The answers that stand side by side; only ONNX has two kinds of SAME.
Answering = Literal["tensorflow", "keras", "jax", "onnx", "onnx_lower", "pytorch"]
Words = dict[str, Any]


def asked(framework: Answering, ask: str, pytorch_s: Geometry, output_shape: Sizes | None = None) -> Geometry | None:
    """A framework's Geometry of PyTorch's input, kernel, stride and dilation; None where there is nothing to ask.

    `ask` is "same" or "valid", `output_shape` one size an axis. GeometryError where the framework refuses.
    """
    if (framework, ask) == ("onnx_lower", "valid") or (framework == "pytorch" and output_shape is None):
        return None
    return GEOMETRY[framework](**WORDS[framework](ask, pytorch_s, output_shape))


def source(framework: Answering, ask: str, pytorch_s: Geometry, output_shape: Sizes | None = None) -> str | None:
    """The line of code that asks for it, as the page shows it; None and GeometryError as in asked()."""
    if asked(framework, ask, pytorch_s, output_shape) is None:
        return None
    return SOURCE[framework](**WORDS[framework](ask, pytorch_s, output_shape))


def _sizes(geometry: Geometry) -> Words:
    return {"input_size": geometry.input_size, "kernel_size": geometry.kernel_size, "strides": geometry.stride}


def _tensorflow(ask: str, given: Geometry, output_shape: Sizes | None) -> Words:
    return {**_sizes(given), "padding": ask.upper(), "output_shape": output_shape, "dilations": given.dilation}


def _keras(ask: str, given: Geometry, output_shape: Sizes | None) -> Words:
    words = {**_sizes(given), "padding": ask, "dilation_rate": given.dilation}
    extra = None if output_shape is None else keras.output_padding(output_shape, **words)
    return {**words, "output_padding": extra}


def _jax(ask: str, given: Geometry, output_shape: Sizes | None) -> Words:
    words = {**_sizes(given), "rhs_dilation": given.dilation}
    if output_shape is None:
        return {**words, "padding": ask.upper()}
    pads = []
    for axis, output in zip(given.axes, output_shape, strict=True):
        before = 0 if ask == "valid" else max(0, axis.uncropped - output) // 2
        border = axis.dilation * (axis.kernel - 1)
        pads.append((border - before, border - (axis.uncropped - before - output)))
    return {**words, "padding": pads}


def _onnx(auto_pad: str) -> Callable[[str, Geometry, Sizes | None], Words]:
    def words(ask: str, given: Geometry, output_shape: Sizes | None) -> Words:
        word = auto_pad if ask == "same" else "VALID"
        return {**_sizes(given), "auto_pad": word, "output_shape": output_shape, "dilations": given.dilation}

    return words


def _pytorch(_ask: str, given: Geometry, output_shape: Sizes | None) -> Words:
    settings = {key: sizes for key, sizes in pytorch.words(given).items() if key != "output_padding"}
    return {**settings, "output_size": output_shape or given.output_size}


WORDS: Mapping[Answering, Callable[[str, Geometry, Sizes | None], Words]] = {
    "tensorflow": _tensorflow,
    "keras": _keras,
    "jax": _jax,
    "onnx": _onnx("SAME_UPPER"),
    "onnx_lower": _onnx("SAME_LOWER"),
    "pytorch": _pytorch,
}
GEOMETRY: Mapping[Answering, Callable[..., Geometry]] = {
    "tensorflow": tensorflow.geometry,
    "keras": keras.geometry,
    "jax": jax.geometry,
    "onnx": onnx.geometry,
    "onnx_lower": onnx.geometry,
    "pytorch": pytorch_output_size.geometry,
}
SOURCE: Mapping[Answering, Callable[..., str]] = {
    "tensorflow": tensorflow.source,
    "keras": keras.source,
    "jax": jax.source,
    "onnx": onnx.source,
    "onnx_lower": onnx.source,
    "pytorch": pytorch_output_size.source,
}
