"""The arguments of PyTorch's ConvTranspose1d to 3d, one integer an axis, legal or not."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from deconv_core.geometry import GeometryError, PerAxis, axis_count, per_axis

Sizes = tuple[int, ...]


@dataclass(frozen=True)
class Settings:
    """PyTorch's arguments, each a tuple with one integer an axis; not yet known to be legal."""

    input_size: Sizes
    kernel_size: Sizes
    stride: Sizes
    padding: Sizes
    output_padding: Sizes
    dilation: Sizes

    @property
    def output_size(self) -> Sizes:
        """Cells per axis by PyTorch's formula; below 1 where nothing is left."""
        rows = zip(*astuple(self), strict=True)
        return tuple((i - 1) * s - 2 * p + d * (k - 1) + op + 1 for i, k, s, p, op, d in rows)


def settings(
    input_size: PerAxis,
    kernel_size: PerAxis,
    stride: PerAxis = 1,
    padding: PerAxis = 0,
    output_padding: PerAxis = 0,
    dilation: PerAxis = 1,
) -> Settings:
    """One integer an axis for each argument; GeometryError where that cannot be, or for other than 1 to 3 axes."""
    axes = axis_count(input_size)
    if not 1 <= axes <= 3:
        message = f"input_size has {axes} axes, but PyTorch's ConvTranspose has 1, 2 or 3. Give 1 to 3 sizes."
        raise GeometryError(message, "wrong_number_of_axes", "input_size", None, {"axes": axes})
    return Settings(
        per_axis("input_size", input_size, axes),
        per_axis("kernel_size", kernel_size, axes),
        per_axis("stride", stride, axes),
        per_axis("padding", padding, axes),
        per_axis("output_padding", output_padding, axes),
        per_axis("dilation", dilation, axes),
    )
