"""The page's colour roles, for figures, and the ground that each is drawn on."""

from collections.abc import Mapping
from typing import Any

from deconv_core.catalogue import catalogue

CLEAR = "rgba(0,0,0,0)"


def roles(scheme: str) -> Mapping[str, str]:
    """Role -> colour in "dark" or "light"; what is neither is light."""
    colours: Mapping[str, str] = catalogue()["colours"]["dark" if scheme == "dark" else "light"]
    return colours


def ground(scheme: str, *, height: int, side: int, below: int, plot: str = CLEAR) -> dict[str, Any]:
    """Plotly's layout of any figure; the room at its left and below it in px. The page shines through."""
    return {
        "height": height,
        "margin": {"l": side, "r": 10, "t": 10, "b": below},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": plot,
        "font": {"color": roles(scheme)["text"]},
    }
