"""JAX's words (jax.lax.conv_transpose, JAX 0.10) <-> Geometry, and JAX's own answer.

JAX convolves the input with zeros inserted, padded by (a, b) per axis. With reach = rhs_dilation * (kernel - 1) + 1,
that is crop_before = reach - 1 - a and crop_after = reach - 1 - b, where

    pairs   a, b themselves; with use_consistent_padding the pair is the two crops, PyTorch's padding
    VALID   a = reach - 1, a + b = reach + stride - 2 + max(reach - stride, 0)
    SAME    a + b = reach + stride - 2; a = reach - 1 where stride >= reach, else the larger half of it

Without transpose_kernel, JAX's default, the kernel is not turned: the numbers are those of the kernel turned by 180
degrees, and its axes are `[*kernel_size, in, out]`; with it, `[*kernel_size, out, in]`, as in TensorFlow.
Source: https://docs.jax.dev/en/latest/_autosummary/jax.lax.conv_transpose.html
"""

from __future__ import annotations

from collections.abc import Sequence

from deconv_core.frameworks import library
from deconv_core.frameworks.axes import Sizes, canvas, chosen, pairs, spread
from deconv_core.frameworks.layout import AXES, CHANNELS_FIRST, Weights
from deconv_core.geometry import Geometry, GeometryError, PerAxis, axis_at, axis_count, per_axis
from deconv_core.refusal import Value

# JAX 0.10.2 takes "same" too, but only where no stride is above 1: it is then the padding of a convolution, which for
# an even reach is one cell from "SAME".
PADDINGS = ("SAME", "VALID")
Pad = str | tuple[int, int]


def geometry(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str | Sequence[Sequence[int]] = "SAME",
    rhs_dilation: PerAxis = 1,
    *,
    use_consistent_padding: bool = False,
) -> Geometry:
    """The Geometry of these settings; GeometryError for what JAX refuses, and for an empty output, which JAX returns.

    transpose_kernel changes the kernel, not the geometry: see the top of this file.
    """
    settings: dict[str, PerAxis] = {
        "input_size": input_size,
        "kernel_size": kernel_size,
        "strides": strides,
        "rhs_dilation": rhs_dilation,
    }
    sizes = spread(settings, {})
    pads = _pads(padding, len(sizes["input_size"]))
    rows = list(zip(*sizes.values(), pads, strict=True))
    crops = [
        _crops(dilation * (kernel - 1), stride, pad, use_consistent_padding)
        for _, kernel, stride, dilation, pad in rows
    ]
    _check_left([(canvas(*row[:4]), row[3] * (row[1] - 1)) for row in rows], crops)
    return Geometry(tuple(axis_at(at, *row[:4], *ends) for at, (row, ends) in enumerate(zip(rows, crops, strict=True))))


def _check_left(sizes: list[tuple[int, int]], crops: list[tuple[int, int]]) -> None:
    """JAX gives an output without cells, unless less than none of the stretched input is left.

    `sizes`: cells of each axis's canvas, and of the border that JAX puts around without crops.
    """
    left = [whole - sum(ends) for (whole, _), ends in zip(sizes, crops, strict=True)]
    # The axis that decides what JAX does comes first.
    for index in sorted(range(len(left)), key=lambda at: left[at] + sizes[at][1]):
        if left[index] < 1:
            (whole, border), (before, after) = sizes[index], crops[index]
            message = f"padding leaves {left[index]} cells of output, but there must be at least 1. Crop less."
            values: dict[str, Value] = {"output": left[index], "uncropped": whole, "spare": whole - 1}
            values |= {"crop_before": before, "crop_after": after}
            if left[index] + border >= 0:
                values["fact"] = "own_empty"
            raise GeometryError(message, "output_too_small", "output", index, values)


def _pads(padding: str | Sequence[Sequence[int]], axes: int) -> tuple[Pad, ...]:
    if isinstance(padding, str):
        return (chosen("padding", padding, PADDINGS),) * axes
    return pairs("padding", padding, axes)


def _crops(border: int, stride: int, pad: Pad, consistent: bool) -> tuple[int, int]:
    """(crop_before, crop_after), where JAX without crops puts a border of zeros on each side."""
    if not isinstance(pad, str):
        return pad if consistent else (border - pad[0], border - pad[1])
    if pad == "VALID":
        return 0, -max(0, stride - border - 1)
    total = border + 1 - stride
    before = 0 if stride > border else total // 2
    return before, total - before


def source(
    input_size: PerAxis,
    kernel_size: PerAxis,
    strides: PerAxis = 1,
    padding: str | Sequence[Sequence[int]] = "SAME",
    rhs_dilation: PerAxis = 1,
    *,
    use_consistent_padding: bool = False,
) -> str:
    """The call as one writes it for tensors in PyTorch's order, `jax.lax.conv_transpose(x, w, (2, 2), "SAME", …)`.

    With transpose_kernel, so that the stamps are w itself; a comment says the tensors' axes. The words are
    geometry()'s.
    """
    axes = axis_count(input_size)
    pads = padding if isinstance(padding, str) else list(pairs("padding", padding, axes))
    holes = per_axis("rhs_dilation", rhs_dilation, axes)
    x, w = ("".join((*outer, AXES[-axes:])) for outer in ("NC", "OI"))
    return library.line(
        LAYOUT,
        axes,
        "jax.lax.conv_transpose",
        "x",
        "w",
        library.literal(per_axis("strides", strides, axes)),
        library.literal(pads),
        rhs_dilation=holes if library.is_dilated(holes) else None,
        dimension_numbers=(x, w, x),
        transpose_kernel=True,
        use_consistent_padding=use_consistent_padding or None,
    )


def _asked(ask: str, given: Geometry, output_shape: Sizes | None) -> library.Words:
    """Its pairs can give any size: here with the crops that TensorFlow would take."""
    words = {**library.sizes_of(given), "rhs_dilation": given.dilation}
    if output_shape is None:
        return {**words, "padding": ask.upper()}
    pads = []
    for axis, output in zip(given.axes, output_shape, strict=True):
        before = 0 if ask == "valid" else max(0, axis.uncropped - output) // 2
        border = axis.dilation * (axis.kernel - 1)
        pads.append((border - before, border - (axis.uncropped - before - output)))
    return {**words, "padding": pads}


def _counts_as(words: library.Words) -> tuple[library.Words, library.Fact | None]:
    """Where no stride is above 1, JAX takes the words of an ordinary convolution too."""
    strides, word = words.get("strides", (1, 1)), words.get("padding")
    is_plain = isinstance(strides, tuple) and set(strides) == {1} and not words.get("use_consistent_padding")
    if isinstance(word, str) and word not in PADDINGS and word.upper() in (*PADDINGS, "SAME_LOWER") and is_plain:
        return {**library.flags_as_numbers(words, FLAGS)[0], "padding": "SAME"}, "own_convolution"
    return library.flags_as_numbers(words, FLAGS)


def _misspelled(written: library.Words) -> str | None:
    """Numbers that are no tuple, and pairs that are lists where they are to be the crops."""
    for key in ("strides", "rhs_dilation"):
        if key in written and not isinstance(written[key], tuple) and (key, written[key]) != ("rhs_dilation", None):
            return key
    padding = written.get("padding", "SAME")
    has_lists = isinstance(padding, tuple) and any(isinstance(pair, library.Listed) for pair in padding)
    return "padding" if padding is None or (has_lists and written.get("use_consistent_padding")) else None


LAYOUT = CHANNELS_FIRST
FLAGS = ("transpose_kernel", "use_consistent_padding")
JAX = library.Library(
    key="jax",
    name="JAX",
    version="0.10.2",
    calls={
        "jax.lax.conv_transpose": library.signature(
            "lhs rhs strides padding",
            "rhs_dilation dimension_numbers transpose_kernel precision preferred_element_type use_consistent_padding",
        )
    },
    modules=("jax", "lax"),
    geometry=geometry,
    source=source,
    layout=LAYOUT,
    read=("strides", "padding", "rhs_dilation", *FLAGS),
    usual_words={"strides": 1, "padding": "SAME"},
    counts_as=_counts_as,
    misspelled=_misspelled,
    answers={"jax": _asked},
    weights={
        "jax": Weights(layout=LAYOUT),
        # What the call takes without dimension_numbers and transpose_kernel.
        "jax_default": Weights(layout=("N, sizes, in", "sizes, in, out"), is_turned=True),
    },
)
