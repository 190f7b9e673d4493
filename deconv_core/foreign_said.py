"""What a framework itself makes of a call: its own words where it refuses, or what it does instead of refusing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from deconv_core.frameworks import (
    jax,
    jax_refusal,
    keras,
    keras_refusal,
    onnx,
    onnx_refusal,
    tensorflow,
    tensorflow_refusal,
)
from deconv_core.frameworks.foreign_source import Framework, Word, whole_numbers
from deconv_core.frameworks.own_words import EndsProgramError, UnforeseenError
from deconv_core.frameworks.tensorflow_refusal import LIMITS

Size = tuple[int, int]
# What the library does with a call that this page refuses, where it has no words for it; words key "problems.<fact>".
Fact = Literal["own_empty", "own_flag", "own_convolution", "own_notset", "own_unchecked", "own_stumbles", "own_ends"]
OTHERWISE: Mapping[str, Fact] = {"stumbles": "own_stumbles", "ends": "own_ends"}
# Where the library has nothing at all against it; of a size unchecked, its other kernels have.
PAGE_REFUSES: tuple[Fact, ...] = ("own_empty", "own_flag", "own_convolution", "own_notset")
LIBRARIES: Mapping[Framework, str] = {
    "tensorflow": f"TensorFlow {tensorflow.PROVEN}",
    "keras": f"Keras {keras.PROVEN}",
    "onnx": f"ONNX Runtime {onnx.PROVEN}",
    "jax": f"JAX {jax.PROVEN}",
}
REFUSAL: Mapping[Framework, Callable[[Size, Any, Mapping[str, Any]], str | None]] = {
    "tensorflow": tensorflow_refusal.refusal,
    "keras": keras_refusal.refusal,
    "onnx": onnx_refusal.refusal,
    "jax": jax_refusal.refusal,
}
# Larger numbers do not fit into the libraries' own.
MOST = 2**31 - 1


@dataclass(frozen=True)
class Said:
    """What the library does with a call; `message`: its own words, where it refuses with words that are foreseen."""

    does: Literal["refuses", "computes", "stumbles", "ends", "unknown"]
    message: str | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the rules take it: what only the CPU does not compute breaks none."""
        return self.does == "computes" or self.message in LIMITS


def said(framework: Framework, input_size: Size, kernel_size: Any, written: Mapping[str, Word]) -> Said:
    """What the library, in its proven version, says of a call with these words, as they are written."""
    if any(abs(number) > MOST for number in whole_numbers((kernel_size, *written.values()))):
        return Said("unknown")
    try:
        message = REFUSAL[framework](input_size, kernel_size, written)
    except EndsProgramError:
        return Said("ends")
    except UnforeseenError:
        return Said("stumbles")
    return Said("computes" if message is None else "refuses", message)


def fact(framework: Framework, does: Said, code: str, written: Mapping[str, Word]) -> Fact | None:
    """What to say of a library that has no words for a call which this page refuses for the rule `code`."""
    if does.does != "computes":
        return OTHERWISE.get(does.does)
    if code == "not_an_integer":
        return "own_flag"
    if code == "not_a_choice":
        return "own_notset" if framework == "onnx" else "own_convolution"
    is_empty = code in ("output_too_small", "output_padding_needed") or 0 in whole_numbers(written.get("output_shape"))
    return "own_empty" if is_empty else "own_unchecked"
