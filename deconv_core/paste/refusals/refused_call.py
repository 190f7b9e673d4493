"""Why another framework's call is refused: the rule that is broken, in this page's words, and the nearest call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from deconv_core.frameworks.library import Fact
from deconv_core.geometry import GeometryError
from deconv_core.paste.other_frameworks import Foreign, as_written
from deconv_core.paste.refusals.mend import Take
from deconv_core.paste.refusals.nearest_call import nearest, spelled, text
from deconv_core.refusal import Refusal, UnreadError, Value
from deconv_core.words import PLACE, fill

ForeignCode = Literal[
    "foreign_not_a_choice",
    "foreign_wrong_padding_pairs",
    "foreign_output_shape_outside",
    "foreign_output_padding_outside",
    "foreign_output_padding_needed",
    "foreign_strides_with_dilation_rate",
    "foreign_pads_with_auto_pad",
    "foreign_too_small",
    "foreign_not_an_integer",
    "foreign_wrong_number_of_axes",
    "foreign_pads",
    "foreign_wrong_rank",
    "foreign_output_too_small",
    "foreign_written",
]
# Where it is not the framework that refuses, but this page: whose name is a word of each language.
PAGE_REFUSES: tuple[Fact, ...] = ("own_empty", "own_flag", "own_convolution", "own_notset")


@dataclass(frozen=True)
class Offer:
    """The nearest call that is taken, and in `text` what it says otherwise, as the framework writes it."""

    call: Foreign
    text: str


def nearest_offer(call: Foreign, take: Take) -> Offer | None:
    """`take`: the geometry of words, or GeometryError."""
    words = nearest(call, take)
    return (
        None
        if words is None
        else Offer(as_written(call.library, call.rules, words, call.rank, call.counts), spelled(call, words))
    )


def refusal(call: Foreign, error: GeometryError, take: Take) -> UnreadError:
    """The same in the framework's own words: the field that it calls so, and its value as it was given.

    values["fact"], where there is one, names what the library does instead of refusing (words too). `message`: its own
    words, values["library"] says whose, where they are famous. The offer is an Offer: the nearest call that is taken.
    """
    code, field = f"foreign_{error.code}", error.field
    values: dict[str, Value] = {key: _said(key, value) for key, value in error.values.items()}
    if code == "foreign_wrong_number_of_axes" and field == "pads":
        code = "foreign_pads"
    if call.rank != 2 and code in ("foreign_pads", "foreign_wrong_number_of_axes", "foreign_wrong_padding_pairs"):
        code, values["rank"] = "foreign_wrong_rank", call.rank
    if code == "foreign_output_too_small":
        field = "pads" if call.framework == "onnx" else "padding"
        values["value"] = str(call.written.get(field, ""))
    if (call.framework, field) == ("onnx", "kernel_size"):
        field = "kernel_shape"
    field = next((name for name, ours in call.library.called.items() if ours == field), field)
    values |= {"framework": call.library.name, "field": field, "library": call.rules.proven}
    is_its_own = call.library is call.rules and call.rules.misspelled(call.written) is None
    if not is_its_own:
        values.pop("fact", None)
    elif values.get("fact") in PAGE_REFUSES:
        values["framework"] = ""
    message = _famous(call, error) if is_its_own and "fact" not in values else None
    return UnreadError(Refusal(code, field, values, message, offer=nearest_offer(call, take)))


def _famous(call: Foreign, error: GeometryError) -> str | None:
    """The library's own sentence, where it is famous and all its numbers are known.

    Of a call in NCHW, which TensorFlow's own kernels do not compute, oneDNN says another.
    """
    template = call.rules.famous.get(error.code)
    if template is None or call.is_channels_first or not {*PLACE.findall(template)} <= error.values.keys():
        return None
    return fill(template, **error.values)


def misspelled(call: Foreign, field: str, offer: Offer) -> UnreadError:
    """What the page could read, but the framework could not."""
    values: dict[str, Value] = {
        "framework": call.library.name,
        "library": call.rules.proven,
        "field": field,
        "value": text(call, call.written.get(field)),
        "meant": offer.text,
    }
    return UnreadError(Refusal("foreign_written", field, values, offer=offer))


def _said(key: str, value: Any) -> Value:
    if isinstance(value, (str, int)):
        return value
    return str(value) if key == "value" else sizes_text(value)


def sizes_text(sizes: tuple[int, ...]) -> str:
    return str(sizes[0]) if len(set(sizes)) == 1 else ", ".join(map(str, sizes))
