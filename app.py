"""The ASGI app: serves the stage's modules and the words, warms up, and runs the frame.

`streamlit run app.py` and `uvicorn app:app` both start it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from pages._ui import joined, warm
from pages._ui.no_delay import NoDelay
from pages._ui.preload import Preload

ROOT = Path(__file__).parent


class Revalidated(StaticFiles):
    """Static files that a browser keeps but asks about, so that a new release never mixes with an old one."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def serve_stage(request: Request) -> Response:
    """All of the stage's modules as one, beside the files that it is made of."""
    stage = joined.stage()
    headers = {"Cache-Control": "no-cache", "ETag": stage.tag, "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == stage.tag:
        return Response(status_code=304, headers=headers)
    # Packed once, and not for every reader.
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    packed = {"Content-Encoding": "gzip"} if is_packed else {}
    return Response(stage.packed if is_packed else stage.text, media_type="text/javascript", headers=headers | packed)


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
    middleware=[Middleware(NoDelay), Middleware(Preload)],
    routes=[
        Route("/stage/joined.js", serve_stage),
        Mount("/stage", Revalidated(directory=joined.STAGE)),
        Route("/words/{lang}.json", serve_words),
        Route("/catalogue.json", serve_catalogue),
    ],
)
