"""What the Matrix page has to show: the core's matrix and vectors, number by number."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import expect

from deconv_core import ALGORITHMS
from deconv_core.frameworks import pytorch
from deconv_core.judge.operands import operands
from deconv_core.state.fields import State
from deconv_core.state.query import read_query

from .expected import Numbers, by_cell, close, of_channels
from .stage_page import StagePage

PAGE = "matrix"
LIMIT = 64
# Up to so many rows and columns, the small matrix has cells that can be pointed at.
POINTED = 28
# Some rows are removed, some entries are nobody's, and one weight is zero.
QUERY = "x=2,4;0,1&w=3,0;1,5&stride=2&padding=1&output_padding=1&lang=en"
STATE = read_query(QUERY).state


def matrix(state: State):
    return operands(state).given_to(ALGORITHMS["matrix"], state.geometry)


def vector(array) -> Numbers:
    return by_cell(np.ravel(array))


def check_every_number(stage: StagePage, state: State) -> None:
    """Every panel holds the core's numbers, and the output PyTorch's."""
    steps = matrix(state)
    theirs = operands(state).given_to(pytorch.reference, state.settings, dtype="float64")
    assert stage.numbers("input") == of_channels(state.numbers("x"))
    assert stage.numbers("kernel") == of_channels(state.numbers("w"), axes=2)
    assert close(stage.numbers("output"), of_channels(theirs))
    assert close(stage.numbers("y_vector"), vector(theirs))
    if state.matrix_side == "transposed":
        assert stage.numbers("matrix") == by_cell(steps.dense())
        assert stage.numbers("x_vector") == vector(state.numbers("x"))
        assert stage.numbers("forward") == {}
    else:
        assert stage.numbers("matrix") == by_cell(steps.dense().T)
        assert close(stage.numbers("forward"), vector(steps.forward(steps.output)))
        assert stage.numbers("x_vector") == {}
    check_the_transpose(stage, state, steps.dense())


def check_the_transpose(stage: StagePage, state: State, matrix) -> None:
    """What stands beside the matrix is the other one, number by number; a picture without numbers where it is large."""
    right = by_cell(matrix.T if state.matrix_side == "transposed" else matrix)
    shown = stage.numbers("transpose")
    assert shown == right or (shown == {} and max(matrix.shape) > POINTED)
    if shown:
        assert shown == {cell[::-1]: value for cell, value in stage.numbers("matrix").items()}
    else:
        expect(stage.page.locator(".board.transpose canvas").first).to_be_visible()
