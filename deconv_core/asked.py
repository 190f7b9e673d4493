"""What the Frameworks page asks each framework for, in that framework's own words, and what it takes of the canvas.

Asked for a padding (state.ask) and perhaps a size (state.output_shape): TensorFlow and ONNX have output_shape, Keras
output_padding, PyTorch output_size beside its own padding. JAX has pairs only: with them it crops as TensorFlow does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from deconv_core.frameworks import jax, keras, onnx, pytorch, pytorch_output_size, tensorflow
from deconv_core.frameworks.axes import Sizes
from deconv_core.geometry import Geometry, GeometryError

# The answers that stand side by side; only ONNX has two kinds of SAME.
Answering = Literal["tensorflow", "keras", "jax", "onnx", "onnx_lower", "pytorch"]


def asked(framework: Answering, ask: str, pytorch_s: Geometry, output_shape: Sizes | None = None) -> Geometry | None:
    """A framework's Geometry of PyTorch's input, kernel, stride and dilation; None where there is nothing to ask.

    `ask` is "same" or "valid", `output_shape` one size an axis. GeometryError where the framework refuses.
    """
    if (framework, ask) == ("onnx_lower", "valid") or (framework == "pytorch" and output_shape is None):
        return None
    return RULES[framework](ask, pytorch_s, output_shape)


def _sizes(geometry: Geometry) -> tuple[Sizes, Sizes, Sizes]:
    return geometry.input_size, geometry.kernel_size, geometry.stride


def _tensorflow(ask: str, given: Geometry, output_shape: Sizes | None) -> Geometry:
    return tensorflow.geometry(*_sizes(given), ask.upper(), output_shape, given.dilation)


def _keras(ask: str, given: Geometry, output_shape: Sizes | None) -> Geometry:
    extra = None
    if output_shape is not None:
        extra = keras.output_padding(output_shape, *_sizes(given), ask, given.dilation)
    return keras.geometry(*_sizes(given), ask, extra, given.dilation)


def _jax(ask: str, given: Geometry, output_shape: Sizes | None) -> Geometry:
    if output_shape is None:
        return jax.geometry(*_sizes(given), ask.upper(), given.dilation)
    pads = []
    for axis, output in zip(given.axes, output_shape, strict=True):
        before = 0 if ask == "valid" else max(0, axis.uncropped - output) // 2
        border = axis.dilation * (axis.kernel - 1)
        pads.append((border - before, border - (axis.uncropped - before - output)))
    return jax.geometry(*_sizes(given), pads, given.dilation)


def _onnx(auto_pad: str) -> Callable[[str, Geometry, Sizes | None], Geometry]:
    def rule(ask: str, given: Geometry, output_shape: Sizes | None) -> Geometry:
        word = auto_pad if ask == "same" else "VALID"
        return onnx.geometry(*_sizes(given), None, word, 0, output_shape, given.dilation)

    return rule


def _pytorch(_ask: str, given: Geometry, output_shape: Sizes | None) -> Geometry:
    settings = {key: sizes for key, sizes in pytorch.words(given).items() if key != "output_padding"}
    found = pytorch_output_size.request(output_shape or given.output_size, **settings)
    if found.message:
        raise GeometryError(found.message, "output_size_outside", "output_size", None, {"asked": found.asked})
    return pytorch.geometry(**settings, output_padding=found.output_padding)


RULES: Mapping[Answering, Callable[[str, Geometry, Sizes | None], Geometry]] = {
    "tensorflow": _tensorflow,
    "keras": _keras,
    "jax": _jax,
    "onnx": _onnx("SAME_UPPER"),
    "onnx_lower": _onnx("SAME_LOWER"),
    "pytorch": _pytorch,
}
