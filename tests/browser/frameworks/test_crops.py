"""The frameworks' crops stand twice, in Python and in JavaScript: both say the same."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from playwright.sync_api import Page

from deconv_core import Axis, Geometry, GeometryError
from deconv_core.frameworks import jax, keras, onnx, pytorch, tensorflow
from deconv_core.frameworks.pytorch import twin
from deconv_core.paste.other_frameworks import parse
from tests.oracles.same_or_valid import Answering, asked

ASK = """async (cases) => {
    const { askedPlan, refuses } = await import("/stage/views/frameworks/libraries.js");
    const { pytorchWords } = await import("/stage/views/frameworks/crops.js");
    return cases.map(({ framework, ask, axes }) => {
        const plan = askedPlan({ axes }, framework, ask);
        const crops = plan.axes.map(({ cropBefore, cropAfter }) => [cropBefore, cropAfter]);
        return { crops, refused: refuses(framework, axes), words: pytorchWords(plan), output: plan.outputShape };
    });
}"""


def test_crops_refusals_and_pytorch_s_words(modules: Page) -> None:
    numbers = list(product((1, 2, 3, 7), range(1, 7), range(1, 6), range(1, 4)))
    frameworks: list[tuple[Answering, str]] = [
        ("onnx_lower", "same"),
        *product(("tensorflow", "keras", "jax", "onnx"), ("same", "valid")),
    ]
    cases = [(framework, ask, row) for (framework, ask), row in product(frameworks, numbers)]
    names = ("input", "kernel", "stride", "dilation")
    given = [{"framework": f, "ask": a, "axes": [dict(zip(names, row, strict=True))]} for f, a, row in cases]
    for (framework, ask, row), answer in zip(cases, modules.evaluate(ASK, given), strict=True):
        try:
            geometry = asked(framework, ask, pytorch.geometry(*row[:3], dilation=row[3]))
            assert geometry
        except GeometryError:
            assert answer["refused"], (framework, ask, row)
            continue
        assert not answer["refused"], (framework, ask, row)
        crops = [[*geometry.crop_before, *geometry.crop_after]]
        assert (answer["crops"], answer["output"]) == (crops, [*geometry.output_size]), (framework, ask, row)
        found = twin(geometry)
        words = found and {"padding": [*found.padding], "output_padding": [*found.output_padding]}
        assert answer["words"] == words, (framework, ask, row)


def test_axis_is_what_the_crops_make() -> None:
    given = pytorch.geometry(3, 3, 2)
    for name, axis in (("onnx", Axis(3, 3, 2, 1, 0, 1)), ("onnx_lower", Axis(3, 3, 2, 1, 1, 0))):
        found = asked(name, "same", given)
        assert found and found.axes[0] == axis


SIZES = """async (cases) => {
    const { askedPlan, refusedSize, refuses } = await import("/stage/views/frameworks/libraries.js");
    const { planOf } = await import("/stage/state/settings.js");
    return cases.map(({ framework, ask, state, wanted }) => {
        const plan = planOf(state);
        if (refuses(framework, plan.axes)) return { refused: true, nearest: null };
        const refused = refusedSize(framework, plan, ask, wanted);
        if (refused) return { refused: true, ...refused };
        const { axes } = askedPlan(plan, framework, ask, wanted);
        return { refused: false, crops: axes.map(({ cropBefore, cropAfter }) => [cropBefore, cropAfter]) };
    });
}"""
EVERY: tuple[Answering, ...] = ("tensorflow", "keras", "jax", "onnx", "onnx_lower", "pytorch")


def takes(framework: Answering, ask: str, geometry: Geometry, wanted: tuple[int, int]) -> Geometry | None:
    try:
        return asked(framework, ask, geometry, wanted)
    except GeometryError:
        return None


def test_sizes_are_taken_or_refused_as_the_core_says_and_the_nearest_is_the_nearest(modules: Page) -> None:
    random = Random(13)
    cases: list[tuple[Answering, str, Any, Geometry, tuple[int, int]]] = []
    while len(cases) < 3000:
        keys = ("input_size", "kernel_size", "stride", "dilation")
        state = {key: (random.randint(1, 3), random.randint(1, 3)) for key in keys}
        if random.random() < 0.3:
            state["dilation"] = (1, 1)
        state |= {key: (random.randint(0, 2), random.randint(0, 2)) for key in ("padding", "output_padding")}
        try:
            geometry = pytorch.geometry(**state)
        except GeometryError:
            continue
        framework, ask = random.choice(EVERY), random.choice(("same", "valid"))
        ask = "same" if framework == "onnx_lower" else ask
        height, width = (max(1, axis.uncropped + random.randint(-4, 4)) for axis in geometry.axes)
        cases.append((framework, ask, state, geometry, (height, width)))
    names = ("framework", "ask", "state", "wanted")
    given = [dict(zip(names, (f, a, state, wanted), strict=True)) for f, a, state, _, wanted in cases]
    seen = set()
    for (framework, ask, state, geometry, wanted), answer in zip(cases, modules.evaluate(SIZES, given), strict=True):
        found = takes(framework, ask, geometry, wanted)
        note = (framework, ask, state, wanted, answer)
        assert answer["refused"] == (found is None), note
        if found:
            assert answer["crops"] == [[axis.crop_before, axis.crop_after] for axis in found.axes], note
            assert found.output_size == wanted, note
        else:
            least = nearest(framework, ask, geometry, wanted)
            assert (answer["nearest"] is None) == (least is None), note
            if least is not None:
                assert takes(framework, ask, geometry, tuple(answer["nearest"])), note
                assert distance(answer["nearest"], wanted) == least, note
        seen.add((framework, ask, found is None))
    assert len(seen) == 2 * 11 - 2, "JAX alone refuses nothing"


def nearest(framework: Answering, ask: str, geometry: Geometry, wanted: tuple[int, int]) -> int | None:
    """How far the nearest size is that the framework takes, in cells of both axes together; every size is tried."""
    sizes = product(*(range(1, axis.uncropped + axis.stride + 1) for axis in geometry.axes))
    return min((distance(one, wanted) for one in sizes if takes(framework, ask, geometry, one)), default=None)


def distance(one: Any, other: tuple[int, int]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


KERAS = """async (cases) => {
    const { kerasPadding } = await import("/stage/views/frameworks/libraries/keras.js");
    return cases.map((axes) => ["valid", "same"].map((padding) => kerasPadding(axes, padding)));
}"""
NAMES = ("input", "kernel", "stride", "dilation", "cropBefore", "cropAfter")


def keras_words(geometry: Geometry) -> dict[str, Any]:
    """Every padding and output_padding of Keras's that makes this geometry, tried one by one."""
    found: dict[str, list[Any]] = {"valid": [], "same": []}
    sizes = (geometry.input_size, geometry.kernel_size, geometry.stride)
    for padding, extra in product(found, (None, *product(*map(range, geometry.stride)))):
        try:
            if keras.geometry(*sizes, padding, extra, geometry.dilation) == geometry:
                found[padding].append(extra and [*extra])
        except GeometryError:
            continue
    return found


def test_keras_has_words_exactly_where_some_make_the_crops(modules: Page) -> None:
    random = Random(11)
    geometries = [geometry for geometry in (keras_geometry(random) for _ in range(1500)) if geometry]
    given = [[dict(zip(NAMES, vars(axis).values(), strict=True)) for axis in one.axes] for one in geometries]
    told = 0
    for geometry, answers in zip(geometries, modules.evaluate(KERAS, given), strict=True):
        for (padding, found), answer in zip(keras_words(geometry).items(), answers, strict=True):
            told += bool(found)
            assert bool(found) == bool(answer), (padding, geometry)
            assert not answer or (answer["padding"] == padding and answer["output_padding"] in found), geometry
    assert told > 300


def keras_geometry(random: Random) -> Geometry | None:
    """PyTorch's crops or Keras's own, with a stride or a dilation."""
    size, kernel, stride, dilation = ((random.randint(1, 4), random.randint(1, 4)) for _ in range(4))
    stride, dilation = random.choice(((stride, (1, 1)), ((1, 1), dilation)))
    extra = random.choice((None, (random.randint(0, 2), random.randint(0, 2))))
    try:
        if random.random() < 0.5:
            return keras.geometry(size, kernel, stride, random.choice(("same", "valid")), extra, dilation)
        padding = (random.randint(0, 2), random.randint(0, 2))
        return pytorch.geometry(size, kernel, stride, padding, extra or 0, dilation)
    except GeometryError:
        return None


WAYS = """async (cases) => {
    const { explicitOf } = await import("/stage/views/frameworks/libraries.js");
    const { planOf } = await import("/stage/state/settings.js");
    return cases.map((state) => Object.fromEntries(["tensorflow", "jax", "onnx"].map((name) =>
        [name, explicitOf(name, state, planOf(state))])));
}"""


def test_explicit_crops_are_own_words_exactly_where_the_core_has_them_and_can_be_pasted(modules: Page) -> None:
    random = Random(12)
    states = []
    while len(states) < 800:
        keys = ("input_size", "kernel_size", "stride", "dilation")
        state = {key: (random.randint(1, 3), random.randint(1, 3)) for key in keys}
        state |= {key: (random.randint(0, 3), random.randint(0, 3)) for key in ("padding", "output_padding")}
        try:
            pytorch.geometry(**state)
        except GeometryError:
            continue
        states.append(state)
    seen = set()
    for state, ways in zip(states, modules.evaluate(WAYS, states), strict=True):
        geometry = pytorch.geometry(**state)
        for name, found in ways.items():
            # What the words mean is one thing; TensorFlow's CPU kernels take none with dilation.
            dilated = name == "tensorflow" and max(geometry.dilation) > 1
            right = "dilated" if dilated else "own" if has_words(name, geometry) else "appends"
            assert found["way"] == right, (name, state)
            assert right != "own" or meant(name, geometry, found["line"]) == geometry, found
            seen.add((name, right))
    assert {("onnx", "appends"), ("onnx", "own"), ("tensorflow", "dilated"), ("tensorflow", "own")} <= seen


def has_words(name: str, geometry: Geometry) -> bool:
    """Whether the framework's own rules make this geometry of its crops, cells beyond the canvas being asked for."""
    before, after = geometry.crop_before, [max(0, crop) for crop in geometry.crop_after]
    sizes = (geometry.input_size, geometry.kernel_size, geometry.stride)
    try:
        if name == "onnx":
            more = [max(0, -crop) for crop in geometry.crop_after]
            return onnx.geometry(*sizes, [*before, *after], "NOTSET", more, None, geometry.dilation) == geometry
        pads = list(zip(before, after, strict=True))
        return name == "jax" or tensorflow.geometry(*sizes, pads, geometry.output_size, geometry.dilation) == geometry
    except GeometryError:
        return False


def meant(name: str, geometry: Geometry, line: str) -> Geometry:
    """What the framework makes of its line, as a pasted one is read."""
    words: dict[str, Any] = parse(line).words
    words.pop("transpose_kernel", None)
    sizes = (geometry.input_size, geometry.kernel_size)
    return {"tensorflow": tensorflow, "jax": jax, "onnx": onnx}[name].geometry(*sizes, **words)
