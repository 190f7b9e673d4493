"""The smallest pieces of a link's text: numbers, keys with their values, and a visitor's text made harmless to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from urllib.parse import unquote_plus

# The longest that String(number) gets within the limits of a cell: -0.0000012345678901234567.
NUMBER_LIMIT = 25
WHOLE_LIMIT = 6
ECHO_LIMIT = 40
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WHOLE = re.compile(r"[0-9]+|-0*[1-9][0-9]*")


def number_text(value: float) -> str:
    """A finite number below 1e16, as JavaScript's String(number) writes it."""
    if value == int(value):
        return str(int(value))
    text = repr(float(value))
    if abs(value) >= 1e-6:
        return f"{Decimal(text):f}"
    digits, _, exponent = text.partition("e")
    return f"{digits}e{int(exponent)}"


def parse_number(text: str) -> float | None:
    """A number as links write it, infinite where it overflows, never -0; None for all other text."""
    return float(text) + 0.0 if len(text) <= NUMBER_LIMIT and _NUMBER.fullmatch(text) else None


def parse_whole(text: str) -> int | None:
    """An integer of at most 6 characters; None for all other text. Negative ones too, so that one can say which."""
    return int(text) if len(text) <= WHOLE_LIMIT and _WHOLE.fullmatch(text) else None


def echo(text: str) -> str:
    """The start of a visitor's text, harmless to show: cut, and without control characters or half characters."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:ECHO_LIMIT])


def by(size: tuple[int, ...]) -> str:
    """A size as one reads it: `3×5`."""
    return "×".join(map(str, size))


def cells(size: Iterable[int]) -> str:
    """The same in short: 12 for 12×12."""
    numbers = tuple(size)
    return str(numbers[0]) if len(set(numbers)) == 1 else by(numbers)


def pairs(query: str) -> list[tuple[str, str]]:
    """Keys and texts of a URL query, in order; what is wrongly encoded stays as odd text."""
    parts = (part.partition("=") for part in query.removeprefix("?").split("&") if part)
    return [(unquote_plus(key), unquote_plus(text)) for key, _, text in parts]


def setting_text(setting: tuple[int, ...]) -> str:
    """A setting in a link: one number where all axes agree, else one for each."""
    return ",".join(map(str, setting if len(set(setting)) > 1 else setting[:1]))


def settings_texts(settings: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    """The settings as the keys and texts of a link, every axis for itself."""
    return {key: ",".join(map(str, setting)) for key, setting in settings.items()}
