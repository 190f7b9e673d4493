"""The solver's panel: an input size, a wanted output size, ranges, and every setting that does it."""

import streamlit as st

from deconv_core.refusal import UnreadError
from deconv_core.sizes import solver
from deconv_core.sizes.ranges import HIGHEST, Ranges
from deconv_core.sizes.ranking import covers_evenly
from deconv_core.sizes.ways_out import axis_by_axis, ways_out
from deconv_core.state import typed_sizes
from deconv_core.state.fields import Setting, axis_names
from pages._ui.guard import guarded
from pages._ui.reader import BOX_WIDTH, texts
from pages._ui.sizes.fields import WIDTH, cells, fields, note, refuse, say, sentences
from pages._ui.sizes.offer import instead, offer

FIRST, MOST = 6, 60
# Every range has two sides.
WAYS = 10


def show() -> None:
    st.header(say("solver"))
    note(say("solver_note"))
    sizes, ranges = fields("solver"), fields("ranges")
    try:
        size, wanted = typed_sizes.pair("input_size", sizes["input_size"]), typed_sizes.pair("wanted", sizes["wanted"])
        chosen = typed_sizes.spans(ranges)
    except UnreadError as error:
        return refuse(error.refusal)
    return solved(size, wanted, chosen)


@st.fragment
@guarded
def solved(size: Setting, wanted: Setting, chosen: Ranges) -> None:
    """Solved anew for each part that is looked at: between them the question is kept, not a million answers."""
    try:
        solution = solver.solve(size, wanted, chosen)
    except solver.TooManyError as error:
        st.error(say("too_many", count=f"{error.count:,}", limit=f"{solver.LIMIT:,}"), width=BOX_WIDTH)
        return None
    if solution.nothing:
        return nothing(size, wanted, chosen, solution)
    return answers(size, wanted, solution)


def answers(size: Setting, wanted: Setting, solution: solver.Solution) -> None:
    """The answers, best first, each as code to copy and as a link to the stage."""
    count = len(solution.answers)
    counts = {"count": f"{count:,}", "candidates": f"{solution.candidates:,}", "even": f"{solution.even:,}"}
    ending = say("solved_ending", count=f"{solution.ending:,}") if solution.ending else ""
    note(sentences(say("solved", size=cells(size), wanted=cells(wanted), **counts), ending))
    shown = range(min(count, FIRST))
    if count > FIRST and st.toggle(say("show_more", count=min(count, MOST)), key="sizes_solver_more"):
        shown = part(size, wanted, count)
    for at, even in zip(shown, covers_evenly(solution.answers[shown.start : shown.stop], size), strict=True):
        offer(size, solution.settings(at), say("even" if even else "uneven"))
    if count > len(shown):
        st.caption(say("shown", first=f"{shown[0] + 1:,}", last=f"{shown[-1] + 1:,}", count=f"{count:,}"))


def part(size: Setting, wanted: Setting, count: int) -> range:
    """Which of the answers are shown: MOST of them, from the part that was chosen."""
    parts = -(-count // MOST)
    if parts == 1:
        return range(count)
    # Another request begins with its best answers again.
    key = f"sizes_solver_part_{size}_{wanted}_{count}"
    at = int(st.number_input(say("part", parts=parts), 1, parts, key=key, width=2 * WIDTH)) - 1
    return range(at * MOST, min(count, (at + 1) * MOST))


def nothing(size: Setting, wanted: Setting, chosen: Ranges, solution: solver.Solution) -> None:
    """Why there is no answer, the nearest sizes, and what gives the wanted one: tried, not guessed."""
    if not any(solution.nothing):
        return apart(size, wanted, chosen, "none_alike")
    said = say("none", size=cells(size), wanted=cells(wanted), candidates=f"{solution.candidates:,}")
    st.warning(said, width=BOX_WIDTH)
    alike = len({(*pair, why) for *pair, why in zip(size, wanted, solution.nothing, strict=True)}) == 1
    names = ("both",) if alike else axis_names(len(size))
    for name, target, why in zip(names, wanted, solution.nothing, strict=False):
        if why is not None:
            reason = say(f"none_{why.reason}", axis=texts()[f"problems.axis_{name}"], wanted=target)
            note(f"- {sentences(reason, nearest(why))}")
    ways = ways_out(size, wanted, chosen)
    if not ways:
        return apart(size, wanted, chosen, "none_alike_near")
    note(say("ways_out", wanted=cells(wanted)))
    for way in ways[:WAYS]:
        offer(size, way.settings, *(instead(key, way.settings[key], getattr(chosen, key)) for key in way.changed))
    return None


def nearest(why: solver.Nothing) -> str:
    near = [one for one in (why.below, why.above) if one is not None]
    return say(f"nearest_{len(near)}", **dict(zip(("one", "other"), near, strict=False))) if near else ""


def apart(size: Setting, wanted: Setting, chosen: Ranges, why: str) -> None:
    """One layer with each axis's own settings, where no one setting does for both."""
    settings = axis_by_axis(size, wanted, chosen)
    if settings is None:
        return note(say("no_way_out", wanted=cells(wanted), limit=f"{HIGHEST:,}"))
    st.info(say(why), width=BOX_WIDTH)
    return offer(size, settings)
