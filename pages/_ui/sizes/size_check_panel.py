"""A claimed size, checked."""

import streamlit as st

from deconv_core.frameworks import pytorch
from deconv_core.refusal import UnreadError
from deconv_core.sizes import size_check
from deconv_core.sizes.ranges import HIGHEST, KEYS
from deconv_core.state import typed_sizes
from deconv_core.state.fields import Setting
from deconv_core.state.legal import rule_problems
from deconv_core.words import explain
from pages._ui.reader import BOX_WIDTH, language
from pages._ui.sizes.fields import cells, fields, note, plain, pytorch_says, refuse, say, sentences, short
from pages._ui.sizes.offer import instead, offer

FIRST = 6


def show() -> None:
    st.header(say("claim"))
    st.markdown(say("claim_note"))
    given = fields("claim")
    said = given.pop("claimed")
    try:
        layer = typed_sizes.layer(given)
        claimed = typed_sizes.pair("claimed", said)
    except UnreadError as error:
        return refuse(error.refusal)
    verdict = size_check.check(layer, claimed)
    if verdict.actual is None:
        st.error(plain(say("claim_refused", why=why(layer))), width=BOX_WIDTH)
        return pytorch_says(verdict.message or "", pytorch.version())
    values = {"claimed": cells(claimed), "actual": cells(verdict.actual)}
    for axis in (0,) if len(set(zip(claimed, *layer.values(), strict=True))) == 1 else (0, 1):
        st.markdown(f"`{size_check.written(layer, axis)}`")
    said = say("claim_holds" if verdict.holds else "claim_fails", **values)
    (st.success if verdict.holds else st.error)(said, width=BOX_WIDTH)
    if not verdict.holds:
        changes(layer, claimed, verdict)
    return None


def changes(layer: dict[str, Setting], claimed: Setting, verdict: size_check.Verdict) -> None:
    if not verdict.changes:
        note(say("claim_no_change", claimed=cells(claimed), limit=f"{HIGHEST:,}"))
        return
    st.markdown(say("claim_changes", claimed=cells(claimed)))
    size, before = layer["input_size"], {key: layer[key] for key in KEYS}
    for change in verdict.changes[:FIRST]:
        said = (instead(key, short(value), short(before[key])) for key, value in change.settings.items())
        offer(size, {**before, **change.settings}, *said)


def why(layer: dict[str, Setting]) -> str:
    """The rules that are broken, with their numbers and the nearest value that keeps each."""
    lang = language()
    return sentences(*(explain(lang, one.code, one.field, one.values) for one in rule_problems(layer)))
