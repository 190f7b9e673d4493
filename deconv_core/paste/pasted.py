"""What a pasted text means: settings of the page; or why not, and what can be had in one click.

Everything here is JSON-ready; see questions.answer. A choice is the same question with `again` changed in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from deconv_core.frameworks import PYTORCH
from deconv_core.paste import other_frameworks, pytorch_call, to_settings
from deconv_core.paste.input_of_call import at_its_input
from deconv_core.paste.libraries import which_library
from deconv_core.paste.meant import meant
from deconv_core.paste.one_call import one_call
from deconv_core.paste.other_frameworks import Foreign
from deconv_core.paste.pytorch_call import Layer, WordError
from deconv_core.paste.refusals.refused_call import Offer
from deconv_core.refusal import Refusal, UnreadError, Value
from deconv_core.state.fields import FIELD, Setting, Settings
from deconv_core.state.query import read_query
from deconv_core.state.query_text import by, settings_texts

Answer = dict[str, Any]
# Of a text that lacks its kernel: which is it, and that what is said is said for the page's.
KernelCode = Literal["source_no_kernel", "source_page_kernel"]
LARGEST_KERNEL = int(FIELD["kernel_size"].high)
# A choice is named by the beginning of its text.
NAME_LIMIT = 70


def meaning(text: str, present: Settings, kernel: Setting | None = None) -> Answer:
    """`present`: the page's settings, which the text changes; `kernel`: what was chosen for one that the text lacks."""
    rank = 2
    try:
        call = one_call(text)
        found = which_library.of(call)
        if found.library.rules is not PYTORCH:
            return _foreign(other_frameworks.read(call, found), at_rank(present, rank), kernel)
        rank = pytorch_call.rank_of(call.name)
        return _layer(pytorch_call.read(call), at_rank(present, rank), kernel and kernel[:rank])
    except WordError as error:
        return _word(error, at_rank(present, rank), kernel and kernel[:rank])
    except UnreadError as error:
        return unread(error.refusal)


def at_rank(present: Settings, rank: int) -> Settings:
    """The page's settings for a layer of so many axes: those of the first, where the page has another number."""
    return {key: value if len(value) == rank else value[:1] * rank for key, value in present.items()}


def unread(why: Refusal) -> Answer:
    """A text that cannot be read, with what may have been meant."""
    choices = [{"name": _name(one), "again": {"text": one, "length": len(one)}} for one in why.offer or ()]
    return _refused([why], choices=choices)


def _layer(layer: Layer, present: Settings, kernel: Setting | None) -> Answer:
    def show(at: Settings) -> Answer:
        return _taken(at, {"kernel_size": at["kernel_size"], **layer.settings}, layer.notes)

    return show(present) if "kernel_size" in layer.settings else _for_kernel(show, present, kernel)


def _word(error: WordError, present: Settings, kernel: Setting | None) -> Answer:
    def show(at: Settings) -> Answer:
        found = meant(error, at)
        settings = found.settings and {"kernel_size": at["kernel_size"], **found.settings}
        state = _taken(at, settings, ())["state"] if settings else None
        return _refused([error.refusal, *found.meanings], state=state)

    return show(present) if "kernel_size" in error.layer.settings else _for_kernel(show, present, kernel)


def _foreign(call: Foreign, present: Settings, kernel: Setting | None) -> Answer:
    def show(at: Settings) -> Answer:
        asked, its, notes = at_its_input(call, at)
        size = {"input_size": its["input_size"]} if its["input_size"] != at["input_size"] else {}
        try:
            found = to_settings.taken(asked, its)
        except UnreadError as error:
            return _refused([error.refusal], **_offered(error.refusal.offer, its, size))
        return _taken(at, {**size, **found.settings}, (*notes, *found.notes), _question(found))

    def takes(at: Settings) -> bool:
        asked, its, _ = at_its_input(call, at)
        return to_settings.takes(asked, its)

    return show(present) if to_settings.holds_kernel(call) else _for_kernel(show, present, kernel, takes)


def _for_kernel(
    show: Callable[[Settings], Answer],
    present: Settings,
    kernel: Setting | None,
    takes: Callable[[Settings], bool] = lambda at: True,
) -> Answer:
    """The answer for the kernel that was chosen. Before that, the kernels to choose from: those with which all fits;
    where none does, what is wrong with the page's."""
    if kernel:
        return show({**present, "kernel_size": kernel})
    usual = present["kernel_size"]
    sizes = [*([usual] if len({*usual}) > 1 else []), *((size,) * len(usual) for size in range(1, LARGEST_KERNEL + 1))]
    tried = [{**present, "kernel_size": size} for size in sizes]
    fitting = [at["kernel_size"] for at in tried if takes(at) and not show(at)["problems"]]
    if fitting:
        return _refused([_kernel_said("source_no_kernel")], choices=[_kernel(size) for size in fitting])
    told = show(present)
    remark = _kernel_said("source_page_kernel", {"kernel": by(usual)}).told
    return told | {"problems": [*told["problems"], remark]}


def _kernel(size: Setting) -> Answer:
    is_square = len({*size}) == 1
    text = ",".join(map(str, size[:1] if is_square else size))
    return {"name": f"kernel_size={text if is_square else size}", "again": {"kernel_size": text}}


def _offered(offer: Offer | None, present: Settings, size: Settings) -> Answer:
    """The state of the call on offer; where it is beyond the page's limits, the nearest that is not.

    `size`: the input's, where that is another than the page's.
    """
    if offer is None:
        return {"state": None}
    call = to_settings.taken(offer.call, present)
    taken = _taken(present, {**size, **call.settings}, (), _question(call))
    return {"state": taken["state"], "offer": None if taken["problems"] else offer.text}


def _question(call: to_settings.Taken) -> Answer:
    """What the Frameworks page asks the others for; nothing new where that does not show the call."""
    if call.ask is None:
        return {}
    return {"frameworks_ask": call.ask, "frameworks_output_shape": call.output_shape and list(call.output_shape)}


def _taken(
    present: Settings, asked: Settings, notes: Iterable[Refusal], more: Mapping[str, Any] | None = None
) -> Answer:
    rank = len(present["input_size"])
    reading = read_query({"rank": str(rank), **settings_texts(present | asked)})
    state = {key: list(getattr(reading.state, key)) for key in asked}
    problems = [problem.told for problem in reading.problems]
    return {"state": state | dict(more or {}), "problems": problems, "notes": [note.told for note in notes]}


def _refused(problems: Iterable[Refusal], state: Answer | None = None, **more: Any) -> Answer:
    return {"state": state, "problems": [one.told for one in problems], "notes": [], **more}


def _kernel_said(code: KernelCode, values: Mapping[str, Value] | None = None) -> Refusal:
    return Refusal(code, values=dict(values or {}))


def _name(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= NAME_LIMIT else f"{line[:NAME_LIMIT]}…"
