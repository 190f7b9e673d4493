"""PyTorch: the layer's own library beside four ways to compute it, and what it refuses."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from deconv_core.algorithms import ALGORITHMS
from deconv_core.export import python_program
from deconv_core.figures import difference_map, time_chart
from deconv_core.frameworks import pytorch
from deconv_core.judge import comparison, famous_refusals, growth
from deconv_core.state.fields import State
from deconv_core.words import explain
from pages._serve import warm
from pages._ui import real_size, stage
from pages._ui.guard import guarded
from pages._ui.kept import kept
from pages._ui.page import lesson
from pages._ui.reader import BOX_WIDTH, TEXT_WIDTH, language, sayer, scheme
from pages._ui.starting import could_not_start

say = sayer("pytorch")


def proof(state: State | None) -> None:
    if state is None:
        st.info(say("waiting"))
        return
    if warm.is_loaded():
        table(state)
    elif not could_not_start():
        # The stage speaks again until its numbers are checked.
        st.info(say("loading"))
    # Not for paper: assets/stage/hosts/streamlit.css.
    with st.container(key="unprinted"):
        program(state)


def refusals_and_times() -> None:
    # What draws the whole page ends a measurement and a check.
    stop()
    real_size.stop()
    if warm.is_loaded():
        real_size.panel()
        refused()
        time_against_size()


def named(prefix: str) -> Callable[[object], str]:
    """What a choice is called, from its value."""
    return lambda value: say(f"{prefix}_{value}")


def digits(number: float, count: int = 2) -> str:
    # A minus sign, unlike a hyphen, is no place to break a line.
    return f"{number:.{count}g}".replace("e-0", "e-").replace("-", "−")


def duration(seconds: float, ratio: float) -> str:
    """No break within: the two are one measurement."""
    return f"{seconds * 1000:.3f}\N{NO-BREAK SPACE}ms\N{NO-BREAK SPACE}({ratio:.1f}×)"


@st.fragment
@guarded
def table(state: State) -> None:
    st.header(say("compare"))
    axes = choose_axes() if state.rank == 2 else state.rank
    heads = [say(key) for key in ("algorithm", "dtype", "absolute", "relative", "duration")]
    rows = [
        [
            say(f"algorithm_{row.algorithm}"),
            row.dtype,
            digits(row.absolute),
            digits(row.relative, 1),
            duration(row.seconds, row.ratio),
        ]
        for row in kept("rows", (computed_from(state), axes), lambda: comparison.compare(comparison.case(state, axes)))
    ]
    # Not st.table: for so few rows, loading pandas would take longer than all else on the page.
    lines = [heads, ["---", "---", "--:", "--:", "--:"], *rows]
    numbers, beside = st.columns((6, 5))
    numbers.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
    note = say("compare_note", function=f"conv_transpose{axes}d", version=pytorch.version())
    beside.caption(note, width=TEXT_WIDTH)
    if beside.toggle(say("map"), key="pytorch_map"):
        show_map(state, beside)


def choose_axes() -> int:
    chosen: int = st.radio(
        say("axes"), (1, 2, 3), index=1, format_func=named("axes"), horizontal=True, key="pytorch_axes"
    )
    return chosen


def computed_from(state: State) -> tuple[object, ...]:
    """All that the parts below depend on: not time, pin or how the state is looked at."""
    return (*state.settings.values(), state.in_channels, state.out_channels, state.groups, state.x, state.w, state.bias)


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
        dtype = st.selectbox(say("dtype"), comparison.DTYPES, key="pytorch_map_dtype")
    differences = comparison.differences(comparison.case(state), algorithm, dtype)
    summary = comparison.summary(differences)
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
    rows = differences.reshape(-1, differences.shape[-1])
    picture.plotly_chart(difference_map.figure(rows, scheme(), **labels), key="pytorch_map_chart", theme=None)


@guarded
def program(state: State) -> None:
    st.header(say("run"))
    st.markdown(say("run_note"), width=TEXT_WIDTH)
    lang = language()
    programs = kept("programs", (computed_from(state), lang), lambda: python_program.programs(state, lang))
    for tab, (name, text) in zip(st.tabs([say(f"run_{name}") for name in programs]), programs.items(), strict=True):
        with tab:
            st.code(text, language="python", wrap_lines=True)
            file = f"conv_transpose_{name}.py"
            st.download_button(
                say("download", name=file),
                # Not before it is asked for: the browser would fetch it at once.
                partial(str, text),
                file,
                "text/x-python",
                on_click="ignore",
                key=f"pytorch_download_{name}",
            )


@st.fragment
@guarded
def refused() -> None:
    st.header(say("refused"))
    famous = famous_refusals.FAMOUS
    at = st.radio(
        say("refused_pick"), range(len(famous)), format_func=lambda at: f"`{famous[at].source}`", key="pytorch_refused"
    )
    ours, theirs = st.columns(2)
    ours.markdown(f"**{say('refused_ours')}**")
    for problem in famous[at].problems:
        ours.text(explain(language(), problem.code, problem.field, problem.values), width=TEXT_WIDTH)
    ours.text(say(f"why_{famous[at].rule}"), width=TEXT_WIDTH)
    message = kept("refused", at, lambda: pytorch.ask(**famous[at].settings))
    theirs.markdown(f"**{say('refused_theirs', version=pytorch.version())}**")
    theirs.code(message, language=None, wrap_lines=True)
    if message == famous[at].predicted:
        st.success(say("refused_same"), width=BOX_WIDTH)
    else:
        st.error(say("refused_other", predicted=famous[at].predicted), width=BOX_WIDTH)
    st.caption(say("refused_note"), width=TEXT_WIDTH)


@st.fragment
@guarded
def time_against_size() -> None:
    """Measures one size a run: whatever is asked meanwhile is answered between two sizes."""
    st.header(say("time"))
    state = stage.state("pytorch")
    st.markdown(say("time_note", size="×".join("4" * (state.rank if state else 2))), width=TEXT_WIDTH)
    times: growth.Measurement | None = st.session_state.get("pytorch_times")
    if times and times.size:
        st.button(say("time_stop"), key="pytorch_time_stop", on_click=stop)
        st.progress(times.share, say("time_doing", size="×".join(map(str, times.size))))
        times.go_on()
        st.rerun(scope="fragment")
    st.button(say("time_start"), key="pytorch_time_start", on_click=begin)
    if times and not times.sizes:
        st.info(say("time_none"))
    if times and times.points:
        names = {name: say(f"algorithm_{name}") for name in ALGORITHMS}
        chart = time_chart.figure(times.points, scheme(), names=names, links=say("time_links"), ratio=say("time_ratio"))
        st.plotly_chart(chart, key="pytorch_time_chart", theme=None)
        st.caption(say("time_of", source=times.source))
        st.markdown(say("time_read"), width=TEXT_WIDTH)


def begin() -> None:
    if state := stage.state("pytorch"):
        st.session_state.pytorch_times = growth.Measurement(state)


def stop() -> None:
    if times := st.session_state.get("pytorch_times"):
        times.stop()


lesson("pytorch", proof, below=refusals_and_times)
