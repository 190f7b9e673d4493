"""What every panel of every page must show in a state: from the core, and from PyTorch where it is the output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from deconv_core import ALGORITHMS
from deconv_core.frameworks import pytorch
from deconv_core.judge import gradient
from deconv_core.judge.operands import Operands, operands
from deconv_core.state.fields import State
from deconv_core.state.query import write_query
from tests.oracles.same_or_valid import Answering, asked

from . import expected
from .expected import Numbers, by_cell, close, finished, of_channels, operands_so_far, so_far
from .stage_page import StagePage

Oracle = Callable[[State], Numbers]


def record(state: State, algorithm: str) -> Any:
    """The finished operation's steps."""
    return operands(state).given_to(ALGORITHMS[algorithm], state.geometry)


def cell_by_cell(state: State) -> Numbers:
    """The output, where a step of time is one of its cells."""
    return so_far(state, operands(state).given_to(pytorch.reference, state.settings, dtype="float64"))


def bordered(state: State) -> Numbers:
    return of_channels(record(state, "gather").bordered)


def left_out(state: State) -> Numbers:
    """What is drawn and read by no window: what a negative border takes off the stretched input, in full width."""
    steps = record(state, "gather")
    around = [(max(0, before), max(0, after)) for before, after in steps.border]
    drawn = np.pad(steps.stretched, [(0, 0), *around])
    sizes = zip(taken_away(steps), steps.bordered.shape[1:], strict=True)
    shown = [range(first, first + size) for first, size in sizes]
    return {
        cell: value
        for cell, value in of_channels(drawn).items()
        if any(at not in span for at, span in zip(cell[-state.rank :], shown, strict=True))
    }


def taken_away(steps: Any) -> list[int]:
    """How many cells of the stretched input lie before the first window, an axis."""
    return [max(0, -before) for before, _ in steps.border]


def every_stamp(state: State) -> Numbers:
    return expected.stamps(replace(state, t=None))


def columns(state: State) -> Numbers:
    """The taps of every output channel by the input's cells, summed over the input channels of the group: named
    [output channel, tap, input cell]."""
    whole = operands(state)
    x = whole.x.reshape(state.groups, -1, *state.input_size)
    w = whole.w.reshape(state.groups, len(whole.x) // state.groups, *whole.w.shape[1:])
    products = [np.tensordot(kernels, maps, axes=(0, 0)) for kernels, maps in zip(w, x, strict=True)]
    return of_channels(np.concatenate(products))


def first_taps(state: State) -> Operands:
    """With the taps zero whose copies have not been added yet."""
    whole = operands(state)
    for kernels in whole.w:
        kernels.reshape(-1)[finished(state, kernels.size) :] = 0
    return whole


def tap_by_tap(state: State) -> Numbers:
    """The output, where a step of time adds one tap's copy of the input."""
    return of_channels(first_taps(state).given_to(pytorch.reference, state.settings, dtype="float64"))


def canvas_tap_by_tap(state: State) -> Numbers:
    sums = first_taps(state).given_to(ALGORITHMS["gemm"], state.geometry).canvas
    return expected.outside_frame(state, of_channels(sums + expected.bias_of(state)))


def trip(part: str) -> Oracle:
    return lambda state: of_channels(getattr(gradient.round_trip(state), part))


def leaving(state: State) -> Numbers:
    """The gradient with respect to the forward convolution's input."""
    whole = operands(state)
    zeros = np.zeros((state.out_channels, *state.geometry.output_size))
    return of_channels(gradient.gradient(zeros, whole.x, whole.w, state.settings, state.groups))


def padded(state: State) -> Numbers:
    """The forward convolution's padding: zeros around y, counted from the padded map's corner."""
    whole = [size + 2 * around for size, around in zip(state.geometry.output_size, state.padding, strict=True)]
    ends = [(around, length - around) for around, length in zip(state.padding, whole, strict=True)]
    return {
        cell: value
        for cell, value in of_channels(np.zeros((state.out_channels, *whole))).items()
        if not all(first <= at < last for at, (first, last) in zip(cell[-state.rank :], ends, strict=True))
    }


def dilated(state: State) -> Numbers:
    """Conv2d of the state's own numbers, its stride taken as dilation, from its input to its output channels."""
    whole = operands(state)
    groups, into = state.groups, state.in_channels // state.groups
    w = whole.w.reshape(groups, into, *whole.w.shape[1:]).swapaxes(1, 2).reshape(-1, into, *state.kernel_size)
    conv = getattr(torch.nn.functional, f"conv{state.rank}d")
    result = conv(
        torch.tensor(whole.x), torch.tensor(w.copy()), dilation=state.stride, padding="same", groups=groups
    ).numpy()
    # A step is a stamp of the layer; the last one shows all.
    steps = whole.x.size
    if finished(state, steps) == steps:
        return of_channels(result)
    flat = result.reshape(-1)
    flat[finished(state, steps) :] = 0
    return of_channels(flat.reshape(result.shape))


def flat(array: Any) -> Numbers:
    return by_cell(np.ravel(array))


def nothing(state: State) -> Numbers:
    """A panel for a choice that is not made."""
    return {}


def framework(name: Answering) -> Oracle:
    """Another framework's output; where it refuses, there is no panel."""

    def numbers(state: State) -> Numbers:
        geometry = asked(name, state.frameworks_ask, state.geometry, state.frameworks_output_shape)
        return of_channels(operands_so_far(state).given_to(ALGORITHMS["scatter"], geometry).output)

    return numbers


def matrix(state: State) -> Any:
    """The core's, [output cells, input cells], a block for each pair of channels of a group."""
    steps = record(state, "matrix")
    into, out = state.in_channels // state.groups, state.out_channels // state.groups
    none = np.zeros(steps.pattern.shape)
    return np.block(
        [
            [steps.dense(i, o % out) if i // into == o // out else none for i in range(state.in_channels)]
            for o in range(state.out_channels)
        ]
    )


ANSWERING: tuple[Answering, ...] = ("tensorflow", "keras", "jax", "onnx", "onnx_lower", "pytorch")
GIVEN: dict[str, Oracle] = {
    "input": lambda state: of_channels(state.numbers("x")),
    "kernel": lambda state: of_channels(state.numbers("w"), axes=2),
}
STAMPED: dict[str, Oracle] = {"output": expected.output, "cropped": expected.cropped}

PANELS: dict[str, dict[str, Oracle]] = {
    "buffers": {**GIVEN, **STAMPED, "buffers": expected.stamps},
    "stretched": {**GIVEN, "output": cell_by_cell, "stretched": bordered, "unused": left_out},
    "matrix": {
        **GIVEN,
        "output": cell_by_cell,
        "y_vector": lambda state: flat(list(cell_by_cell(state).values())),
        "x_vector": lambda state: flat(state.numbers("x")),
        "matrix": lambda state: by_cell(matrix(state)),
        "transpose": lambda state: by_cell(matrix(state).T),
        **dict.fromkeys(("removed", "cropped", "forward"), nothing),
    },
    "columns": {**GIVEN, "output": tap_by_tap, "cropped": canvas_tap_by_tap, "columns": columns},
    # What belongs to the cell in question (buffers, row, column ...) is read in pages/test_proofs.py, cell by cell.
    "proofs": {**GIVEN, "output": cell_by_cell, "stretched": bordered, "unused": left_out, "buffers": every_stamp},
    "back": {
        **GIVEN,
        "output": trip("y"),
        "padded": padded,
        "forward": lambda state: so_far(state, gradient.round_trip(state).small),
        "arriving": GIVEN["input"],
        "leaving": leaving,
        "original": trip("y"),
        "returned": trip("returned"),
        "difference": trip("difference"),
    },
    "pytorch": {**GIVEN, "output": cell_by_cell},
    "sizes": {**GIVEN, **STAMPED},
    "frameworks": {
        **GIVEN,
        **STAMPED,
        **{name: framework(name) for name in ANSWERING},
        **{f"{part}_{kind}": nothing for part in ("read", "dropped", "conv") for kind in ("same", "valid")},
    },
    "dilated": {**GIVEN, **STAMPED, "dilated": dilated, "seen": GIVEN["input"]},
}
"""Page -> panel -> its numbers, where the page's own choices are the usual ones."""

IN_PART = {("buffers", "buffers"), ("proofs", "buffers"), ("matrix", "transpose")}
"""As many cells as there is room for, or as belong to what is pinned."""

OF_ONE_CELL = {("proofs", "row"), ("proofs", "factor"), ("proofs", "column")}
"""They belong to the cell in question: tests/browser/pages/test_proofs.py asks for each."""

SHOWN = """() => [...document.querySelectorAll(".stage svg.cells [data-panel]")]
    .filter(node => node.checkVisibility({ visibilityProperty: true })).map(node => node.dataset.panel)"""


def check_every_number(stage: StagePage, page: str, state: State) -> None:
    """Every panel that is seen on the page has its cells and their numbers; none is without an oracle."""
    for panel in dict.fromkeys(stage.page.evaluate(SHOWN)):
        if (page, panel) in OF_ONE_CELL:
            continue
        shown, right = stage.numbers(panel), PANELS[page][panel](state)
        if (page, panel) in IN_PART:
            right = {cell: value for cell, value in right.items() if cell in shown}
        assert close(shown, right), (panel, write_query(state))
