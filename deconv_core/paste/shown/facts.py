"""The exact facts of a real layer, each with the numbers that make it: output size, parameters, multiply-adds."""

from __future__ import annotations

from typing import Literal

from deconv_core.layer import Count, Layer, Sizes
from deconv_core.refusal import Refusal, Value
from deconv_core.state.query_text import by

FactCode = Literal["fact_size", "fact_size_only", "fact_parameters", "fact_weights", "fact_work", "fact_work_open"]


def facts(layer: Layer, input_size: Sizes) -> list[Refusal]:
    """What can be said of a layer whose kernel is known, the last of it for an input of this size."""
    counts = (layer.in_channels, layer.out_channels, layer.groups)
    if counts[:2] == (None, None) or any(isinstance(one, int) and one < 1 for one in counts):
        return [_size(layer, input_size)]
    work = _product(layer)
    total: dict[str, Value] = {}
    if layer.multiply_adds is not None:
        cells = 1
        for size in input_size:
            cells *= size
        total = {"total": _number(layer.multiply_adds * cells), "input": by(input_size)}
        work += f" = {_number(layer.multiply_adds)}"
    said = [_size(layer, input_size), _parameters(layer)]
    said.append(_fact("fact_work" if total else "fact_work_open", {"product": work, **total}))
    return [one for one in said if one is not None]


def _fact(code: FactCode, values: dict[str, Value]) -> Refusal:
    return Refusal(code, values=values)


def _size(layer: Layer, input_size: Sizes) -> Refusal:
    rules = [_formula(*row) for row in zip(layer.stride, layer.spare, strict=True)]
    formula = rules[0] if len({*rules}) == 1 else f"({', '.join(rules)})"
    output = layer.output_size(input_size)
    if min(output) < 1:
        return _fact("fact_size_only", {"formula": formula})
    return _fact("fact_size", {"formula": formula, "input": by(input_size), "output": by(output)})


def _formula(stride: int, spare: int) -> str:
    times = "n" if stride == 1 else f"{_number(stride)}·n"
    return times if not spare else f"{times} {'+' if spare > 0 else '−'} {_number(abs(spare))}"


def _parameters(layer: Layer) -> Refusal | None:
    if layer.bias is None:
        return None
    text = _product(layer) + (f" + {_count(layer.out_channels, 'out_channels')}" if layer.bias else "")
    if layer.parameters is not None:
        text += f" = {_number(layer.parameters)}"
    return _fact("fact_parameters" if layer.bias else "fact_weights", {"sum": text})


def _product(layer: Layer) -> str:
    """in_channels · out_channels · taps, the second in a group where there are several."""
    into, out = _count(layer.in_channels, "in_channels"), _count(layer.out_channels, "out_channels")
    if layer.groups != 1:
        out = f"({out} / {_count(layer.groups, 'groups')})"
    return f"{into}·{out}·{_number(layer.taps)}"


def _count(count: Count, name: str) -> str:
    """A number, an expression in brackets, or the argument's name where nothing is known."""
    if isinstance(count, int):
        return _number(count)
    text = count or name
    return text if text.replace(".", "_").isidentifier() else f"({text})"


def _number(value: int) -> str:
    return f"{value:,}"
