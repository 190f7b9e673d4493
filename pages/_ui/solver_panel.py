"""The solver's panel: an input size, a wanted output size, ranges, and every setting that does it."""

from collections.abc import Mapping

import streamlit as st

from deconv_core import request, solver
from deconv_core.frameworks import pytorch
from deconv_core.opening import opening
from deconv_core.ranges import Ranges
from deconv_core.state import AXES, Pair
from pages._ui.fields import BOX_WIDTH, WIDTH, cells, fields, note, refuse, say, sentences
from pages._ui.texts import language, texts

FIRST, MOST = 6, 60


def show() -> None:
    st.header(say("solver"))
    note(say("solver_note"))
    sizes, ranges = fields("solver"), fields("ranges")
    try:
        size, wanted = request.pair("input_size", sizes["input_size"]), request.pair("wanted", sizes["wanted"])
        chosen = request.spans(ranges)
        solution = solver.solve(size, wanted, chosen)
    except request.RequestError as error:
        return refuse(error)
    except solver.TooManyError as error:
        st.error(say("too_many", count=f"{error.count:,}", limit=f"{solver.LIMIT:,}"), width=BOX_WIDTH)
        return None
    if solution.nothing:
        return nothing(size, wanted, chosen, solution)
    return answers(size, wanted, solution)


@st.fragment
def answers(size: Pair, wanted: Pair, solution: solver.Solution) -> None:
    """The answers, best first, each as code to copy and as a link to the stage."""
    count = len(solution.answers)
    counts = {"count": f"{count:,}", "candidates": f"{solution.candidates:,}", "even": f"{solution.even:,}"}
    note(say("solved", size=cells(size), wanted=cells(wanted), **counts))
    shown = range(min(count, FIRST))
    if count > FIRST and st.toggle(say("show_more", count=min(count, MOST)), key="sizes_solver_more"):
        shown = part(size, wanted, count)
    for at in shown:
        answer(size, solution.settings(at), at < solution.even)
    if count > len(shown):
        st.caption(say("shown", first=f"{shown[0] + 1:,}", last=f"{shown[-1] + 1:,}", count=f"{count:,}"))


def part(size: Pair, wanted: Pair, count: int) -> range:
    """Which of the answers are shown: MOST of them, from the part that was chosen."""
    parts = -(-count // MOST)
    if parts == 1:
        return range(count)
    # Another request begins with its best answers again.
    key = f"sizes_solver_part_{size}_{wanted}_{count}"
    at = int(st.number_input(say("part", parts=parts), 1, parts, key=key, width=2 * WIDTH)) - 1
    return range(at * MOST, min(count, (at + 1) * MOST))


def answer(size: Pair, settings: Mapping[str, int], even: bool) -> None:
    code, beside = st.columns([0.62, 0.38], vertical_alignment="center")
    code.code(pytorch.source(size, **settings), language="python", wrap_lines=True)
    beside.markdown(f"{say('even' if even else 'uneven')} · {way_in(size, settings)}")


def way_in(size: Pair, settings: Mapping[str, int]) -> str:
    found = opening(size, settings)
    if found is None:
        return say("not_on_stage")
    text = say("open" if found.input_size == size else "open_with", size=cells(found.input_size))
    return f"[{text}](./?{found.query}&lang={language()})"


def nothing(size: Pair, wanted: Pair, chosen: Ranges, solution: solver.Solution) -> None:
    """Why there is no answer, and the nearest sizes; each axis's own answers where only their settings differ."""
    if not any(solution.nothing):
        return apart(size, wanted, chosen)
    said = say("none", size=cells(size), wanted=cells(wanted), candidates=f"{solution.candidates:,}")
    st.warning(said, width=BOX_WIDTH)
    alike = len({(*pair, why) for *pair, why in zip(size, wanted, solution.nothing, strict=True)}) == 1
    names = ("both",) if alike else AXES
    for name, target, why in zip(names, wanted, solution.nothing, strict=False):
        if why is not None:
            reason = say(f"none_{why.reason}", axis=texts()[f"problems.axis_{name}"], wanted=target)
            note(f"- {sentences(reason, nearest(why))}")
    return None


def nearest(why: solver.Nothing) -> str:
    near = [one for one in (why.below, why.above) if one is not None]
    return say(f"nearest_{len(near)}", **dict(zip(("one", "other"), near, strict=False))) if near else ""


def apart(size: Pair, wanted: Pair, chosen: Ranges) -> None:
    st.info(say("none_alike"), width=BOX_WIDTH)
    each = [solver.solve(*one, chosen).settings(0) for one in zip(size, wanted, strict=True)]
    settings = {key: tuple(one[key] for one in each) for key in each[0]}
    st.code(pytorch.source(size, **settings), language="python", wrap_lines=True)
    found = opening(size, settings)
    if found:
        text = say("open" if found.input_size == size else "open_with", size=cells(found.input_size))
        st.markdown(f"[{text}](./?{found.query}&lang={language()})")
