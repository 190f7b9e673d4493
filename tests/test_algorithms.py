"""Four algorithms, one operation: they agree with each other, with PyTorch, and with sums done by hand."""

import tracemalloc
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate

from deconv_core import ALGORITHMS, Geometry, GeometryError, links
from deconv_core.algorithms import canvas, gather, gemm, matrix, scatter
from deconv_core.frameworks import pytorch
from tests import worked_examples as worked
from tests.strategies import geometries, operands

every_algorithm = pytest.mark.parametrize("run", ALGORITHMS.values(), ids=ALGORITHMS)


def reference(x, w, geometry, bias, groups):
    """PyTorch's uncropped sums, cropped and extended here: PyTorch itself knows no signed crops."""
    whole = Geometry.of(geometry.input_size, geometry.kernel_size, geometry.stride, geometry.dilation)
    sums = pytorch.reference(x, w, whole, bias=None, groups=groups, dtype=str(x.dtype))
    axes = len(geometry.axes)
    most = 16
    sums = np.pad(sums, [(0, 0)] * (sums.ndim - axes) + [(most, most)] * axes)
    starts = (most + crop for crop in geometry.crop_before)
    sums = sums[(..., *(slice(a, a + size) for a, size in zip(starts, geometry.output_size, strict=True)))]
    return sums if bias is None else sums + bias.reshape(-1, *[1] * axes)


@every_algorithm
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_agrees_with_pytorch_in_float64(run, data):
    geometry = data.draw(geometries())
    x, w, bias, groups = data.draw(operands(geometry))
    output = run(x, w, geometry, bias=bias, groups=groups).output
    expected = reference(x, w, geometry, bias, groups)
    assert output.shape == expected.shape
    np.testing.assert_allclose(output, expected, rtol=1e-10, atol=1e-10)


@every_algorithm
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_agrees_with_pytorch_in_float32(run, data):
    geometry = data.draw(geometries())
    x, w, bias, groups = data.draw(operands(geometry, np.float32))
    output = run(x, w, geometry, bias=bias, groups=groups).output
    assert output.dtype == np.float32
    expected = reference(x, w, geometry, bias, groups)
    np.testing.assert_allclose(output, expected, rtol=1e-4, atol=1e-4 * np.abs(expected).max())


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_four_algorithms_agree_exactly_on_integers(data):
    geometry = data.draw(geometries())
    x, w, bias, groups = data.draw(operands(geometry))
    x, w = (np.round(9 * array).astype(np.int16) for array in (x, w))
    bias = None if bias is None else np.arange(len(bias))
    outputs = [run(x, w, geometry, bias=bias, groups=groups).output for run in ALGORITHMS.values()]
    assert all(output.dtype == np.int64 for output in outputs)
    assert all(np.array_equal(output, outputs[0]) for output in outputs[1:])


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
@every_algorithm
def test_blocks_change_nothing(run, sizes, block_bytes, monkeypatch):
    monkeypatch.setattr(canvas, "BLOCK_BYTES", block_bytes)
    monkeypatch.setattr(canvas, "FEWEST_POSITIONS", 7)
    geometry = Geometry.of(*sizes, crop_before=1, crop_after=-1)
    rng = np.random.default_rng(0)
    x = rng.standard_normal((3, 2, *geometry.input_size))
    w = rng.standard_normal((2, 2, *geometry.kernel_size))
    np.testing.assert_allclose(
        run(x, w, geometry, groups=2).output, reference(x, w, geometry, None, 2), rtol=1e-10, atol=1e-10
    )


@every_algorithm
@pytest.mark.parametrize(("x", "w", "words", "output"), worked.OUTPUTS)
def test_worked_outputs(run, x, w, words, output):
    geometry = pytorch.geometry(np.shape(x), np.shape(w), **words)
    assert run([x], [[w]], geometry).output.tolist() == [output]


@every_algorithm
@pytest.mark.parametrize(("in_channels", "out_channels", "words", "shape"), worked.CHANNELS)
def test_worked_channels(run, in_channels, out_channels, words, shape):
    geometry = pytorch.geometry(**words)
    x = np.ones((in_channels, *geometry.input_size), np.float32)
    w = np.ones((in_channels, out_channels, *geometry.kernel_size), np.float32)
    output = run(x, w, geometry).output
    assert output.shape == shape
    assert np.array_equal(output, np.broadcast_to(in_channels * links.coverage(geometry), shape))


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_adjoint_identity(data):
    geometry = data.draw(geometries())
    x, w, _, groups = data.draw(operands(geometry))
    steps = matrix.run(x, w, geometry, groups=groups)
    y = np.random.default_rng(0).standard_normal(steps.output.shape)
    assert np.vdot(steps.forward(y), x) == pytest.approx(np.vdot(y, steps.output), rel=1e-9, abs=1e-9)


def test_forward_is_the_forward_convolution():
    kernel = np.array(worked.SOBEL[0], float)
    photo = np.random.default_rng(0).standard_normal(worked.SOBEL_INPUT)
    geometry = pytorch.geometry(worked.SOBEL_FORWARD, 3)
    steps = matrix.run(np.zeros((1, *worked.SOBEL_FORWARD)), kernel[None, None], geometry)
    edges = steps.forward(photo[None])
    np.testing.assert_allclose(edges[0], correlate(photo, kernel, mode="valid"), atol=1e-12)
    back = matrix.run(edges, kernel[None, None], geometry).output[0]
    assert back.shape == photo.shape
    assert not np.allclose(back, photo), "the size comes back, the picture does not"


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_matrix_entries_are_the_links(data):
    geometry = data.draw(geometries())
    x, w, _, _ = data.draw(operands(geometry))
    steps = matrix.run(x[..., : w.shape[0], *[slice(None)] * len(geometry.axes)], w, geometry)
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
    alone = scatter.run(np.ones((1, *geometry.input_size)), w[:1, :1], geometry).output
    np.testing.assert_allclose(one, alone.ravel(), atol=1e-12)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_scatter_steps(data):
    geometry = data.draw(geometries())
    x, w, _, _ = data.draw(operands(geometry))
    steps = scatter.run(x, w, geometry)
    summed = np.zeros_like(steps.canvas)
    for cell, stamp in steps.stamps():
        assert stamp.shape == (*x.shape[: x.ndim - len(geometry.axes) - 1], *w.shape)
        reach = tuple(
            slice(i * a.stride, i * a.stride + (a.kernel - 1) * a.dilation + 1, a.dilation)
            for i, a in zip(cell, geometry.axes, strict=True)
        )
        summed[(..., *reach)] += stamp.sum(axis=-2 - len(geometry.axes))
    np.testing.assert_allclose(summed, steps.canvas, atol=1e-12)
    assert steps.canvas.shape[-len(geometry.axes) :] == geometry.uncropped_size


def test_worked_stamps():
    steps = scatter.run([worked.COLOURED_INPUT], [[worked.COLOURED_WEIGHT]], Geometry.of((2, 2), 2, 2))
    assert {cell: stamp[0, 0].tolist() for cell, stamp in steps.stamps()} == worked.COLOURED_STAMPS
    with pytest.raises(GeometryError):
        steps.stamp((2, 0))


def test_worked_canvas():
    geometry = pytorch.geometry(3, 3, stride=2, padding=1, output_padding=1)
    steps = scatter.run([[1, 1, 1]], [[[1, 2, 3]]], geometry, bias=[10])
    assert steps.canvas.tolist() == [worked.UNCROPPED_1D]
    assert steps.output.tolist() == [[12, 14, 12, 14, 12, 13]]


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_gather_steps(data):
    geometry = data.draw(geometries())
    x, w, _, groups = data.draw(operands(geometry))
    steps = gather.run(x, w, geometry, groups=groups)
    axes = len(geometry.axes)
    assert steps.stretched[(..., *(slice(None, None, s) for s in geometry.stride))].tolist() == x.tolist()
    assert np.count_nonzero(steps.stretched) == np.count_nonzero(x)
    padded = np.pad(steps.stretched, [(0, 0)] * (x.ndim - axes) + [tuple(max(0, b) for b in p) for p in steps.border])
    first = (max(0, -before) for before, _ in steps.border)
    kept = tuple(slice(f, f + size) for f, size in zip(first, steps.bordered.shape[-axes:], strict=True))
    assert np.array_equal(padded[(..., *kept)], steps.bordered)
    # The windows, times the turned kernel, are the output: group by group.
    ins, outs = w.shape[0] // groups, w.shape[1]
    for group in range(groups):
        windows = steps.windows[(..., slice(group * ins, (group + 1) * ins), *[slice(None)] * (2 * axes))]
        kernel = steps.kernel[group * outs : (group + 1) * outs]
        windows = np.moveaxis(windows, -2 * axes - 1, -axes - 1)
        sums = np.tensordot(windows, kernel, (range(-axes - 1, 0), range(1, kernel.ndim)))
        output = steps.output[(..., slice(group * outs, (group + 1) * outs), *[slice(None)] * axes)]
        np.testing.assert_allclose(np.moveaxis(sums, -1, -axes - 1), output, atol=1e-12)
    assert not steps.windows.flags.writeable


def test_gather_crops_its_input_where_padding_is_larger_than_the_kernels_reach():
    steps = gather.run([[1, 2, 3, 4, 5]], [[[7]]], pytorch.geometry(5, 1, padding=1))
    assert steps.border == ((-1, -1),)
    assert steps.bordered.tolist() == [[2, 3, 4]]
    spread = gather.run([[1, 2]], [[[1, 2, 3]]], pytorch.geometry(2, 3, dilation=2))
    assert spread.spread_kernel.tolist() == [[[3, 0, 2, 0, 1]]]


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_gemm_columns(data):
    geometry = data.draw(geometries())
    x, w, _, _ = data.draw(operands(geometry))
    steps = gemm.run(x, w, geometry)
    columns = w.reshape(len(w), -1).T @ x.reshape(*x.shape[: -len(geometry.axes)], -1)
    np.testing.assert_allclose(steps.columns, columns, atol=1e-12)
    np.testing.assert_allclose(steps.canvas, scatter.run(x, w, geometry).canvas, atol=1e-12)


@every_algorithm
def test_dtype_is_kept(run):
    geometry = Geometry.of(2, 2)
    x, w = np.ones((1, 2)), np.ones((1, 1, 2))
    for dtype in (np.float32, np.float64, np.complex64):
        assert run(x.astype(dtype), w.astype(dtype), geometry).output.dtype == dtype
        assert run(x.astype(dtype), w.astype(int), geometry).output.dtype == dtype
    big = run(np.full((1, 2), 200, np.uint8), np.full((1, 1, 2), 200, np.uint8), geometry).output
    assert big.tolist() == [[40_000, 80_000, 40_000]]
    assert run(x.astype(bool), w.astype(bool), geometry).output.tolist() == [[1, 2, 1]]


@pytest.mark.parametrize("name", ["scatter", "matrix", "gemm"])  # gather multiplies inserted zeros: infinity * 0
def test_infinite_weights_stay_where_they_belong(name):
    x, w = np.ones((1, 2, 2)), np.ones((1, 1, 2, 4))
    w[..., 0, 0] = np.inf
    output = ALGORITHMS[name](x, w, Geometry.of((2, 2), (2, 4), 3)).output[0]
    assert np.argwhere(np.isinf(output)).tolist() == [[0, 0], [0, 3], [3, 0], [3, 3]]
    assert not np.isnan(output).any()


@every_algorithm
@pytest.mark.parametrize(
    ("shapes", "groups", "code", "field"),
    [
        (((1, 3), (1, 1, 2)), 1, "wrong_shape", "x"),
        (((2, 2), (1, 1, 2)), 1, "wrong_shape", "x"),
        (((2,), (1, 1, 2)), 1, "wrong_shape", "x"),
        (((1, 1, 1, 2), (1, 1, 2)), 1, "wrong_shape", "x"),
        (((1, 2), (1, 1, 3)), 1, "wrong_shape", "w"),
        (((1, 2), (1, 2)), 1, "wrong_shape", "w"),
        (((1, 2), (1, 0, 2)), 1, "wrong_shape", "w"),
        (((1, 2), (1, 1, 2), (2,)), 1, "wrong_shape", "bias"),
        (((3, 2), (3, 1, 2)), 2, "wrong_groups", "groups"),
        (((3, 2), (3, 1, 2)), 0, "too_small", "groups"),
    ],
)
def test_wrong_operands(run, shapes, groups, code, field):
    x, w, *bias = (np.ones(shape) for shape in shapes)
    with pytest.raises(GeometryError) as caught:
        run(x, w, Geometry.of(2, 2), bias=bias[0] if bias else None, groups=groups)
    assert (caught.value.code, caught.value.field) == (code, field)


@every_algorithm
def test_no_numbers(run):
    with pytest.raises(GeometryError) as caught:
        run([["a", "b"]], [[["c", "d"]]], Geometry.of(2, 2))
    assert caught.value.code == "not_numbers"


def peak_bytes(call):
    tracemalloc.start()
    result = call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return result, peak


@pytest.mark.parametrize("run", [scatter.run, gemm.run, matrix.run])
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
    pattern = 3 * 8 * links.count(geometry) if run is matrix.run else 0
    assert peak < 3 * (x.nbytes + w.nbytes + steps.output.nbytes + columns) + pattern + (1 << 20)


def test_scatter_and_gemm_do_not_hold_all_columns():
    geometry = Geometry.of((512, 512), 7, 2)
    x, w = np.ones((1, 512, 512), np.float32), np.ones((1, 1, 7, 7), np.float32)
    for run in (scatter.run, gemm.run):
        steps, peak = peak_bytes(partial(run, x, w, geometry))
        assert peak < 4 * (x.nbytes + steps.output.nbytes) + canvas.BLOCK_BYTES
