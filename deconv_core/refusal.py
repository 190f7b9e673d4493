"""The one shape of "no": what cannot be, why, and what can be had instead. The reader's language makes the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as value
from typing import Any

Value = int | float | str | tuple[int, ...]


@dataclass(frozen=True)
class Refusal:
    """One thing that cannot be, or that is said beside what can: `code` names its text, `values` fill it in.

    `field`: the setting, or what else was brought ("query", "shown"); `axis`: which of its axes, None for no single
    one. `message`: PyTorch's or another library's own words for it. `offer`: what can be had instead, None for nothing.
    words.explain makes the sentence.
    """

    code: str
    field: str = ""
    values: dict[str, Value] = value(default_factory=dict)
    message: str | None = None
    axis: int | None = None
    offer: Any = None

    @property
    def told(self) -> dict[str, Any]:
        """What the browser is told of it, JSON-ready; an offer goes there as a state of the page."""
        return {"code": self.code, "field": self.field, "values": dict(self.values), "message": self.message}


class RefusedError(ValueError):
    """What stops at a refusal; everything about it is in `refusal`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    def __str__(self) -> str:
        return self.refusal.code

    @property
    def code(self) -> str:
        return self.refusal.code

    @property
    def field(self) -> str:
        return self.refusal.field

    @property
    def values(self) -> dict[str, Value]:
        return self.refusal.values

    @property
    def message(self) -> str | None:
        return self.refusal.message

    @property
    def axis(self) -> int | None:
        return self.refusal.axis

    @property
    def offer(self) -> Any:
        return self.refusal.offer


class UnreadError(RefusedError):
    """What a visitor brought cannot be read or is not taken: a call, a layer, a list of layers, a size."""


def unread(code: str, values: Mapping[str, Value] | None = None, field: str = "") -> UnreadError:
    return UnreadError(Refusal(code, field, dict(values or {})))
