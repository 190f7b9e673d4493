"""What a pasted text means: settings of the page; or why not, and what can be had in one click.

Everything here is JSON-ready; see questions.answer. A choice is the same question with `again` changed in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Literal

from deconv_core.frameworks import PYTORCH
from deconv_core.layer import Layer
from deconv_core.paste import other_frameworks, pytorch_call, to_settings
from deconv_core.paste.answers import Answer, kernel_choice, lists, refused, short_name, taken, text_choice, unread
from deconv_core.paste.call import Call
from deconv_core.paste.errors.explained import Explained, explained
from deconv_core.paste.find_calls import Found, calls
from deconv_core.paste.input_of_call import at_its_input
from deconv_core.paste.libraries import which_library
from deconv_core.paste.meant import meant
from deconv_core.paste.other_frameworks import Foreign
from deconv_core.paste.pytorch_call import Reading, WordError
from deconv_core.paste.refusals.refused_call import Offer
from deconv_core.paste.shown.channels import OF_ONE_PAIR, all_channels, channel_fields
from deconv_core.paste.shown.facts import facts
from deconv_core.paste.shown.on_stage import Shown, is_real, on_page, on_stage
from deconv_core.refusal import Refusal, UnreadError, Value
from deconv_core.state.budget import ONE_PAIR, Channels, within
from deconv_core.state.fields import FIELD, Setting, Settings
from deconv_core.state.legal import range_problems
from deconv_core.state.query_text import by

# Of a text that lacks its kernel: which is it, and that what is said is said for the page's. Of one with several
# layers, or of a library with PyTorch's words.
PastedCode = Literal["source_no_kernel", "source_page_kernel", "note_several", "note_alike", "note_output_size"]
# What PyTorch's layers take as they are called, and no part of them.
OUTPUT_SIZE = re.compile(r"\boutput_size\s{0,9}=")
LARGEST_KERNEL = 9
# How many other layers of a text are on offer.
MOST = 12


def meaning(text: str, present: Settings, kernel: Setting | None = None, pick: int = 0) -> Answer:
    """`present`: the page's settings; `kernel`: what was chosen for a text without; `pick`: which layer of several."""
    try:
        if error := explained(text, present):
            return _error(error, text)
        found = calls(text)
    except UnreadError as error:
        return unread(error.refusal)
    at = pick if 0 <= pick < len(found) else 0
    told = _beside(_one(found[at].call, present, kernel), found, at)
    if told["state"] and OUTPUT_SIZE.search(text) and found[at].call.name.startswith("ConvTranspose"):
        told["notes"].append(_said("note_output_size").told)
    return told


def _one(call: Call, present: Settings, kernel: Setting | None) -> Answer:
    is_own = True
    try:
        found = which_library.of(call)
        is_own = found.library is found.library.rules
        if found.library.rules is not PYTORCH:
            return _foreign(other_frameworks.read(call, found), present, kernel)
        return _layer(pytorch_call.read(call, found.library, found.signature), present, kernel)
    except WordError as error:
        return _word(error, present, kernel)
    except UnreadError as error:
        # Nobody speaks for a library that is read by another's rules.
        return unread(error.refusal if is_own else replace(error.refusal, message=None))


def _beside(told: Answer, found: tuple[Found, ...], at: int) -> Answer:
    """The answer with the other layers of the text a click away."""
    if len(found) == 1:
        return told
    values: dict[str, Value] = {
        "count": len(found),
        "line": found[at].line,
        "name": short_name(found[at].call.segment()),
    }
    # The next ones first.
    rest = [*range(at + 1, len(found)), *range(at)][:MOST]
    others = [
        {
            "name": f"{found[one].line}: {short_name(found[one].call.segment())}",
            "again": {"pick": one, "kernel_size": None},
        }
        for one in sorted(rest)
    ]
    notes = [_said("note_several", values).told, *told["notes"]]
    return {**told, "notes": notes, "choices": [*told.get("choices", []), *others]}


def _error(error: Explained, text: str) -> Answer:
    """What an error message says; the layers that it brings, or that would do, are a click away."""
    texts = [*error.layers]
    with suppress(UnreadError):
        texts += [one.call.segment() for one in calls(text)]
    choices = [text_choice(one) for one in texts if _is_read(one)]
    state = None if error.settings is None else lists(error.settings)
    return refused(error.said, state=state, choices=choices[:MOST], title="stage.error_says")


def _is_read(text: str) -> bool:
    """Whether it is a layer whose settings are all there; what a traceback quotes of a library's own code is not."""
    try:
        call = calls(text)[0].call
        found = which_library.of(call)
        if found.library.rules is PYTORCH:
            pytorch_call.read(call, found.library, found.signature)
        else:
            other_frameworks.read(call, found)
    except UnreadError:
        return False
    return True


def _layer(reading: Reading, present: Settings, kernel: Setting | None) -> Answer:
    layer, is_own = reading.layer, reading.library is PYTORCH
    notes = list(reading.notes)
    if not is_own:
        notes.append(_said("note_alike", {"library": reading.library.name}))
    if reading.library.turns:
        notes.append(to_settings.note("note_turned", {"library": reading.library.name}))

    def show(at: Settings) -> Answer:
        settings = {"kernel_size": on_page(at, layer.rank)["kernel_size"], **layer.settings}
        told = _placed(at, settings, layer, notes)
        if not is_own:
            told["problems"] = [{**one, "message": None} for one in told["problems"]]
        return told

    return show(present) if layer.kernel_size else _for_kernel(show, present, kernel, rank=layer.rank)


def _placed(
    present: Settings, settings: Settings, layer: Layer, notes: list[Refusal], more: Mapping[str, Any] | None = None
) -> Answer:
    """The layer on the stage, where it can be shown there; else what can be, and why not the rest."""
    present = on_page(present, layer.rank)
    shown = on_stage(settings, layer, present)
    every = all_channels(layer, {**present, **(shown.state or {} if shown else settings)})
    # A bias that is only the usual one, as the stage's own line has it, is not drawn.
    has_bias = every is not None and layer.bias is True and any(one.code == "note_bias" for one in notes)
    more = {**channel_fields(every or ONE_PAIR, has_bias), **(more or {})}
    if every:
        drawn = OF_ONE_PAIR if has_bias else OF_ONE_PAIR - {"note_bias"}
        notes = [one for one in notes if one.code not in drawn]
    settings = _fitting(present, settings, every or ONE_PAIR)
    if shown is None:
        known = replace(layer, kernel_size=settings["kernel_size"])
        told = facts(known, settings.get("input_size", present["input_size"])) if is_real(layer) else []
        return taken(present, settings, [*notes, *told], more)
    return _larger(shown, present, settings, notes, more)


def _fitting(present: Settings, settings: Settings, channels: Channels) -> Settings:
    """The same with a smaller input than the page's, where all is too much to be drawn."""
    whole = {**present, **settings}
    if "input_size" in settings or range_problems(whole):
        return settings
    near = within(whole, channels)
    smaller = {"input_size": near["input_size"]}
    return settings if near["input_size"] == whole["input_size"] else {**settings, **smaller}


def _larger(
    shown: Shown, present: Settings, settings: Settings, notes: list[Refusal], more: Mapping[str, Any] | None
) -> Answer:
    # A size that the real layer is asked for is none of a smaller one's.
    if more and more.get("frameworks_output_shape"):
        more = {key: one for key, one in more.items() if not key.startswith("frameworks_")}
    state = None if shown.state is None else lists(shown.state)
    if state is None:
        # The nearest that the stage does show.
        state = taken(present, settings, ())["state"]
    told = refused(shown.problems, state=state and {**state, **(more or {})})
    told["notes"] = [one.told for one in (*shown.notes, *notes)]
    if shown.problems and (shown.is_twin or not state):
        told["title"] = "stage.larger_layer"
    if shown.is_twin:
        told |= {"take": "stage.take_twin", "offer": shown.offer}
    return told


def _word(error: WordError, present: Settings, kernel: Setting | None) -> Answer:
    layer = error.layer

    def show(at: Settings) -> Answer:
        here = on_page(at, layer.rank)
        found = meant(error, here)
        settings = found.settings and {"kernel_size": here["kernel_size"], **found.settings}
        told = _placed(at, settings, _with(layer, settings), []) if settings else None
        return refused([error.refusal, *found.meanings], state=told and told["state"])

    return show(present) if layer.kernel_size else _for_kernel(show, present, kernel, rank=layer.rank)


def _with(layer: Layer, settings: Settings) -> Layer:
    words: dict[str, Any] = {key: value for key, value in settings.items() if key != "input_size"}
    return replace(layer, **words)


def _foreign(call: Foreign, present: Settings, kernel: Setting | None) -> Answer:
    def show(at: Settings) -> Answer:
        here = on_page(at, call.rank)
        asked, its, notes = at_its_input(call, here)
        size = {"input_size": its["input_size"]} if its["input_size"] != here["input_size"] else {}
        try:
            found = to_settings.taken(asked, its)
        except UnreadError as error:
            return refused([error.refusal], **_offered(error.refusal.offer, its, size))
        return _placed(at, {**size, **found.settings}, found.layer, [*notes, *found.notes], _question(found))

    def takes(at: Settings) -> bool:
        asked, its, _ = at_its_input(call, on_page(at, call.rank))
        return to_settings.takes(asked, its)

    if to_settings.holds_kernel(call):
        return show(present)
    return _for_kernel(show, present, kernel, takes, call.rank)


def _for_kernel(
    show: Callable[[Settings], Answer],
    present: Settings,
    kernel: Setting | None,
    takes: Callable[[Settings], bool] = lambda at: True,
    rank: int = 2,
) -> Answer:
    """The answer for the kernel that was chosen. Before that, the kernels to choose from: those with which all fits;
    where none does, what is wrong with the page's."""
    if kernel:
        return show({**present, "kernel_size": kernel})
    usual = present["kernel_size"]
    sizes = [
        *([usual] if len({*usual}) > 1 and rank == 2 else []),
        *((size,) * len(usual) for size in range(1, min(LARGEST_KERNEL, FIELD["kernel_size"].high_at(rank)) + 1)),
    ]
    tried = [{**present, "kernel_size": size} for size in sizes]
    fitting = [at["kernel_size"] for at in tried if takes(at) and not show(at)["problems"]]
    if fitting:
        return refused([_said("source_no_kernel")], choices=[kernel_choice(size) for size in fitting])
    told = show(present)
    remark = _said("source_page_kernel", {"kernel": by(usual)}).told
    return told | {"problems": [*told["problems"], remark]}


def _offered(offer: Offer | None, present: Settings, size: Settings) -> Answer:
    """The state of the call on offer; where it is beyond the page's limits, the nearest that is not.

    `size`: the input's, where that is another than the page's.
    """
    if offer is None:
        return {"state": None}
    call = to_settings.taken(offer.call, present)
    if offer.call.rank != 2:
        shown = on_stage({**size, **call.settings}, call.layer, present)
        state = None if shown is None or shown.state is None else lists(shown.state)
        return {"state": state, "offer": offer.text}
    told = taken(present, {**size, **call.settings}, (), _question(call))
    return {"state": told["state"], "offer": None if told["problems"] else offer.text}


def _question(call: to_settings.Taken) -> Answer:
    """What the Frameworks page asks the others for; nothing new where that does not show the call."""
    if call.ask is None:
        return {}
    return {"frameworks_ask": call.ask, "frameworks_output_shape": call.output_shape and list(call.output_shape)}


def _said(code: PastedCode, values: Mapping[str, Value] | None = None) -> Refusal:
    return Refusal(code, values=dict(values or {}))
