"""The ASGI app: serves the stage's modules and the words, warms up, and runs the frame.

`streamlit run app.py` and `uvicorn app:app` both start it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from deconv_core import words
from deconv_core.catalogue import catalogue
from pages._serve import warm
from pages._serve.base_path import BasePath
from pages._serve.headers import SecurityHeaders
from pages._serve.no_delay import NoDelay
from pages._serve.preload import Preload
from pages._serve.same_origin import SameOrigin
from pages._ui import guard

ROOT = Path(__file__).parent
# Found without importing it: few visitors ask for it.
PLOTLY = Path(getattr(find_spec("plotly"), "origin", "")).parent / "package_data"


class Revalidated(StaticFiles):
    """Static files that a browser keeps but asks about, so that a new release never mixes with an old one."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def serve_words(request: Request) -> Response:
    """All texts of one language."""
    lang = request.path_params["lang"]
    if lang not in words.LANGUAGES:
        return Response(status_code=404)
    return JSONResponse(dict(words.load(lang)), headers={"Cache-Control": "no-cache"})


def serve_catalogue(_request: Request) -> Response:
    return JSONResponse(catalogue(), headers={"Cache-Control": "no-cache"})


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    warm.begin()
    yield


app = st.App(
    str(ROOT / "pages" / "_ui" / "frame.py"),
    lifespan=lifespan,
    on_script_error=guard.tell,
    middleware=[Middleware(one) for one in (NoDelay, SecurityHeaders, SameOrigin, Preload, BasePath)],
    routes=[
        Mount("/stage", Revalidated(directory=ROOT / "assets" / "stage")),
        Mount("/plotly", Revalidated(directory=PLOTLY)),
        Route("/words/{lang}.json", serve_words),
        Route("/catalogue.json", serve_catalogue),
    ],
)
