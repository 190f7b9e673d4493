"""The matrix's files: read back with SciPy, they are the core's matrix."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from random import Random

import numpy as np
import pytest
import scipy.sparse

from deconv_core import ALGORITHMS
from deconv_core.export import matrix_files
from deconv_core.frameworks import pytorch
from deconv_core.state.fields import State
from deconv_core.state.query import read_query
from tests.browser.expected import random_state

STATES = [random_state(Random(seed)) for seed in range(12)] + [
    State(),
    read_query("x=1,1;1,1&w=0,-2;0.1,3&stride=3").state,
]
SIDES = ("transposed", "forward")


def dense(state: State) -> np.ndarray:
    """The core's matrix with its zeros."""
    run = ALGORITHMS["matrix"](np.array([state.x]), np.array(state.w)[None, None], state.geometry)
    return run.dense() if state.matrix_side == "transposed" else run.dense().T


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("state", STATES, ids=range(len(STATES)))
def test_scipy_reads_the_matrix(state: State, side: str) -> None:
    state = replace(state, matrix_side=side)
    loaded = scipy.sparse.load_npz(BytesIO(matrix_files.npz(matrix_files.entries(state))))
    assert loaded.format == "csr" and loaded.has_canonical_format
    loaded.check_format(full_check=True)
    assert np.array_equal(loaded.toarray(), dense(state))


def test_scipy_s_own_file_has_the_same_parts() -> None:
    written, theirs = BytesIO(matrix_files.npz(matrix_files.entries(State()))), BytesIO()
    scipy.sparse.save_npz(theirs, scipy.sparse.csr_matrix(dense(State())))
    theirs.seek(0)
    ours, parts = np.load(written), np.load(theirs)
    assert sorted(ours.files) == sorted(parts.files)
    for name in parts.files:
        assert ours[name].tolist() == parts[name].tolist(), name
        assert ours[name].dtype == parts[name].dtype, name


def test_the_loaded_matrix_times_x_is_pytorch_s_output() -> None:
    for state in STATES:
        state = replace(state, matrix_side="transposed")
        loaded = scipy.sparse.load_npz(BytesIO(matrix_files.npz(matrix_files.entries(state))))
        theirs = pytorch.reference([state.x], [[state.w]], state.settings, dtype="float64")[0]
        np.testing.assert_allclose(loaded @ np.ravel(state.x), theirs.ravel(), rtol=1e-12, atol=1e-6)


@pytest.mark.parametrize("side", SIDES)
def test_the_table_has_a_line_for_each_link(side: str) -> None:
    for state in STATES:
        state = replace(state, matrix_side=side)
        entries = matrix_files.entries(state)
        head, *lines = csv.reader(StringIO(matrix_files.csv(entries)))
        assert head == ["row", "column", "value"]
        assert lines == sorted(lines, key=lambda line: (int(line[0]), int(line[1])))
        matrix = np.zeros(entries.shape)
        for row, column, value in lines:
            matrix[int(row), int(column)] = float(value)
        assert np.array_equal(matrix, dense(state))
        assert len(lines) == len(entries.values) == len({(row, column) for row, column, _ in lines})


def test_a_weight_of_zero_is_a_link_all_the_same() -> None:
    entries = matrix_files.entries(read_query("x=1,2&w=0,3").state)
    assert matrix_files.csv(entries) == "row,column,value\n0,0,0.0\n1,0,3.0\n1,1,0.0\n2,1,3.0\n"


def test_the_largest_state_s_files_hold_its_links_only() -> None:
    w = tuple(tuple(float(9 * row + column + 1) for column in range(9)) for row in range(9))
    largest = State(input_size=(16, 16), kernel_size=(9, 9), stride=(8, 8), dilation=(8, 8), w=w)
    entries = matrix_files.entries(largest)
    assert entries.shape == (185 * 185, 256) and entries.total == 185 * 185 * 256
    assert len(entries.values) == 256 * 81
    loaded = scipy.sparse.load_npz(BytesIO(matrix_files.npz(entries)))
    assert loaded.nnz == 256 * 81 and loaded.sum() == 256 * sum(map(sum, w))


def test_without_numbers_there_is_no_matrix() -> None:
    with pytest.raises(ValueError, match="Give w"):
        matrix_files.entries(State(kernel_size=(3, 3)))
