"""The libraries that the page reads, a module each: its words for a transposed convolution <-> Geometry, its record."""

from collections.abc import Mapping

from deconv_core.frameworks.jax import JAX
from deconv_core.frameworks.keras import KERAS
from deconv_core.frameworks.library import Library
from deconv_core.frameworks.onnx import ONNX
from deconv_core.frameworks.pytorch import PYTORCH
from deconv_core.frameworks.tensorflow import TENSORFLOW

__all__ = ["JAX", "KERAS", "LIBRARIES", "ONNX", "OTHERS", "PYTORCH", "TENSORFLOW"]

# Where a pasted call fits several alike, the first counts.
LIBRARIES: tuple[Library, ...] = (PYTORCH, KERAS, TENSORFLOW, ONNX, JAX)
OTHERS: Mapping[str, Library] = {one.key: one for one in LIBRARIES if one is not PYTORCH}
