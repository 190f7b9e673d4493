"""What gives the wanted size: the three best as cards, all of them on demand; where nothing does, what would."""

from collections.abc import Callable

import streamlit as st

from deconv_core.finder.request import Request
from deconv_core.refusal import Refusal
from deconv_core.sizes import solver
from deconv_core.sizes.ranges import HIGHEST, Ranges
from deconv_core.sizes.ways_out import axis_by_axis, ways_out
from deconv_core.state.fields import Setting, all_axes, axis_names
from deconv_core.state.query_text import cells
from deconv_core.state.typed_sizes import SIZE_LIMIT
from pages._ui.guard import guarded
from pages._ui.reader import BOX_WIDTH, texts
from pages._ui.sizes.fields import WIDTH, note, refuse, say, sentences
from pages._ui.sizes.offer import card, instead, offer

BEST, MOST = 3, 60


def show(request: Request) -> None:
    if request.wanted is None:
        return refuse(Refusal("empty", "wanted", {"low": 1, "high": SIZE_LIMIT}))
    if len(set(request.ranges)) > 1:
        return apart(request, request.wanted, "none_alike")
    return solved(request, request.wanted, request.ranges[0])


@st.fragment
@guarded
def solved(request: Request, wanted: Setting, chosen: Ranges) -> None:
    """Solved anew for each part that is looked at: between them the question is kept, not a million answers."""
    try:
        solution = solver.solve(request.input_size, wanted, chosen)
    except solver.TooManyError as error:
        return too_many(error)
    if solution.nothing:
        return nothing(request, wanted, chosen, solution)
    return answers(request, wanted, solution)


def too_many(error: solver.TooManyError) -> None:
    numbers = {"count": f"{error.count:,}", "limit": f"{solver.LIMIT:,}", "fewer": f"{error.fewer:,}"}
    st.error(say("too_many", fields=", ".join(error.widest), **numbers), width=BOX_WIDTH)


def answers(request: Request, wanted: Setting, solution: solver.Solution) -> None:
    """The best as cards, the rest as lines of code, each a link to the stage."""
    count, size = len(solution.answers), request.input_size
    counts = {"count": f"{count:,}", "candidates": f"{solution.candidates:,}", "even": f"{solution.even:,}"}
    ending = say("solved_ending", count=f"{solution.ending:,}") if solution.ending else ""
    one_more = "" if request.is_wanted_said else say("one_more")
    note(sentences(say("solved", size=cells(size), wanted=cells(wanted), **counts), ending, one_more))
    for at, place in enumerate(st.columns(BEST)[:count]):
        with place:
            card(request, wanted, solution.settings(at))
    on_demand(count, lambda: everything(request, solution))


def on_demand(count: int, show_all: Callable[[], None]) -> None:
    """All that there are, where that is more than the best: worked out once it is opened."""
    if count > BEST:
        all_of_them = st.expander(say("show_all", count=f"{count:,}"), key="sizes_answers_all", on_change="rerun")
        if all_of_them.open:
            with all_of_them:
                show_all()


def everything(request: Request, solution: solver.Solution) -> None:
    count = len(solution.answers)
    note(say("even_note"))
    shown = part(request, count)
    for at in shown:
        offer(request, solution.settings(at))
    st.caption(say("shown", first=f"{shown[0] + 1:,}", last=f"{shown[-1] + 1:,}", count=f"{count:,}"))


def part(request: Request, count: int) -> range:
    """Which of the answers are shown: MOST of them, from the part that was chosen."""
    parts = -(-count // MOST)
    if parts == 1:
        return range(count)
    # Another request begins with its best answers again.
    key = f"sizes_answers_part_{request.input_size}_{request.wanted}_{count}"
    at = int(st.number_input(say("part", parts=parts), 1, parts, key=key, width=2 * WIDTH)) - 1
    return range(at * MOST, min(count, (at + 1) * MOST))


def nothing(request: Request, wanted: Setting, chosen: Ranges, solution: solver.Solution) -> None:
    """Why there is no answer, the nearest sizes, and what gives the wanted one: tried, not guessed."""
    size = request.input_size
    if not any(solution.nothing):
        return apart(request, wanted, "none_alike")
    said = say("none", size=cells(size), wanted=cells(wanted), candidates=f"{solution.candidates:,}")
    st.warning(said, width=BOX_WIDTH)
    alike = len({(*pair, why) for *pair, why in zip(size, wanted, solution.nothing, strict=True)}) == 1
    names = (all_axes(len(size)),) if alike else axis_names(len(size))
    for name, target, why in zip(names, wanted, solution.nothing, strict=False):
        if why is not None:
            reason = say(f"none_{why.reason}", axis=texts()[f"problems.axis_{name}"], wanted=target)
            note(f"- {sentences(reason, nearest(why))}")
    ways = ways_out(size, wanted, chosen)
    if not ways:
        return apart(request, wanted, "none_alike_near")
    note(say("ways_out", wanted=cells(wanted)))
    changes = [[instead(key, way.settings[key], getattr(chosen, key)) for key in way.changed] for way in ways]
    for place, way, said_of in zip(st.columns(BEST), ways, changes, strict=False):
        with place:
            card(request, wanted, way.settings, *said_of)

    def every() -> None:
        for way, said_of in zip(ways, changes, strict=True):
            offer(request, way.settings, *said_of)

    return on_demand(len(ways), every)


def nearest(why: solver.Nothing) -> str:
    near = [one for one in (why.below, why.above) if one is not None]
    return say(f"nearest_{len(near)}", **dict(zip(("one", "other"), near, strict=False))) if near else ""


def apart(request: Request, wanted: Setting, why: str) -> None:
    """One layer with each axis's own settings, where no one setting does for all."""
    try:
        settings = axis_by_axis(request.input_size, wanted, request.ranges)
    except solver.TooManyError as error:
        return too_many(error)
    if settings is None:
        return note(say("no_way_out", wanted=cells(wanted), limit=f"{HIGHEST:,}"))
    st.info(say(why), width=BOX_WIDTH)
    with st.columns(BEST)[0]:
        card(request, wanted, settings)
    return None
