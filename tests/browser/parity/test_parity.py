"""The rules that stand twice, in Python and in JavaScript, say the same. The page's own modules are asked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random
from typing import Any

import numpy as np
from playwright.sync_api import Page

from deconv_core import ALGORITHMS, Axis, Geometry, GeometryError, links
from deconv_core.frameworks import pytorch
from deconv_core.judge.operands import Operands
from deconv_core.state.fields import FIELD, SETTINGS

GEOMETRIES = 2400

RUN_GEOMETRIES = """async (cases) => {
    const { plan, scatter, outputOf, feeds } = await import("/stage/rule/links.js");
    return cases.map(({ axes, channels, x, w, bias, count, cell }) => {
        const p = plan(axes, channels);
        const partial = scatter(p, { x, w }, count);
        const first = cell.length - axes.length;
        const canvas = cell.map((at, n) => n < first ? at : at + axes[n - first].cropBefore);
        return { canvasShape: p.canvasShape, outputShape: p.outputShape, partial: [...partial],
            output: [...outputOf(p, x, w, bias)], feeds: feeds(p, canvas) };
    });
}"""


def random_axis(random: Random, largest: int, wordable: bool) -> Axis:
    """One that PyTorch has words for, or one with any crops that leave something."""
    size, kernel, stride, dilation = (random.randint(1, largest) for _ in range(4))
    uncropped = (size - 1) * stride + dilation * (kernel - 1) + 1
    if wordable:
        output_padding = random.randrange(max(stride, dilation))
        padding = random.randint(0, (uncropped + output_padding - 1) // 2)
        return Axis(size, kernel, stride, dilation, padding, padding - output_padding)
    before = random.randint(-3, uncropped + 1)
    return Axis(size, kernel, stride, dilation, before, random.randint(-4, uncropped - before - 1))


def random_geometries() -> Iterator[tuple[Geometry, bool]]:
    random = Random(2)
    for number in range(GEOMETRIES):
        count, wordable = 1 + number % 3, number % 2 == 0
        axes = tuple(random_axis(random, (9, 5, 3)[count - 1], wordable) for _ in range(count))
        yield Geometry(axes), wordable


def case_of(geometry: Geometry, random: Random) -> dict[str, Any]:
    """With several channels and a bias in half of all cases."""

    def integers(size: tuple[int, ...]) -> list[int]:
        return [random.randint(-9, 9) for _ in range(math.prod(size))]

    axes = [
        {"input": a.input, "kernel": a.kernel, "stride": a.stride, "dilation": a.dilation}
        | {"cropBefore": a.crop_before, "cropAfter": a.crop_after}
        for a in geometry.axes
    ]
    has_more = random.random() < 0.5
    groups, into, out = (random.randint(1, 2) if has_more else 1 for _ in range(3))
    channels = {"inputs": groups * into, "outputs": groups * out, "groups": groups}
    channel = [random.randrange(groups * out)] if groups * out > 1 else []
    return {
        "axes": axes,
        "channels": channels,
        "x": integers((channels["inputs"], *geometry.input_size)),
        "w": integers((channels["inputs"], out, *geometry.kernel_size)),
        "bias": integers((channels["outputs"],)) if has_more else None,
        "count": random.randint(0, channels["inputs"] * math.prod(geometry.input_size)),
        "cell": [*channel, *(random.randrange(size) for size in geometry.output_size)],
    }


def test_links_are_the_core_s_and_pytorch_s(modules: Page) -> None:
    random = Random(3)
    geometries = list(random_geometries())
    cases = [case_of(geometry, random) for geometry, _ in geometries]
    answers = modules.evaluate(RUN_GEOMETRIES, cases)
    assert len(answers) == GEOMETRIES
    for (geometry, wordable), case, answer in zip(geometries, cases, answers, strict=True):
        check_geometry(geometry, case, answer)
        if wordable:
            check_pytorch(geometry, case, answer)


def numbers_of(geometry: Geometry, case: dict[str, Any], count: int | None = None) -> Operands:
    """x, of which all but the first `count` elements are zero, and the rest."""
    x, w = np.array(case["x"]), np.array(case["w"])
    if count is not None:
        x[count:] = 0
    inputs = case["channels"]["inputs"]
    bias = None if case["bias"] is None else np.array(case["bias"])
    shaped = x.reshape(inputs, *geometry.input_size), w.reshape(inputs, -1, *geometry.kernel_size)
    return Operands(*shaped, bias, case["channels"]["groups"])


def check_geometry(geometry: Geometry, case: dict[str, Any], answer: dict[str, Any]) -> None:
    scatter = ALGORITHMS["scatter"]
    outputs = case["channels"]["outputs"]
    several = (outputs,) if outputs > 1 else ()
    assert tuple(answer["canvasShape"]) == (*several, *geometry.uncropped_size), geometry
    assert tuple(answer["outputShape"]) == (*several, *geometry.output_size), geometry
    whole = numbers_of(geometry, case).given_to(scatter, geometry)
    assert answer["output"] == whole.output.ravel().tolist(), geometry
    partial = numbers_of(geometry, case, case["count"]).given_to(scatter, geometry)
    assert answer["partial"] == partial.canvas.ravel().tolist(), geometry
    assert answer["feeds"] == feeding(geometry, case), geometry


def feeding(geometry: Geometry, case: dict[str, Any]) -> list[list[int]]:
    """The links of one pair of channels, for every input channel that is linked to the cell's."""
    inputs, outputs, groups = (case["channels"][key] for key in ("inputs", "outputs", "groups"))
    axes = len(geometry.axes)
    channel = case["cell"][0] if outputs > 1 else 0
    group, own = divmod(channel, outputs // groups)
    into = range(group * inputs // groups, (group + 1) * inputs // groups)
    sizes = math.prod(geometry.input_size), math.prod(geometry.kernel_size)
    return [
        [
            int(c * sizes[0] + np.ravel_multi_index(cell, geometry.input_size)),
            int(own * sizes[1] + np.ravel_multi_index(tap, geometry.kernel_size)),
        ]
        for c in into
        for cell, tap in links.feeds(geometry, case["cell"][-axes:])
    ]


def check_pytorch(geometry: Geometry, case: dict[str, Any], answer: dict[str, Any]) -> None:
    theirs = numbers_of(geometry, case).given_to(pytorch.reference, geometry, dtype="float64")
    assert answer["output"] == theirs.ravel().tolist(), geometry


# ---- which settings are legal

GRID = {
    "input_size": (1, 2, 5, 16),
    "kernel_size": (1, 2, 9),
    "stride": (1, 2, 3, 8),
    "padding": (0, 1, 2, 33, 64),
    "output_padding": (0, 1, 2, 7),
    "dilation": (1, 2, 3, 8),
}
RULES = {"output_padding": "output_padding", "padding": "output_size"}
JUDGE = """async ([rows, fields]) => {
    const { brokenRule, legalRange, SETTINGS } = await import("/stage/state/settings.js");
    return rows.map(row => {
        const state = { ...Object.fromEntries(SETTINGS.map((key, at) => [key, [row[at], row[at]]])),
            in_channels: 1, out_channels: 1, groups: 1 };
        const rule = brokenRule(state, 1);
        const ranges = fields.map(field => rule ? null : legalRange(state, field, 1));
        return [rule, ranges.map(range => range && [range.low, range.high, range.lowRule, range.highRule])];
    });
}"""


@cache
def rule_of(*values: int) -> str | None:
    try:
        pytorch.geometry(*values)
    except GeometryError as error:
        return RULES[error.field]
    return None


def range_of(values: tuple[int, ...], at: int) -> list[Any]:
    """How far one setting may go: every value of the table is tried, not only the present one's neighbours."""
    low, high = FIELD[SETTINGS[at]].low, FIELD[SETTINGS[at]].high
    rules = {value: rule_of(*values[:at], value, *values[at + 1 :]) for value in range(low, high + 1)}
    legal = [value for value, rule in rules.items() if rule is None]
    assert legal == list(range(legal[0], legal[-1] + 1)), values
    return [legal[0], legal[-1], rules.get(legal[0] - 1), rules.get(legal[-1] + 1)]


def test_legal_ranges_are_the_core_s(modules: Page) -> None:
    rows = list(product(*(GRID[key] for key in SETTINGS)))
    fields = [{"key": key, "low": FIELD[key].low, "high": FIELD[key].high, "highs": []} for key in SETTINGS]
    answers = modules.evaluate(JUDGE, [rows, fields])
    assert {rule for rule, _ in answers} == {None, *RULES.values()}
    for values, (rule, ranges) in zip(rows, answers, strict=True):
        assert rule == rule_of(*values), values
        if rule is None:
            assert ranges == [range_of(values, at) for at in range(len(SETTINGS))], values
