"""PyTorch: the layer's own library beside four ways to compute it, and what it refuses."""

from collections.abc import Callable

import streamlit as st

from deconv_core import compare, growth, refusals, run_it_yourself
from deconv_core.algorithms import ALGORITHMS
from deconv_core.figures import difference_map, time_chart
from deconv_core.frameworks import pytorch
from deconv_core.state import State
from deconv_core.words import explain, fill
from pages._ui import stage, warm
from pages._ui.lesson import TEXT_WIDTH, lesson
from pages._ui.starting import could_not_start
from pages._ui.texts import language, texts

LOOK_AGAIN_SECONDS = 0.7


def proof() -> None:
    state = stage.state()
    if state is None:
        st.info(say("waiting"))
        # The question, too, comes with the numbers, so that what they bring does not push it away.
        st.stop()
    loaded = warm.is_loaded()
    if loaded:
        table(state)
    elif not could_not_start():
        wait()
    program(state)
    if loaded:
        refused()
        time_against_size(state)


def say(key: str, **values: object) -> str:
    return fill(texts()[f"pytorch.{key}"], **values)


def named(prefix: str) -> Callable[[object], str]:
    """What a choice is called, from its value."""
    return lambda value: say(f"{prefix}_{value}")


def digits(number: float, count: int = 2) -> str:
    # A minus sign, unlike a hyphen, is no place to break a line.
    return f"{number:.{count}g}".replace("e-0", "e-").replace("-", "−")


def duration(seconds: float, ratio: float) -> str:
    """No break within: the two are one measurement."""
    return f"{seconds * 1000:.3f}\N{NO-BREAK SPACE}ms\N{NO-BREAK SPACE}({ratio:.1f}×)"


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def wait() -> None:
    st.info(say("loading"))
    if warm.is_loaded() or warm.failure():
        st.rerun()


@st.fragment
def table(state: State) -> None:
    st.header(say("compare"))
    axes = st.radio(say("axes"), (1, 2, 3), index=1, format_func=named("axes"), horizontal=True, key="pytorch_axes")
    heads = [say(key) for key in ("algorithm", "dtype", "absolute", "relative", "duration")]
    rows = [
        [
            say(f"algorithm_{row.algorithm}"),
            row.dtype,
            digits(row.absolute),
            digits(row.relative, 1),
            duration(row.seconds, row.ratio),
        ]
        for row in compared(state, axes)
    ]
    # Not st.table: for so few rows, loading pandas would take longer than all else on the page.
    lines = [heads, ["---", "---", "--:", "--:", "--:"], *rows]
    numbers, beside = st.columns((6, 5))
    numbers.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
    note = say("compare_note", function=f"conv_transpose{axes}d", version=pytorch.version())
    beside.caption(note, width=TEXT_WIDTH)
    if beside.toggle(say("map"), key="pytorch_map"):
        show_map(state, beside)


def compared(state: State, axes: int) -> tuple[compare.Row, ...]:
    """The rows of the table; measured again only for other settings or numbers, so that the times stand still."""
    key = (tuple(state.settings.values()), state.x, state.w, axes)
    known = st.session_state.get("pytorch_rows")
    if known is None or known[0] != key:
        known = st.session_state.pytorch_rows = (key, compare.compare(compare.case(state, axes)))
    return known[1]


def show_map(state: State, place: st.delta_generator.DeltaGenerator) -> None:
    choice, picture = place.columns((2, 3))
    with choice:
        names = list(ALGORITHMS)
        algorithm = st.selectbox(
            say("algorithm"),
            names,
            format_func=named("algorithm"),
            key="pytorch_map_algorithm",
            index=names.index("gather"),
        )
        dtype = st.selectbox(say("dtype"), compare.DTYPES, key="pytorch_map_dtype")
    differences = compare.differences(compare.case(state), algorithm, dtype)
    summary = compare.summary(differences)
    sentence = say(
        "map_some" if summary.count else "map_zero",
        count=summary.count,
        total=summary.total,
        difference=digits(summary.largest),
        algorithm=say(f"algorithm_{algorithm}"),
        dtype=dtype,
    )
    choice.markdown(sentence)
    labels = {key: say(f"map_{key}") for key in ("row", "column", "difference")}
    picture.plotly_chart(difference_map.figure(differences, scheme(), **labels), key="pytorch_map_chart", theme=None)


def scheme() -> str:
    return st.context.theme.type or "light"


@st.fragment
def program(state: State) -> None:
    st.header(say("run"))
    st.markdown(say("run_note"))
    lang = language()
    programs = {"pytorch": run_it_yourself.in_pytorch(state, lang), "numpy": run_it_yourself.in_numpy(state, lang)}
    for tab, (name, text) in zip(st.tabs([say(f"run_{name}") for name in programs]), programs.items(), strict=True):
        with tab:
            st.code(text, language="python", wrap_lines=True)
            file = f"conv_transpose_{name}.py"
            st.download_button(
                say("download", name=file),
                text,
                file,
                "text/x-python",
                on_click="ignore",
                key=f"pytorch_download_{name}",
            )


@st.fragment
def refused() -> None:
    st.header(say("refused"))
    famous = refusals.FAMOUS
    at = st.radio(
        say("refused_pick"), range(len(famous)), format_func=lambda at: f"`{famous[at].source}`", key="pytorch_refused"
    )
    ours, theirs = st.columns(2)
    ours.markdown(f"**{say('refused_ours')}**")
    for problem in famous[at].problems:
        ours.text(explain(language(), problem.code, problem.field, problem.values))
    ours.text(say(f"why_{famous[at].rule}"))
    message = pytorch.ask(**famous[at].settings)
    theirs.markdown(f"**{say('refused_theirs', version=pytorch.version())}**")
    theirs.code(message, language=None, wrap_lines=True)
    if message == famous[at].predicted:
        st.success(say("refused_same"))
    else:
        st.error(say("refused_other", predicted=famous[at].predicted))
    st.caption(say("refused_note"), width=TEXT_WIDTH)


@st.fragment
def time_against_size(state: State) -> None:
    st.header(say("time"))
    st.markdown(say("time_note"))
    place = st.empty()
    if st.session_state.pop("pytorch_measuring", False):
        measure(state, place)
    place.button(say("time_start"), key="pytorch_time_start", on_click=begin)
    source, points = st.session_state.get("pytorch_times", ("", []))
    if points:
        names = {name: say(f"algorithm_{name}") for name in ALGORITHMS}
        chart = time_chart.figure(points, scheme(), names=names, links=say("time_links"), ratio=say("time_ratio"))
        st.plotly_chart(chart, key="pytorch_time_chart", theme=None)
        st.caption(say("time_of", source=source))
        st.markdown(say("time_read"), width=TEXT_WIDTH)


def begin() -> None:
    st.session_state.pytorch_measuring = True


def measure(state: State, place: st.delta_generator.DeltaGenerator) -> None:
    """Fill the session's times, a size at a time; Stop, or any change above, ends it between two sizes."""
    sizes = growth.geometries(state)
    if not sizes:
        st.info(say("time_none"))
        return
    if not growth.alone.acquire(blocking=False):
        st.info(say("time_busy"))
        return
    try:
        points: list[growth.Point] = []
        st.session_state.pytorch_times = (pytorch.source(**state.settings), points)
        place.button(say("time_stop"), key="pytorch_time_stop")
        bar = st.progress(0.0)
        for point in growth.measure(state):
            points.append(point)
            bar.progress(len(points) / len(sizes), say("time_doing", size="×".join(map(str, point.input_size))))
        bar.empty()
    finally:
        growth.alone.release()


lesson("pytorch", proof)
