"""The fast algorithms are the readable ones: the same numbers and steps, whatever the blocks, in little memory."""

import tracemalloc
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deconv_core import ALGORITHMS, Geometry, links
from deconv_core.algorithms import READABLE, fast, fast_canvas, fast_matrix
from deconv_core.frameworks import pytorch
from tests.given.algorithm_cases import reference
from tests.given.strategies import geometries, operands

every_fast = pytest.mark.parametrize("run", ALGORITHMS.values(), ids=ALGORITHMS)

STEPS = {
    "scatter": lambda steps: [steps.canvas, *(stamp for _, stamp in steps.stamps())],
    "gather": lambda steps: [steps.stretched, steps.bordered, steps.kernel, steps.spread_kernel, steps.windows],
    "matrix": lambda steps: [steps.forward(steps.output), *dense(steps)],
    "gemm": lambda steps: [steps.weights, steps.cells, steps.columns, steps.canvas],
}


def dense(steps):
    """The matrix of every channel of the input and output channel of its group."""
    groups, ins, outs = steps.operands.w.shape[:3]
    return [steps.dense(*channels) for channels in np.ndindex(groups * ins, outs)]


@pytest.mark.parametrize("name", ALGORITHMS)
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_the_fast_one_has_the_steps_of_the_readable_one(name, data):
    geometry = data.draw(geometries())
    x, w, bias, groups = data.draw(operands(geometry))
    x, w = (np.round(9 * array).astype(np.int16) for array in (x, w))
    bias = None if bias is None else np.arange(len(bias))
    ours, theirs = (
        [record.output, *STEPS[name](record)]
        for record in (runs[name](x, w, geometry, bias=bias, groups=groups) for runs in (ALGORITHMS, READABLE))
    )
    for step, expected in zip(ours, theirs, strict=True):
        assert step.dtype == expected.dtype
        assert np.array_equal(step, expected)


@pytest.mark.parametrize(
    "sizes",
    [
        ((9, 3), (2, 7), 1, 1),
        ((2, 2, 2), (5, 5, 5), 1, 1),
        ((40, 30), (4, 3), (2, 3), (1, 2)),
        ((6000,), (3,), 2, 1),
        ((5,), (40,), 3, 2),
    ],
)
@pytest.mark.parametrize("block_bytes", [1, 1 << 10, 1 << 22])
@every_fast
def test_blocks_change_nothing(run, sizes, block_bytes, monkeypatch):
    for module in (fast, fast_canvas):
        monkeypatch.setattr(module, "BLOCK_BYTES", block_bytes)
    monkeypatch.setattr(fast_canvas, "FEWEST_POSITIONS", 7)
    geometry = Geometry.of(*sizes, crop_before=1, crop_after=-1)
    rng = np.random.default_rng(0)
    x = rng.standard_normal((3, 2, *geometry.input_size))
    w = rng.standard_normal((2, 2, *geometry.kernel_size))
    np.testing.assert_allclose(
        run(x, w, geometry, groups=2).output, reference(x, w, geometry, None, 2), rtol=1e-10, atol=1e-10
    )


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_matrix_entries_are_the_links(data):
    geometry = data.draw(geometries())
    x, w, _, _ = data.draw(operands(geometry))
    steps = fast_matrix.run(x[..., : w.shape[0], *[slice(None)] * len(geometry.axes)], w, geometry)
    entries = steps.pattern
    cells = (
        np.transpose(np.unravel_index(numbers, size)).tolist()
        for numbers, size in (
            (entries.columns, geometry.input_size),
            (entries.taps, geometry.kernel_size),
            (entries.rows, geometry.output_size),
        )
    )
    listed = sorted(zip(*cells, strict=True))
    expected = [
        [list(cell), list(tap), list(output)]
        for cell in np.ndindex(*geometry.input_size)
        for tap, output in links.fed_by(geometry, cell)
    ]
    assert listed == [tuple(link) for link in sorted(expected)]
    assert len(entries.rows) == links.count(geometry)
    one = steps.dense(0, 0) @ np.ones(entries.shape[1])
    alone = fast.scatter(np.ones((1, *geometry.input_size)), w[:1, :1], geometry).output
    np.testing.assert_allclose(one, alone.ravel(), atol=1e-12)


def peak_bytes(call):
    tracemalloc.start()
    result = call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return result, peak


@pytest.mark.parametrize("run", [fast.scatter, fast.gemm, fast_matrix.run])
@pytest.mark.parametrize(
    ("channels", "words"),
    [
        (3, {"input_size": (200, 300), "kernel_size": 4, "stride": 2, "padding": 1}),
        (1, {"input_size": (300, 300), "kernel_size": 5, "stride": 2, "padding": 2, "output_padding": 1}),
        (16, {"input_size": (64, 64), "kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2}),
        (1, {"input_size": (2, 2, 2), "kernel_size": 24}),
        (1, {"input_size": (40, 40), "kernel_size": 1, "stride": 30}),
    ],
)
def test_memory_is_a_small_multiple_of_what_goes_in_and_out(run, channels, words):
    geometry = pytorch.geometry(**words)
    x = np.ones((channels, *geometry.input_size), np.float32)
    w = np.ones((channels, channels, *geometry.kernel_size), np.float32)
    columns = channels * np.prod(geometry.kernel_size) * np.prod(geometry.input_size) * x.itemsize
    steps, peak = peak_bytes(partial(run, x, w, geometry))
    pattern = 3 * 8 * links.count(geometry) if run is fast_matrix.run else 0
    assert peak < 3 * (x.nbytes + w.nbytes + steps.output.nbytes + columns) + pattern + (1 << 20)


def test_scatter_and_gemm_do_not_hold_all_columns():
    geometry = Geometry.of((512, 512), 7, 2)
    x, w = np.ones((1, 512, 512), np.float32), np.ones((1, 1, 7, 7), np.float32)
    for run in (fast.scatter, fast.gemm):
        steps, peak = peak_bytes(partial(run, x, w, geometry))
        assert peak < 4 * (x.nbytes + steps.output.nbytes) + fast_canvas.BLOCK_BYTES
