"""A claimed size, checked."""

import streamlit as st

from deconv_core import claim, request
from deconv_core.frameworks import pytorch
from deconv_core.problem import rule_problems
from deconv_core.state import Pair
from deconv_core.words import explain
from pages._ui.fields import BOX_WIDTH, cells, fields, note, plain, pytorch_says, refuse, say, sentences
from pages._ui.texts import language


def show() -> None:
    st.header(say("claim"))
    st.markdown(say("claim_note"))
    given = fields("claim")
    said = given.pop("claimed")
    try:
        layer = request.layer(given)
        claimed = request.pair("claimed", said)
    except request.RequestError as error:
        return refuse(error)
    verdict = claim.check(layer, claimed)
    if verdict.actual is None:
        st.error(plain(say("claim_refused", why=why(layer))), width=BOX_WIDTH)
        return pytorch_says(verdict.message or "", pytorch.version())
    values = {"claimed": cells(claimed), "actual": cells(verdict.actual)}
    for axis in (0,) if len(set(zip(claimed, *layer.values(), strict=True))) == 1 else (0, 1):
        st.markdown(f"`{claim.written(layer, axis)}`")
    said = say("claim_holds" if verdict.holds else "claim_fails", **values)
    (st.success if verdict.holds else st.error)(said, width=BOX_WIDTH)
    if not verdict.holds:
        changes(layer, claimed, verdict)
    return None


def changes(layer: dict[str, Pair], claimed: Pair, verdict: claim.Verdict) -> None:
    if not verdict.changes:
        note(say("claim_no_change"))
        return
    st.markdown(say("claim_changes", claimed=cells(claimed)))
    for key, values in verdict.changes:
        st.code(pytorch.source(**{**layer, key: values}), language="python", wrap_lines=True)


def why(layer: dict[str, Pair]) -> str:
    """The rules that are broken, with their numbers and the nearest value that keeps each."""
    lang = language()
    return sentences(*(explain(lang, one.code, one.field, one.values) for one in rule_problems(layer)))
