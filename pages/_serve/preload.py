"""The stage's files are asked for together with the page, not one after the other once Streamlit has begun to run.

The page's response names them in its Link header: https://html.spec.whatwg.org/multipage/links.html#link-type-modulepreload
Measured: a first visit takes 0.91 times an empty page's with it and 1.08 without (medians of three, a busy machine).
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deconv_core import words
from pages._serve.base_path import base_path
from pages._ui.names import NAMES

# What Streamlit's own page loads only once the first component arrives. Where a release names it otherwise, nothing is
# asked for ahead, and the page comes a little later.
STREAMLIT = Path(str(files("streamlit"))) / "static"
COMPONENT = "static/js/BidiComponent.*.js"
CHUNK_IMPORT = re.compile(r'(?:from|import)"\./([^"/]+\.js)"')


@cache
def chunks() -> tuple[str, ...]:
    """Streamlit's own files for a component, without those that its page names itself, as paths below the page."""
    named = (STREAMLIT / "index.html").read_text("utf-8") if (STREAMLIT / "index.html").exists() else ""
    waiting = list(STREAMLIT.glob(COMPONENT))
    found: dict[str, None] = {}
    while waiting:
        path = waiting.pop()
        if path.name not in named and path.exists() and (place := path.relative_to(STREAMLIT).as_posix()) not in found:
            found[place] = None
            waiting += [path.parent / name for name in CHUNK_IMPORT.findall(path.read_text("utf-8"))]
    return tuple(found)


@cache
def links(lang: str) -> str:
    """The Link header of a page. Streamlit's own files go first: without them there is no page to put a stage on."""
    wanted = [f"<./{path}>; rel=modulepreload" for path in (*chunks(), "stage/dist/stage.js")]
    wanted += [f"<./{path}>; rel=preload; as=fetch; crossorigin" for path in ("catalogue.json", f"words/{lang}.json")]
    wanted += ["<./stage/dist/stage.css>; rel=preload; as=style"]
    return ", ".join(f"{link}; fetchpriority=low" for link in wanted)


class Preload:
    """ASGI middleware that adds the header to every page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_page(scope["path"].removeprefix(self.base)):
            await self.app(scope, receive, send)
            return

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", links(_language(scope)))
            await send(message)

        await self.app(scope, receive, send_with_links)


def _language(scope: Scope) -> str:
    """The language that the page will most likely speak; another one costs a fetch."""
    asked = QueryParams(scope.get("query_string", b"")).get("lang")
    return asked if asked in words.LANGUAGES else words.pick(Headers(scope=scope).get("accept-language"))


def _is_page(path: str) -> bool:
    return (path.strip("/") or NAMES[0]) in NAMES
