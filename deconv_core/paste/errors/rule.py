"""What one known error message is known by, and what an explanation of it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from deconv_core.refusal import Refusal, Value
from deconv_core.state.fields import Settings

ErrorCode = Literal[
    "error_one_dimension",
    "error_output_padding",
    "error_output_too_small",
    "error_output_too_small_way",
    "error_output_size",
    "error_output_size_way",
    "error_channels",
    "error_channels_swapped",
    "error_channels_way",
    "error_conv_channels",
    "error_bias",
    "error_input_axes",
    "error_input_axes_vector",
    "error_groups",
    "error_groups_way",
    "error_padding_mode",
    "error_padding_word",
    "error_sizes_joined",
    "error_sizes_joined_two",
    "error_sizes_added",
    "error_sizes_added_two",
    "error_sizes_output_padding",
    "error_sizes_output_size",
    "error_sizes_crop",
    "error_tf_size",
    "error_tf_way",
    "error_keras_output_padding",
    "error_keras_strides",
    "error_onnx_size",
    "error_onnx_way",
]


@dataclass(frozen=True)
class Explained:
    """`said`: what it means, the first with the message itself, then the ways out; `settings`: those on offer, None for
    none; `layers`: texts of layers to open."""

    said: tuple[Refusal, ...]
    settings: Settings | None = None
    layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """`mark`: a part of the message that no other text has; `pattern`: all of it, with its numbers.

    `explain` gives None for numbers that no library would say.
    """

    mark: str
    pattern: re.Pattern[str]
    explain: Callable[[re.Match[str], Settings], Explained | None]


def say(code: ErrorCode, values: Mapping[str, Value] | None = None) -> Refusal:
    return Refusal(code, values=dict(values or {}))


def quoted(first: Refusal, found: re.Match[str], library: str | None = None) -> Refusal:
    """The sentence with the message that it is about; `library`: whose, if not PyTorch's."""
    whose: dict[str, Value] = {"library": library} if library else {}
    return replace(first, values={**first.values, **whose}, message=found[0])


def sizes(text: str) -> tuple[int, ...]:
    """The numbers in a part of a message."""
    return tuple(int(one) for one in re.findall(r"-?\d{1,12}", text))
