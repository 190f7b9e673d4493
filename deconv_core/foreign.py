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
from deconv_core.foreign_offer import nearest, spelled, text
from deconv_core.foreign_said import LIBRARIES, OTHERWISE, PAGE_REFUSES, Said, fact, said
from deconv_core.frameworks import jax, keras, onnx, tensorflow
from deconv_core.frameworks.foreign_source import Foreign, Framework, as_written
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
    "foreign_written",
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


@dataclass(frozen=True)
class Offer:
    """The nearest call that is taken, and in `text` what it says otherwise, as the framework writes it."""

    call: Foreign
    text: str


class ForeignError(ValueError):
    """A call that is refused. `code` names its words (key "problems.<code>"), `values` fill them in.

    `message`: the library's own words, values["library"] says whose; None where it does not refuse, values["fact"] then
    names what it does (words too), or where its words are not foreseen. `offer`: the nearest call that is taken.
    """

    def __init__(
        self,
        code: ForeignCode,
        field: str,
        values: Mapping[str, Value],
        message: str | None = None,
        offer: Offer | None = None,
    ) -> None:
        super().__init__(code, field, values)
        self.code = code
        self.field = field
        self.values: dict[str, Value] = dict(values)
        self.message = message
        self.offer = offer


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
    try:
        geometry = _geometry(call.framework, present, words)
    except GeometryError as error:
        raise _refusal(call, present, error) from None
    own = said(call.framework, present["input_size"], geometry.kernel_size, call.written)
    if not own.is_taken and own.does != "unknown" and (offer := _offer(call, present)) and offer.text:
        raise _as_it_is_written(call, own, offer)
    turns = words.get("transpose_kernel", False)
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


def _geometry(framework: Framework, present: Settings, words: Mapping[str, Any]) -> Geometry:
    kernel = _kernel_word(words, present)
    rest = {key: word for key, word in words.items() if key not in (*KERNELS, "transpose_kernel")}
    return GEOMETRY[framework](present["input_size"], kernel, **rest)


def _offer(call: Foreign, present: Settings) -> Offer | None:
    words = nearest(call, present["input_size"], lambda words: _geometry(call.framework, present, words))
    return None if words is None else Offer(as_written(call.framework, words), spelled(call, words))


def _refusal(call: Foreign, present: Settings, error: GeometryError) -> ForeignError:
    """The same in the framework's own words: the field that it calls so, and its value as it was given."""
    framework = call.framework
    code, field = CODES[error.code], error.field
    values: dict[str, Value] = {key: _said(key, value) for key, value in error.values.items()}
    if code == "foreign_wrong_axes" and field == "pads":
        code = "foreign_pads"
    if code == "foreign_nothing_left":
        field = "pads" if framework == "onnx" else "padding"
        values["value"] = str(call.written.get(field, ""))
    if (framework, field) == ("onnx", "kernel_size"):
        field = "kernel_shape"
    values |= {"framework": NAMES[framework], "field": field, "library": LIBRARIES[framework]}
    own = said(framework, present["input_size"], _kernel(call, present), call.written)
    if found := (None if own.message else fact(framework, own, error.code, call.written)):
        values["fact"] = found
        # Then it is not the framework that refuses, but this page: whose name is a word of each language.
        if found in PAGE_REFUSES:
            values["framework"] = ""
    return ForeignError(code, field, values, own.message, _offer(call, present))


def _kernel_word(words: Mapping[str, Any], present: Settings) -> Any:
    """The kernel's size as it is said, or else the page's."""
    return next((words[key] for key in KERNELS if words.get(key) is not None), present["kernel_size"])


def _kernel(call: Foreign, present: Settings) -> Any:
    """The kernel's size as the call says it, or the page's where that is none."""
    word = _kernel_word(call.words, present)
    is_pair = isinstance(word, tuple) and len(word) == 2 and all(type(one) is int for one in word)
    return word if is_pair or call.framework == "keras" else present["kernel_size"]


def _as_it_is_written(call: Foreign, own: Said, offer: Offer) -> ForeignError:
    """What the page could read, but the framework could not."""
    written, meant = call.written, offer.call.written
    field = next(key for key in (*written, *meant) if repr(written.get(key)) != repr(meant.get(key)))
    values: dict[str, Value] = {
        "framework": NAMES[call.framework],
        "library": LIBRARIES[call.framework],
        "field": field,
        "value": text(call, written.get(field)),
        "meant": offer.text,
    }
    if found := OTHERWISE.get(own.does):
        values["fact"] = found
    return ForeignError("foreign_written", field, values, own.message, offer)


def _said(key: str, value: Any) -> Value:
    if isinstance(value, (str, int)):
        return value
    return str(value) if key == "value" else _text(value)


def _text(sizes: tuple[int, ...]) -> str:
    return str(sizes[0]) if len(set(sizes)) == 1 else ", ".join(map(str, sizes))
