"""The state as link text: a URL query, read from anyone and written in one canonical way.

The canonical query, letter for letter (the browser writes the same):

    input_size=2&kernel_size=2&stride=1&padding=0&output_padding=0&dilation=1&x=2,4;0,1&w=3,1;1,5

- `key=value`, joined by `&`, in the order of fields.FIELDS, no leading `?`; nothing is percent-encoded, since only
  letters, digits and `_ - . , ; :` occur.
- `rank=1` or `rank=3` where the layer has one axis or three: settings have as many integers.
- Settings always: one integer if all axes agree, else one for each, apart by `,`.
- Numbers (`x`, `w`) whenever there are any: columns apart by `,`, rows by `;`, channels by `:` (numbers_text.py has the
  rest). Where there are none, how they are made (`x_fill`, `w_fill`). `bias`, apart by `,`, where the layer has one.
- All else only where it differs from its default; `square` (`0` or `1`) from "all axes agree in all settings".
- Integers in plain decimal. Real numbers as JavaScript's String(number) writes them: the shortest digits that read back
  as the same double, without `.0`, in decimal from 1e-6 on and as `1.5e-7` below it; zero is `0`, never `-0`.

Reading takes more than that: any order, percent-encoding, missing keys (the opening's values; a size follows its
numbers), unknown keys (left out, with a note), and the keys of older links, each for all the fields that came of it
(`side` for `matrix_side` and `frameworks_side`), where these are not said themselves. A number is
`[+-]digits[.digits][e[+-]digits]`, of at most 25 characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deconv_core.refusal import Refusal
from deconv_core.state import numbers_text
from deconv_core.state.fields import (
    FIELDS,
    NUMBERS,
    Field,
    State,
    fill_of,
)
from deconv_core.state.link_reader import CHANNELS, LinkReader, Reading
from deconv_core.state.query_text import number_text, pairs, setting_text

__all__ = ["CHANNELS", "QUERY_LIMIT", "Reading", "read_query", "write_query"]
QUERY_LIMIT = 10_000


def read_query(query: Mapping[str, str] | Iterable[tuple[str, str]] | str) -> Reading:
    """The state that a query asks for, as text or already taken apart. Never raises, whatever the text."""
    apart = query.items() if isinstance(query, Mapping) else query
    given = apart if isinstance(apart, str) else [(str(key), str(text)) for key, text in apart]
    length = len(given) if isinstance(given, str) else sum(len(key) + len(text) + 2 for key, text in given)
    if length > QUERY_LIMIT:
        return Reading(State(), (Refusal("too_long", "query", {"length": length, "limit": QUERY_LIMIT}),))
    return LinkReader(pairs(given) if isinstance(given, str) else given).reading()


def write_query(state: State) -> str:
    """The canonical query of a state (see the top of this file); read_query() gives the same state back."""
    fills = {fill_of(field): getattr(state, fill_of(field)) for field in NUMBERS if getattr(state, field.key) is None}
    texts = ((field.key, fills.get(field.key) or _written(field, state)) for field in FIELDS)
    return "&".join(f"{key}={text}" for key, text in texts if text is not None)


def _written(field: Field, state: State) -> str | None:
    value = getattr(state, field.key)
    if field.kind == "setting":
        return setting_text(value)
    if field.kind == "numbers":
        shape = state.shape_of(field.key)
        between = numbers_text.marks(state.rank, len(shape) - state.rank)
        return None if value is None else numbers_text.write(value, shape[:-1], between)
    if field.kind == "vector":
        return None if value is None else ",".join(map(number_text, value))
    if value == (state.axes_agree if field.kind == "flag" else field.default):
        return None
    if field.kind == "size":
        return setting_text(value)
    return value if isinstance(value, str) else number_text(value)
