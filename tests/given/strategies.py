"""Random geometries and the arrays that fit them, for the laws."""

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from deconv_core import Axis, Geometry, GeometryError


@st.composite
def axes(draw):
    sizes = [draw(st.integers(1, top)) for top in (4, 4, 4, 3)]
    crops = [draw(st.integers(-3, 5)) for _ in range(2)]
    try:
        return Axis(*sizes, *crops)
    except GeometryError:
        assume(False)


@st.composite
def geometries(draw, max_axes=3):
    """1-D to `max_axes`-D, uneven per axis, with signed crops."""
    return Geometry(tuple(draw(st.lists(axes(), min_size=1, max_size=max_axes))))


@st.composite
def worded(draw):
    """PyTorch's settings, legal or not, around the borders of what is legal."""
    count = draw(st.integers(1, 3))
    ranges = {
        "input_size": (1, 4),
        "kernel_size": (1, 5),
        "stride": (1, 3),
        "padding": (0, 4),
        "output_padding": (0, 2),
        "dilation": (1, 3),
    }
    odd = draw(st.sets(st.sampled_from(sorted(ranges)), max_size=2)) if draw(st.booleans()) else set()
    return {
        name: tuple(draw(st.integers(-1 if name in odd else low, high)) for _ in range(count))
        for name, (low, high) in ranges.items()
    }


@st.composite
def operands(draw, geometry, dtype=np.float64):
    """x, w, bias or None, groups: small arrays for the geometry, with and without a batch axis."""
    groups, ins, outs = (draw(st.integers(1, 2)) for _ in range(3))
    batch = draw(st.sampled_from([(), (1,), (2,)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = rng.standard_normal((*batch, groups * ins, *geometry.input_size)).astype(dtype)
    w = rng.standard_normal((groups * ins, outs, *geometry.kernel_size)).astype(dtype)
    bias = rng.standard_normal(groups * outs).astype(dtype) if draw(st.booleans()) else None
    return x, w, bias, groups
