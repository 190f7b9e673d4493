"""Settings that PyTorch is famous for refusing: our words for the rule beside PyTorch's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from deconv_core.frameworks import pytorch
from deconv_core.refusal import Refusal
from deconv_core.state.fields import Settings
from deconv_core.state.query import read_query
from deconv_core.state.query_text import settings_texts

LEGAL: Settings = {
    "input_size": (3, 3),
    "kernel_size": (3, 3),
    "stride": (1, 1),
    "padding": (0, 0),
    "output_padding": (0, 0),
    "dilation": (1, 1),
}


@dataclass(frozen=True)
class FamousRefusal:
    """One refused layer: its settings, as PyTorch source, by our rules, and in the words we predict of PyTorch."""

    rule: str
    """Which rule it breaks: why there is such a rule is told in the words under "pytorch.why_<rule>"."""
    settings: Settings

    @cached_property
    def source(self) -> str:
        settings: dict[str, Any] = self.settings
        return pytorch.source(**settings)

    @cached_property
    def problems(self) -> tuple[Refusal, ...]:
        return read_query(settings_texts(self.settings)).problems

    @property
    def predicted(self) -> str | None:
        return pytorch.refusal(**self.settings)


def _refusal(rule: str, **changed: int | tuple[int, int]) -> FamousRefusal:
    pairs = {key: value if isinstance(value, tuple) else (value, value) for key, value in changed.items()}
    return FamousRefusal(rule, {**LEGAL, **pairs})


FAMOUS = (
    _refusal("output_padding", output_padding=1),
    _refusal("output_padding", stride=2, padding=1, output_padding=2),
    _refusal("output_padding", stride=(2, 1), padding=1, output_padding=1),
    _refusal("output_size", padding=4),
    _refusal("negative_padding", padding=-1),
    _refusal("negative_output_padding", output_padding=-1),
    _refusal("zero_stride", stride=0),
    _refusal("zero_dilation", dilation=0),
)
