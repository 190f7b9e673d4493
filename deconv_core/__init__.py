"""Transposed convolution, explained by its links. Works without Streamlit; imports neither torch nor plotly."""

from deconv_core.algorithms import ALGORITHMS
from deconv_core.geometry import Axis, Geometry, GeometryError

__all__ = ["ALGORITHMS", "Axis", "Geometry", "GeometryError"]
