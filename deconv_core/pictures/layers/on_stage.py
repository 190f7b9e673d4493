"""A layer of one channel as a link that opens it on the stage."""

from __future__ import annotations

from deconv_core.pictures.layers.picture_layer import PictureLayer
from deconv_core.state.fields import State
from deconv_core.state.query import read_query, write_query

# A link's weights have so many digits after the point.
DIGITS = 4
SIZE = (3, 3)


def link(layer: PictureLayer, lang: str) -> str | None:
    """Link text; None where the stage cannot show the layer. The browser makes the input."""
    rows = tuple(tuple(round(float(one), DIGITS) for one in row) for row in layer.weight[0, 0])
    state = State(
        SIZE, layer.kernel_size, layer.stride, layer.padding, layer.output_padding, layer.dilation, w=rows, lang=lang
    )
    query = write_query(state)
    return None if layer.weight.shape[:2] != (1, 1) or read_query(query).problems else query
