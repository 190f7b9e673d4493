"""The settings among which the solver looks: a lowest and a highest value of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from math import prod


@dataclass(frozen=True)
class Range:
    """The whole numbers from `low` to `high`, both included."""

    low: int
    high: int

    def __len__(self) -> int:
        return max(0, self.high - self.low + 1)

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.low, self.high + 1))

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


@dataclass(frozen=True)
class Ranges:
    """One Range a setting, in the order of PyTorch's arguments. The usual ones hold what people build layers with."""

    kernel_size: Range = Range(1, 9)
    stride: Range = Range(1, 4)
    padding: Range = Range(0, 4)
    output_padding: Range = Range(0, 1)
    dilation: Range = Range(1, 1)

    @property
    def candidates(self) -> int:
        """How many combinations there are."""
        return prod(high - low + 1 for low, high in astuple(self))


KEYS = tuple(Ranges.__dataclass_fields__)
# The lowest value that PyTorch takes, whatever the others are.
LOWEST = {"kernel_size": 1, "stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
# The highest that is looked at: PyTorch has no such limit, and no layer is near it.
HIGHEST = 1_000
