"""Settings that PyTorch is famous for refusing: our words for the rule beside PyTorch's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deconv_core import link
from deconv_core.frameworks import pytorch, pytorch_source
from deconv_core.problem import Problem
from deconv_core.state import Settings

LEGAL: Settings = {
    "input_size": (3, 3),
    "kernel_size": (3, 3),
    "stride": (1, 1),
    "padding": (0, 0),
    "output_padding": (0, 0),
    "dilation": (1, 1),
}


@dataclass(frozen=True)
class Refusal:
    """One refused layer: its settings, as PyTorch source, by our rules, and in the words we predict of PyTorch."""

    rule: str
    """Which rule it breaks: why there is such a rule is told in the words under "pytorch.why_<rule>"."""
    settings: Settings

    @property
    def source(self) -> str:
        settings: dict[str, Any] = self.settings
        return pytorch.source(**settings)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return link.read(pytorch_source.query(self.settings)).problems

    @property
    def predicted(self) -> str | None:
        return pytorch.refusal(**self.settings)


def _refusal(rule: str, **changed: int | tuple[int, int]) -> Refusal:
    pairs = {key: value if isinstance(value, tuple) else (value, value) for key, value in changed.items()}
    return Refusal(rule, {**LEGAL, **pairs})


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
