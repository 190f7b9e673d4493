"""What Keras 3.15 says when it refuses a Conv2DTranspose, predicted without Keras.

The layer checks its arguments in the order of its signature, then output_padding against strides, then strides against
dilation_rate. What the layer takes, TensorFlow below it may still refuse: see tensorflow_refusal.
Source: keras/src/utils/argument_validation.py and layers/convolutional/base_conv_transpose.py
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deconv_core.frameworks.own_words import TEMPLATES, UnforeseenError, kind
from deconv_core.frameworks.tensorflow_refusal import refused_size
from deconv_core.words import fill

# In the order in which the layer looks at them; what is not said has its default.
TUPLES: Mapping[str, Any] = {"kernel_size": None, "strides": 1, "dilation_rate": 1}


def refusal(input_size: tuple[int, int], kernel_size: Any, words: Mapping[str, Any]) -> str | None:
    """What Keras on TensorFlow says of a layer with these words, as written; None if it computes.

    Keras prints the two choices of padding as a set, in an order that changes from run to run: here sorted.
    """
    given = {**TUPLES, "kernel_size": kernel_size, **words}
    for field in TUPLES:
        if message := _no_tuple(field, given[field], 1):
            return message
    if message := _no_padding(given.get("padding", "valid")):
        return message
    extra = given.get("output_padding")
    if extra is not None and (message := _no_tuple("output_padding", extra, 0)):
        return message
    return _refused_together(input_size, {key: _pair(value) for key, value in given.items() if key != "padding"}, given)


def _no_tuple(field: str, value: Any, least: int) -> str | None:
    """Keras's standardize_tuple."""
    message = fill(TEMPLATES["keras_tuple"], field=field, value=value)
    if value is None or (isinstance(value, (str, tuple)) and len(value) != 2):
        return message
    for one in (value, value) if isinstance(value, int) else value:
        if isinstance(one, tuple) or one is None or not _is_number(one):
            return f"{message}including element {one} of type <class '{kind(one)}'>"
    low = {one for one in _pair(value) if _below(one, least)}
    return (
        f"{message}, including values {low} that do not satisfy `value {'> 0' if least else '>= 0'}`" if low else None
    )


def _is_number(one: Any) -> bool:
    try:
        int(one)
    except ValueError:
        return False
    return True


def _below(one: Any, least: int) -> bool:
    if isinstance(one, str):
        # "2" is a number to the check before, and no number to this one.
        raise UnforeseenError
    return bool(one < least)


def _pair(value: Any) -> Any:
    return (value, value) if isinstance(value, int) else value


def _no_padding(word: Any) -> str | None:
    if not isinstance(word, str):
        return f"'{kind(word)}' object has no attribute 'lower'"
    if word.lower() in ("same", "valid"):
        return None
    allowed = "{'same', 'valid'}"
    return f"The `padding` argument must be a list/tuple or one of {allowed}. Received: {word.lower()}"


def _refused_together(input_size: tuple[int, int], pairs: Mapping[str, Any], given: Mapping[str, Any]) -> str | None:
    strides, dilation, extra = pairs["strides"], pairs["dilation_rate"], pairs.get("output_padding")
    extras = tuple(extra or ())
    for at, (more, step) in enumerate(zip(extras, strides, strict=False)):
        if more >= step:
            shown = {"output_padding": extras, "strides": tuple(strides)}
            return fill(TEMPLATES["keras_output_padding"], dimension=at, value=more, stride=step, **shown)
    if max(strides) > 1 and max(dilation) > 1:
        return fill(TEMPLATES["keras_both"], strides=tuple(strides), dilation_rate=tuple(dilation))
    padding = given.get("padding", "valid").lower()
    if extra is None or padding == "valid":
        return None
    reaches = (d * (k - 1) + 1 for k, d in zip(pairs["kernel_size"], dilation, strict=True))
    rows = zip(input_size, strides, reaches, extra, strict=True)
    sizes = tuple((i - 1) * s + reach % 2 + more for i, s, reach, more in rows)
    return refused_size(input_size, pairs["kernel_size"], strides, dilation, "SAME", sizes, max(dilation) > 1)
