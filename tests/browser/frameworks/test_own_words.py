"""The famous sentences on the cards are those that the core says, which are the libraries' own."""

from __future__ import annotations

from random import Random
from typing import Any

from playwright.sync_api import Page

from deconv_core.catalogue import catalogue
from deconv_core.frameworks import pytorch, pytorch_output_size
from deconv_core.geometry import Geometry, GeometryError
from deconv_core.paste import to_settings
from deconv_core.paste.other_frameworks import as_written
from deconv_core.refusal import UnreadError
from tests.oracles.same_or_valid import CARDS, Answering

EVERY: tuple[Answering, ...] = ("tensorflow", "keras", "onnx", "onnx_lower", "pytorch")
SAID = """async ([cases, own]) => {
    const { famousOf, refusedSize, refuses } = await import("/stage/views/frameworks/libraries.js");
    const { planOf } = await import("/stage/state/settings.js");
    return cases.map(({ framework, ask, state, wanted }) => {
        const plan = planOf(state);
        const refused = refuses(framework, plan.axes) || refusedSize(framework, plan, ask, wanted);
        return refused ? [famousOf(framework, plan, ask, wanted, own[framework].famous)] : null;
    });
}"""
NEAREST = """async (states) => {
    const { oneOfBoth } = await import("/stage/views/frameworks/libraries.js");
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


def said(name: Answering, ask: str, state: dict[str, Any], wanted: tuple[int, int]) -> str | None:
    """What the core says that the library says of the call which a card speaks of."""
    if name == "pytorch":
        settings = {key: sizes for key, sizes in state.items() if key != "output_padding"}
        return pytorch_output_size.request(wanted, **settings).message
    rules = CARDS[name]
    present = {"input_size": state["input_size"], "kernel_size": state["kernel_size"]}
    try:
        to_settings.taken(as_written(rules, rules, written(name, ask, state, wanted)), present)
    except UnreadError as error:
        return error.message
    raise AssertionError("the core takes what the card refuses")


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


def test_every_refusal_on_a_card_has_the_sentence_that_the_core_says(modules: Page) -> None:
    random, cases = Random(17), []
    for _ in range(4000):
        state, geometry = drawn(random)
        height, width = (max(1, axis.uncropped + random.randint(-5, 4)) for axis in geometry.axes)
        cases.append((random.choice(EVERY), random.choice(("same", "valid")), state, (height, width)))
    names = ("framework", "ask", "state", "wanted")
    given = [dict(zip(names, case, strict=True)) for case in cases]
    answers = modules.evaluate(SAID, [given, catalogue()["own_words"]])
    met = set()
    for (name, ask, state, wanted), answer in zip(cases, answers, strict=True):
        if answer is None:
            continue
        theirs = said(name, ask, state, wanted)
        assert answer[0] == theirs, (name, ask, state, wanted)
        met.add((name, (theirs or "")[:20]))
    assert len(met) >= 8, met


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
