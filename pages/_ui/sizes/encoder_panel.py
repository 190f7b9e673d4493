"""An encoder's panel: its layers as text, its sizes, and the layers that bring each of them back."""

import streamlit as st

from deconv_core.frameworks import pytorch
from deconv_core.refusal import UnreadError
from deconv_core.stacks.encoder_text import Stop, parse
from deconv_core.stacks.way_back import Step, chain
from deconv_core.state import typed_sizes
from deconv_core.state.query_text import cells
from pages._ui.reader import BOX_WIDTH, plain
from pages._ui.sizes.fields import explained, field, note, pytorch_says, refuse, say, sentences, short, text_area


def show() -> None:
    st.header(say("chain"), anchor="encoder")
    given, back = st.columns(2, gap="large")
    with given:
        note(say("chain_note"))
        text = text_area("chain_layers", height=170)
        size = field("chain_input_size")
        try:
            encoder = parse(text)
            steps = chain(encoder.layers, typed_sizes.pair("input_size", size))
        except UnreadError as error:
            return refuse(error.refusal)
        if encoder.stop:
            stopped(encoder.stop)
    with back:
        table(steps)
        for at, step in enumerate(steps, 1):
            if step.obstacle:
                said = say(f"chain_{step.obstacle}", at=at, line=step.layer.line, size=cells(step.big))
                st.error(said, width=BOX_WIDTH)
            if step.message:
                pytorch_says(step.message, pytorch.version())
        decoder(steps)
    return None


def stopped(stop: Stop) -> None:
    """Where reading stopped; why, unless that is another layer, which is no mistake."""
    where = say("chain_stopped", line=stop.line, what=stop.what)
    note(plain(where if stop.why.code == "encoder_other_layer" else sentences(where, explained(stop.why))))


def table(steps: tuple[Step, ...]) -> None:
    heads = [say(f"chain_{key}") for key in ("at", "big", "small", "default", "output_padding")]
    lines = [heads, ["---:"] * len(heads)]
    for at, step in enumerate(steps, 1):
        sizes = ("" if one is None else cells(one) for one in (step.big, step.small, step.default))
        lines.append([str(at), *sizes, "" if step.output_padding is None else short(step.output_padding)])
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def decoder(steps: tuple[Step, ...]) -> None:
    """The way back, last layer first: each line's size is the skip connection's that it meets."""
    ways = [(step, source) for step in reversed(steps) if (source := step.source)]
    if not ways:
        return
    needed = sum(any(step.output_padding or ()) for step, _ in ways)
    note(say("chain_back" if needed else "chain_back_alone", needed=needed))
    lines = [f"{source},  # {cells(step.small or ())} -> {cells(step.big)}" for step, source in ways]
    st.code("\n".join(lines), language="python", wrap_lines=True)
