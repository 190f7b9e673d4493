"""Each framework's line of code on the page has the very letters that the core writes, and its reader reads."""

from __future__ import annotations

from random import Random
from typing import Any, get_args

from playwright.sync_api import Page

from deconv_core.frameworks import OTHERS, jax, keras, onnx, pytorch, tensorflow
from deconv_core.frameworks.library import Key
from deconv_core.geometry import Geometry, GeometryError
from deconv_core.paste.other_frameworks import parse
from tests.oracles import tensorflow_forward
from tests.oracles.same_or_valid import Answering, asked, source

ASKED = """async (cases) => {
    const { askedPlan, lineOf } = await import("/stage/views/frameworks/libraries.js");
    const { planOf } = await import("/stage/state/settings.js");
    return cases.map(({ name, state, ask, wanted }) =>
        lineOf(name, state, askedPlan(planOf(state), name, ask, wanted), ask, wanted));
}"""
EXPLICIT = """async (cases) => {
    const { explicitOf } = await import("/stage/views/frameworks/libraries.js");
    const { planOf } = await import("/stage/state/settings.js");
    return cases.map(({ name, state }) => explicitOf(name, state, planOf(state)));
}"""
FORWARD = """async (states) => {
    const { conv2dLine, PADDINGS } = await import("/stage/views/frameworks/forward/conv2d.js");
    return states.map((state) => PADDINGS.map((padding) => conv2dLine(state, padding)));
}"""
SOURCE = {"tensorflow": tensorflow.source, "keras": keras.source, "onnx": onnx.source, "jax": jax.source}
NAMES: tuple[Answering, ...] = get_args(Answering)


def drawn(random: Random) -> tuple[dict[str, Any], Geometry]:
    """Settings that PyTorch takes, of which some are the same on both axes."""
    while True:
        tops = {"input_size": 5, "kernel_size": 5, "stride": 4, "dilation": 3, "padding": 3, "output_padding": 2}
        state = {key: (random.randint(1, top), random.randint(1, top)) for key, top in tops.items()}
        for key in ("padding", "output_padding"):
            state[key] = (state[key][0] - 1, state[key][1] - 1)
        for key, (height, _) in state.items():
            if random.random() < 0.4:
                state[key] = (height, height)
        if random.random() < 0.6:
            state[random.choice(["stride", "dilation"])] = (1, 1)
        try:
            return state, pytorch.geometry(**state)
        except GeometryError:
            continue


def test_what_is_asked_for_is_written_as_the_core_writes_it(modules: Page) -> None:
    random, cases, right = Random(37), [], []
    for number in range(4000):
        name, ask = NAMES[number % len(NAMES)], random.choice(("same", "valid"))
        state, geometry = drawn(random)
        wanted = None
        if random.random() < 0.6:
            wanted = tuple(max(1, axis.output + random.randint(-2, 3)) for axis in geometry.axes)
        try:
            line = source(name, ask, geometry, wanted)
        except GeometryError:
            continue
        if line is not None:
            cases.append({"name": name, "state": state, "ask": ask, "wanted": wanted})
            right.append(line)
            assert name == "pytorch" or read(line, geometry) == asked(name, ask, geometry, wanted), line
    assert {(case["name"], case["wanted"] is None) for case in cases} >= {
        (name, is_usual) for name in NAMES for is_usual in (False, True) if (name, is_usual) != ("pytorch", True)
    }
    assert modules.evaluate(ASKED, cases) == right


def read(line: str, geometry: Geometry) -> Geometry:
    """What the line, pasted, is read as."""
    call = parse(line)
    return OTHERS[call.framework].geometry(**words(line, geometry))


def words(line: str, geometry: Geometry) -> dict[str, Any]:
    said = {key: word for key, word in parse(line).words.items() if key != "transpose_kernel"}
    return {"input_size": geometry.input_size, "kernel_size": geometry.kernel_size, **said}


def test_pytorch_s_crops_in_a_framework_s_own_words_are_written_as_the_core_writes_them(modules: Page) -> None:
    random, cases = Random(41), []
    names: tuple[Key, ...] = get_args(Key)[1:]
    for number in range(4000):
        state, geometry = drawn(random)
        cases.append((names[number % len(names)], state, geometry))
    answers = modules.evaluate(EXPLICIT, [{"name": name, "state": state} for name, state, _ in cases])
    met = []
    for (name, _, geometry), answer in zip(cases, answers, strict=True):
        if answer["way"] == "own":
            line = answer["line"]
            assert read(line, geometry) == geometry, line
            assert SOURCE[name](**words(line, geometry)) == line
            met.append(name)
    assert min(map(met.count, names)) > 100


def test_tensorflow_s_forward_convolution_is_written_as_the_core_writes_it(modules: Page) -> None:
    random = Random(43)
    states = [drawn(random)[0] for _ in range(300)]
    right = []
    for state in states:
        sizes = (state["input_size"], state["kernel_size"], state["stride"])
        paddings = ("SAME", "VALID")
        right.append([tensorflow_forward.source(*sizes, padding, state["dilation"]) for padding in paddings])
    assert modules.evaluate(FORWARD, states) == right
