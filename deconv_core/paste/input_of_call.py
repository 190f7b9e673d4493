"""The input that a pasted call is about: TensorFlow's output_shape is that of one input's size alone.

It is what the forward convolution makes of output_shape. An input larger than the page shows is cropped as a smaller
one is: each element less takes `stride` cells from the output, none of them from the crops.
"""

from __future__ import annotations

from deconv_core.frameworks import tensorflow
from deconv_core.frameworks.library import Listed
from deconv_core.geometry import GeometryError, per_axis
from deconv_core.paste.other_frameworks import Foreign, as_written
from deconv_core.paste.to_settings import note
from deconv_core.refusal import Refusal
from deconv_core.state.fields import FIELD, Setting, Settings
from deconv_core.state.query_text import by


def at_its_input(call: Foreign, present: Settings) -> tuple[Foreign, Settings, tuple[Refusal, ...]]:
    """The call and the settings with the input that the call is about, or with a smaller one; and what was done."""
    try:
        needed, strides = _needed(call, present["kernel_size"])
        outputs = per_axis("output_shape", call.words["output_shape"], call.rank)  # type: ignore[arg-type]
    except (GeometryError, KeyError):
        return call, present, ()
    most = FIELD["input_size"].high_at(call.rank)
    shown = tuple(
        size if size <= most else max(usual, size - (output - 1) // stride)
        for size, usual, output, stride in zip(needed, present["input_size"], outputs, strides, strict=True)
    )
    if shown == present["input_size"] == needed or max(shown) > most:
        return call, present, ()
    settings = {**present, "input_size": shown}
    if shown == needed:
        return call, settings, (note("note_input", {"output": by(outputs), "input": by(needed)}),)
    less = zip(outputs, strides, needed, shown, strict=True)
    output = tuple(out - stride * (size - small) for out, stride, size, small in less)
    said = note("note_smaller_input", {"output": by(outputs), "needed": by(needed), "input": by(shown)})
    return _with_output(call, output), settings, (said,)


def _needed(call: Foreign, kernel_size: Setting) -> tuple[Setting, Setting]:
    """The input's size, and the strides; KeyError for a call without an output_shape of TensorFlow's."""
    if call.framework != "tensorflow":
        raise KeyError
    words = {"strides": 1, "padding": "SAME", "dilations": 1, **call.words}
    rows = [per_axis(key, words[key], call.rank) for key in ("output_shape", "strides", "dilations")]  # type: ignore[arg-type]
    pads = tensorflow.padding_pairs(words["padding"], call.rank)  # type: ignore[arg-type]
    sizes = [tensorflow.needed_input(*row) for row in zip(rows[0], kernel_size, rows[1], rows[2], pads, strict=True)]
    return tuple(sizes), rows[1]


def _with_output(call: Foreign, output: tuple[int, ...]) -> Foreign:
    before = call.written["output_shape"]
    is_long = isinstance(before, tuple) and len(before) == call.rank + 2
    whole = (before[0], *output, before[-1]) if isinstance(before, tuple) and is_long else output
    written = {**call.written, "output_shape": Listed(whole) if isinstance(before, Listed) else whole}
    return as_written(call.library, call.rules, written, call.rank, call.counts)
