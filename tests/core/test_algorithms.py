"""Four algorithms, one operation: readable or fast, they agree with each other, with PyTorch and with sums by hand."""

import ast
import inspect

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate

from deconv_core import ALGORITHMS, Geometry, GeometryError, links
from deconv_core.algorithms import READABLE, fast, fast_matrix, matrix
from deconv_core.frameworks import pytorch
from tests.given.algorithm_cases import RUNS, reference
from tests.given.strategies import geometries, operands
from tests.oracles import worked_examples as worked

every_algorithm = pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
every_scatter, every_gather, every_matrix, every_gemm = (
    pytest.mark.parametrize("run", [READABLE[name], ALGORITHMS[name]], ids=["readable", "fast"]) for name in ALGORITHMS
)

LINES_TO_READ = 10
# Inputs that the readable ones are not made for.
LARGE = 1000


@pytest.mark.parametrize("run", READABLE.values(), ids=READABLE)
def test_the_readable_ones_are_short(run):
    _docstring, *body = ast.parse(inspect.getsource(run)).body[0].body
    assert body[-1].end_lineno - body[0].lineno < LINES_TO_READ


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_all_agree_with_pytorch_in_float64(data):
    geometry = data.draw(geometries())
    x, w, bias, groups = data.draw(operands(geometry))
    expected = reference(x, w, geometry, bias, groups)
    for name, run in RUNS.items():
        output = run(x, w, geometry, bias=bias, groups=groups).output
        assert output.shape == expected.shape, name
        np.testing.assert_allclose(output, expected, rtol=1e-10, atol=1e-10, err_msg=name)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_all_agree_with_pytorch_in_float32(data):
    geometry = data.draw(geometries())
    x, w, bias, groups = data.draw(operands(geometry, np.float32))
    expected = reference(x, w, geometry, bias, groups)
    for name, run in RUNS.items():
        output = run(x, w, geometry, bias=bias, groups=groups).output
        assert output.dtype == np.float32, name
        close = {"rtol": 1e-4, "atol": 1e-4 * np.abs(expected).max()}
        np.testing.assert_allclose(output, expected, **close, err_msg=name)


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_four_algorithms_agree_exactly_on_integers(data):
    geometry = data.draw(geometries())
    x, w, bias, groups = data.draw(operands(geometry))
    x, w = (np.round(9 * array).astype(np.int16) for array in (x, w))
    bias = None if bias is None else np.arange(len(bias))
    outputs = [run(x, w, geometry, bias=bias, groups=groups).output for run in RUNS.values()]
    assert all(output.dtype == np.int64 for output in outputs)
    assert all(np.array_equal(output, outputs[0]) for output in outputs[1:])


@every_algorithm
@pytest.mark.parametrize(("x", "w", "words", "output"), worked.OUTPUTS)
def test_worked_outputs(run, x, w, words, output):
    geometry = pytorch.geometry(np.shape(x), np.shape(w), **words)
    assert run([x], [[w]], geometry).output.tolist() == [output]


@pytest.mark.parametrize(
    ("run", "in_channels", "out_channels", "words", "shape"),
    [
        (run, *case)
        for case in worked.CHANNELS
        for run in (ALGORITHMS if np.prod(case[2]["input_size"]) > LARGE else RUNS).values()
    ],
)
def test_worked_channels(run, in_channels, out_channels, words, shape):
    geometry = pytorch.geometry(**words)
    x = np.ones((in_channels, *geometry.input_size), np.float32)
    w = np.ones((in_channels, out_channels, *geometry.kernel_size), np.float32)
    output = run(x, w, geometry).output
    assert output.shape == shape
    assert np.array_equal(output, np.broadcast_to(in_channels * links.coverage(geometry), shape))


@every_matrix
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_adjoint_identity(run, data):
    geometry = data.draw(geometries())
    x, w, _, groups = data.draw(operands(geometry))
    steps = run(x, w, geometry, groups=groups)
    y = np.random.default_rng(0).standard_normal(steps.output.shape)
    assert np.vdot(steps.forward(y), x) == pytest.approx(np.vdot(y, steps.output), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("run", "size", "forward"),
    [(matrix.run, (14, 11), (12, 9)), (fast_matrix.run, worked.SOBEL_INPUT, worked.SOBEL_FORWARD)],
    ids=["readable", "fast"],
)
def test_forward_is_the_forward_convolution(run, size, forward):
    kernel = np.array(worked.SOBEL[0], float)
    photo = np.random.default_rng(0).standard_normal(size)
    geometry = pytorch.geometry(forward, 3)
    steps = run(np.zeros((1, *forward)), kernel[None, None], geometry)
    edges = steps.forward(photo[None])
    np.testing.assert_allclose(edges[0], correlate(photo, kernel, mode="valid"), atol=1e-12)
    back = run(edges, kernel[None, None], geometry).output[0]
    assert back.shape == photo.shape
    assert not np.allclose(back, photo), "the size comes back, the picture does not"


@every_scatter
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_scatter_steps(run, data):
    geometry = data.draw(geometries())
    x, w, _, _ = data.draw(operands(geometry))
    steps = run(x, w, geometry)
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


@every_scatter
def test_worked_stamps(run):
    steps = run([worked.COLOURED_INPUT], [[worked.COLOURED_WEIGHT]], Geometry.of((2, 2), 2, 2))
    assert {cell: stamp[0, 0].tolist() for cell, stamp in steps.stamps()} == worked.COLOURED_STAMPS
    with pytest.raises(GeometryError):
        steps.stamp((2, 0))


@every_scatter
def test_worked_canvas(run):
    geometry = pytorch.geometry(3, 3, stride=2, padding=1, output_padding=1)
    steps = run([[1, 1, 1]], [[[1, 2, 3]]], geometry, bias=[10])
    assert steps.canvas.tolist() == [worked.UNCROPPED_1D]
    assert steps.output.tolist() == [[12, 14, 12, 14, 12, 13]]


@every_gather
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_gather_steps(run, data):
    geometry = data.draw(geometries())
    x, w, _, groups = data.draw(operands(geometry))
    steps = run(x, w, geometry, groups=groups)
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


@every_gather
def test_gather_crops_its_input_where_padding_is_larger_than_the_kernels_reach(run):
    steps = run([[1, 2, 3, 4, 5]], [[[7]]], pytorch.geometry(5, 1, padding=1))
    assert steps.border == ((-1, -1),)
    assert steps.bordered.tolist() == [[2, 3, 4]]
    spread = run([[1, 2]], [[[1, 2, 3]]], pytorch.geometry(2, 3, dilation=2))
    assert spread.spread_kernel.tolist() == [[[3, 0, 2, 0, 1]]]


@every_gemm
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_gemm_columns(run, data):
    geometry = data.draw(geometries())
    x, w, _, _ = data.draw(operands(geometry))
    steps = run(x, w, geometry)
    columns = w.reshape(len(w), -1).T @ x.reshape(*x.shape[: -len(geometry.axes)], -1)
    np.testing.assert_allclose(steps.columns, columns, atol=1e-12)
    np.testing.assert_allclose(steps.canvas, fast.scatter(x, w, geometry).canvas, atol=1e-12)


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


@pytest.mark.parametrize("runs", [READABLE, ALGORITHMS], ids=["readable", "fast"])
@pytest.mark.parametrize("name", ["scatter", "matrix", "gemm"])  # gather multiplies inserted zeros: infinity * 0
def test_infinite_weights_stay_where_they_belong(runs, name):
    x, w = np.ones((1, 2, 2)), np.ones((1, 1, 2, 4))
    w[..., 0, 0] = np.inf
    output = runs[name](x, w, Geometry.of((2, 2), (2, 4), 3)).output[0]
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
