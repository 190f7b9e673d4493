"""Another framework's call as settings of the page: PyTorch's words where they give the same numbers.

The input's size, and the kernel's where the call does not say it, are the page's present ones.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from deconv_core.asked import Answering, asked
from deconv_core.frameworks import jax, keras, onnx, tensorflow
from deconv_core.frameworks.foreign_source import Foreign, Framework
from deconv_core.geometry import Geometry, GeometryError
from deconv_core.state import Pair, Settings
from deconv_core.twin import twin

Value = str | int
ForeignCode = Literal[
    "foreign_not_a_choice",
    "foreign_padding_pairs",
    "foreign_output_shape",
    "foreign_output_padding",
    "foreign_output_padding_needed",
    "foreign_stride_and_dilation",
    "foreign_pads_with_auto_pad",
    "foreign_too_small",
    "foreign_not_whole",
    "foreign_wrong_axes",
    "foreign_pads",
    "foreign_nothing_left",
]
ForeignNote = Literal["note_twin", "note_no_twin", "note_unturned"]

CODES: Mapping[str, ForeignCode] = {
    "not_a_choice": "foreign_not_a_choice",
    "wrong_padding_pairs": "foreign_padding_pairs",
    "output_shape_outside": "foreign_output_shape",
    "output_padding_outside": "foreign_output_padding",
    "output_padding_needed": "foreign_output_padding_needed",
    "strides_with_dilation_rate": "foreign_stride_and_dilation",
    "pads_with_auto_pad": "foreign_pads_with_auto_pad",
    "too_small": "foreign_too_small",
    "not_an_integer": "foreign_not_whole",
    "wrong_number_of_axes": "foreign_wrong_axes",
    "output_too_small": "foreign_nothing_left",
}
NAMES: Mapping[Framework, str] = {"tensorflow": "TensorFlow", "keras": "Keras", "onnx": "ONNX", "jax": "JAX"}
GEOMETRY: Mapping[Framework, Callable[..., Geometry]] = {
    "tensorflow": tensorflow.geometry,
    "keras": keras.geometry,
    "onnx": onnx.geometry,
    "jax": jax.geometry,
}
KERNELS = ("kernel_size", "kernel_shape")
# The padding of a call that names none.
USUAL_PADDING: Mapping[Framework, str] = {"tensorflow": "SAME", "keras": "valid"}
ASKED = {"SAME": "same", "SAME_UPPER": "same", "SAME_LOWER": "same", "VALID": "valid"}
# Which of the Frameworks page's answers may show a framework's call.
ANSWERS: Mapping[Framework, tuple[Answering, ...]] = {
    "tensorflow": ("tensorflow",),
    "keras": ("keras",),
    "onnx": ("onnx", "onnx_lower"),
    "jax": ("jax",),
}


class ForeignError(ValueError):
    """A call that its framework refuses. `code` names its words (key "problems.<code>"), `values` fill them in."""

    def __init__(self, code: ForeignCode, field: str, values: Mapping[str, Value]) -> None:
        super().__init__(code, field, values)
        self.code = code
        self.field = field
        self.values: dict[str, Value] = dict(values)


@dataclass(frozen=True)
class Note:
    """What was made of the call; words key "problems.<code>"."""

    code: ForeignNote
    values: dict[str, Value] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """`settings`: kernel_size, stride, padding, output_padding, dilation, each (height, width), perhaps beyond the
    page's limits; `ask` and `output_shape`: what the Frameworks page asks for to show just this call (see state.State),
    `ask` None if nothing does."""

    settings: Settings
    ask: str | None
    output_shape: Pair | None
    notes: tuple[Note, ...]


def taken(call: Foreign, present: Settings) -> Taken:
    """The settings that show this call. Raises ForeignError where its framework refuses it."""
    words: dict[str, Any] = {key: value for key, value in call.words.items() if value is not None}
    turns = words.pop("transpose_kernel", False)
    kernel = next((words.pop(key) for key in KERNELS if key in words), present["kernel_size"])
    geometry = _geometry(call.framework, present["input_size"], kernel, words)
    found = twin(geometry)
    nothing = (0,) * len(geometry.axes)
    settings = {
        "kernel_size": geometry.kernel_size,
        "stride": geometry.stride,
        "padding": found.padding if found else nothing,
        "output_padding": found.output_padding if found else nothing,
        "dilation": geometry.dilation,
    }
    crops = {"before": _text(geometry.crop_before), "after": _text(geometry.crop_after)}
    notes = [Note("note_twin" if found else "note_no_twin", {"framework": NAMES[call.framework], **crops})]
    if call.framework == "jax" and not turns:
        notes.append(Note("note_unturned"))
    pairs = {key: (sizes[0], sizes[1]) for key, sizes in settings.items()}
    question = _question(call.framework, words, geometry) or ("crops" if found else None, None)
    return Taken(pairs, *question, tuple(notes))


def _question(
    framework: Framework, words: Mapping[str, Any], geometry: Geometry
) -> tuple[str | None, Pair | None] | None:
    """The (ask, output_shape) that makes one of the page's answers this very geometry; None where the call says its
    crops itself, or none does."""
    word = ASKED.get(str(words.get("auto_pad", words.get("padding", USUAL_PADDING.get(framework)))).upper())
    # ONNX crops by output_shape alone where it is said; TensorFlow has pairs beside it.
    if word is None and not (framework == "onnx" and "output_shape" in words):
        return None
    height, width = geometry.output_size
    for ask, size in product((word,) if word else ("same", "valid"), (None, (height, width))):
        if any(_answer(name, ask, geometry, size) == geometry for name in ANSWERS[framework]):
            return ask, size
    return None


def _answer(name: Answering, ask: str, geometry: Geometry, size: Pair | None) -> Geometry | None:
    try:
        return asked(name, ask, geometry, size)
    except GeometryError:
        return None


def _geometry(framework: Framework, input_size: Any, kernel: Any, words: dict[str, Any]) -> Geometry:
    try:
        return GEOMETRY[framework](input_size, kernel, **words)
    except GeometryError as error:
        raise _refusal(framework, words, error) from None


def _refusal(framework: Framework, words: Mapping[str, Any], error: GeometryError) -> ForeignError:
    """The same in the framework's own words: the field that it calls so, and its value as it was given."""
    code, field = CODES[error.code], error.field
    values: dict[str, Value] = {key: _said(key, value) for key, value in error.values.items()}
    if code == "foreign_wrong_axes" and field == "pads":
        code = "foreign_pads"
    if code == "foreign_nothing_left":
        field = "pads" if framework == "onnx" else "padding"
        values["value"] = str(words.get(field, ""))
    return ForeignError(code, field, {"framework": NAMES[framework], "field": field, **values})


def _said(key: str, value: Any) -> Value:
    if isinstance(value, (str, int)):
        return value
    return str(value) if key == "value" else _text(value)


def _text(sizes: tuple[int, ...]) -> str:
    return str(sizes[0]) if len(set(sizes)) == 1 else ", ".join(map(str, sizes))
