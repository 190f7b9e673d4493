"""The page's colour roles, for figures."""

from collections.abc import Mapping

from deconv_core.catalogue import catalogue

CLEAR = "rgba(0,0,0,0)"


def roles(scheme: str) -> Mapping[str, str]:
    """Role -> colour in "dark" or "light"; what is neither is light."""
    colours: Mapping[str, str] = catalogue()["colours"]["dark" if scheme == "dark" else "light"]
    return colours
