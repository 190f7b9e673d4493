"""What the panels of the page Sizes are asked: read once from the fields, the line and the stage."""

from collections.abc import Mapping

from deconv_core.finder import request as finder
from deconv_core.finder.request import Request
from deconv_core.refusal import Refusal, UnreadError
from deconv_core.state import panel_query
from deconv_core.state.fields import Setting, Settings
from pages._ui import stage
from pages._ui.kept import kept
from pages._ui.sizes.fields import standing

PAGE = "sizes"
NAMES = tuple(panel_query.PANELS["finder"])


def request() -> Request | Refusal:
    """The request; where a field or the line cannot be read, why."""
    return _read("request", _texts())


def followed(line: str) -> Settings:
    """What the fields below the line follow while they are empty: the layer in the line, else the one on the stage."""
    found = _read("followed", dict.fromkeys(NAMES, "") | {"line": line})
    return stage.settings(PAGE) if isinstance(found, Refusal) else found.settings


def wanted_else() -> Setting | None:
    """The wanted size where its field is empty; None where there is none."""
    found = _read("wanted_else", _texts() | {"wanted": ""})
    return None if isinstance(found, Refusal) else found.wanted


def _texts() -> dict[str, str]:
    return {name: standing(f"finder_{name}") for name in NAMES}


def _read(name: str, texts: Mapping[str, str]) -> Request | Refusal:
    present = stage.settings(PAGE)

    def read() -> Request | Refusal:
        try:
            return finder.request(texts, present)
        except UnreadError as error:
            return error.refusal

    return kept(f"sizes_{name}", (dict(texts), present), read)
