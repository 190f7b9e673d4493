"""A layer that gives another size than the wanted one: what it gives, by the formula, and what mends it."""

import streamlit as st

from deconv_core.finder.request import Request
from deconv_core.frameworks import pytorch
from deconv_core.refusal import Refusal
from deconv_core.sizes import size_check
from deconv_core.sizes.ranges import HIGHEST
from deconv_core.state.fields import Setting
from deconv_core.state.query_text import cells
from pages._ui.reader import BOX_WIDTH, plain
from pages._ui.sizes import asked, offer
from pages._ui.sizes.fields import note, pytorch_says, rules, say, sentences, short

FIRST, MOST = 3, 6


def show() -> None:
    st.header(say("mend"))
    request = asked.request()
    if isinstance(request, Refusal):
        return note(say("waits"))
    layer = request.settings
    values = {"whose": say(f"whose_{request.whose}"), "layer": request.source(request.layer)}
    if request.actual is None:
        note(say("layer_refused", **values))
        st.error(plain(say("claim_refused", why=rules(layer))), width=BOX_WIDTH)
        return pytorch_says(pytorch.refusal(**layer) or "", pytorch.version())
    note(say("layer_gives", size=cells(request.input_size), actual=cells(request.actual), **values))
    if request.wanted is None:
        return note(say("waits"))
    wanted = request.wanted
    verdict = size_check.check(layer, wanted)
    alike = len(set(zip(wanted, *layer.values(), strict=True))) == 1
    for axis in range(1 if alike else len(wanted)):
        st.markdown(f"`{size_check.written(layer, axis)}`")
    if verdict.holds:
        st.success(say("claim_holds", actual=cells(wanted)), width=BOX_WIDTH)
        return None
    return changes(request, wanted, verdict)


def changes(request: Request, wanted: Setting, verdict: size_check.Verdict) -> None:
    given = {"actual": cells(verdict.actual or ()), "claimed": cells(wanted)}
    if not verdict.changes:
        note(say("claim_fails", **given))
        return note(say("claim_no_change", claimed=cells(wanted), limit=f"{HIGHEST:,}"))
    note(sentences(say("claim_fails", **given), say("claim_changes", **given)))
    for change in verdict.changes[:FIRST]:
        changed(request, change)
    if more := verdict.changes[FIRST:MOST]:
        with st.expander(say("more_changes", count=len(more)), key="sizes_changes_more"):
            for change in more:
                changed(request, change)
    return None


def changed(request: Request, change: size_check.Change) -> None:
    said = (offer.instead(key, short(value), short(request.layer[key])) for key, value in change.settings.items())
    offer.change(request, {**request.layer, **change.settings}, *said)
