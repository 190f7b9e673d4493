"""A call's words with one broken rule mended, by the smallest change of the setting that the rule names."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any, cast

from deconv_core.frameworks.library import Library, Listed, Word, Words
from deconv_core.geometry import Geometry, GeometryError

# The geometry of words, or GeometryError.
Take = Callable[[Words], Geometry]
USUAL = {"output_padding": 0, "pads": 0}


def takes(take: Take, words: Words) -> bool:
    try:
        take(words)
    except GeometryError:
        return False
    return True


def listed(rules: Library, numbers: tuple[Any, ...]) -> Any:
    return Listed(numbers) if rules.lists else tuple(numbers)


def whole_numbers(word: Word) -> list[int]:
    """The whole numbers in a word, however deep; a flag is none."""
    if isinstance(word, tuple):
        return [number for item in word for number in whole_numbers(item)]
    return [word] if type(word) is int else []


def mended(rules: Library, words: Words, error: GeometryError, take: Take, rank: int = 2) -> Words:
    """`rank`: how many axes the call has."""
    field = _field(rules, error)
    value, values = words.get(field), error.values
    if error.code == "not_a_choice":
        return {**words, field: _closest(words, field, str(values["choices"]).split(", "), take)}
    if error.code == "wrong_padding_pairs":
        return {**words, "padding": _padding(words, take, rank)}
    if error.code == "pads_with_auto_pad":
        return {key: word for key, word in words.items() if key != "pads"}
    if error.code == "strides_with_dilation_rate":
        return {**words, "dilation_rate": _ones(value)}
    if error.code == "output_too_small":
        return {**words, field: _less_cropped(rules, words, error)}
    if error.code == "output_padding_needed":
        most = cast(int, values["stride"]) - 1
        return {**words, field: _set(rules, value, error.axis, 1, rank) if most else None}
    if error.code in ("output_shape_outside", "output_padding_outside"):
        return {**words, field: _set(rules, value, error.axis, values["nearest"], rank)}
    if error.code == "too_small":
        return {**words, field: _raised(value, cast(int, values["minimum"]))}
    return {**words, field: _counted(rules, field, value, rank)}


def _field(rules: Library, error: GeometryError) -> str:
    if error.code == "output_too_small":
        return "pads" if rules.key == "onnx" else "padding"
    return "kernel_shape" if (rules.key, error.field) == ("onnx", "kernel_size") else error.field


def _closest(words: Words, field: str, choices: list[str], take: Take) -> str:
    """The choice in other letters, or else the one most like it of those that take the rest as it is."""
    written = str(words.get(field)).upper()
    same = [choice for choice in choices if choice.upper() == written]
    taking = same or [choice for choice in choices if takes(take, {**words, field: choice})] or choices
    return max(taking, key=lambda choice: SequenceMatcher(None, written, choice.upper()).ratio())


def _padding(words: Words, take: Take, rank: int) -> Any:
    """What is near to pairs that are none: the numbers on all ends, or else a word that takes the rest as it is."""
    value = words.get("padding")
    found = whole_numbers(value)
    ends = [tuple(found[:2])] * rank if len(found) >= 2 else [tuple(found) * 2] * rank
    pairs = [Listed(tuple(pair) for pair in ends)] if found else []
    return next((one for one in (*pairs, "SAME", "VALID") if takes(take, {**words, "padding": one})), "SAME")


def _set(rules: Library, value: Any, axis: int | None, number: Any, rank: int) -> Any:
    """The value with this number on one axis."""
    pair = value if isinstance(value, tuple) else listed(rules, (value,) * rank)
    return type(pair)(number if at == axis else one for at, one in enumerate(pair))


def _ones(value: Any) -> Any:
    return type(value)(1 for _ in value) if isinstance(value, tuple) else 1


def _raised(value: Any, least: int) -> Any:
    return type(value)(_raised(one, least) for one in value) if isinstance(value, tuple) else max(least, value)


def _counted(rules: Library, field: str, value: Any, rank: int) -> Any:
    """As many whole numbers as there are axes: of too many the first, one for all, the usual one for what is none."""
    count = rank * 2 if field == "pads" else rank
    usual = USUAL.get(field, 1)
    if not isinstance(value, tuple):
        return listed(rules, (value if type(value) is int else usual,) * count)
    numbers = [one if type(one) is int else usual for one in value] or [usual]
    if len(numbers) < count:
        numbers = numbers * count
    return type(value)(numbers[:count])


def _less_cropped(rules: Library, words: Words, error: GeometryError) -> Any:
    """One more cell left on this axis than none: the larger of the two crops shrinks first."""
    excess, axis = 1 - cast(int, error.values["output"]), cast(int, error.axis)
    if rules.key == "onnx":
        pads = list(words["pads"])
        after = axis + len(pads) // 2
        pads[axis], pads[after] = _shrunk(pads[axis], pads[after], excess)
        return type(words["pads"])(pads)
    rows = [tuple(pair) for pair in words["padding"]]
    is_crop = rules.key == "tensorflow" or words.get("use_consistent_padding")
    sign = 1 if is_crop else -1
    before, after = _shrunk(sign * rows[axis][0], sign * rows[axis][1], excess)
    rows[axis] = (sign * before, sign * after)
    return type(words["padding"])(rows)


def _shrunk(one: int, other: int, by: int) -> tuple[int, int]:
    gap = abs(one - other)
    if gap >= by:
        return (one - by, other) if one > other else (one, other - by)
    total = one + other - by
    return total // 2, total - total // 2
