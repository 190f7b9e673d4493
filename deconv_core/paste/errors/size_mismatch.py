"""Two tensors that do not fit, most often a decoder's map and the encoder's of the same step: one cell short.

Source of the messages: aten/src/ATen/native/TensorShape.h (cat) and ExpandUtils.cpp (addition, loss).
"""

from __future__ import annotations

import re

from deconv_core.paste.errors.rule import ErrorCode, Explained, Rule, quoted, say
from deconv_core.refusal import Refusal, Value
from deconv_core.state.fields import Settings


def _joined(found: re.Match[str], _present: Settings) -> Explained | None:
    return _two("error_sizes_joined" if found["number"] else "error_sizes_joined_two", found)


def _added(found: re.Match[str], _present: Settings) -> Explained | None:
    return _two("error_sizes_added" if found["dimension"] else "error_sizes_added_two", found)


def _two(code: ErrorCode, found: re.Match[str]) -> Explained | None:
    values: dict[str, Value] = {key: int(value) for key, value in found.groupdict().items() if value is not None}
    first, second = int(found["first"]), int(found["second"])
    return None if first == second else Explained((quoted(say(code, values), found), *_ways(first, second)))


def _ways(first: int, second: int) -> tuple[Refusal, ...]:
    """The smaller is made as large as the larger, or the larger cut."""
    small, large = sorted((first, second))
    values = {"small": small, "large": large, "more": large - small, "stride": large - small + 1}
    return tuple(say(code, values) for code in WAYS)


WAYS: tuple[ErrorCode, ...] = ("error_sizes_output_padding", "error_sizes_output_size", "error_sizes_crop")
RULES = (
    Rule(
        "Sizes of tensors must match except in dimension",
        re.compile(
            r"Sizes of tensors must match except in dimension (?P<dimension>\d{1,2})\. (?:Expected size|Got) "
            r"(?P<first>\d{1,9}) (?:but got size|and) (?P<second>\d{1,9})\b"
            r"(?: for tensor number (?P<number>\d{1,4}) in the list| in dimension \d{1,2})?"
        ),
        _joined,
    ),
    Rule(
        "must match the size of tensor b",
        re.compile(
            r"The size of tensor a \((?P<first>\d{1,9})\) must match the size of tensor b \((?P<second>\d{1,9})\)"
            r"(?: at non-singleton dimension (?P<dimension>\d{1,2}))?"
        ),
        _added,
    ),
)
