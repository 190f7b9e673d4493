"""What PyTorch says of sizes: output_padding, an output too small, an output_size, a padding that is a word.

Source of the messages: aten/src/ATen/native/NaiveConvolutionTranspose2d.cpp, torch/nn/modules/conv.py.
"""

from __future__ import annotations

import re
from operator import sub

from deconv_core.paste.errors.rule import Explained, Rule, quoted, say, sizes
from deconv_core.paste.shown.on_stage import at_rank
from deconv_core.refusal import Refusal, Value
from deconv_core.state.fields import Settings
from deconv_core.state.legal import nearest, range_problems, rule_problems
from deconv_core.state.query_text import by

AXES = r"(?:(?:depth|height|width): -?\d{1,9} ?)"
NAMED = re.compile(r"(output_padding|stride|dilation)_(depth|height|width): (-?\d{1,9})")
LIST = r"[\[(][-\d, ]{1,60}[\])]"


def _output_padding(found: re.Match[str], present: Settings) -> Explained:
    axes: dict[str, list[int]] = {}
    for key, _, value in NAMED.findall(found[0]):
        axes.setdefault(key, []).append(int(value))
    rank = len(axes.get("stride", ()))
    is_whole = len(axes) == 3 and all(len(one) == rank for one in axes.values())
    # Such as PyTorch says it: what is below its range it refuses in other words.
    lowest = {"output_padding": 0, "stride": 1, "dilation": 1}
    if rank != 2 or not is_whole or any(min(axes[key]) < low for key, low in lowest.items()):
        return Explained((quoted(say("error_output_padding"), found),))
    given = {key: tuple(value) for key, value in axes.items()}
    whole = {**at_rank(present, rank), "padding": (0,) * rank, **given}
    is_row = all(given[key][0] == usual for key, usual in (("output_padding", 0), ("stride", 1), ("dilation", 1)))
    problems = [one for one in rule_problems(whole) if one.code == "output_padding_too_large"]
    first: list[Refusal] = problems or [say("error_output_padding")]
    row = [say("error_one_dimension")] if is_row else []
    fits = not range_problems({**whole, "output_padding": (0,) * rank})
    mended = {key: nearest(whole)[key] for key in given} if fits else None
    return Explained((quoted(first[0], found), *first[1:], *row), mended)


def _too_small(found: re.Match[str], _present: Settings) -> Explained | None:
    given, output = sizes(found["input"]), sizes(found["output"])
    if not given or not output or min(output) > 0:
        return None
    missing = max(1 - size for size in output)
    values: dict[str, Value] = {"input": by(given), "output": ", ".join(map(str, output)), "missing": missing}
    first = quoted(say("error_output_too_small", values), found)
    return Explained((first, say("error_output_too_small_way", {"less": -(-missing // 2)})))


def _output_size(found: re.Match[str], _present: Settings) -> Explained | None:
    asked, low, high, given = (sizes(found[key]) for key in ("asked", "low", "high", "input"))
    # Batch and channels may be said too.
    asked = asked[-len(low) :]
    if not 1 <= len(asked) == len(low) == len(high) <= len(given):
        return None
    strides = tuple(top - bottom + 1 for bottom, top in zip(low, high, strict=True))
    near = tuple(min(max(one, bottom), top) for one, bottom, top in zip(asked, low, high, strict=True))
    values = {"asked": by(asked), "low": by(low), "high": by(high), "input": by(given[-len(low) :])}
    first = say("error_output_size", {**values, "strides": _short(strides)})
    extra = tuple(map(sub, near, low))
    way = say("error_output_size_way", {"nearest": by(near), "output_padding": _short(extra)})
    return Explained((quoted(first, found), way))


def _short(numbers: tuple[int, ...]) -> str:
    return str(numbers[0]) if len({*numbers}) == 1 else f"({', '.join(map(str, numbers))})"


def _padding_mode(found: re.Match[str], _present: Settings) -> Explained:
    first = quoted(say("error_padding_mode"), found)
    return Explained((first, Refusal("padding_mode_fills_nothing")))


def _padding_word(found: re.Match[str], _present: Settings) -> Explained:
    return Explained((quoted(say("error_padding_word"), found),))


RULES = (
    Rule(
        "output padding must be smaller than either stride or dilation",
        re.compile(
            r"output padding must be smaller than either stride or dilation, but got "
            rf"(?:(?:output_padding|stride|dilation)_{AXES}){{3,9}}(?<! )"
        ),
        _output_padding,
    ),
    Rule(
        "Output size is too small",
        re.compile(
            r"Given input size per channel: \((?P<input>[-\d x]{1,60})\)\. "
            r"Calculated output size per channel: \((?P<output>[-\d x]{1,60})\)\. Output size is too small"
        ),
        _too_small,
    ),
    Rule(
        "requested an output size of",
        re.compile(
            rf"requested an output size of (?:torch\.Size\()?(?P<asked>{LIST})\)?, but valid sizes range from "
            rf"(?P<low>{LIST}) to (?P<high>{LIST}) \(for an input of (?:torch\.Size\()?(?P<input>{LIST})\)?\)"
        ),
        _output_size,
    ),
    Rule(
        'Only "zeros" padding mode',
        re.compile(r'Only "zeros" padding mode is supported for \w{0,40}ConvTranspose\w{0,9}'),
        _padding_mode,
    ),
    Rule(
        "argument 'padding'",
        re.compile(
            r"conv_transpose[123]d\(\): argument 'padding'(?: \(position 5\))? must be tuple of ints, "
            r"(?:not str|but found element of type str at pos 0)"
        ),
        _padding_word,
    ),
)
