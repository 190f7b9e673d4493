"""The matrix of a state, and it as files: SciPy's sparse format, and a table of row, column and value.

Both are written with NumPy alone, in time and memory linear in the number of links: the zeros are never made.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from deconv_core.algorithms import fast_matrix
from deconv_core.links import Indices
from deconv_core.state.fields import State

CSV_HEAD = "row,column,value\n"


@dataclass(frozen=True, eq=False)
class Entries:
    """A matrix by its links, sorted by row, then column; three arrays `[links]`, and (rows, columns)."""

    rows: Indices
    columns: Indices
    values: NDArray[np.float64]
    shape: tuple[int, int]

    @property
    def total(self) -> int:
        """Entries of the matrix with its zeros."""
        return self.shape[0] * self.shape[1]


def entries(state: State) -> Entries:
    """The matrix on the state's side: output cells by input cells, or, of the forward convolution, the transpose.

    ValueError if the state has no kernel.
    """
    if state.w is None:
        raise ValueError("The state's w is None, but the matrix is made of its numbers. Give w.")
    pattern = fast_matrix.pattern(state.geometry)
    values = np.array(state.w, np.float64).reshape(-1)[pattern.taps]
    rows, columns, shape = pattern.rows, pattern.columns, pattern.shape
    if state.matrix_side == "forward":
        rows, columns, shape = columns, rows, (shape[1], shape[0])
    order = np.argsort(rows * shape[1] + columns)
    return Entries(rows[order], columns[order], values[order], shape)


def npz(entries: Entries) -> bytes:
    """A file for scipy.sparse.load_npz: compressed sparse rows."""
    starts = np.searchsorted(entries.rows, np.arange(entries.shape[0] + 1))
    file = BytesIO()
    np.savez_compressed(
        file,
        indices=entries.columns.astype(np.int32),
        indptr=starts.astype(np.int32),
        format=np.array(b"csr"),
        shape=np.array(entries.shape),
        data=entries.values,
    )
    return file.getvalue()


def csv(entries: Entries) -> str:
    """A line for each link; values with the digits that read back as the same number."""
    lines = zip(entries.rows.tolist(), entries.columns.tolist(), entries.values.tolist(), strict=True)
    return CSV_HEAD + "".join(f"{row},{column},{value!r}\n" for row, column, value in lines)
