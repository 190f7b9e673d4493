"""The line of code with which TensorFlow, Keras, ONNX or JAX takes a geometry's crops, with a comment on layout.

Each line makes `y` from `x` and `w` in the layout that its comment says; it is run against the libraries in the tests.
GeometryError where a framework has no words for the crops.
"""

from __future__ import annotations

from deconv_core.frameworks import jax, onnx, tensorflow
from deconv_core.geometry import Axis, Geometry, GeometryError

AXIS_NAMES = {1: "width", 2: "height, width", 3: "depth, height, width"}


def in_tensorflow(geometry: Geometry, *, batch: int = 1, out_channels: int = 1) -> str:
    """`tf.nn.conv2d_transpose` with explicit padding; two axes only."""
    pads = tuple((axis.crop_before, max(0, axis.crop_after)) for axis in geometry.axes)
    sizes = (geometry.input_size, geometry.kernel_size, geometry.stride)
    _check(tensorflow.geometry(*sizes, pads, geometry.output_size, geometry.dilation), geometry, "TensorFlow")
    shape = [batch, *geometry.output_size, out_channels]
    padding = [[0, 0], *map(list, pads), [0, 0]]
    return (
        f"# {_last(geometry)}; w [{_names(geometry)}, out, in]\n"
        f"y = tf.nn.conv2d_transpose(x, w, output_shape={shape}, strides={list(geometry.stride)}, "
        f"padding={padding}{_unless_one('dilations', geometry)})"
    )


def in_keras(geometry: Geometry, *, out_channels: int = 1) -> str:
    """The layer without a crop, then a slice. The layer makes its own weights: w goes in by layer.set_weights([w])."""
    strides, dilation = geometry.stride, geometry.dilation
    extra = tuple(max(0, -axis.crop_after) for axis in geometry.axes)
    for index, axis in enumerate(geometry.axes):
        if axis.crop_before < 0 or extra[index] >= axis.stride:
            raise _no_words("Keras", index, axis)
    if max(strides) > 1 and max(dilation) > 1:
        message = "Keras takes no strides above 1 together with a dilation_rate above 1. Set one of them to 1."
        raise GeometryError(message, "strides_with_dilation_rate", "dilation", None)
    cells = (f"{axis.crop_before}:{axis.crop_before + axis.output}" for axis in geometry.axes)
    return (
        f"# {_last(geometry)}; w [{_names(geometry)}, out, in]: layer.build(x.shape); layer.set_weights([w])\n"
        f"layer = keras.layers.Conv{len(extra)}DTranspose({out_channels}, {geometry.kernel_size}, strides={strides}, "
        f"output_padding={extra}{_unless_one('dilation_rate', geometry)}, use_bias=False)\n"
        f"y = layer(x)[:, {', '.join(cells)}, :]"
    )


def in_onnx(geometry: Geometry) -> str:
    """`onnx.helper.make_node` with pads and output_padding."""
    axes = geometry.axes
    pads = [axis.crop_before for axis in axes] + [max(0, axis.crop_after) for axis in axes]
    extra = [max(0, -axis.crop_after) for axis in axes]
    sizes = (geometry.input_size, geometry.kernel_size, geometry.stride)
    found = onnx.geometry(*sizes, pads, "NOTSET", extra, None, geometry.dilation)
    _check(found, geometry, "ONNX")
    dilations = _unless_one("dilations", geometry, list)
    return (
        f"# x [batch, in, {_names(geometry)}], y [batch, out, {_names(geometry)}]; w [in, out, {_names(geometry)}]\n"
        'node = onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], '
        f"strides={list(geometry.stride)}, pads={pads}, output_padding={extra}{dilations})"
    )


def in_jax(geometry: Geometry) -> str:
    """`jax.lax.conv_transpose` with pairs: what is padded is what the border has beyond the crop."""
    pads = []
    for axis in geometry.axes:
        border = axis.dilation * (axis.kernel - 1)
        pads.append((border - axis.crop_before, border - axis.crop_after))
    sizes = (geometry.input_size, geometry.kernel_size, geometry.stride)
    _check(jax.geometry(*sizes, pads, geometry.dilation), geometry, "JAX")
    return (
        f"# {_last(geometry)}; w [{_names(geometry)}, out, in], which transpose_kernel turns\n"
        f"y = jax.lax.conv_transpose(x, w, strides={geometry.stride}, padding={pads}"
        f"{_unless_one('rhs_dilation', geometry)}, transpose_kernel=True)"
    )


def _names(geometry: Geometry) -> str:
    return AXIS_NAMES[len(geometry.axes)]


def _last(geometry: Geometry) -> str:
    return f"x [batch, {_names(geometry)}, in], y [batch, {_names(geometry)}, out]"


def _unless_one(name: str, geometry: Geometry, kind: type = tuple) -> str:
    return "" if set(geometry.dilation) == {1} else f", {name}={kind(geometry.dilation)}"


def _check(found: Geometry, asked: Geometry, framework: str) -> None:
    for index, (one, other) in enumerate(zip(found.axes, asked.axes, strict=True)):
        if one != other:
            raise _no_words(framework, index, other)


def _no_words(framework: str, index: int, axis: Axis) -> GeometryError:
    message = f"{framework} has no words for the crops {axis.crop_before} before and {axis.crop_after} after."
    values = {"crop_before": axis.crop_before, "crop_after": axis.crop_after}
    return GeometryError(message, "no_words_for_crops", "crop_after", index, values)
