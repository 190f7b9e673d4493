"""What the panels of the page Sizes are asked: read once from the fields, the line and the stage."""

from collections.abc import Mapping

from deconv_core.finder import request as finder
from deconv_core.finder.request import Request
from deconv_core.refusal import Refusal, UnreadError
from deconv_core.state import panel_query
from pages._ui import stage
from pages._ui.kept import kept
from pages._ui.sizes.fields import standing

NAMES = tuple(panel_query.PANELS["finder"])


def request() -> Request | Refusal:
    """The request; where a field or the line cannot be read, why."""
    return _read("request", {name: standing(f"finder_{name}") for name in NAMES})


def followed(line: str) -> Request | Refusal:
    """What the fields below the line follow while they are empty: the line, or else the stage."""
    return _read("followed", dict.fromkeys(NAMES, "") | {"line": line})


def _read(name: str, texts: Mapping[str, str]) -> Request | Refusal:
    present = stage.settings("sizes")

    def read() -> Request | Refusal:
        try:
            return finder.request(texts, present)
        except UnreadError as error:
            return error.refusal

    return kept(f"sizes_{name}", (dict(texts), present), read)
