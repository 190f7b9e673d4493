"""The forward convolution and its laws, against PyTorch's Conv2d and its gradients."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
import torch

from deconv_core.judge import gradient
from deconv_core.state.fields import State
from deconv_core.state.query import read_query
from tests.browser.expected import random_state

OPENING = State()


def conv2d(big: np.ndarray, state: State) -> np.ndarray:
    how = {key: state.settings[key] for key in ("stride", "padding", "dilation")}
    maps = (torch.tensor(np.array(array), dtype=torch.float64) for array in (big, state.numbers("w")))
    conv = getattr(torch.nn.functional, f"conv{state.rank}d")
    return conv(*maps, groups=state.groups, **how).numpy()


def states() -> list[State]:
    random = Random(7)
    drawn = (random_state(random, 4, random.choice((1, 2, 3)), random.random() < 0.5) for _ in range(80))
    return [replace(state, t=None, pin=None) for state in drawn]


def read(query: str) -> State:
    reading = read_query(query)
    assert not reading.problems
    return reading.state


def test_the_opening_s_round_trip_on_paper() -> None:
    trip = gradient.round_trip(OPENING)
    assert trip.y.tolist() == [[[6, 14, 4], [2, 17, 21], [0, 1, 5]]]
    # The window over the first cells: 6·3 + 14·1 + 2·1 + 17·5.
    assert trip.small.tolist() == [[[119, 168], [28, 98]]]
    assert trip.returned[0, 0].tolist() == [119 * 3, 119 + 168 * 3, 168]
    assert (trip.difference == trip.returned - trip.y).all()
    proof = gradient.prove(OPENING)
    # 119·2 + 168·4 + 28·0 + 98·1, and the sum of y's squares.
    assert (proof.left, proof.right, proof.difference, proof.ok) == (1008, 1008, 0, True)


def test_the_small_map_has_conv2d_s_size_and_numbers() -> None:
    larger = 0
    for state in states():
        trip, sizes = gradient.round_trip(state), gradient.sizes(state)
        theirs = conv2d(trip.y, state)
        assert theirs.shape[1:] == tuple(size.small for size in sizes)
        assert trip.small.shape[1:] == tuple(size.own for size in sizes) == state.input_size
        larger += theirs.shape != trip.small.shape
        np.testing.assert_allclose(trip.small, theirs[tuple(map(slice, trip.small.shape))], rtol=1e-9, atol=1e-6)
    # Both kinds were tried.
    assert 0 < larger < len(states())


@pytest.mark.parametrize(
    ("query", "sizes"),
    [
        ("", [gradient.Size(2, 0, 2)] * 2),
        ("input_size=4&kernel_size=3&stride=2&padding=1&output_padding=1", [gradient.Size(4, 1, 4)] * 2),
        # output_padding may reach the stride where dilation is larger.
        ("input_size=3&kernel_size=2&stride=2&dilation=4&output_padding=3", [gradient.Size(4, 1, 3)] * 2),
        (
            "input_size=2,3&kernel_size=1&stride=3,1&output_padding=2,0",
            [gradient.Size(2, 2, 2), gradient.Size(3, 0, 3)],
        ),
    ],
)
def test_what_the_floor_loses_is_output_padding(query: str, sizes: list[gradient.Size]) -> None:
    assert list(gradient.sizes(read(query))) == sizes


def test_both_laws_hold_for_every_state() -> None:
    assert all(gradient.prove(state).ok for state in states())


def test_the_gradient_does_not_depend_on_the_big_map() -> None:
    state = OPENING
    g, w = np.array(state.numbers("x")), np.array(state.numbers("w"))
    y = gradient.round_trip(state).y
    for z in (y, 0 * y, y * y - 3):
        assert gradient.gradient(z, g, w, state.settings).tolist() == y.tolist()


def test_the_adjoint_identity_for_any_two_maps() -> None:
    rng = np.random.default_rng(1)
    for state in states():
        z = rng.standard_normal((state.out_channels, *state.geometry.output_size))
        g = rng.standard_normal(state.shape_of("x"))
        small = conv2d(z, state)[tuple(map(slice, g.shape))]
        back = gradient.gradient(z, g, np.array(state.numbers("w")), state.settings, state.groups)
        size = (abs(small) * abs(g)).sum() + (abs(z) * abs(back)).sum()
        assert abs((small * g).sum() - (z * back).sum()) <= 1e-9 * size + 1e-12


def test_a_wrong_gradient_is_not_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = gradient.gradient

    def wrong(*given):
        leaving = right(*given)
        leaving[..., -1, -1] += 1e-3
        return leaving

    monkeypatch.setattr(gradient, "gradient", wrong)
    proof = gradient.prove(OPENING)
    assert not proof.ok
    assert proof.difference == pytest.approx(1e-3)
