"""All algorithms, each to be read and fast; and PyTorch's answer to the same cases."""

import numpy as np

from deconv_core import ALGORITHMS, Geometry
from deconv_core.algorithms import READABLE
from deconv_core.frameworks import pytorch

RUNS = {**READABLE, **{f"fast {name}": run for name, run in ALGORITHMS.items()}}


def reference(x, w, geometry, bias, groups):
    """PyTorch's uncropped sums, cropped and extended here: PyTorch itself knows no signed crops."""
    whole = Geometry.of(geometry.input_size, geometry.kernel_size, geometry.stride, geometry.dilation)
    sums = pytorch.reference(x, w, whole, bias=None, groups=groups, dtype=str(x.dtype))
    axes = len(geometry.axes)
    most = 16
    sums = np.pad(sums, [(0, 0)] * (sums.ndim - axes) + [(most, most)] * axes)
    starts = (most + crop for crop in geometry.crop_before)
    sums = sums[(..., *(slice(a, a + size) for a, size in zip(starts, geometry.output_size, strict=True)))]
    return sums if bias is None else sums + bias.reshape(-1, *[1] * axes)
