"""One bad thing that a person brings, and what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass

RANGE = "setting_out_of_range"


@dataclass(frozen=True)
class Bad:
    """`text` is brought to `place`: "link", "source" (the line of code), a setting, or a field of the page Sizes.

    `own`: from the library's own words; `offer`: what the button says, of another framework's call.
    """

    place: str
    text: str
    code: str
    says: tuple[str, ...] = ()
    own: str = ""
    offer: str | None = None


def bad(place: str, text: str, code: str, *says: str, own: str = "", offer: str | None = None) -> Bad:
    return Bad(place, text, code, says, own, offer)
