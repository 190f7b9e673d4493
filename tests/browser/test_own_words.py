"""The frameworks' own words in the browser are those that the core predicts, which are the libraries' own."""

from __future__ import annotations

from random import Random
from typing import Any

from playwright.sync_api import Page

from deconv_core import foreign_said
from deconv_core.asked import Answering
from deconv_core.catalogue import catalogue
from deconv_core.frameworks import pytorch, pytorch_output_size
from deconv_core.frameworks.foreign_source import Framework
from deconv_core.geometry import Geometry, GeometryError

EVERY: tuple[Answering, ...] = ("tensorflow", "keras", "onnx", "onnx_lower", "pytorch")
SAID = """async ([cases, templates]) => {
    const { refuses } = await import("/stage/crops.js");
    const { ownWords } = await import("/stage/own_words.js");
    const { refusedSize } = await import("/stage/sizes_taken.js");
    const { planOf } = await import("/stage/settings.js");
    return cases.map(({ framework, ask, state, wanted }) => {
        const plan = planOf(state);
        const refused = refuses(framework, plan.axes) || refusedSize(framework, plan, ask, wanted);
        return refused ? [ownWords(framework, plan, ask, wanted, templates)] : null;
    });
}"""
NEAREST = """async (states) => {
    const { oneOfBoth } = await import("/stage/own_words.js");
    return states.map((state) => oneOfBoth(state).patch);
}"""


def drawn(random: Random) -> tuple[dict[str, Any], Geometry]:
    while True:
        keys = ("input_size", "kernel_size", "stride", "dilation")
        state = {key: (random.randint(1, 4), random.randint(1, 4)) for key in keys}
        if random.random() < 0.5:
            state["stride" if random.random() < 0.3 else "dilation"] = (1, 1)
        state |= {key: (random.randint(0, 2), random.randint(0, 2)) for key in ("padding", "output_padding")}
        try:
            return state, pytorch.geometry(**state)
        except GeometryError:
            continue


def predicted(name: Answering, ask: str, state: dict[str, Any], wanted: tuple[int, int]) -> str | None:
    """What the core says that the library says of the call which a card speaks of."""
    if name == "pytorch":
        settings = {key: sizes for key, sizes in state.items() if key != "output_padding"}
        return pytorch_output_size.request(wanted, **settings).message
    framework: Framework = "onnx" if name == "onnx_lower" else name  # type: ignore[assignment]
    words = written(name, ask, state, wanted)
    return foreign_said.said(framework, state["input_size"], state["kernel_size"], words).message


def written(name: Answering, ask: str, state: dict[str, Any], wanted: tuple[int, int]) -> dict[str, Any]:
    strides, dilation = state["stride"], state["dilation"]
    if name == "tensorflow":
        return {"strides": strides, "dilations": dilation, "padding": ask.upper(), "output_shape": (1, *wanted, 1)}
    if name == "keras":
        reach = [d * (k - 1) + 1 for k, d in zip(state["kernel_size"], dilation, strict=True)]
        own = [r % 2 if ask == "same" else r for r in reach]
        rows = zip(wanted, state["input_size"], strides, own, strict=True)
        extra = tuple(size - (i - 1) * s - low for size, i, s, low in rows)
        if max(strides) > 1 and max(dilation) > 1:
            return {"strides": strides, "dilation_rate": dilation}
        return {"strides": strides, "dilation_rate": dilation, "padding": ask, "output_padding": extra}
    word = "SAME_LOWER" if name == "onnx_lower" else "SAME_UPPER" if ask == "same" else "VALID"
    return {"strides": strides, "dilations": dilation, "auto_pad": word, "output_shape": wanted}


def test_every_refusal_on_a_card_has_the_words_that_the_core_predicts(modules: Page) -> None:
    random, cases = Random(17), []
    for _ in range(4000):
        state, geometry = drawn(random)
        height, width = (max(1, axis.uncropped + random.randint(-5, 4)) for axis in geometry.axes)
        cases.append((random.choice(EVERY), random.choice(("same", "valid")), state, (height, width)))
    names = ("framework", "ask", "state", "wanted")
    given = [dict(zip(names, case, strict=True)) for case in cases]
    answers = modules.evaluate(SAID, [given, catalogue()["own_words"]["templates"]])
    met = set()
    for (name, ask, state, wanted), answer in zip(cases, answers, strict=True):
        if answer is None:
            continue
        theirs = predicted(name, ask, state, wanted)
        # Of several values below 0 the browser leaves out the set, whose order is Python's own.
        cut = "including values" in (theirs or "") and "including values" not in (answer[0] or "")
        assert answer[0] == (theirs.partition(", including values")[0] if cut and theirs else theirs), (
            name,
            ask,
            state,
        )
        assert not cut or "{-1}" not in (theirs or "")
        met.add((name, (theirs or "")[:20]))
    assert len(met) >= 10, met


def test_what_is_changed_for_keras_is_legal_and_the_least(modules: Page) -> None:
    random, states = Random(18), []
    while len(states) < 500:
        state, _ = drawn(random)
        if max(state["stride"]) > 1 and max(state["dilation"]) > 1:
            states.append(state)
    for state, patch in zip(states, modules.evaluate(NEAREST, states), strict=True):
        new = state | {key: tuple(value) for key, value in patch.items()}
        assert pytorch.geometry(**new)
        assert 1 in (max(new["stride"]), max(new["dilation"]))
        assert set(patch) <= {"stride", "dilation", "padding", "output_padding"}
        above = {key: sum(state[key]) for key in ("stride", "dilation")}
        assert min(above, key=lambda key: (above[key], key)) in patch
