"""A layer at its real size: every number is compared, nothing is left out or counted twice, whatever the parts."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconv_core.algorithms import fast
from deconv_core.frameworks import pytorch
from deconv_core.judge import real_size
from deconv_core.judge.real_size import Part, RealSize
from deconv_core.layer import Layer
from deconv_core.paste.real_layer import real_layer
from deconv_core.refusal import RefusedError

SMALL = st.integers(1, 4)


@st.composite
def layers(draw: st.DrawFn) -> tuple[Layer, tuple[int, ...]]:
    rank, groups = draw(st.integers(1, 3)), draw(SMALL)

    def each(values: st.SearchStrategy[int]) -> tuple[int, ...]:
        return tuple(draw(values) for _ in range(rank))

    layer = Layer(
        rank,
        kernel_size=each(SMALL),
        stride=each(SMALL),
        padding=(0,) * rank,
        output_padding=(0,) * rank,
        dilation=each(SMALL),
        in_channels=groups * draw(SMALL),
        out_channels=groups * draw(SMALL),
        groups=groups,
        bias=draw(st.booleans()),
    )
    return layer, each(SMALL)


@given(layers(), st.integers(1, 2_000), st.integers(1, 500))
def test_parts_hold_each_output_channel_once(case: tuple[Layer, tuple[int, ...]], products: int, numbers: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(real_size, "PRODUCTS_A_PART", products)
        patch.setattr(real_size, "NUMBERS_A_PART", numbers)
        check = RealSize(*case)
        of_a_group = check.out // check.groups
        channels = [
            group * of_a_group + one
            for part in check.parts
            for group in range(part.first, part.first + part.groups)
            for one in range(part.start, part.stop)
        ]
        assert channels == list(range(check.out))
        done(check)
    assert check.found.compared == prod(check.output_shape)
    assert (check.found.different, check.found.largest) == (0, 0)
    assert check.share == 1


def test_one_wrong_number_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = pytorch.reference

    def wrong(*operands: object, **more: object) -> np.ndarray:
        found = theirs(*operands, **more)  # type: ignore[arg-type]
        found[0, -1, -1, -1] += 3
        return found

    monkeypatch.setattr(pytorch, "reference", wrong)
    check = RealSize(*real_layer("nn.ConvTranspose2d(4, 6, 3, stride=2, groups=2)", "5,4"))
    done(check)
    assert (check.found.different, check.found.largest) == (len(check.parts), 3)


@pytest.mark.parametrize(
    "line, size",
    [
        ("nn.ConvTranspose2d(512, 512, 4, 2, 1, 0, 512)", "80"),
        ("nn.ConvTranspose2d(21, 21, 64, stride=32, padding=16)", "16"),
        ("nn.ConvTranspose1d(80, 80, 1024, stride=256)", "63"),
        ("nn.ConvTranspose3d(64, 32, 2, 2)", "8,16,16"),
    ],
)
def test_published_layers_agree(line: str, size: str) -> None:
    check = RealSize(*real_layer(line, size))
    done(check)
    assert check.found.compared == prod(check.output_shape)
    assert check.found.different == 0


def test_sums_are_exact_in_float32() -> None:
    """The largest that a sum can be is a whole number that float32 still holds, and so in float64 nothing changes."""
    check = RealSize(*real_layer("nn.ConvTranspose2d(2048, 2, 8, stride=1)", "9"))
    seen: list[np.ndarray] = []

    def scatter(x: np.ndarray, w: np.ndarray, *how: object, **more: object) -> Iterator[None]:
        seen.extend((x, w))
        raise InterruptedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "scatter", scatter)
        with pytest.raises(InterruptedError):
            check.go_on()
    x, w = (np.abs(one).max(initial=0) for one in seen)
    assert x >= 1 and x * w * 2048 * 64 + w <= 2**24


@pytest.mark.parametrize(
    "line, size, code",
    [
        ("nn.ConvTranspose2d(1024, 1024, 16)", "8", "real_size_weights"),
        ("nn.ConvTranspose2d(64, 1, 2)", "1000", "real_size_input"),
        ("nn.ConvTranspose2d(1, 1, 2, stride=100)", "99", "real_size_canvas"),
        ("nn.ConvTranspose2d(512, 512, 4)", "100", "real_size_products"),
        ("nn.ConvTranspose2d(ngf * 8, 4, 4)", "8", "real_size_open"),
        ("nn.LazyConvTranspose2d(4, 4)", "8", "real_size_open"),
        ("tf.keras.layers.Conv2DTranspose(4, 3)", "8", "real_size_other_library"),
        ("nn.ConvTranspose2d(4, 4, 4)", "8,8,8", "too_many_axes"),
        ("nn.ConvTranspose2d(4, 4, 4)", "", "empty"),
        ("nn.ConvTranspose2d(4, 4, 4, output_padding=1)", "8", "output_padding_too_large"),
        ("nn.ConvTranspose2d(4, 4, 4, stride=-1)", "8", "setting_out_of_range"),
        ("nn.ConvTranspose2d(4, 4, 2, padding=9)", "8", "output_too_small"),
        ("nn.Linear(4, 4)", "8", "source_other_layer"),
    ],
)
def test_what_is_no_check_is_refused(line: str, size: str, code: str) -> None:
    with pytest.raises(RefusedError) as error:
        RealSize(*real_layer(line, size))
    assert error.value.code == code


def test_a_stopped_check_is_done() -> None:
    check = RealSize(*real_layer("nn.ConvTranspose2d(4, 4, 4)", "8"))
    check.stop()
    assert check.is_done and check.share == 0


def test_a_part_says_its_channels() -> None:
    assert RealSize(*real_layer("nn.ConvTranspose2d(4, 6, 3, groups=2)", "5")).parts == [Part(0, 2, 0, 3)]


def done(check: RealSize) -> None:
    while not check.is_done:
        check.go_on()
