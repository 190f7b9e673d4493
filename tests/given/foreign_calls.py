"""Calls of other frameworks as they are written, run by the libraries themselves; and random ones, legal or not."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import numpy as np

from deconv_core.frameworks.library import Listed, Word
from tests.oracles import libraries

COLOUR = re.compile(r"\x1b\[\d*m")
Words = dict[str, Any]
Size = tuple[int, int]


def plain(value: Any) -> Any:
    """A word as the library is given it: lists are lists."""
    if isinstance(value, tuple):
        inner = [plain(item) for item in value]
        return inner if isinstance(value, Listed) else tuple(inner)
    return value


def run(framework: str, input_size: Size, kernel_size: Any, words: Words) -> np.ndarray:
    """The library's own output, `[*size]`, of one channel of ones; or the library's own error."""
    return RUN[framework](input_size, kernel_size, {key: plain(value) for key, value in words.items()})


def said(error: Exception) -> str:
    return COLOUR.sub("", str(error))


def _tensorflow(input_size: Size, kernel_size: Size, words: Words) -> np.ndarray:
    import tensorflow as tf

    # TensorFlow's own kernels, which float64 always meets, where they compute at all; oneDNN makes an empty output too.
    dilations, output = words.get("dilations"), words.pop("output_shape")
    dilated = dilations is not None and np.any(np.array(dilations, dtype=object) != 1)
    first = words.get("data_format") == "NCHW"
    is_empty = isinstance(output, (list, tuple)) and 0 in output
    dtype = "float32" if dilated or first or is_empty else "float64"
    batch, channels = (output[0], output[3]) if isinstance(output, (list, tuple)) and len(output) == 4 else (1, 1)
    x, w = np.ones((batch, *input_size, 1), dtype), np.ones((*kernel_size, channels, 1), dtype)
    if not first:
        return np.asarray(tf.nn.conv2d_transpose(x, w, output, **words))[0, ..., 0]
    words = {key: channels_second(word) for key, word in words.items()}
    return np.asarray(tf.nn.conv2d_transpose(np.moveaxis(x, 3, 1), w, channels_second(output), **words))[0, 0]


def channels_second(word: Any) -> Any:
    """A list of four with the channels where NCHW has them."""
    is_list = isinstance(word, (list, tuple)) and len(word) == 4
    return type(word)([word[0], word[3], word[1], word[2]]) if is_list else word


def _keras(input_size: Size, kernel_size: Any, words: Words) -> np.ndarray:
    import keras

    # A single input element, of which float32 alone makes an empty output, and what dilates.
    dilations = words.get("dilation_rate", 1)
    dtype = "float32" if 1 in input_size or np.any(np.array(dilations, dtype=object) != 1) else "float64"
    layer = keras.layers.Conv2DTranspose(1, kernel_size, **words, dtype=dtype, use_bias=False)
    return np.asarray(layer(np.ones((1, *input_size, 1), dtype)))[0, ..., 0]


def _onnx(input_size: Size, kernel_size: Size, words: Words) -> np.ndarray:
    import onnxruntime

    onnxruntime.set_default_logger_severity(4)
    return libraries.onnx(np.ones((1, *input_size)), np.ones((1, 1, *kernel_size)), **words)[0]


def _jax(input_size: Size, kernel_size: Size, words: Words) -> np.ndarray:
    import jax

    x, w = np.ones((1, *input_size, 1), "float32"), np.ones((*kernel_size, 1, 1), "float32")
    return np.asarray(jax.lax.conv_transpose(x, w, **words))[0, ..., 0]


RUN = {"tensorflow": _tensorflow, "keras": _keras, "onnx": _onnx, "jax": _jax}


class Drawn:
    """Random words, most of them legal: `odd` of a hundred values are of another kind or length than they must be."""

    def __init__(self, seed: int, odd: int = 6) -> None:
        self.random = Random(seed)
        self.odd = odd

    def size(self, most: int = 4) -> Size:
        return self.random.randint(1, most), self.random.randint(1, most)

    def listed(self, items: Any) -> Word:
        return (tuple if self.random.random() < 0.5 else Listed)(items)

    def numbers(self, low: int, high: int, count: int = 2, single: bool = True) -> Word:
        draw = self.random
        if draw.randrange(100) < self.odd:
            return draw.choice(
                [
                    "two",
                    "x",
                    self.listed([1]),
                    self.listed([1, 2, 1]),
                    self.listed([0] * count),
                    self.listed([-1, *[1] * (count - 1)]),
                    self.listed([self.listed([1, 1])] * 2),
                    0,
                    -1,
                    3,
                    self.listed([1] * 5),
                ]
            )
        if single and draw.random() < 0.4:
            return draw.randint(low, high)
        return self.listed(draw.randint(low, high) for _ in range(count))

    def pairs(self, low: int, high: int, count: int) -> Word:
        draw = self.random
        if draw.randrange(100) < 2 * self.odd:
            return draw.choice(
                [
                    1,
                    None,
                    self.listed([1, 1]),
                    self.listed([self.listed([1, 1])]),
                    self.listed([self.listed([1, 1])] * (count + 1)),
                    self.listed([self.listed([1, 1, 1])] * count),
                    self.listed([self.listed(["a", 1])] * count),
                    self.listed([self.listed([-1, 1])] * count),
                    self.listed([]),
                ]
            )
        return self.listed(self.listed(draw.randint(low, high) for _ in range(2)) for _ in range(count))

    def word(self, *words: str) -> str:
        other = ("FULL", "same", "LOWER", "Valid", "EXPLICIT", "SAME_LOWER", "causal", "")
        return self.random.choice(other if self.random.randrange(100) < self.odd else words)

    def call(self, framework: str) -> tuple[Size, Size, Words]:
        self.sizes = self.size(), self.size()
        return *self.sizes, getattr(self, f"_{framework}")()

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def _tensorflow(self) -> Words:
        words: Words = {"strides": self.numbers(1, 3)}
        size = [self.random.randint(0 if self.maybe(0.05) else 1, 9) for _ in range(2)]
        words["output_shape"] = self.listed([1, *size, 1] if self.maybe(0.8) else size)
        if self.maybe(0.1) and isinstance(words["output_shape"], tuple):
            words["data_format"] = "NCHW"
        if self.maybe(0.6) and words["strides"] in (1, 2, 3):
            return words | self._takes(words["strides"])
        if self.maybe(0.05) and "data_format" not in words:
            words["output_shape"] = self.numbers(1, 3)
        if self.maybe(0.3):
            outer = self.listed([0, 0]) if self.maybe(0.95) else self.listed([1, 0])
            inner = self.pairs(0, 2, 2)
            both = isinstance(inner, tuple) and len(inner) == 2 and self.maybe(0.9)
            words["padding"] = self.listed([outer, *inner, outer]) if both else inner
        else:
            words["padding"] = self.word("SAME", "VALID")
        # A negative size, or one number, together with dilations ends the whole program: see test_refusals.
        output = words["output_shape"]
        if self.maybe(0.25) and isinstance(output, tuple) and "-" not in repr(output):
            words["dilations"] = self.numbers(1, 3)
        if self.maybe(0.05):
            words["strides"] = self.listed([1, *self.size(3), self.random.randint(1, 2)])
        return words

    def _takes(self, stride: int) -> Words:
        """A size and a padding that TensorFlow takes."""
        word, dilation = self.word("SAME", "VALID"), self.random.choice([1, 1, 2])
        least = [1 if word == "SAME" else dilation * (kernel - 1) + 1 for kernel in self.sizes[1]]
        size = [
            (i - 1) * stride + low + self.random.randrange(stride) for i, low in zip(self.sizes[0], least, strict=True)
        ]
        return {"padding": word, "output_shape": Listed([1, *size, 1]), "dilations": dilation}

    def _keras(self) -> Words:
        words: Words = {"strides": self.numbers(1, 4), "padding": self.word("valid", "same", "SAME")}
        if self.maybe(0.3):
            words["dilation_rate"] = self.numbers(1, 3)
        if self.maybe(0.5):
            words["strides" if self.maybe(0.7) else "dilation_rate"] = 1
        if self.maybe(0.5):
            words["output_padding"] = self.numbers(0, 3)
        return words

    def _onnx(self) -> Words:
        words: Words = {"auto_pad": self.word("NOTSET", "NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER")}
        if self.maybe(0.3):
            del words["auto_pad"]
        single = self.maybe(0.05)
        if self.maybe(0.8):
            words["strides"] = self.numbers(1, 3, single=single)
        if self.maybe(0.3):
            words["dilations"] = self.numbers(1, 3, single=single)
        if self.maybe(0.8 if words.get("auto_pad", "NOTSET") == "NOTSET" else 0.05):
            words["pads"] = self.numbers(0, 3, 4, single)
        if self.maybe(0.4):
            words["output_padding"] = self.numbers(0, 2, single=single)
        if self.maybe(0.3):
            words["output_shape"] = self.numbers(1, 9, single=single)
        return words

    def _jax(self) -> Words:
        words: Words = {"strides": self.numbers(1, 3, single=self.maybe(0.05))}
        words["padding"] = self.word("SAME", "VALID") if self.maybe(0.5) else self.pairs(-3, 4, 2)
        if self.maybe(0.4):
            words["rhs_dilation"] = self.numbers(1, 3, single=self.maybe(0.05))
        if self.maybe(0.3):
            words["use_consistent_padding"] = True
        return words
