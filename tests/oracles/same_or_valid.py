"""What each card of the Frameworks page shows: asked for SAME or VALID and perhaps a size, in that library's words."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Literal

from deconv_core.frameworks import OTHERS, pytorch, pytorch_output_size
from deconv_core.frameworks.layout import CHANNELS_FIRST
from deconv_core.frameworks.library import Library, Sizes, Words, line
from deconv_core.geometry import Geometry, GeometryError

# The answers that stand side by side; only ONNX has two kinds of SAME.
Answering = Literal["tensorflow", "keras", "jax", "onnx", "onnx_lower", "pytorch"]
CARDS: dict[str, Library] = {card: library for library in OTHERS.values() for card in library.answers}


def asked(card: Answering, ask: str, given: Geometry, output_shape: Sizes | None = None) -> Geometry | None:
    """A library's Geometry of PyTorch's input, kernel, stride and dilation; None where there is nothing to ask.

    `ask` is "same" or "valid", `output_shape` one size an axis. GeometryError where the library refuses.
    """
    if (card, ask) == ("onnx_lower", "valid") or (card == "pytorch" and output_shape is None):
        return None
    if card != "pytorch":
        return CARDS[card].answer(card, ask, given, output_shape)
    told = pytorch_output_size.request(output_shape, **_layer(given))
    if told.message:
        raise GeometryError(told.message, "output_size_outside", "output_size")
    return pytorch.geometry(**asdict(replace(told.layer, output_padding=told.output_padding)))


def source(card: Answering, ask: str, given: Geometry, output_shape: Sizes | None = None) -> str | None:
    """The line of code that asks for it; None and GeometryError as in asked()."""
    if asked(card, ask, given, output_shape) is None:
        return None
    if card != "pytorch":
        return CARDS[card].source(**CARDS[card].answers[card](ask, given, output_shape))
    layer = pytorch.source(**_layer(given))
    return line(CHANNELS_FIRST, len(given.axes), layer, "x", output_size=list(output_shape or ()))


def _layer(given: Geometry) -> Words:
    return {key: sizes for key, sizes in pytorch.words(given).items() if key != "output_padding"}
