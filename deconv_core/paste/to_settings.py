"""Another framework's call as settings of the page: PyTorch's words where they give the same numbers.

The input's size, and the kernel's where the call does not say it, are the ones given as present.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Any, Literal

from deconv_core.frameworks import pytorch
from deconv_core.frameworks.library import Library, Words
from deconv_core.geometry import Geometry, GeometryError
from deconv_core.layer import Layer, of_geometry
from deconv_core.paste.other_frameworks import Foreign
from deconv_core.paste.refusals.mend import Take
from deconv_core.paste.refusals.refused_call import misspelled, nearest_offer, refusal, sizes_text
from deconv_core.refusal import Refusal, Value
from deconv_core.state.fields import Setting, Settings
from deconv_core.state.query_text import by

ForeignNote = Literal[
    "note_twin",
    "note_no_twin",
    "note_appended",
    "note_unturned",
    "note_input",
    "note_smaller_input",
    "note_turned",
    "note_same_size",
]
ASKED = {"SAME": "same", "SAME_UPPER": "same", "SAME_LOWER": "same", "VALID": "valid"}
KERNELS = ("kernel_size", "kernel_shape")


def note(code: ForeignNote, values: Mapping[str, Value] | None = None) -> Refusal:
    """What was made of the call."""
    return Refusal(code, values=dict(values or {}))


@dataclass(frozen=True)
class Taken:
    """`settings`: kernel_size, stride, padding, output_padding, dilation, each (height, width), perhaps beyond the
    page's limits; `ask` and `output_shape`: what the Frameworks page asks for to show just this call (fields.State),
    `ask` None if nothing does."""

    settings: Settings
    ask: str | None
    output_shape: Setting | None
    notes: tuple[Refusal, ...]
    layer: Layer


def holds_kernel(call: Foreign) -> bool:
    """Whether the call says its kernel's size; if not, it is that of the weights, which are no part of the text."""
    return any(call.words.get(key) is not None for key in KERNELS)


def takes(call: Foreign, present: Settings) -> bool:
    """Whether its library takes this call."""
    return _broken(call, partial(_geometry, call.rules, present)) is None and not _misspelled(call)


def taken(call: Foreign, present: Settings) -> Taken:
    """The settings that show this call. Raises UnreadError where its library, or this page, refuses it."""
    take = partial(_geometry, call.rules, present)
    if error := _broken(call, take):
        raise refusal(call, error, take)
    if (field := _misspelled(call)) and (offer := nearest_offer(call, take)):
        raise misspelled(call, field, offer)
    words = _words(call)
    geometry = take(words)
    turns = words.get("transpose_kernel", False)
    found = pytorch.twin(geometry)
    nothing = (0,) * len(geometry.axes)
    settings = {
        "kernel_size": geometry.kernel_size,
        "stride": geometry.stride,
        "padding": found.padding if found else nothing,
        "output_padding": found.output_padding if found else nothing,
        "dilation": geometry.dilation,
    }
    notes = _crop_notes(call, geometry, bool(found))
    if call.framework == "jax" and not turns:
        notes.append(
            note("note_unturned" if call.library is call.rules else "note_turned", {"library": call.library.name})
        )
    question = _question(call.rules, words, geometry) or ("crops" if found else None, None)
    return Taken(settings, *question, tuple(notes), of_geometry(geometry, **call.counts))


def _crop_notes(call: Foreign, geometry: Geometry, has_twin: bool) -> list[Refusal]:
    """What is cropped, and what is appended instead, which a Geometry says as a negative crop."""
    ends = {"before": geometry.crop_before, "after": geometry.crop_after}
    cropped, appended = (
        {end: sizes_text(tuple(max(0, sign * cells) for cells in crops)) for end, crops in ends.items()}
        for sign in (1, -1)
    )
    values: dict[str, Value] = {
        "framework": call.library.name,
        **cropped,
        "input": by(geometry.input_size),
        "output": by(geometry.output_size),
        "canvas": by(geometry.uncropped_size),
    }
    notes = [note("note_twin" if has_twin else "note_no_twin", values)]
    if not has_twin and (near := _same_size(geometry)):
        notes.append(note("note_same_size", near))
    if min(*geometry.crop_before, *geometry.crop_after) < 0:
        notes.append(note("note_appended", {**appended}))
    return notes


def _same_size(geometry: Geometry) -> dict[str, Value] | None:
    """PyTorch's layer that crops as much, the larger part of it before: what people mean by its "same"."""
    mirrored = Geometry(
        tuple(
            replace(
                axis,
                crop_before=max(axis.crop_before, axis.crop_after),
                crop_after=min(axis.crop_before, axis.crop_after),
            )
            for axis in geometry.axes
        )
    )
    found = pytorch.twin(mirrored)
    if found is None:
        return None
    words = {"stride": geometry.stride, "dilation": geometry.dilation, **vars(found)}
    line = pytorch.source(geometry.input_size, geometry.kernel_size, **words)
    return {"layer": line, "before": sizes_text(mirrored.crop_before), "after": sizes_text(mirrored.crop_after)}


def _broken(call: Foreign, take: Take) -> GeometryError | None:
    """The rule that a call breaks; values["fact"]: what the library does where it takes it all the same."""
    counted, fact = call.rules.counts_as(_words(call))
    error = _error(take, counted)
    if error is None and fact and (error := _error(take, _words(call))):
        error.values["fact"] = fact
    return error


def _misspelled(call: Foreign) -> str | None:
    """What the library itself would not take as it is written; of one with other rules than its own, nobody knows."""
    is_like = call.library is call.rules or not call.library.called
    return call.rules.misspelled(call.written) if is_like else None


def _error(take: Take, words: Words) -> GeometryError | None:
    try:
        take(words)
    except GeometryError as error:
        return error
    return None


def _words(call: Foreign) -> dict[str, Any]:
    return {key: value for key, value in call.words.items() if value is not None}


def _question(rules: Library, words: Mapping[str, Any], geometry: Geometry) -> tuple[str | None, Setting | None] | None:
    """The (ask, output_shape) that makes one of the page's answers this very geometry; None where the call says its
    crops itself, or none does."""
    usual = words.get("padding", rules.usual_words.get("padding"))
    word = ASKED.get(str(words.get("auto_pad", usual)).upper())
    # ONNX crops by output_shape alone where it is said; TensorFlow has pairs beside it.
    if word is None and not (rules.key == "onnx" and "output_shape" in words):
        return None
    for ask, size in product((word,) if word else ("same", "valid"), (None, geometry.output_size)):
        if any(_answer(rules, card, ask, geometry, size) == geometry for card in rules.answers):
            return ask, size
    return None


def _answer(rules: Library, card: str, ask: str, geometry: Geometry, size: Setting | None) -> Geometry | None:
    try:
        return rules.answer(card, ask, geometry, size)
    except GeometryError:
        return None


def _geometry(rules: Library, present: Settings, words: Mapping[str, Any]) -> Geometry:
    kernel = next((words[key] for key in KERNELS if words.get(key) is not None), present["kernel_size"])
    rest = {key: word for key, word in words.items() if key not in (*KERNELS, "transpose_kernel")}
    return rules.geometry(present["input_size"], kernel, **rest)
